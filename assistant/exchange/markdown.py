"""An agenda as Markdown: a page to print, where every quote names its source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from assistant.domain.days import day_words
from assistant.domain.drafts import PROMISES, Agenda, AgendaItem, Citation, CommitmentDue

_ACTIVE = re.compile(r"([\\`*\[\]|~]|(?<![^\W_])_)")
"""What could open markup. An underscore right behind a letter or digit opens none, as in L_C_D."""
_LINE_START = re.compile(r"^([-+=#>]|\d+(?=[.)](?:\s|$)))")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_CONTROLS = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_LIVE_ADDRESS = re.compile(r"(?i)\b(https?|ftp|javascript|data|file|mailto):")


def plain(text: str) -> str:
    """One line of anybody's text that Markdown shows as it is: no markup, link, image or HTML."""
    one_line = " ".join(_CONTROLS.sub("\ufffd", text.replace("\n", " ")).split())
    escaped = _LINE_START.sub(_escaped_start, _ACTIVE.sub(r"\\\1", one_line))
    escaped = _ENTITY.sub("&amp;", escaped).replace("<", "&lt;").replace(">", "&gt;")
    return _LIVE_ADDRESS.sub(r"\1&#58;", escaped)


def _escaped_start(found: re.Match[str]) -> str:
    mark = found.group()
    return f"{mark}\\" if mark.isdigit() else f"\\{mark}"


def says(citation: Citation) -> str:
    """Where a quote stands, in words: Ana's note, session 3."""
    found = citation.label or citation.author or citation.record
    return f"{found}, {citation.strength.value}, {citation.date}" if citation.strength else found


def quoted(citation: Citation) -> str:
    """A quote with who said it, as on paper: "words" (Ana's note, session 3)."""
    return f"“{plain(citation.quote)}” ({plain(says(citation))})"


def with_foot(page: str, foot: str) -> str:
    """A page with its last line: whether it is a draft, and who may read it."""
    return f"{page.rstrip()}\n\n---\n\n{plain(foot)}\n"


def agenda_markdown(
    agenda: Agenda,
    *,
    mentor: str,
    mentee: str,
    starts_at: datetime | None,
    when: str,
    who_reads: str,
) -> str:
    """The agenda as a page. ``starts_at`` is local; None counts the clock from 00:00."""
    names = {"mentor": _first(mentor), "mentee": _first(mentee), "both": "both"}
    facts = (f"{plain(mentor)} leads", plain(mentee), plain(when))
    page = [f"# {plain(agenda.title)}", "", " · ".join(fact for fact in facts if fact)]
    page += [plain(who_reads), ""]
    if agenda.purpose:
        cited = " ".join(quoted(citation) for citation in agenda.purpose_citations)
        page += [f"**{plain(agenda.purpose)}** {cited}".rstrip(), ""]
    if agenda.thin_ground:
        page += [plain(agenda.thin_ground), ""]
    clock = starts_at
    elapsed = 0
    for line in agenda.lines:
        stamp = (
            (clock + timedelta(minutes=elapsed)).strftime("%H:%M")
            if clock
            else f"{elapsed // 60:02d}:{elapsed % 60:02d}"
        )
        page += list(_line(line, stamp, names, agenda))
        elapsed += line.minutes
    sums = " + ".join(str(line.minutes) for line in agenda.lines)
    page += [f"**Adds up:** {sums} = {agenda.total} minutes."]
    if agenda.cut_if_late:
        page += ["", f"**If you start late:** {plain(agenda.cut_if_late)}"]
    if agenda.parked:
        page += ["", "**Not for today:**"]
        page += [f"- {plain(c.lead_in)} {quoted(c)}" for c in agenda.parked]
    return "\n".join(page) + "\n"


def _line(line: AgendaItem, stamp: str, names: dict[str, str], agenda: Agenda) -> Iterator[str]:
    yield f"## {stamp} · {line.minutes} min · {plain(line.topic)}"
    serves = f" · serves: {plain(line.goal)}" if line.goal else ""
    label = " · suggestion" if line.suggestion else ""
    yield f"*{plain(names[line.lead])}{serves}{label}*"
    yield ""
    if line.purpose:
        yield plain(line.purpose)
        yield ""
    for citation in agenda.own_citations(line):
        lead_in = f"{plain(citation.lead_in)} " if citation.lead_in else ""
        yield f"> {lead_in}{quoted(citation)}"
        yield ""
    if line.slot == PROMISES:
        for due in agenda.reported:
            yield from _due(due, names)
    prompts = agenda.own_prompts(line)
    for prompt in prompts:
        yield f"- {plain(prompt)}"
    for suggestion in line.suggestions:
        yield f"- *Suggestion, not from your notes:* {plain(suggestion)}"
    if prompts or line.suggestions or line.slot == PROMISES:
        yield ""


def _due(due: CommitmentDue, names: dict[str, str]) -> Iterator[str]:
    state = {"kept": "Kept", "missed": "Not kept"}.get(due.state.value, "Due")
    by = f", by {day_words(due.due)}" if due.due and state == "Due" else ""
    alone = due.citation is not None and due.citation.quote.strip() == due.text.strip()
    promise = quoted(due.citation) if due.citation and alone else plain(due.text)
    yield f"- **{state} ({plain(names[due.owner])}{by}).** {promise}"
    if due.citation and not alone:
        yield f"  {quoted(due.citation)}"
    if due.prompt:
        yield f"  - {plain(due.prompt)}"


def _first(name: str) -> str:
    return name.split(maxsplit=1)[0] if name.split() else name
