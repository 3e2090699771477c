"""A Markdown file's front matter: flat fields of text, each with its line, nothing constructed.

YAML can hold types, references and nesting that a card has no use for and an attacker has
(faults.md: bombs). All of that is turned away event by event, before a value is built.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

import yaml

from assistant.plain_yaml import LOADER

LONGEST = 4_000
"""Characters of front matter; the longest card that ships has about 500."""

_FENCE = "---"
# C0 and C1 controls but tab and line feed, and the marks that turn the order of letters round:
# both can make a terminal or a reader show something other than what is written.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True)
class Field:
    """One field as text, before it is judged. ``line`` counts from 1 in the file."""

    line: int
    values: tuple[str, ...]
    is_list: bool


Fields = dict[str, Field | None]
"""Fields by name. None: it is there, cannot be read, and that has been reported."""


class Faults:
    """Collects what is wrong with one file, in words for the person who wrote it."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def add(self, what: str, *, line: int | None = None, field: str = "") -> None:
        """One fault; ``line`` and ``field`` say where, as far as that is known."""
        place = ", ".join(part for part in (f"line {line}" if line else "", field) if part)
        self.found.append(f"{place}: {what}" if place else what)


def shown(value: str) -> str:
    """A value from the file as a message quotes it: one line, short, no control characters."""
    value = " ".join(_CONTROL.sub(" ", value).split())
    return f"'{value[:40]}…'" if len(value) > 40 else f"'{value}'"


def without_controls(text: str, faults: Faults) -> str:
    """The text with ``\\n`` line ends; control characters are reported and become spaces."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    for number, line in enumerate(text.split("\n"), start=1):
        _report_controls(line, faults, line=number)
    return _CONTROL.sub(" ", text)


def split(text: str, faults: Faults) -> tuple[str, str] | None:
    """Front matter and body, or None. An empty first line keeps the front matter's line numbers."""
    lines = text.split("\n")
    if lines[0].rstrip() != _FENCE:
        faults.add(
            f"the front matter is missing; begin with a line {_FENCE}, then 'field: value' lines, "
            f"then {_FENCE} again",
            line=1,
        )
        return None
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() == _FENCE:
            return "\n".join(["", *lines[1:number]]), "\n".join(lines[number + 1 :])
    faults.add(
        "the front matter that begins here is not closed; "
        f"put a line {_FENCE} between the fields and the body",
        line=1,
    )
    return None


def read_fields(
    front: str, required: Collection[str], optional: Collection[str], faults: Faults
) -> Fields | None:
    """The fields, or None where the front matter cannot be read at all. Missing ones are faults."""
    if len(front) > LONGEST:
        faults.add(
            f"the front matter has {len(front):,} characters; at most {LONGEST:,} are allowed",
            line=1,
        )
        return None
    try:
        if not _is_flat(front, faults):
            return None
        # Nodes instead of values: every scalar stays text (no surprise dates or booleans) and
        # keeps its line.
        root = yaml.compose(front, Loader=LOADER)
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        # The last two come from escapes beyond Unicode, such as "\UFFFFFFFF".
        mark = error.problem_mark if isinstance(error, yaml.MarkedYAMLError) else None
        faults.add(
            "the front matter cannot be read here; each line is 'field: value', and a value that "
            "holds a colon, a hash or a quotation mark stands in double quotes",
            line=mark.line + 1 if mark else 1,
        )
        return None
    if not isinstance(root, yaml.MappingNode):
        faults.add(
            "the front matter holds no fields; write 'field: value' lines for "
            f"{', '.join(required)}",
            line=1,
        )
        return None
    fields: Fields = {}
    lines: dict[str, int] = {}
    allowed = (*required, *optional)
    for key, value in root.value:
        name = key.value if isinstance(key, yaml.ScalarNode) else "a list"
        line = _line(key)
        if name not in allowed:
            faults.add(
                f"{shown(name)} is not a field here; allowed: {', '.join(allowed)}", line=line
            )
        elif name in fields:
            faults.add(f"stands twice; line {lines[name]} has it too", line=line, field=name)
        else:
            lines[name] = line
            fields[name] = _field(name, line, value, faults)
    for name in required:
        if name not in fields:
            faults.add("is missing; every card needs it", field=name)
    return fields


def _is_flat(front: str, faults: Faults) -> bool:
    """Whether the YAML is plain text and flat lists, without references and types."""
    depth = 0
    for event in yaml.parse(front, Loader=LOADER):
        line = _line(event)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            faults.add("references (& and *) are not allowed; write the value out", line=line)
            return False
        if getattr(event, "tag", None):
            faults.add("type tags (!) are not allowed; write the value as plain text", line=line)
            return False
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > 2:
                faults.add("a list inside a list is not allowed; write one flat list", line=line)
                return False
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return True


def _field(name: str, line: int, value: yaml.Node, faults: Faults) -> Field | None:
    if isinstance(value, yaml.MappingNode):
        faults.add("holds fields of its own; write text or a list", line=line, field=name)
        return None
    # Depth is at most two here, so the entries of a list are scalars.
    nodes = value.value if isinstance(value, yaml.SequenceNode) else [value]
    texts = [str(node.value) for node in nodes]
    for text in texts:
        # Escapes such as "\e" become control characters only when YAML has read them.
        _report_controls(text.replace("\n", " "), faults, line=line, field=name)
    values = tuple(" ".join(_CONTROL.sub(" ", text).split()) for text in texts)
    return Field(line, values, is_list=isinstance(value, yaml.SequenceNode))


def _report_controls(text: str, faults: Faults, *, line: int, field: str = "") -> None:
    if found := sorted(set(_CONTROL.findall(text))):
        names = ", ".join(f"U+{ord(character):04X}" for character in found)
        what = f"control characters ({names}) are not allowed; delete them"
        faults.add(what, line=line, field=field)


def _line(item: yaml.Node | yaml.Event) -> int:
    """The line in the file: marks count from 0, and the fence's line is kept as an empty one."""
    mark = item.start_mark
    return mark.line + 1 if mark else 1
