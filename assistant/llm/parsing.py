"""From what a model wrote to what was asked for. Pure: text in, text or a checked object out."""

from __future__ import annotations

import json
import re
from typing import TypeVar

from pydantic import BaseModel, ValidationError

T = TypeVar("T", bound=BaseModel)

_THOUGHT = re.compile(r"<(think|thinking|reasoning)>.*?(?:</\1>|\Z)", re.DOTALL | re.IGNORECASE)
_FENCE = re.compile(r"```[a-zA-Z0-9_-]*[ \t]*\n?(.*?)```", re.DOTALL)
_OPENERS = ("<think>", "<thinking>", "<reasoning>")
_MAX_SENTENCES = 6
# Where an object may begin; a text of nothing but braces is not searched for ever.
_MAX_STARTS = 50


class NotAsAsked(ValueError):
    """The text is not the object that was asked for; ``sentences`` say why, for one repair turn."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = sentences


def sound(text: str) -> str:
    """Text that every store and terminal takes: surrogate halves are joined or replaced, and NUL,
    which PostgreSQL refuses, is replaced."""
    joined = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return joined.replace("\x00", "\ufffd")


def without_thoughts(text: str) -> str:
    """The answer without the model's thinking aloud, closed or not."""
    return _THOUGHT.sub("", text)


def json_text(answer: str) -> str:
    """The first JSON object in an answer, without fences or words around it.

    If there is none that parses, the answer itself, stripped: ``parse`` will say what is wrong.
    """
    text = without_thoughts(answer).strip()
    for candidate in (text, *(match.strip() for match in _FENCE.findall(text))):
        found = _first_object(candidate)
        if found is not None:
            return found
    return text


def _first_object(text: str) -> str | None:
    decoder = json.JSONDecoder()
    start = text.find("{")
    for _ in range(_MAX_STARTS):
        if start == -1:
            break
        try:
            _, end = decoder.raw_decode(text, start)
        except (ValueError, RecursionError):
            start = text.find("{", start + 1)
        else:
            return text[start:end]
    return None


def parse(answer: str, kind: type[T]) -> T:
    """The object that an answer holds; NotAsAsked, with sentences to send back, if none."""
    text = json_text(answer)
    if not text.startswith("{"):
        raise NotAsAsked(["There is no JSON object in the answer."])
    try:
        return kind.model_validate_json(sound(text))
    except ValidationError as error:
        raise NotAsAsked(error_sentences(error)) from error


def error_sentences(error: ValidationError) -> list[str]:
    """What is wrong with an object, one sentence for each fault, at most six."""
    sentences = []
    for fault in error.errors(include_url=False, include_input=False, include_context=False):
        place = ".".join(str(part) for part in fault["loc"]) or "the answer"
        sentences.append(f"At {place}: {fault['msg']}.")
    return sentences[:_MAX_SENTENCES]


class Cleaner:
    """Takes a stream's fragments and gives back what may be shown: no thinking, no halves.

    A fragment that may be the start of a thought, or half of a character, waits for the next one.
    """

    def __init__(self) -> None:
        self._held = ""
        self._closer = ""

    def feed(self, fragment: str) -> str:
        """What can be shown now."""
        self._held += fragment
        shown = ""
        while self._held:
            if self._closer:
                before, found, after = _split_at(self._held, self._closer)
                if not found:
                    self._held = before[-len(self._closer) :]
                    return sound(shown)
                self._held, self._closer = after, ""
                continue
            opener = _first_opener(self._held)
            if opener is None:
                keep = _unfinished(self._held)
                cut = len(self._held) - keep
                shown, self._held = shown + self._held[:cut], self._held[cut:]
                return sound(shown)
            before, _, self._held = _split_at(self._held, opener)
            shown += before
            self._closer = f"</{opener[1:]}"
        return sound(shown)

    def end(self) -> str:
        """What was still held when the stream ended."""
        rest, self._held = ("" if self._closer else self._held), ""
        return sound(rest)


def _split_at(text: str, mark: str) -> tuple[str, str, str]:
    at = text.lower().find(mark)
    return (text, "", "") if at < 0 else (text[:at], mark, text[at + len(mark) :])


def _first_opener(text: str) -> str | None:
    lowered = text.lower()
    found = [(lowered.find(opener), opener) for opener in _OPENERS if opener in lowered]
    return min(found)[1] if found else None


def _unfinished(text: str) -> int:
    """How many characters at the end may belong to something that is not complete yet."""
    if "\ud800" <= text[-1] <= "\udbff":
        return 1
    tail = text[-12:].lower()
    at = tail.rfind("<")
    if at >= 0 and any(opener.startswith(tail[at:]) for opener in _OPENERS):
        return len(tail) - at
    return 0
