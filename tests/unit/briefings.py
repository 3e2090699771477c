"""Invented briefings for tests of the rules: one pair by hand, and hundreds by seed."""

from __future__ import annotations

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
