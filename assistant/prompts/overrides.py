"""A programme's own prompts: used where they are sound, ours everywhere else.

A file may word things differently. It may not ask for other material or another form of answer,
nor drop what keeps a draft honest and people's words safe.
"""

from __future__ import annotations

from pathlib import Path
from string import Template

from assistant.errors import InvalidPrompt
from assistant.prompts.catalog import Prompt, load_prompt, prompt_names, read_prompt
from assistant.prompts.formatting import holds_hidden

KEPT = ("grounding", "confidentiality", "language")
"""Fragments that every prompt of a programme must hold, in our words."""

MOST_BYTES = 12_000
"""Of one file. Ours take a third of it; more would crowd out the evidence."""

_LANGUAGES = {
    "en": "British English", "en-us": "American English", "bg": "Bulgarian", "cs": "Czech",
    "cy": "Welsh", "da": "Danish", "de": "German", "el": "Greek", "es": "Spanish",
    "et": "Estonian", "fi": "Finnish", "fr": "French", "ga": "Irish", "hr": "Croatian",
    "hu": "Hungarian", "it": "Italian", "ja": "Japanese", "lt": "Lithuanian", "lv": "Latvian",
    "nl": "Dutch", "no": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian",
    "sk": "Slovak", "sl": "Slovenian", "sv": "Swedish", "tr": "Turkish", "uk": "Ukrainian",
}  # fmt: skip


def language_in_words(code: str) -> str:
    """What a prompt calls a language: "German"; for one that is not listed, its code."""
    lowered = code.lower()
    known = _LANGUAGES.get(lowered) or _LANGUAGES.get(lowered.split("-")[0])
    return known or f"the language with the code {code}"


class Prompts:
    """All prompts of one programme, for answers in one language. Read once, at first use."""

    def __init__(self, folder: Path | None = None, language: str = "en") -> None:
        self._folder = folder
        self._language = language_in_words(language)
        self._read: dict[str, Prompt] = {}

    def get(self, name: str) -> Prompt:
        """The programme's prompt of that name where it has a sound one, else ours.

        A file that is no use is told in ``note`` of the prompt. InvalidPrompt if there is none.
        """
        if name not in self._read:
            self._read[name] = self._found(name).model_copy(update={"language": self._language})
        return self._read[name]

    def own(self) -> dict[str, list[str]]:
        """The programme's files by name, each with what is wrong with it: nothing if it is used."""
        found: dict[str, list[str]] = {}
        for name in self._own_names():
            try:
                self._checked(name)
            except InvalidPrompt as fault:
                found[name] = fault.problems
            else:
                found[name] = []
        return found

    def _found(self, name: str) -> Prompt:
        ours = load_prompt(name)
        if name not in self._own_names():
            return ours
        try:
            return self._checked(name)
        except InvalidPrompt as fault:
            note = f"The programme's own {name}.md cannot be used, so ours was: {fault.problems[0]}"
            return ours.model_copy(update={"note": note})

    def _own_names(self) -> list[str]:
        if self._folder is None:
            return []
        try:
            return prompt_names(self._folder)
        except OSError:
            return []

    def _checked(self, name: str) -> Prompt:
        if name not in prompt_names():
            listed = ", ".join(prompt_names())
            raise _refused(name, [f"There is no document of that name; there are: {listed}."])
        ours = load_prompt(name)
        prompt = read_prompt(name, self._text(name))
        problems = [
            *(f"It needs ${v}." for v in ours.variables if v not in prompt.variables),
            *(f"There is no ${v}." for v in prompt.variables if v not in ours.variables),
            *(
                f"It must hold [[{fragment}]]."
                for fragment in KEPT
                if fragment in ours.fragments and fragment not in prompt.fragments
            ),
        ]
        if prompt.answer_schema != ours.answer_schema:
            problems.append(f"Its answer must be {ours.answer_schema or 'plain text'}.")
        if prompt.answer_schema and "schema" not in Template(prompt.system).get_identifiers():
            problems.append("It must hold $schema above ## user.")
        if problems:
            raise _refused(name, problems)
        return prompt.model_copy(update={"file": f"{name}.md", "traceless": ours.traceless})

    def _text(self, name: str) -> str:
        assert self._folder is not None
        try:
            with (self._folder / f"{name}.md").open("rb") as file:
                raw = file.read(MOST_BYTES + 1)
            text = raw.decode("utf-8").replace("\r\n", "\n")
        except (OSError, UnicodeError) as error:
            raise _refused(name, ["Its file cannot be read as text."]) from error
        if len(raw) > MOST_BYTES:
            raise _refused(name, [f"It is longer than {MOST_BYTES} bytes."])
        if holds_hidden(text):
            raise _refused(name, ["It holds characters that nobody sees."])
        return text


def _refused(name: str, problems: list[str]) -> InvalidPrompt:
    return InvalidPrompt(f"The file {name}.md cannot be used.", problems)
