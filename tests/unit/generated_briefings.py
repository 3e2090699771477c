"""Briefings that nobody wrote: for what must hold of any."""

from __future__ import annotations

import random

from assistant.domain.briefing import Briefing
from assistant.domain.sessions import (
    SessionState,
)
from tests.unit.briefings import Pair

_WORD_LIST = (
    "letter counter queue draft tenant printer envelope chart tram roster screen kitchen notice"
    " signature form board window depot phone stamp list folder badge desk ladder timer"
)


_WORDS = _WORD_LIST.split()


_SENTENCES = (
    "I'll send the {a} to the {b}.",
    "We never did finish the {a}.",
    "Next time I would like to look at the {a} and the {b}.",
    "Parked: the {a}.",
    "I think she was annoyed about the {a}.",
    "He seemed nervous.",
    "Goal 1: I said half way, she said further.",
    "On goal 1 we are nearly done, I think, he said half way.",
    "She taught me to read the {a}, which I have since done twice.",
    "I said I'd think about the {b}.",
    "Not sure who owns the {a}??",
    "Morwenna from the {b} told us about the {a}.",
    "Didn't get to the {a}, ran out of time",
    "could we do the {a} instead",
    "Today the {a} was late - the {b} was later; nobody minded",
    "'Hereby' is a word for the {a}, she said.",
)


_JUNK = (
    "",
    "   \n\n\t",
    "\u202e\u0007\ufeff???",
    "🙂" * 40,
    "[link](x) <b>bold</b> {braces} {owner} %s",
    "a" * 3000,
    "; ; ; -> -> . . .",
    "“half a quotation and then nothing",
    "مرحبا بكم في الاجتماع القادم يوم الاثنين",
    "会議で話した。次回は窓口の列を見たい。",
    "- bullet\n- [ ] another\n\n1) third\n",
)


def generated(seed: int) -> Briefing:
    """One of endless briefings: all shapes and lengths, notes empty to huge, odd characters."""
    dice = random.Random(seed)
    total = dice.choice((2, 4, 6, 8))
    number = dice.randint(1, total)
    names = dice.sample(["Noor", "Émile", "Zoë-Anne", "李雷", "Bo", "{owner}", "O'Dea", "May"], 2)
    pair = Pair(
        f"{names[0]} Alpha",
        f"{names[1]} Beta",
        ident=f"pair-{seed}",
        topics=tuple(dice.sample(["customers", "disability", "meetings", "unheard-of"], 2)),
        focus=dice.choice(["", "Letters", "Meetings where everybody speaks"]),
        total=total,
    )
    if dice.random() < 0.7:
        pair.agreement(*(_unnamed(dice) for _ in range(dice.randint(1, 5))))
    for n in range(dice.randint(0, 3)):
        whose = dice.choice(("mentor", "mentee", "both"))
        pair.goal(f"G{n + 1}", whose, _unnamed(dice), dice.choice(("", _unnamed(dice))))
    for earlier in range(1, number):
        pair.session(
            earlier, dice.choice((SessionState.HELD, SessionState.HELD, SessionState.MISSED))
        )
        for voice in ("mentor", "mentee"):
            if dice.random() < 0.8:
                pair.note(earlier, voice, _text(dice), private="PRIVATECANARY")
            if dice.random() < 0.3:
                pair.reflection(earlier, voice, _text(dice))
            if dice.random() < 0.3:
                pair.feedback(earlier, voice, _sentence(dice), _sentence(dice))
        for _ in range(dice.randint(0, 3)):
            pair.commitment(
                earlier, dice.choice(("mentor", "mentee")), _sentence(dice),
                dice.choice(("proposed", "open", "kept", "missed")),
                evidence=dice.choice(("", _sentence(dice))),
                due=dice.choice((None, earlier, number)), asks_back=dice.random() < 0.3,
            )  # fmt: skip
    for _ in range(dice.randint(0, 2)):
        pair.question(dice.choice(("mentor", "mentee")), f"What is a {dice.choice(_WORDS)}?")
    pair.boundaries = tuple(dice.sample(_WORDS, dice.randint(0, 3)))
    return pair.brief(number, dice.choice((10, 11, 15, 20, 25, 30, 45, 60, 75, 90, 120)))


def _sentence(dice: random.Random) -> str:
    a, b = dice.sample(_WORDS, 2)
    return dice.choice(_SENTENCES).replace("{a}", a).replace("{b}", b)


def _unnamed(dice: random.Random) -> str:
    """A goal or rule of a generated pair: it names nobody, so that names stand out in notes."""
    return _sentence(dice).replace("Morwenna", "Somebody")


def _text(dice: random.Random) -> str:
    kind = dice.random()
    if kind < 0.15:
        return dice.choice(_JUNK)
    if kind < 0.18:
        return " ".join(_sentence(dice) for _ in range(900))
    pieces = [_sentence(dice) for _ in range(dice.randint(1, 12))]
    if kind < 0.3:
        pieces.insert(dice.randrange(len(pieces)), dice.choice(_JUNK))
    return dice.choice((" ", "\n", "\n\n")).join(pieces)
