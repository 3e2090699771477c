"""Prompt files: versioned prose with declared variables. Code fills them in and joins no sentences.

A file has front matter (id, purpose, version, languages, variables, fragments, answer_schema,
echoes, traceless) and two parts, ``## system`` and ``## user``. ``$name`` is a variable,
``[[name]]`` on its own line a fragment; ``$schema`` (the answer's schema) and ``$language`` (the
answer's language) need no declaration. The system part holds no other variable: it is the same for
every request, so that a server which keeps what it has read need not read it again. In the user
part a line that begins with ``[?name]`` is only sent where the draft has something that it applies
to: ``[?drop]`` where a line may go, ``[?add-heard]`` where the section heard has room.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from pathlib import Path
from string import Template

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.domain.answers import AgendaAnswer, AgendaChangeAnswer, PageAnswer, RehearsalAnswer
from assistant.domain.ports import Message
from assistant.domain.schemas import in_short, schema_of
from assistant.errors import InvalidPrompt
from assistant.plain_yaml import read_yaml

FOLDER = Path(__file__).parent
_ANSWERS: dict[str, type[BaseModel]] = {
    "AgendaAnswer": AgendaAnswer,
    "PageAnswer": PageAnswer,
    "RehearsalAnswer": RehearsalAnswer,
    "AgendaChangeAnswer": AgendaChangeAnswer,
}
_FILE = re.compile(r"\A---\n(?P<front>.*?)\n---\n(?P<body>.*)\Z", re.DOTALL)
_PARTS = re.compile(r"\A## system\n(?P<system>.*?)\n## user\n(?P<user>.*)\Z", re.DOTALL)
_STABLE = frozenset(("schema", "language"))
_NEEDED = re.compile(r"^\[\?([a-z-]+)\] ?(.*(?:\n|\Z))", re.MULTILINE)
_FRAGMENT = re.compile(r"^\[\[([a-z_]+)\]\]$", re.MULTILINE)


class _Front(BaseModel):
    """The front matter as it stands in a file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    purpose: str = Field(min_length=1)
    version: int = Field(ge=1)
    languages: tuple[str, ...] = Field(min_length=1)
    variables: tuple[str, ...] = ()
    fragments: tuple[str, ...] = ()
    answer_schema: str = ""
    echoes: tuple[str, ...] = ()
    traceless: bool = False


class Prompt(BaseModel):
    """A prompt ready to be filled in. ``digest`` changes with any letter of it, of its fragments,
    or of the schema of its answer."""

    model_config = ConfigDict(frozen=True)

    id: str
    purpose: str
    version: str
    languages: tuple[str, ...]
    variables: tuple[str, ...]
    answer_schema: str
    fragments: tuple[str, ...] = ()
    echoes: tuple[str, ...]
    """Sentences of its example, by which a model that only repeats it is known."""
    traceless: bool = False
    """Whether not even the log on this computer says that it was used."""
    system: str
    user: str
    digest: str
    language: str = "British English"
    """What the answer is written in, as the prompt says it."""
    file: str = ""
    """Name of a programme's own file; "" for ours."""
    note: str = ""
    """What the reader of a draft should know, such as that a programme's own file was no use."""

    def fill(
        self, needs: Collection[str] | None = None, /, **values: str
    ) -> tuple[Message, Message]:
        """The two messages. InvalidPrompt unless exactly the declared variables are given.

        Of the lines for some drafts alone those named in ``needs`` stand, or all if it is None.
        Values go in as they are: a ``$name`` inside one stays a ``$name``.
        """
        problems = [
            *(f"No value for ${name}." for name in self.variables if name not in values),
            *(f"${name} is not a variable of it." for name in values if name not in self.variables),
        ]
        if problems:
            raise InvalidPrompt(f"The prompt {self.id} cannot be filled in.", problems)
        user = _NEEDED.sub(
            lambda line: line[2] if needs is None or line[1] in needs else "", self.user
        )
        given = {**values, "schema": self.schema_text, "language": self.language}
        label = "" if self.traceless else f"{self.id}@{self.version}:{self.digest[:12]}"
        return (
            Message(role="system", content=Template(self.system).substitute(given), prompt=label),
            Message(role="user", content=Template(user).substitute(given), prompt=label),
        )

    def asks(self, needs: Collection[str]) -> bool:
        """Whether it asks for anything of a draft with these ``needs``."""
        named = {line[1] for line in _NEEDED.finditer(self.user)}
        return bool(named & set(needs)) if named else bool(needs)

    @property
    def schema_text(self) -> str:
        """The answer's schema in short on one line, "" if the answer is plain text. In full it goes
        beside the messages, to a server that can bind an answer to it."""
        kind = _ANSWERS.get(self.answer_schema)
        return in_short(schema_of(kind)) if kind else ""


