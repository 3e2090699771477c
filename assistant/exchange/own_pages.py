"""What is one person's alone as pages: the questions box, a session as it went, a talk. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.domain.days import day_words
from assistant.domain.documents import Line, Page, Section
from assistant.domain.drafts import Conversation
from assistant.domain.pair_views import QuestionView
from assistant.domain.people import Programme
from assistant.domain.run_views import RunView
from assistant.domain.sessions import Session
from assistant.domain.views import ImpactView
from assistant.domain.visibility import Role, Visibility


def questions_page(found: Sequence[QuestionView], partner: str) -> Page:
    """Parked, asked by the partner, answered; beside each whether both read it."""
    groups = (
        ("parked", "Parked", [q for q in found if q.mine and not q.answered]),
        ("theirs", f"{partner} asks", [q for q in found if not q.mine]),
        ("answered", "Answered", [q for q in found if q.mine and q.answered]),
    )
    return Page(
        title=f"Questions box, with {partner}",
        sections=tuple(
            Section(
                id=name,
                title=title,
                lines=tuple(_question(one, partner) for one in group),
                gap="" if name == "theirs" else "Nothing stands here.",
            )
            for name, title, group in groups
        ),
    )


def _question(one: QuestionView, partner: str) -> Line:
    badge = "" if not one.mine else f"(you and {partner})" if one.asked else "(only you)"
    answer = f"Answer: {one.answer}" if one.answer else ""
    text = " ".join(part for part in (one.text, answer) if part)
    return Line(id=one.id, kind="frame", text=text, after=badge)


def run_page(view: RunView) -> Page:
    """Lines with how each went and what it took, then the bullets with who reads them."""
    lines = tuple(
        Line(
            id=item.id,
            kind="frame",
            lead=f"{item.minutes} min",
            text=f"{item.topic}: {item.state.value}",
            after="" if view.timers_hidden or not item.seconds else f"({_took(item.seconds)})",
            prompts=item.prompts,
        )
        for item in view.items
    )
    bullets = tuple(
        Line(
            id=one.id,
            kind="frame",
            text=one.text,
            after=f"(you and {view.partner}, once you end it)"
            if one.visibility is Visibility.PAIR
            else "(only you)",
        )
        for one in view.bullets
    )
    return Page(
        title=f"Session {view.session} with {view.partner}, as it goes",
        facts=(view.when, f"{view.minutes} minutes planned"),
        sections=(
            Section(id="lines", title="Lines", lines=lines, gap="There is no agenda yet."),
            Section(id="bullets", title="Bullets", lines=bullets, gap="No bullet was kept."),
        ),
    )


def _took(seconds: int) -> str:
    return f"took {seconds // 60}:{seconds % 60:02}"


def certificate_page(
    name: str,
    programme: Programme,
    role: Role,
    held: Sequence[Session],
    so_far: str,
    impact: ImpactView | None = None,
) -> Page:
    """That somebody took part: as what, when, how many sessions and hours. No grade, no partner,
    nothing of what was said, but a line of ``impact`` that both let stand here. ``so_far`` are
    sessions and hours in words."""
    days = sorted(session.starts_at for session in held if session.starts_at is not None)
    first, last = (day_words(day, year=True) for day in (days[0], days[-1])) if days else ("", "")
    when = f" on {first}" if first == last else f" from {first} to {last}"
    of = f", {programme.organisation}" if programme.organisation else ""
    lines = (
        f"{name} took part in {programme.name}{of}.",
        f"As a {role.value} in reverse mentoring{when if first else ''}.",
        f"{so_far}, as planned and held.",
    )
    said = (f"{impact.author} on what changed: \u201c{impact.text}\u201d",) if impact else ()
    lines = (*lines, *said)
    more = f" {impact.author} agreed that these words are shown." if impact else ""
    return Page(
        title="Certificate of taking part",
        sections=(
            Section(
                id="certificate",
                lines=tuple(
                    Line(id=f"c{number}", kind="frame", text=text)
                    for number, text in enumerate(lines)
                ),
            ),
        ),
        notes=(f"It grades nobody, and holds nothing of what was said in sessions.{more}",),
    )


def talk_page(talk: Conversation) -> Page:
    """Question after question, with the answers and their sources."""
    sections: list[Section] = []
    for number, turn in enumerate(talk.turns):
        asked = turn.speaker == "you"
        paragraphs = [text.strip() for text in turn.text.split("\n") if text.strip()]
        lines = tuple(
            Line(
                id=f"{number}-{place}",
                kind="frame",
                text=text,
                citations=turn.citations if place == len(paragraphs) - 1 else (),
            )
            for place, text in enumerate(paragraphs)
        )
        title = "You" if asked else "Viceversa, stopped" if turn.stopped else "Viceversa"
        sections.append(
            Section(id=f"turn-{number}", title=title, lines=lines, gap="Nothing arrived.")
        )
    began = talk.turns[0].at if talk.turns else talk.created_at
    return Page(
        title=talk.title or "A talk",
        facts=(day_words(began, year=True),),
        sections=tuple(sections),
    )
