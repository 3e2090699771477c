"""The line of a candidate: quotations from both sides, and questions that point at them."""

from __future__ import annotations

import re
from collections.abc import Collection

from assistant.domain.briefing import Shape
from assistant.domain.drafts import AgendaItem, Citation
from assistant.domain.guidance import Slot
from assistant.domain.sessions import CommitmentState
from assistant.domain.wording import stem
from assistant.drafting.candidates import EVERYDAY, Candidate, goal_name, open_goals
from assistant.drafting.desk import Desk
from assistant.drafting.lines import Room, large, line
from assistant.drafting.lived import PASSING, SMALL, SPECIAL, way_to_pass
from assistant.drafting.questions import ask, from_bank

_LESS_OF = re.compile(r"\b(?:less|not|enough) (?:about|of|on) (?:the |our |my )?\w+", re.IGNORECASE)
"""What a wish turns away from names no subject of it."""
_MAY_SURPRISE = ("wish", "wish-of-mentor", "parked", "feedback")
_ROOM_FOR_A_SURPRISE = 3
"""Questions that an item must have room for before one of them may come from elsewhere."""


def subject(
    desk: Desk, room: Room, slot: str, candidate: Candidate, guard: Candidate | None = None
) -> AgendaItem:
    """The line of a candidate: its quotations, one from the other side, and questions at "this".

    ``guard`` is a released request about how they work that this line should keep in sight.
    """
    citations: list[Citation | None] = list(candidate.cited)
    for span, lead_in in candidate.spans[: room.citations]:
        if desk.free(span):
            citations.append(desk.cite(span, lead_in))
    if candidate.trigger in ("goal", "pack", "question", "wish", "wish-of-mentor", "parked"):
        citations.append(_other_side(desk, candidate, len(citations), room))
    if candidate.trigger.startswith("wish") and len([c for c in citations if c]) < room.citations:
        citations.append(_seen_before(desk, candidate))
    if candidate.trigger == "goal" and candidate.goal is not None:
        lead_in = f"{large(goal_name(candidate.goal))}:"
        citations.insert(0, desk.cite_text(candidate.goal.id, candidate.goal.text, lead_in))
    if guard is not None and len([c for c in citations if c]) < room.citations:
        span = guard.spans[0][0]
        if desk.free(span):
            name = desk.name(guard.owner)
            citations.append(desk.cite(span, f"{name} asked before, and it holds here:"))
    if candidate.trigger == "purpose":
        heard = {span.sentence.voice for span, _ in candidate.spans}
        citations += _aims(desk, room.citations - len(citations), heard)
    owner = candidate.owner if candidate.owner in ("mentor", "mentee") else "mentor"
    names = (desk.name(owner), desk.name(desk.other(owner)))
    trigger = "goal" if candidate.trigger == "pack" else candidate.trigger
    if trigger == "difference" and not candidate.names_goal:
        trigger = "views"
    prompts = _asked(desk, room, candidate, trigger, names)
    prompts = _with_a_surprise(desk, room, candidate, prompts[: room.prompts], slot)
    purpose, suggestions = candidate.purpose, []
    if candidate.lived:
        purpose = f"{purpose} {SMALL}".strip()
        agreed = way_to_pass(desk)
        citations.append(agreed)
        suggestions += [] if agreed else [PASSING]
    return line(
        slot, candidate.topic, "mentor", goal=candidate.goal, purpose=purpose,
        prompts=prompts, citations=citations, suggestions=suggestions,
        ident=f"{slot}-lived" if candidate.lived else slot,
    )  # fmt: skip


def _asked(
    desk: Desk, room: Room, candidate: Candidate, trigger: str, names: tuple[str, str]
) -> list[str]:
    prompts = list(ask(desk, trigger, room.prompts, owner=names[0], other=names[1]))
    if trigger == "broke-off" and _went_to_see(desk, candidate):
        # Whoever listened has looked since, and begins: it asks less of the one who told.
        prompts = [*ask(desk, "looked", 1, other=names[1]), *prompts[:-1]]
    if candidate.trigger in ("goal", "pack"):
        measure = candidate.goal is not None and not candidate.goal.success
        extra = ask(desk, "measure", 1) if measure else ()
        prompts = [*_topical(desk, candidate, 2), *extra, *prompts]
    elif len(prompts) < room.prompts:
        prompts += _topical(desk, candidate, room.prompts - len(prompts), akin=True)
    return prompts


