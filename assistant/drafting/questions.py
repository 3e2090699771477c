"""Questions by template: they point at the quotation above them and invent nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from assistant.domain.guidance import BankQuestion, Slot
from assistant.drafting.desk import Desk
from assistant.drafting.forms import FORMS


def ask(desk: Desk, trigger: str, most: int, turn: int = 0, **fields: str) -> tuple[str, ...]:
    """Up to ``most`` questions for a trigger; wordings of the last agenda are passed over.

    ``turn`` counts how often the trigger was asked for on this page, so that its wording changes.
    """
    names = {**form_fields(desk), **fields}
    heard = said_before(desk) | desk.asked
    asked = []
    for number, forms in enumerate(FORMS[trigger]):
        first = (desk.variant(f"{trigger}{number}", len(forms)) + turn) % len(forms)
        turned = [filled(form, names) for form in (*forms[first:], *forms[:first])]
        fitting = [form for form in turned if desk.allowed(form)]
        fresh = [form for form in fitting if form not in heard]
        fresh = fresh or [form for form in fitting if form not in desk.asked]
        if fresh:
            asked.append(fresh[0])
    desk.asked.update(asked[:most])
    return tuple(asked[:most])


def meeting_point(desk: Desk) -> tuple[str, ...]:
    """The question to both where two readings stand side by side."""
    return tuple(ask_of(desk, FORMS["difference"][-1], "meeting-point"))


def ask_of(desk: Desk, forms: Sequence[str], trigger: str) -> Iterator[str]:
    """One of several wordings of a question, with its fields in; none that touches a boundary."""
    form = filled(forms[desk.variant(trigger, len(forms))], form_fields(desk))
    if desk.allowed(form):
        desk.asked.add(form)
        yield form


def form_fields(desk: Desk) -> dict[str, str]:
    """What stands for the fields of a wording, but for who owns what it asks about."""
    briefing = desk.briefing
    return {
        "mentor": desk.name("mentor"),
        "mentee": desk.name("mentee"),
        "last": str(desk.last or 1),
        "first": "1",
        "next": str(briefing.session.number + 1),
        "total": str(briefing.programme.total_sessions),
        "left": str(max(briefing.programme.total_sessions - briefing.session.number, 1)),
    }


def filled(form: str, names: Mapping[str, str]) -> str:
    """A wording with its fields in."""
    # str.format would trip over braces in a name; a name is data.
    for field, value in names.items():
        form = form.replace("{" + field + "}", value)
    return form


def said_before(desk: Desk) -> frozenset[str]:
    """All prompts of the last accepted agenda."""
    if not desk.briefing.earlier_agendas:
        return frozenset()
    last = desk.briefing.earlier_agendas[-1].agenda
    return frozenset(prompt for line in last.lines for prompt in line.prompts)


def from_bank(
    desk: Desk,
    slot: Slot,
    most: int,
    *,
    vocabulary: Collection[str] = (),
    asked_by: Sequence[str] = ("mentor", "both"),
    topical: bool = False,
    akin: bool = False,
    topics: Sequence[str] | None = None,
) -> tuple[str, ...]:
    """Up to ``most`` bank questions for a slot at this stage, the nearest to the subject first.

    ``topical`` keeps those on the pair's own topics only (or on ``topics``, where a subject names
    its own), ``akin`` those that share a word with ``vocabulary``.
    """
    briefing = desk.briefing
    topics = briefing.pairing.topics if topics is None else tuple(topics)
    heard = said_before(desk) | desk.asked
    asked_earlier = {
        prompt
        for accepted in briefing.earlier_agendas
        for line in accepted.agenda.lines
        for prompt in line.prompts
    }
    fitting = [
        question
        for question in desk.bank.ask(slot, briefing.stage, topics)
        if question.asked_by in asked_by
        and question.text not in heard
        and (not topical or set(question.topics) & set(topics))
        and (not akin or desk.stems(question.text) & set(vocabulary))
        and desk.allowed(question.text)
    ]

    def rank(question: BankQuestion) -> tuple[bool, bool, int, bool, bool, int]:
        shared = len(desk.stems(question.text) & set(vocabulary))
        return (
            question.text not in asked_earlier,
            slot == "opening" and briefing.stage in question.stage,
            min(shared, 3),
            bool(set(question.topics) & set(topics)),
            question.slot == slot,
            desk.variant(f"bank{question.id}", 997),
        )

    # Every question of the bank that ships was held against the lint; tests see to it.
    best = sorted(fitting, key=rank, reverse=True)[: max(most, 0)]
    chosen = tuple(question.text for question in best)
    desk.asked.update(chosen)
    return chosen
