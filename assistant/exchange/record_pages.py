"""What people recorded as pages: a reflection with its answers, and lists as tables. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from assistant.domain.documents import Line, Page, Section
from assistant.domain.guidance_views import CardView
from assistant.domain.pair_views import AgreementView
from assistant.domain.reflections import Answer, Reflection
from assistant.domain.sessions import CommitmentState, Session, SessionState
from assistant.domain.views import CommitmentView, PairingView, SessionView
from assistant.domain.visibility import Visibility

_STANDS = {
    CommitmentState.PROPOSED: "waits for a yes",
    CommitmentState.OPEN: "open",
    CommitmentState.MISSED: "not kept",
    CommitmentState.KEPT: "kept",
    CommitmentState.DROPPED: "let go",
}
_AGENDAS = {"none": "none yet", "draft": "a draft", "accepted": "shared"}


def _agenda(session: SessionView) -> str:
    over = session.agenda == "none" and session.state is not SessionState.PLANNED
    return "none" if over else _AGENDAS[session.agenda]


def reflection_page(
    reflection: Reflection, session: Session, *, writer: str, other: str, marked: bool
) -> Page:
    """One person's answers under their questions. ``marked`` says beside each who reads it, for its
    writer; ``other`` is the partner's first name."""
    ahead = "before" if reflection.when == "before" else "after"
    return Page(
        title=f"{writer}'s reflection {ahead} session {session.number}",
        sections=tuple(
            Section(
                id=f"answer-{place}",
                title=answer.question,
                lines=tuple(_paragraphs(answer, place, other, marked=marked)),
                gap="Nothing was written here.",
            )
            for place, answer in enumerate(reflection.answers)
        ),
    )


def _paragraphs(answer: Answer, place: int, other: str, *, marked: bool) -> Iterator[Line]:
    shared = answer.visibility is Visibility.PAIR
    badge = f"(shared with {other})" if shared else "(only you)"
    texts = [text for text in answer.text.split("\n") if text.strip()]
    for number, text in enumerate(texts):
        last = number == len(texts) - 1
        yield Line(
            id=f"{place}-{number}",
            kind="frame",
            text=text.strip(),
            after=badge if marked and last else "",
        )


def agreement_page(view: AgreementView, names: str) -> Page:
    """The rules by which two people work together. ``names`` are their first names."""
    yes = "Both said yes to these words." if view.agreed else "Not both have said yes to it yet."
    rules = tuple(Line(id=rule.id, kind="frame", text=rule.text) for rule in view.rules)
    return Page(
        title=f"Agreement of {names}",
        facts=(yes,),
        sections=(Section(id="rules", lines=rules, gap="No rule is written down."),),
    )


def commitments_page(found: Sequence[CommitmentView], names: dict[str, str]) -> Page:
    """Promises, one to a row. ``names`` gives the partner of each pairing by its id."""
    return _list(
        "Commitments",
        ("who", "what", "by", "how it stands", "what came of it", "with"),
        (
            (
                view.owner,
                view.text,
                view.due.isoformat() if view.due else view.when,
                f"{_STANDS[view.state]}{', from a note' if view.noted else ''}",
                view.evidence,
                names.get(view.pairing, ""),
            )
            for view in found
        ),
        "No promise is recorded.",
    )


def sessions_page(mine: Sequence[PairingView], others: Sequence[PairingView]) -> Page:
    """Sessions by pairing. Of pairings that are not the reader's own, that they met and no more."""
    columns = ("session", "with", "when", "minutes", "how it stands")
    own = _list(
        "Sessions",
        (*columns, "place", "agenda"),
        (
            (*_session(pairing, session), session.place, _agenda(session))
            for pairing in mine
            for session in pairing.sessions
        ),
        "" if others else "No session is planned.",
    )
    if not others:
        return own
    rest = _list(
        "Sessions",
        columns,
        (_session(pairing, session) for pairing in others for session in pairing.sessions),
        "No session is planned.",
    )
    programme = rest.sections[0].model_copy(update={"id": "programme"})
    return own.with_sections((*own.sections, programme))


def _session(pairing: PairingView, session: SessionView) -> tuple[str, ...]:
    at = session.starts_at
    return (
        str(session.number),
        pairing.partner,
        f"{at:%Y-%m-%d %H:%M}" if at else session.when,
        str(session.minutes),
        session.state.value,
    )


def guidance_page(cards: Sequence[CardView]) -> Page:
    """The library: what there is, where it comes from, and how far it was tested."""
    return _list(
        "Library of guidance",
        ("title", "strength", "date", "source", "licence", "topics", "for", "stage"),
        (
            (
                card.title,
                f"{card.strength}: {card.strength_says}",
                card.date,
                card.source,
                card.licence,
                ", ".join(card.topic_names),
                ", ".join(card.audience),
                ", ".join(card.stage),
            )
            for card in cards
        ),
        "The library is empty.",
    )


def _list(title: str, columns: tuple[str, ...], rows: Iterable[Sequence[str]], gap: str) -> Page:
    lines = tuple(
        Line(id=str(number), kind="frame", cells=tuple(cells), fixed=True)
        for number, cells in enumerate(rows)
    )
    return Page(title=title, sections=(Section(id="list", columns=columns, lines=lines, gap=gap),))
