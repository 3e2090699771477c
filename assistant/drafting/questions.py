"""Questions by template: they point at the quotation above them and invent nothing.

Fields in braces are names of the two or numbers of sessions, never somebody's words.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from assistant.domain.guidance import BankQuestion, Slot
from assistant.domain.wording import lint_question
from assistant.drafting.desk import Desk

FORMS: dict[str, tuple[tuple[str, ...], ...]] = {
    # For each trigger its questions in order, each with the wordings that it may take.
    "kept": (
        (
            "{owner}: what has it left open?",
            "{owner}: what turned out otherwise than planned?",
            "{owner}: who else has noticed?",
        ),
    ),
    "kept-by-mentor": (
        (
            "{other}: what have you done with it since?",
            "{other}: which part of it have you used?",
        ),
    ),
    "missed": (
        (
            "{owner}: what would have made it possible?",
            "{owner}: at which point did it stop?",
        ),
        ("{owner}: keep it, shrink it or let it go?",),
    ),
    "due": (
        (
            "{owner}: where does it stand, in one sentence?",
            "{owner}: how far has it got?",
        ),
    ),
    "begun": (
        (
            "{owner}: what have you seen come of it so far?",
            "{owner}: where does it stand, in one sentence?",
        ),
    ),
    "due-by-mentor": (
        (
            "{owner}: which part of it would you show first?",
            "{owner}: what does it say that you did not expect to find?",
        ),
    ),
    "open": (("{owner}: what has moved on it so far?", "{owner}: what does it need next?"),),
    "noted": (
        (
            "{owner}: which part of this did you take on, and until when?",
            "{owner}: in which words would you promise this today?",
        ),
    ),
    "broke-off": (
        ("{owner}: what comes after the point where it stopped?", "{owner}: how does it go on?"),
        (
            "{other}, before anything is solved: what did you hear?",
            "{other}, in your own words first: what was said?",
        ),
        ("{other}: which detail of it is new to you?", "{other}: what did you not expect in it?"),
    ),
    "difference": (
        (
            "{owner}: what could a visitor see for themselves once it is done?",
            "{owner}: what is still missing, in one example from work?",
        ),
        (
            "{other}: what has moved already that is out of {owner}'s sight?",
            "{other}: which example would you set beside it?",
        ),
        (
            "Both: what would have to be there by session {next} for the two readings to meet?",
            "Both: what could each of you look at before session {next} that would settle it?",
        ),
    ),
    "one-sided": (
        (
            "{other}: how did that look from your side?",
            "{other}: what would you set beside this?",
        ),
        ("{owner}: what would you like to know that you could not tell?",),
    ),
    "wish": (
        (
            "{mentee}: take us through ten minutes of it, as a camera would have seen them.",
            "{mentee}: what happened the last time, in the order in which it happened?",
        ),
        (
            "{mentor}: at which point would you have stopped the film?",
            "{mentor}: what did you notice that was not said?",
        ),
    ),
    "wish-of-mentor": (
        (
            "{mentor}: what about this do you want {mentee} to see?",
            "{mentor}: where would you start?",
        ),
        (
            "{mentee}: what did you take for granted about it until now?",
            "{mentee}: what does it look like from where you sit?",
        ),
    ),
    "feedback": (
        (
            "{owner}: what would it look like in the next half hour?",
            "{owner}: how would you notice, today, that it is happening?",
        ),
        (
            "{other}: what would help you to do it?",
            "{other}: what do you usually do at that point?",
        ),
    ),
    "roles": (
        (
            "Which word may either of you use to say “let me get to the end”?",
            "What sign shall either of you give when it is too early for answers?",
        ),
        (
            "{mentor}: at which point is advice of use to you?",
            "{mentor}: when would you rather be asked than told?",
        ),
    ),
    "parked": (
        (
            "{owner}: what would you have said about it, had there been time?",
            "{owner}: what was it about this that you wanted to reach?",
        ),
        (
            "What has happened to it since?",
            "{other}: where have you come across it since?",
        ),
    ),
    "goal": (
        (
            "What is different since session {first}, in something that others could see?",
            "Where did this last show itself at work?",
        ),
        (
            "What would be the next sign of it, small enough to miss?",
            "Which step towards it is in your hands alone, {mentee}?",
        ),
    ),
    "measure": (
        (
            "What would each of you need to see by session {total} to call it done?",
            "By which sign would both of you know that it has been reached?",
        ),
    ),
    "question": (
        ("{owner}: what happened that made it a question?",),
        ("{other}: what would you want to know before you answer?",),
    ),
    "purpose": (
        ("{mentee}: what were you looking for when you said yes to this?",),
        ("{mentor}: what did you come wanting to put on the table?",),
        (
            "Both: which half hour together would be worth it to each of you?",
            "Both: what is there that neither of you could do alone?",
        ),
    ),
    "lasted": (
        (
            "{owner}: what became of it?",
            "{owner}: where have you used it since?",
        ),
    ),
    "experiment": (
        (
            "{mentee}: what will you try once, before session {next}?",
            "{mentee}: what is small enough to be tried before session {next}?",
        ),
        (
            "Who would spot it first, if nobody told them?",
            "Where would it show, if it worked?",
        ),
    ),
    "gain": (
        (
            "{mentor}: what would you like to have seen or done by session {next}?",
            "{mentor}: what would make the next hour worth more to you?",
        ),
        (
            "{mentee}: what can you open, show or pass on for that, by which day?",
            "{mentee}: which door is yours to open, by which day?",
        ),
    ),
    "asks-back": (("{mentee}: what is the next step on it, with a day?",),),
    "practice": (
        (
            "{mentor}: which minute of today would you lead differently?",
            "{mentor}: what was the hardest sentence today?",
        ),
        (
            "{mentee}: which moment of today would you name, if you were asked in a month?",
            "{mentee}: what did {mentor} do today that another lead could learn from?",
        ),
    ),
    "adjust": (
        ("Goal by goal: what is different since session 1?",),
        (
            "Which goal deserves more of the {left} sessions left?",
            "What has changed around you since these goals were written?",
        ),
        ("What can be left out from here on?", "Which of them would you write differently today?"),
    ),
    "stays": (
        (
            "Which habit of yours will outlast these sessions?",
            "What do you now do on an ordinary day that you did not do before session 1?",
        ),
        (
            "What would a colleague say has changed?",
            "Where has it shown, outside this room?",
        ),
        ("Which promise is worth keeping after today?",),
    ),
    "agreement": (
        ("What may leave this room?",),
        (
            "How do we move a session without losing it?",
            "When a date has to move, who finds the next one?",
        ),
        ("What shall either of us do when a question goes too far?",),
    ),
    "settle": (
        (
            "What did you catch yourself doing differently since session {last}?",
            "What has happened since session {last} that belongs in this room?",
        ),
    ),
    "restart": (
        (
            "What would you like to have said by the end of today?",
            "What needs saying today, before it gets too late for it?",
        ),
    ),
    "meet": (
        ("How did each of you come to say yes to this?",),
        ("What should the other know about how you work best?",),
    ),
}


def ask(desk: Desk, trigger: str, most: int, turn: int = 0, **fields: str) -> tuple[str, ...]:
    """Up to ``most`` questions for a trigger; wordings of the last agenda are passed over.

    ``turn`` counts how often the trigger was asked for on this page, so that its wording changes.
    """
    briefing = desk.briefing
    names = {
        "mentor": desk.name("mentor"),
        "mentee": desk.name("mentee"),
        "last": str(desk.last or 1),
        "first": "1",
        "next": str(briefing.session.number + 1),
        "total": str(briefing.programme.total_sessions),
        "left": str(max(briefing.programme.total_sessions - briefing.session.number, 1)),
        **fields,
    }
    heard = said_before(desk)
    asked = []
    for number, forms in enumerate(FORMS[trigger]):
        first = (desk.variant(f"{trigger}{number}", len(forms)) + turn) % len(forms)
        turned = [_filled(form, names) for form in (*forms[first:], *forms[:first])]
        fitting = [form for form in turned if desk.allowed(form)]
        fresh = [form for form in fitting if form not in heard]
        if fitting:
            asked.append((fresh or fitting)[0])
    return tuple(asked[:most])


def _filled(form: str, names: dict[str, str]) -> str:
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
    besides: Iterable[str] = (),
    asked_by: Sequence[str] = ("mentor", "both"),
    topical: bool = False,
) -> tuple[str, ...]:
    """Up to ``most`` bank questions for a slot at this stage, the nearest to the subject first.

    ``topical`` keeps those on the pair's own topics only.
    """
    briefing = desk.briefing
    topics = briefing.pairing.topics
    heard = said_before(desk) | set(besides)
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
        and desk.allowed(question.text)
        and not lint_question(question.text)
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

    return tuple(q.text for q in sorted(fitting, key=rank, reverse=True)[:most])
