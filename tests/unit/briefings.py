"""Invented briefings for tests of the rules: one pair by hand, and hundreds by seed."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Literal

from assistant.domain.briefing import Briefing
from assistant.domain.citing import Citer, guidance_source
from assistant.domain.drafts import AcceptedAgenda, Length
from assistant.domain.guidance import Bank, GuidanceCard, Stage, Strength
from assistant.domain.people import Objective, Pairing, Participant, Programme
from assistant.domain.records import Record
from assistant.domain.reflections import Answer, Feedback, FeedbackLine, FeedbackState, Reflection
from assistant.domain.sessions import (
    Agreement,
    Commitment,
    CommitmentState,
    Goal,
    GroundRule,
    Paragraph,
    Question,
    Session,
    SessionNote,
    SessionState,
)
from assistant.domain.sources import Hit, Passage
from assistant.domain.visibility import Visibility
from assistant.drafting.stages import stage_of
from assistant.exchange.content import load_bank
from knowledge import FOLDER

Voice = Literal["mentor", "mentee"]
_START = datetime(2026, 1, 14, 14, 0, tzinfo=UTC)


@cache
def bank() -> Bank:
    """The bank that ships, read once for all tests."""
    return load_bank(FOLDER)


CARDS = (
    GuidanceCard(
        id="say-it-back",
        title="Say it back before you answer",
        audience=("mentor", "mentee"),
        topics=("listening", "roles"),
        stage=(Stage.ANY,),
        source="A leaflet on listening",
        date="2021",
        licence="own",
        strength=Strength.PRACTITIONER,
        text="The leaflet has no figures. Say back what you heard before you say what you think.",
    ),
    GuidanceCard(
        id="date-first",
        title="A promise has a day",
        audience=("mentor", "mentee"),
        topics=("commitments", "time"),
        stage=(Stage.ANY,),
        source="A handbook of small steps",
        date="2019",
        licence="own",
        strength=Strength.HANDBOOK,
        text="Give each promise a day and a name before anybody leaves the room.",
    ),
)


def hits(cards: Sequence[GuidanceCard] = CARDS) -> list[Hit]:
    """The cards as a search would bring them."""
    return [
        Hit(
            passage=Passage(
                id=card.id,
                source=guidance_source(card),
                start=0,
                end=len(card.text),
                text=card.text,
            ),
            score=1.0,
        )
        for card in cards
    ]


class Pair:
    """A pairing under construction: say what happened, then ask for the briefing of a session."""

    def __init__(
        self,
        mentor: str = "Lena Okoro",
        mentee: str = "Ruth Castell",
        *,
        ident: str = "pair-1",
        topics: tuple[str, ...] = ("customers",),
        focus: str = "Letters that people understand",
        total: int = 6,
    ) -> None:
        self.programme = Programme(
            id="prog",
            name="Both ways",
            total_sessions=total,
            objectives=(
                Objective(id="O1", text="Directors know what a letter does at a kitchen table."),
                Objective(id="O2", text="Each pairing makes one change that others notice."),
            ),
        )
        self.mentor = Participant(id="m1", name=mentor, job="letters clerk", programme="prog")
        self.mentee = Participant(id="m2", name=mentee, job="head of billing", programme="prog")
        self.pairing = Pairing(
            id=ident, mentor="m1", mentee="m2", focus=focus, topics=topics, programme="prog"
        )
        self.sessions: list[Session] = []
        self.records: list[Record] = []
        self.earlier: list[AcceptedAgenda] = []
        self.boundaries: tuple[str, ...] = ()
        self._count = 0

    def _labels(self, session: int | None) -> dict[str, str]:
        self._count += 1
        labels = {"id": f"{self.pairing.id}-{self._count}", "pairing": self.pairing.id}
        if session is not None:
            self.session(session)
            labels["session"] = self._session_id(session)
        return labels

    def _session_id(self, number: int) -> str:
        return f"{self.pairing.id}-s{number}"

    def session(self, number: int, state: SessionState = SessionState.HELD) -> Pair:
        if all(s.number != number for s in self.sessions):
            self.sessions.append(
                Session(
                    id=self._session_id(number),
                    number=number,
                    state=state,
                    starts_at=_START + timedelta(weeks=4 * number),
                    pairing=self.pairing.id,
                )
            )
        return self

    def _person(self, voice: Voice) -> str:
        return self.pairing.person(voice)

    def note(self, session: int, voice: Voice, *texts: str, private: str = "") -> Pair:
        paragraphs = [
            Paragraph(id=f"p{n}", text=t, visibility=Visibility.PAIR) for n, t in enumerate(texts)
        ]
        if private:
            paragraphs.append(Paragraph(id="px", text=private, visibility=Visibility.PRIVATE))
        self.records.append(
            SessionNote(
                **self._labels(session),
                author=self._person(voice),
                visibility=Visibility.PAIR,
                paragraphs=tuple(paragraphs),
            )
        )
        return self

    def reflection(self, session: int, voice: Voice, text: str) -> Pair:
        answer = Answer(question="Now what?", text=text, visibility=Visibility.PAIR)
        self.records.append(
            Reflection(
                **self._labels(session),
                author=self._person(voice),
                visibility=Visibility.PAIR,
                answers=(answer,),
            )
        )
        return self

    def goal(
        self, label: str, whose: Voice | Literal["both"], text: str, success: str = ""
    ) -> Pair:
        self.records.append(
            Goal(**self._labels(None), label=label, whose=whose, text=text, success=success)
        )
        return self

    def agreement(self, *rules: str) -> Pair:
        self.records.append(
            Agreement(
                **self._labels(None),
                rules=tuple(GroundRule(id=f"A{n}", text=rule) for n, rule in enumerate(rules, 1)),
                accepted=("mentor", "mentee"),
            )
        )
        return self

    def commitment(
        self,
        made: int,
        owner: Voice,
        text: str,
        state: str,
        *,
        evidence: str = "",
        due: int | None = None,
        asks_back: bool = False,
    ) -> Pair:
        self.records.append(
            Commitment(
                **self._labels(made),
                owner=owner,
                text=text,
                state=CommitmentState(state),
                evidence=evidence,
                due=self._day(due) if due is not None else None,
                asks_back=asks_back,
            )
        )
        return self

    def _day(self, session: int) -> date:
        return (_START + timedelta(weeks=4 * session)).date()

    def feedback(self, session: int, voice: Voice, behaviour: str, intent: str) -> Pair:
        line = FeedbackLine(
            id="1",
            situation=f"Session {session}.",
            behaviour=behaviour,
            impact="It changed what came next.",
            intent=intent,
            released=True,
        )
        self.records.append(
            Feedback(
                **self._labels(session),
                author=self._person(voice),
                round=session,
                state=FeedbackState.OPENED,
                visibility=Visibility.PAIR,
                lines=(line,),
            )
        )
        return self

    def question(self, voice: Voice, text: str) -> Pair:
        self.records.append(
            Question(
                **self._labels(None),
                author=self._person(voice),
                text=text,
                visibility=Visibility.PAIR,
            )
        )
        return self

    def brief(self, number: int, minutes: int = 60) -> Briefing:
        """What both may read, for session ``number``: private paragraphs are left out here."""
        self.session(number, SessionState.PLANNED)
        sessions = sorted(self.sessions, key=lambda s: s.number)
        past = tuple(s for s in sessions if s.number < number)
        missed = 0
        for session in reversed(past):
            if session.state == SessionState.HELD:
                break
            missed += 1
        agreement = next((r for r in self.records if isinstance(r, Agreement)), None)
        stage, shape = stage_of(
            number,
            self.programme.total_sessions,
            self.programme.midpoint_session,
            agreement=agreement is not None,
            missed_in_a_row=missed,
        )
        citer = Citer([self.pairing], [self.mentor, self.mentee], sessions)
        return Briefing(
            programme=self.programme,
            pairing=self.pairing,
            mentor=self.mentor,
            mentee=self.mentee,
            session=next(s for s in sessions if s.number == number),
            stage=stage,
            shape=shape,
            length=Length.STEADY,
            minutes=minutes,
            goals=tuple(r for r in self.records if isinstance(r, Goal)),
            agreement=agreement,
            boundary_terms=self.boundaries,
            commitments=tuple(r for r in self.records if isinstance(r, Commitment)),
            past_sessions=past,
            sources=tuple(
                source
                for source in citer.sources([*self.records, self.programme])
                if source.visibility is not Visibility.PRIVATE
            ),
            feedback=tuple(r for r in self.records if isinstance(r, Feedback)),
            questions=tuple(r for r in self.records if isinstance(r, Question)),
            earlier_agendas=tuple(self.earlier),
        )


def lena_and_ruth() -> Pair:
    """A clerk who writes reminder letters and the head of billing, after three sessions."""
    pair = Pair()
    pair.agreement(
        "What we say stays between us, unless somebody is in danger.",
        "Lena leads, Ruth asks, and advice comes when Lena asks for it.",
        "Whoever moves a session offers two dates with it.",
    )
    pair.goal("G1", "mentee", "Rewrite the second reminder letter with the people who get it.",
              "By session 5 two tenants have read it aloud without stopping.")  # fmt: skip
    pair.goal("G2", "mentee", "Learn what the counter hears in the week after a reminder.")
    pair.goal("G3", "mentor", "See how the wording of a letter gets decided.")
    pair.note(
        1, "mentor",
        "First one, in the archive room. Read her the reminder letter aloud, she laughed at "
        "'hereby'. Told her about the counter on a Monday. I'll bring three letters with people's "
        "own marks.",
    )  # fmt: skip
    pair.note(
        1,
        "mentee",
        "Lena read me my own letter. I had taken it for clear. I will sit at the counter an hour.",
    )
    pair.note(
        3, "mentor",
        "Went through the third draft. On goal 1 I said we had started, she said nearly done. "
        "Was telling her about the woman with the red envelope, never did finish it, Ruth had the "
        "printer on the phone by then. I think she was embarrassed. Parked the franking machine.",
    )  # fmt: skip
    pair.note(
        3, "mentee",
        "Goal 1 is nearly done, I think, though Lena said started. Next time I would like to look "
        "at the queue at the counter. The printer rang, I took the call. Lena must have been "
        "furious.",
    )  # fmt: skip
    pair.commitment(1, "mentee", "Sit at the counter for an hour.", "kept",
                    evidence="Sat there on a Monday from nine to ten.", due=2)  # fmt: skip
    pair.commitment(3, "mentee", "Leave the telephone outside.", "open", due=4)
    pair.commitment(3, "mentee", "Send the draft to two tenants.", "missed", due=3)
    pair.commitment(3, "mentor", "Count the red envelopes in a week.", "kept",
                    evidence="Forty-one, most of them unopened.", due=4)  # fmt: skip
    pair.feedback(3, "mentor", "You answered the telephone in the middle of it.",
                  "Let me get to the end before anything is fixed.")  # fmt: skip
    pair.feedback(3, "mentee", "You waited and began again.", "Please stop me again.")
    pair.question("mentee", "What does a red envelope cost us?")
    return pair


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
