"""Requests for better words for a page. Pure but for the random delimiter."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from assistant.domain.answers import line_key
from assistant.domain.documents import Line, Page, Section
from assistant.domain.sources import Passage
from assistant.prompts.catalog import Prompt
from assistant.prompts.evidence import cites_in
from assistant.prompts.formatting import numbered, one_line, visible
from assistant.prompts.requests import Request, new_delimiter


def page_request(
    page: Page,
    evidence: Sequence[Passage],
    *,
    values: Mapping[str, str],
    prompt: Prompt,
    delimiter: str | None = None,
) -> Request:
    """Ask for better words for the rules' page, by that prompt; ``values`` are its further
    variables, such as first names."""
    mark = delimiter or new_delimiter(evidence)
    messages = prompt.fill(
        needs_of(page),
        **{key: one_line(value) for key, value in values.items()},
        evidence=numbered(evidence, mark),
        delimiter=mark,
        skeleton=_skeleton(page, evidence),
    )
    return Request(messages=messages, evidence=tuple(evidence), prompt=prompt)


def needs_of(page: Page) -> frozenset[str]:
    """What a model may do here, as the prompts' own lines are named: ``text`` and the section's id
    for a line that may be reworded, ``suggest-`` and the id for one that is a suggestion of ours,
    ``add`` and ``add-`` with the id where a section has room,
    ``drop``, ``aim``.

    Nothing but frames and fixed lines leaves nothing to ask for.
    """
    found = {"aim"} if page.aim else set()
    for section in page.sections:
        if any(not line.fixed for line in section.lines):
            found |= {"text", section.id}
        if any(line.kind == "suggestion" and not line.fixed for line in section.lines):
            found.add(f"suggest-{section.id}")
        if section.room:
            found |= {"add", f"add-{section.id}"}
    if page.most_left_out and any(page.may_go(line.id) for line in page.lines):
        found.add("drop")
    return frozenset(found)


def _skeleton(page: Page, evidence: Sequence[Passage]) -> str:
    """The page as JSON: lines in full, those that stay marked fixed, sections that are open."""
    keys = {line.id: line_key(position) for position, line in enumerate(page.lines)}
    # What frames one person's questions says how they are, and is no model's business.
    asking = any(section.questions for section in page.sections)
    sections = [
        {
            "section": section.id,
            "title": visible(section.title),
            **({"may_add": section.room} if section.room else {}),
            **({"voices": section.voices} if section.room and section.voices > 1 else {}),
            "lines": [
                _line(keys[line.id], line, evidence, asks=section.questions)
                for line in section.lines
            ],
        }
        for section in page.sections
        if not (asking and _frames(section)) and (section.lines or section.room)
    ]
    frame: dict[str, object] = {"aim": visible(page.aim)} if page.aim else {}
    if "drop" in needs_of(page):
        frame["may_drop"] = page.most_left_out
    return json.dumps({**frame, "sections": sections}, ensure_ascii=False, indent=1)


def _frames(section: Section) -> bool:
    """Whether a section only frames the page: who reads it, whom to turn to."""
    return all(line.fixed and line.kind == "frame" for line in section.lines)


def _line(key: str, line: Line, evidence: Sequence[Passage], *, asks: bool) -> dict[str, object]:
    said: dict[str, object] = {"id": key}
    if line.who:
        said["who"] = line.who
    if line.lead:
        said["lead"] = visible(line.lead)
    said["text"] = visible(line.text or " | ".join(line.cells))
    if line.fixed:
        shown = one_line(" ".join((str(said["text"]), *line.prompts)))
        # What stands before a quote and behind them all says whose it is and how it stands.
        quotes = [
            one_line(f"{citation.lead_in} {citation.quote}")
            for citation in line.citations
            if one_line(citation.quote).rstrip(".") not in shown
        ]
        return {
            **said,
            **({"quotes": list(dict.fromkeys(quotes))} if quotes else {}),
            **({"after": visible(line.after)} if line.after else {}),
            "fixed": True,
        }
    if asks or line.kind == "question":
        said["question"] = True
    if line.prompts:
        said["prompts"] = [visible(prompt) for prompt in line.prompts]
    return {**said, "cites": cites_in(line.citations, evidence)}