def _topical(desk: Desk, candidate: Candidate, most: int, akin: bool = False) -> tuple[str, ...]:
    """Questions on the pair's topic; ``akin``: only those that share a word with the subject."""
    about = candidate.vocabulary - EVERYDAY
    return from_bank(desk, "main", most, vocabulary=about, topical=True, akin=akin)


def _with_a_surprise(
    desk: Desk, room: Room, candidate: Candidate, prompts: list[str], slot: str
) -> list[str]:
    """An item's last question gives way to one that neither will have thought of: of the pack that
    the subject's own words name, else of the pair's topic. Nobody is asked for a story by surprise,
    so an item that touches lived experience keeps its own."""
    if room.prompts < _ROOM_FOR_A_SURPRISE or candidate.lived:
        return prompts
    if slot not in ("main", "second") or candidate.trigger not in _MAY_SURPRISE:
        return prompts
    said = " ".join((candidate.topic, *(span.text for span, _ in candidate.spans)))
    named = [t for t in desk.bank.topics_in(_LESS_OF.sub(" ", said)) if t not in SPECIAL]
    about = (candidate.vocabulary - EVERYDAY) | desk.stems(candidate.topic)
    where: Slot = "main" if slot == "main" else "second"
    found = from_bank(desk, where, 1, vocabulary=about, topical=True, akin=True) or (
        from_bank(desk, where, 1, vocabulary=about, topical=True, topics=named)
        if named and slot == "main"
        else ()
    )
    if not found or found[0] in prompts:
        return prompts
    return [*prompts[: room.prompts - 1], found[0]]


def _other_side(desk: Desk, candidate: Candidate, have: int, room: Room) -> Citation | None:
    """What the other one wrote on the same thing, if two words of it are shared."""
    if have >= room.citations:
        return None
    owner = candidate.owner
    names = desk.stems(desk.name("mentor"), desk.name("mentee"))
    about = candidate.vocabulary - names - EVERYDAY
    span = desk.best(
        where=lambda s: (
            (owner not in ("mentor", "mentee") or s.voice == desk.other(owner))
            and bool(s.voice)
            and len(s.stems & about) >= 2
            and bool((s.stems & about) - desk.frame)
        ),
        vocabulary=about,
    )
    return desk.cite(span, f"{desk.name(span.sentence.voice)}:") if span else None


def _seen_before(desk: Desk, candidate: Candidate) -> Citation | None:
    """What whoever wishes for it saw earlier on the same thing, in their own words."""
    names = desk.stems(desk.name("mentor"), desk.name("mentee"))
    about = candidate.vocabulary - names - EVERYDAY - desk.frame
    newest = max((span.sentence.session for span, _ in candidate.spans), default=0)
    span = desk.best(
        where=lambda s: (
            s.voice == candidate.owner
            and s.session < newest
            and "learnt" in s.tags
            and bool(s.stems & about)
        ),
        wanted=("learnt",),
        vocabulary=about,
    )
    if span is None:
        return None
    return desk.cite(span, f"{desk.name(candidate.owner)}, session {span.sentence.session}:")


def _went_to_see(desk: Desk, candidate: Candidate) -> bool:
    """Whether whoever listened has kept a promise that is about the same thing."""
    return bool(candidate.thing) and any(
        c.owner == desk.other(candidate.owner)
        and c.state == CommitmentState.KEPT
        and stem(candidate.thing) in desk.stems(c.text, c.evidence)
        for c in desk.briefing.commitments
    )


def _aims(desk: Desk, most: int, heard: Collection[str]) -> list[Citation | None]:
    """What the pair was told it is for: their goals, else the programme's objectives.

    ``heard`` are voices whose own words stand there already; the others' goals come first.
    """
    goals = [goal for goal in open_goals(desk) if goal.whose != "mentor"]
    if desk.briefing.shape is not Shape.FIRST:
        goals = [g for g in open_goals(desk) if g.whose in ("mentor", "mentee")]
        goals = [g for g in goals if g.whose not in heard][:1]
    cited = [
        desk.cite_text(goal.id, goal.text, f"{large(goal_name(goal))}:")
        for goal in goals[: max(most, 0)]
    ]
    if desk.briefing.shape is Shape.FIRST and any(cited):
        return cited
    programme = desk.briefing.programme
    return cited + [
        desk.cite_text(f"{programme.id}#{aim.id}", aim.text, "The programme has room for:")
        for aim in programme.objectives[: min(max(most - len(cited), 0), 2)]
    ]
