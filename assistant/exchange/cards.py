"""Guidance cards in: front matter and a body, checked whole, with every fault named at once."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from pathlib import Path
from typing import get_args

from assistant.domain.guidance import Audience, GuidanceCard, Stage, Strength
from assistant.errors import InvalidCard, NotFound, UnreadableFile
from assistant.exchange.front_matter import (
    Faults,
    Fields,
    read_fields,
    shown,
    split,
    without_controls,
)
from assistant.exchange.reading import read_text_file

LONGEST_CARD = 20_000
"""Characters. A card of 400 words has about 3,000; beyond this it is a document, not a card."""
LONGEST_TITLE = 60
LONGEST_LINE = 200
"""Characters of a source or a licence."""
MOST_WORDS = 400
MOST_TOPICS = 4
MOST_OTHER_WORDS = 20

REQUIRED = ("title", "audience", "topics", "stage", "source", "date", "licence", "strength")
OPTIONAL = ("also_known_as",)

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LIST_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,3}[.)])\s")
_AUDIENCES: tuple[str, ...] = get_args(Audience)


def parse_card(text: str, card_id: str) -> GuidanceCard:
    """A card from the text of its file; ``card_id`` is the file's name without ``.md``.

    A line break inside a paragraph of the body counts as a space, as in Markdown.
    Raises InvalidCard, whose ``problems`` name every fault: its line, its field, what is allowed.
    """
    faults = Faults()
    if not _SLUG.fullmatch(card_id):
        faults.add(
            f"the file's name {shown(card_id)} cannot serve as the card's name; "
            "use lower-case letters and digits joined by hyphens, such as no-stupid-question.md"
        )
    card = _judged(text, card_id, faults)
    if card is None:
        raise InvalidCard(
            f"The card {shown(card_id)} cannot be used as it is.",
            faults.found,
            safe="Nothing was added, and the file was left as it is.",
            next_step="Change these lines, then add the card again.",
        )
    return card


def load_cards(folder: Path) -> list[GuidanceCard]:
    """All cards of a folder (``*.md``, not its subfolders), ordered by id.

    Raises NotFound if there is no such folder, and one InvalidCard for all cards that cannot be
    used: each problem then begins with the file's name.
    """
    if not folder.is_dir():
        raise NotFound(f"There is no folder {folder.name} with guidance cards.")
    cards: list[GuidanceCard] = []
    problems: list[str] = []
    for path in sorted(folder.glob("*.md")):
        try:
            cards.append(parse_card(read_text_file(path), path.stem))
        except InvalidCard as error:
            problems += [f"{path.name}: {problem}" for problem in error.problems]
        except UnreadableFile as error:
            problems.append(f"{path.name}: {error.happened}")
    if problems:
        raise InvalidCard(
            "Some guidance cards cannot be used as they are.",
            problems,
            safe="No file was changed.",
            next_step="Change these lines, or take the files out of the folder.",
        )
    return sorted(cards, key=lambda card: card.id)


def _judged(text: str, card_id: str, faults: Faults) -> GuidanceCard | None:
    """The card, or None with at least one entry in ``faults``."""
    if len(text) > LONGEST_CARD:
        faults.add(
            f"the file has {len(text):,} characters; a card holds one idea in at most "
            f"{LONGEST_CARD:,} characters"
        )
        return None
    halves = split(without_controls(text, faults), faults)
    if halves is None:
        return None
    front, body = halves
    fields = read_fields(front, REQUIRED, OPTIONAL, faults)
    _judge_body(body, faults)
    if fields is None:
        return None
    parts: dict[str, object] = {
        "title": _line_of(fields, "title", faults, longest=LONGEST_TITLE),
        "audience": _choices(fields, "audience", _AUDIENCES, faults),
        "topics": _topics(fields, faults),
        "stage": _choices(fields, "stage", Stage, faults),
        "source": _line_of(fields, "source", faults),
        "date": _date(fields, faults),
        "licence": _line_of(fields, "licence", faults),
        "strength": _strength(fields, faults),
        "also_known_as": _other_words(fields, faults),
    }
    if faults.found:
        return None
    return GuidanceCard.model_validate({"id": card_id, "text": _unfolded(body), **parts})


def _line_of(fields: Fields, name: str, faults: Faults, *, longest: int = LONGEST_LINE) -> str:
    """A field that holds one line of text; empty where there is none, which is a fault."""
    field = fields.get(name)
    if field is None:
        return ""
    value = "" if field.is_list else field.values[0]
    if field.is_list:
        faults.add("is a list; write one line of text", line=field.line, field=name)
    elif not value:
        faults.add("is empty; write one line of text", line=field.line, field=name)
    elif len(value) > longest:
        faults.add(
            f"has {len(value)} characters; at most {longest} are allowed",
            line=field.line,
            field=name,
        )
    return value


def _many(fields: Fields, name: str, faults: Faults, rule: str, most: int) -> tuple[str, ...]:
    """The entries of a list field; a single word counts as a list of one."""
    field = fields.get(name)
    if field is None:
        return ()
    values = tuple(value for value in field.values if value)
    if not values:
        faults.add(f"is empty; {rule}", line=field.line, field=name)
    for value in sorted({value for value in values if values.count(value) > 1}):
        faults.add(f"names {shown(value)} twice; once is enough", line=field.line, field=name)
    if len(values) > most:
        faults.add(f"has {len(values)} entries; {rule}", line=field.line, field=name)
    return values


def _refuse(fields: Fields, name: str, what: str, faults: Faults) -> None:
    field = fields.get(name)
    faults.add(what, line=field.line if field else None, field=name)


def _choices(fields: Fields, name: str, allowed: Iterable[str], faults: Faults) -> tuple[str, ...]:
    names = tuple(str(choice) for choice in allowed)
    rule = f"allowed: {', '.join(names)}"
    values = _many(fields, name, faults, rule, len(names))
    for value in values:
        if value not in names:
            _refuse(fields, name, f"{shown(value)} is not known here; {rule}", faults)
    return values


def _topics(fields: Fields, faults: Faults) -> tuple[str, ...]:
    rule = f"write 1 to {MOST_TOPICS} topics in lower case, such as [trust, first-session]"
    values = _many(fields, "topics", faults, rule, MOST_TOPICS)
    for value in values:
        if not _SLUG.fullmatch(value):
            _refuse(fields, "topics", f"{shown(value)} is not a topic's name; {rule}", faults)
    return values


def _date(fields: Fields, faults: Faults) -> str:
    value = _line_of(fields, "date", faults)
    if not value or value == "undated" or re.fullmatch(r"[12][0-9]{3}", value):
        return value
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            return datetime.date.fromisoformat(value).isoformat()
    except ValueError:
        pass  # such as 30 February, for which the same message serves
    rule = "allowed: a year (2023), a day (2023-10-26), or undated"
    _refuse(fields, "date", f"{shown(value)} is not a date; {rule}", faults)
    return value


def _strength(fields: Fields, faults: Faults) -> str:
    value = _line_of(fields, "strength", faults)
    if value and value not in tuple(Strength):
        rule = f"allowed, strongest first: {', '.join(Strength)}"
        _refuse(fields, "strength", f"{shown(value)} is not a strength; {rule}", faults)
    return value


def _other_words(fields: Fields, faults: Faults) -> tuple[str, ...]:
    name = "also_known_as"
    rule = f"write 1 to {MOST_OTHER_WORDS} search words, or leave the line out"
    values = _many(fields, name, faults, rule, MOST_OTHER_WORDS)
    for value in values:
        if len(value) > LONGEST_TITLE:
            _refuse(fields, name, f"{shown(value)} is longer than {LONGEST_TITLE}", faults)
    return values


def _judge_body(body: str, faults: Faults) -> None:
    words = len(body.split())
    if not words:
        faults.add("is empty; write the idea in 70 to 150 words", field="body")
    elif words > MOST_WORDS:
        faults.add(f"has {words} words; at most {MOST_WORDS} are allowed", field="body")


def _unfolded(body: str) -> str:
    """The body with one line per paragraph and per list item, so that a screen can wrap it."""
    paragraphs: list[str] = []
    for block in re.split(r"\n[ \t]*\n", body.strip()):
        lines: list[str] = []
        for line in block.strip().split("\n"):
            if lines and not _LIST_ITEM.match(line):
                lines[-1] = f"{lines[-1]} {line.strip()}"
            else:
                lines.append(line.strip())
        paragraphs.append("\n".join(lines))
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)