@lru_cache(maxsize=32)
def load_prompt(name: str, folder: Path = FOLDER) -> Prompt:
    """The prompt of that name. InvalidPrompt, with all its faults, if the file is none."""
    problems: list[str] = []
    raw = _read(folder / f"{name}.md", problems)
    return read_prompt(name, raw, folder / "fragments", problems)


def read_prompt(
    name: str, raw: str, fragments: Path = FOLDER / "fragments", problems: Sequence[str] = ()
) -> Prompt:
    """The prompt that a file's text holds, with fragments from that folder. InvalidPrompt."""
    problems = list(problems)
    match = _FILE.match(raw)
    if match is None:
        raise _invalid(name, [*problems, "It has no front matter between two lines of ---."])
    front = _front(match["front"], problems)
    body = _with_fragments(match["body"], front, fragments, problems)
    parts = _PARTS.match(body)
    if parts is None:
        problems.append("It has no part ## system followed by a part ## user.")
    if front is None or parts is None or problems:
        raise _invalid(name, problems)
    if front.id != name:
        problems.append(f"Its id is {front.id}.")
    problems += _variable_faults(body, front)
    problems += _moving_faults(parts["system"])
    problems += [
        f"[?{line[1]}] stands in the system part; it goes below."
        for line in _NEEDED.finditer(parts["system"])
    ]
    problems += [f"Its example does not hold: {echo}" for echo in front.echoes if echo not in body]
    if front.answer_schema and front.answer_schema not in _ANSWERS:
        problems.append(f"There is no answer called {front.answer_schema}.")
    if problems:
        raise _invalid(name, problems)
    bare = Prompt(
        **{**front.model_dump(), "version": str(front.version)},
        system=parts["system"].strip(),
        user=parts["user"].strip(),
        digest="",
    )
    content = "\0".join((match["front"], body, bare.schema_text))
    return bare.model_copy(update={"digest": hashlib.sha256(content.encode()).hexdigest()})


def prompt_names(folder: Path = FOLDER) -> list[str]:
    """The names of all prompts in a folder."""
    return sorted(path.stem for path in folder.glob("*.md"))


def _read(path: Path, problems: list[str]) -> str:
    try:
        return path.read_text(encoding="utf-8").replace("\r\n", "\n")
    except (OSError, UnicodeError):
        problems.append("Its file cannot be read.")
        return ""


def _front(text: str, problems: list[str]) -> _Front | None:
    try:
        return _Front.model_validate(read_yaml(text))
    except ValidationError as error:
        faults = error.errors(include_url=False, include_input=False, include_context=False)
        problems += [f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in faults]
    except (yaml.YAMLError, ValueError):
        # YAML's reader also trips over impossible dates.
        problems.append("Its front matter is not YAML.")
    return None


def _with_fragments(body: str, front: _Front | None, folder: Path, problems: list[str]) -> str:
    declared = front.fragments if front else ()
    used = _FRAGMENT.findall(body)
    problems += [
        f"The fragment {name} is used, not declared." for name in used if name not in declared
    ]
    problems += [
        f"The fragment {name} is declared, not used." for name in declared if name not in used
    ]

    def text_of(match: re.Match[str]) -> str:
        return _read(folder / f"{match[1]}.md", problems).strip()

    return _FRAGMENT.sub(text_of, body)


def _variable_faults(body: str, front: _Front) -> list[str]:
    template = Template(body)
    if not template.is_valid():
        return ["It has a $ that is no variable; a plain one is written $$."]
    used = set(template.get_identifiers())
    allowed = {*front.variables, "language", *(("schema",) if front.answer_schema else ())}
    return [
        *(f"${name} is used, not declared." for name in sorted(used - allowed)),
        *(f"${name} is declared, not used." for name in sorted(set(front.variables) - used)),
    ]


def _moving_faults(system: str) -> list[str]:
    template = Template(system)
    moving = set(template.get_identifiers()) - _STABLE if template.is_valid() else set()
    return [
        f"${name} stands in the system part; what changes goes below." for name in sorted(moving)
    ]


def _invalid(name: str, problems: list[str]) -> InvalidPrompt:
    return InvalidPrompt(f"The prompt {name} cannot be used.", problems)
