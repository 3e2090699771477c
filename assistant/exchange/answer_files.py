"""Reflection answers in and out of a plain file: a heading for each question, the answer below it.

    ## What had been said just before this?
    She had put the phone away.
    visibility: pair

    energy: 4

Lines that begin with > below a question are what it grew from. A line ``visibility: pair`` lets the
partner read the answer above it; without one an answer is its writer's alone. ``energy`` is 1 to 5.
A text without headings is read as one answer for each block, in the order of the questions. JSON
and YAML hold the same: ``energy`` and ``answers``, a list of texts or of ``question``, ``text`` and
``visibility``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import yaml

from assistant.domain.reflections import Answer
from assistant.domain.visibility import Visibility
from assistant.errors import InvalidInput
from assistant.plain_yaml import read_yaml

_HEADING = re.compile(r"^#{2,6}\s+(.*?)\s*$")
_TITLE = re.compile(r"^#\s+")
_SEEN_BY = re.compile(r"^\s*visibility\s*:\s*(\S.*?)\s*$", re.IGNORECASE)
_ENERGY = re.compile(r"^\s*energy\s*:\s*(\S*)\s*$", re.IGNORECASE)
_NUMBER = re.compile(r"^\s*\d{1,2}[.)]\s+")
_QUOTED = re.compile(r"^\s*>")
_ESCAPED = re.compile(r"^\\")
_LONGEST = 200_000
_HOW = (
    "> Write below each question; skip what you like. Only you read it: a line visibility: pair "
    "below an answer lets your partner read that one. Energy is 1, drained, to 5, full, or empty."
)


@dataclass(frozen=True)
class GivenAnswers:
    """What a file holds. ``question`` of an answer is "" where the file does not say it."""

    answers: tuple[Answer, ...] = ()
    energy: int | None = None


def read_answers(text: str, name: str = "the answers") -> GivenAnswers:
    """The answers of a text in any of the forms above. InvalidInput says what is wrong."""
    if len(text) > _LONGEST:
        raise InvalidInput(f"{name} is longer than a reflection can be.", safe="Nothing was kept.")
    if text.lstrip().startswith(("{", "[")) or name.casefold().endswith((".yaml", ".yml", ".json")):
        return _structured(text, name)
    return _marked(text, name)


def write_answers(
    title: str,
    answers: Iterable[Answer],
    energy: int | None = None,
    *,
    grown: Sequence[str] = (),
    form: bool = False,
) -> str:
    """The same form back. ``grown`` says, for each answer, what its question grew from; ``form``
    adds the lines that may be left empty."""
    out = [f"# {title}", *([_HOW] if form else []), ""]
    for place, answer in enumerate(answers):
        out.append(f"## {' '.join(answer.question.split())}")
        out += [f"> {quote}" for quote in grown[place : place + 1] if quote]
        out.append(_escaped(answer.text))
        if answer.visibility is not Visibility.PRIVATE:
            out.append(f"visibility: {answer.visibility.value}")
        out.append("")
    if energy is not None or form:
        out += [f"energy: {energy if energy is not None else ''}".rstrip(), ""]
    return "\n".join(out)


def _escaped(text: str) -> str:
    """A line of an answer that would read as a part of the form is set off by a space."""
    lines = text.split("\n")
    special = (_HEADING, _TITLE, _SEEN_BY, _ENERGY, _ESCAPED, _QUOTED)
    return "\n".join(f"\\{line}" if any(p.match(line) for p in special) else line for line in lines)


def _marked(text: str, name: str) -> GivenAnswers:
    energy: int | None = None
    answers: list[Answer] = []
    question: str | None = None
    lines: list[str] = []
    visibility = Visibility.PRIVATE
    loose: list[str] = []

    def close() -> None:
        if question is not None:
            said = "\n".join(lines).strip()
            answers.append(Answer(question=question, text=said, visibility=visibility))

    for line in text.split("\n"):
        heading = _HEADING.match(line)
        if heading:
            close()
            question, lines, visibility = heading[1], [], Visibility.PRIVATE
        elif found := _ENERGY.match(line):
            energy = _energy(found[1], name) if found[1] else energy
        elif question is not None and (seen := _SEEN_BY.match(line)):
            visibility = _visibility(seen[1], name)
        elif question is not None and not any(lines) and _QUOTED.match(line):
            continue
        elif question is not None:
            lines.append(line.removeprefix("\\"))
        elif not _TITLE.match(line) and not _QUOTED.match(line):
            loose.append(line)
    close()
    if not answers:
        blocks = [b.strip() for b in re.split(r"\n\s*\n", "\n".join(loose)) if b.strip()]
        answers = [_block(block, name) for block in blocks]
    return GivenAnswers(tuple(answers), energy)


def _block(block: str, name: str) -> Answer:
    kept: list[str] = []
    visibility = Visibility.PRIVATE
    for line in block.split("\n"):
        seen = _SEEN_BY.match(line)
        if seen:
            visibility = _visibility(seen[1], name)
        else:
            kept.append(line)
    text = _NUMBER.sub("", "\n".join(kept).strip(), count=1)
    return Answer(question="", text="" if text == "-" else text, visibility=visibility)


def _structured(text: str, name: str) -> GivenAnswers:
    try:
        content = json.loads(text) if text.lstrip()[:1] in ("{", "[") else read_yaml(text)
    except (ValueError, yaml.YAMLError, RecursionError) as error:
        raise InvalidInput(
            f"{name} cannot be read as YAML or JSON.",
            safe="Nothing was kept.",
            next_step="A plain text with one block for each answer does as well.",
        ) from error
    if isinstance(content, list):
        content = {"answers": content}
    if not isinstance(content, dict) or not isinstance(content.get("answers"), list):
        raise InvalidInput(f"{name} holds no list of answers.", safe="Nothing was kept.")
    energy = content.get("energy")
    answers = tuple(_entry(entry, name) for entry in content["answers"])
    return GivenAnswers(answers, None if energy is None else _energy(str(energy), name))


def _entry(entry: object, name: str) -> Answer:
    if entry is None or isinstance(entry, str):
        return Answer(question="", text=(entry or "").strip())
    if not isinstance(entry, dict):
        raise InvalidInput(f"{name}: an answer is a text, or a text with its question.")
    return Answer(
        question=str(entry.get("question") or ""),
        text=str(entry.get("text") or "").strip(),
        visibility=_visibility(str(entry.get("visibility") or "private"), name),
    )


def _visibility(said: str, name: str) -> Visibility:
    word = said.casefold()
    if word in ("private", "pair"):
        return Visibility(word)
    raise InvalidInput(
        f"{name}: who may read an answer is private or pair, not {said[:40]}.",
        safe="Nothing was kept.",
    )


def _energy(said: str, name: str) -> int:
    if said in ("1", "2", "3", "4", "5"):
        return int(said)
    raise InvalidInput(
        f"{name}: energy is a number from 1 to 5, not {said[:20]}.", safe="Nothing was kept."
    )


def with_questions(answers: Sequence[Answer], questions: Sequence[str]) -> tuple[Answer, ...]:
    """The answers, those without a question put to the one at their place."""
    if len(answers) > max(len(questions), 1) and any(not a.question for a in answers):
        raise InvalidInput(
            f"There are {len(answers)} answers and {len(questions)} questions.",
            safe="Nothing was kept.",
            next_step="Put each answer under a line that begins with ## and its question.",
        )
    return tuple(
        answer if answer.question else answer.model_copy(update={"question": questions[place]})
        for place, answer in enumerate(answers)
    )
