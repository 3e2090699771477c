"""Programmes and pairings as a reader may see them: home, pairings, sessions, the demo."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from assistant.domain.days import day_words
from assistant.domain.documents import DocumentKind, PageDraft
from assistant.domain.drafts import AcceptedAgenda, AgendaDraft
from assistant.domain.people import Contact, Pairing, PairingState, Participant
from assistant.domain.records import Record
from assistant.domain.reflections import Reflection
from assistant.domain.sessions import (
    Commitment,
    CommitmentState,
    Goal,
    SessionNote,
    SessionState,
)
from assistant.domain.views import (
    Audience,
    HomeView,
    NextStep,
    PairingView,
    SessionView,
)
from assistant.domain.visibility import Reader, Role, Visibility
from assistant.services.at_a_glance import AtAGlance
from assistant.services.context import Context
from assistant.services.due import Due
from assistant.services.milestones import Milestones
from assistant.services.next_steps import NextSteps, first_of_all
from assistant.services.run_pages import RunPages
from assistant.services.session_views import session_view


class Programmes:
    """What there is and what is next. ``demo`` gives the demo's records for a day."""

    def __init__(
        self,
        context: Context,
        demo: Callable[[date], list[Record]],
        feedback_due: Callable[[str], NextStep | None],
        due: Due,
    ) -> None:
        """``feedback_due`` names the round of a pairing that waits for the reader's words."""
        self._context = context
        self.due = due
        self.milestones = Milestones(context)
        self._demo = demo
        self._feedback_due = feedback_due
        self._run_pages = RunPages(context)
        self._next_steps = NextSteps(context)
        self._at_a_glance = AtAGlance(context)

    def load_demo(self, *, enter: bool = False) -> bool:
        """Fill the store with the demo, once; act as its first mentor, if nobody is chosen or it
        is ``enter``ed."""
        records = self._demo(self._context.clock.now().date())
        founded = self._context.repositories.found_programme(records)
        if enter or self._context.person is None:
            first = next(record for record in records if isinstance(record, Pairing))
            self._context.person = first.mentor
            settings = self._context.settings.model_copy(update={"person": first.mentor})
            self._context.settings = settings
            self._context.keep_settings(settings)
        return founded

    def pairings(self) -> list[PairingView]:
        """The reader's own pairings, and for a coordinator the bare list of the programme's."""
        reader = self._context.reader()
        found = self._context.repositories.find(reader, Pairing)
        mine = [self._view(pairing, reader) for pairing in found if pairing.id in reader.pairings]
        others = [p for p in found if p.id not in reader.pairings]
        return mine + [self._overview(pairing) for pairing in others]

    def pairing(self, wanted: str) -> PairingView:
        return self._view(self._context.pairing(wanted), self._context.reader())

    def sessions(self, wanted: str | None) -> list[SessionView]:
        """Of one pairing, or of all that the reader is in, by date."""
        views = [self.pairing(wanted)] if wanted else self.pairings()
        sessions = [session for view in views for session in view.sessions]
        return sorted(sessions, key=lambda s: (s.starts_at is None, s.starts_at, s.number))

    def home(self) -> HomeView:
        """One next thing, a few after it, and each journey."""
        reader = self._context.reader()
        me = self._context.repositories.get(reader, Participant, reader.person)
        mine = [view for view in self.pairings() if view.id in reader.pairings]
        steps = [step for view in mine for step in self._steps(view, reader)]
        counts = []
        for programme in self._at_a_glance.run_by_reader():
            counts.append(self._at_a_glance.counts(programme))
            steps += self._at_a_glance.steps(programme, counts[-1])
        steps.sort(key=lambda step: step[0])
        ordered = [step for _, step in steps]
        ordered = first_of_all(mine, counts) + ordered
        headline = f"Good to see you, {me.first_name}."
        headline += " One thing is next." if ordered else " Everything is done for now."
        return HomeView(
            person=reader.person,
            name=me.name,
            headline=headline,
            due=tuple(self.due.all()),
            next=ordered[0] if ordered else None,
            then=tuple(ordered[1:5]),
            pairings=tuple(mine),
            programmes=tuple(counts),
            from_programme=tuple(self._at_a_glance.for_everybody()),
            demo=all(p.invented for p in self._context.programmes()),
        )

    def coordinates(self) -> bool:
        """Whether the reader runs a programme."""
        return bool(self._at_a_glance.run_by_reader())

    def contacts(self) -> list[Contact]:
        """Human contacts of the reader's programmes."""
        return self._at_a_glance.contacts()

    def audience(self, visibility: Visibility, wanted: str | None) -> Audience:
        """Who can read text of this visibility, in a sentence with names."""
        if visibility is Visibility.PRIVATE or wanted is None:
            sentence = "Who sees this: only you."
            if not self.coordinates():
                sentence += " The coordinator never does."
            return Audience(visibility=Visibility.PRIVATE, badge="(only you)", sentence=sentence)
        partner = self.pairing(wanted).partner.split(" ")[0]
        if visibility is Visibility.PAIR:
            sentence = f"Who sees this: you and {partner}. The coordinator does not."
            return Audience(visibility=visibility, badge="(you two)", sentence=sentence)
        sentence = "Who sees this: everybody in the programme, with your name."
        return Audience(visibility=visibility, badge="(programme)", sentence=sentence)

    # --- inside --------------------------------------------------------------------------

    def _steps(self, view: PairingView, reader: Reader) -> list[tuple[tuple[int, str], NextStep]]:
        """What can be done about a pairing now, each with its rank: lower comes first."""
        partner = view.partner.split(" ")[0]
        if view.ended:
            return [((8, ""), self._closing(view, f"Read back: your time with {partner}"))]
        sessions = {session.number: session for session in view.sessions}
        steps: list[tuple[tuple[int, str], NextStep]] = []
        if view.next_session is not None:
            number = view.next_session
            coming = sessions.get(number)
            when = coming.when if coming else "no date yet"
            key = coming.starts_at.isoformat() if coming and coming.starts_at else "9"
            accepted = coming is not None and coming.agenda == "accepted"
            mentor = view.role is Role.MENTOR
            if mentor and not accepted:
                drafted = coming is not None and coming.agenda == "draft"
                detail = "Your draft is here." if drafted else "A first agenda takes a moment."
                title = f"Prepare session {number} with {partner}"
                step = self._step(view, title, detail + " About 10 minutes.", when, number)
                steps.append(((0, key), _there(step) if drafted else step))
            elif accepted:
                title = f"Read the agenda of session {number} with {partner}"
                step = self._step(view, title, "You two can read it.", when, number)
                steps.append(((2, key), _there(step)))
            else:
                title = f"See what session {number} with {partner} could be about"
                detail = f"{partner} leads and has not shared an agenda yet."
                steps.append(((3, key), self._step(view, title, detail, when, number)))
            if not mentor:
                steps += self._reading(view, number, when, accepted=accepted)
        held = [s for s in view.sessions if s.state is SessionState.HELD]
        if held and not self._wrote(view.id, held[-1], reader):
            steps.append(
                (
                    (1, ""),
                    NextStep(
                        title=f"Bring your note of session {held[-1].number} with {partner}",
                        detail="Paste it or choose a file. Only you see it unless you say so.",
                        due=held[-1].when,
                        place="notes",
                        pairing=view.id,
                        session=held[-1].number,
                    ),
                )
            )
        if held and not self._looked_back(view.id, held[-1], reader):
            steps.append(((1, "1"), self._reflecting(view, held[-1], partner)))
        if held and (feedback := self._feedback_due(view.id)) is not None:
            steps.append(((1, "2"), feedback))
        if held and view.next_session is None:
            steps.append(((1, "3"), self._closing(view, f"Close your time with {partner}")))
        if (waiting := self._to_confirm(view)) > 0:
            promises = "one promise" if waiting == 1 else f"{waiting} promises"
            step = NextStep(
                title=f"Confirm {promises} with {partner}",
                detail="Yes, smaller, or nobody promised it. Yours to say.",
                due="a minute",
                place="commitments",
                pairing=view.id,
            )
            steps.append(((1, "4"), step))
        if (run := self._run_pages.due(view.id)) is not None:
            steps.append(((-1, ""), run))
        return steps + self._next_steps.of(view)

    def _reading(
        self, view: PairingView, number: int, when: str, *, accepted: bool
    ) -> list[tuple[tuple[int, str], NextStep]]:
        """What the mentee reads before a session: the topic once, the brief each time."""
        partner = view.partner.split(" ")[0]
        read = self._context.repositories.find(
            self._context.reader(), PageDraft, pairing=view.id, author=self._context.reader().person
        )
        steps = []
        brief = NextStep(
            title=f"The one-screen brief for session {number} with {partner}",
            detail="Your promises, what is led, one thing to listen for. Only you read it.",
            due=when,
            place="brief",
            pairing=view.id,
            session=number,
        )
        steps.append(((1 if accepted else 2, "0"), brief))
        topic = view.focus or ", ".join(map(self._context.bank.topic_name, view.topics))
        if topic and not any(draft.document is DocumentKind.READ_FIRST for draft in read):
            first = NextStep(
                title=f"Read first: {topic}",
                detail=f"So that {partner} need not teach the basics. You need not chair.",
                due="a few minutes",
                place="read-first",
                pairing=view.id,
                session=number,
            )
            steps.append(((0, "7"), first))
        return steps

    def _reflecting(self, view: PairingView, session: SessionView, partner: str) -> NextStep:
        return NextStep(
            title=f"Reflect on session {session.number} with {partner}",
            detail="Three questions in your own words. Only you read your answers.",
            due="3 minutes",
            place="reflect",
            pairing=view.id,
            session=session.number,
        )

    def _closing(self, view: PairingView, title: str) -> NextStep:
        detail = "What you both wrote, what was kept, your hours."
        return NextStep(
            title=title, detail=detail, due="your handbook", place="close", pairing=view.id
        )

    def _to_confirm(self, view: PairingView) -> int:
        """How many of the reader's own promises wait for their yes."""
        found = self._context.repositories.find(self._context.reader(), Commitment, pairing=view.id)
        mine = [one for one in found if one.owner == view.role.value]
        return sum(one.state is CommitmentState.PROPOSED for one in mine)

    def _looked_back(self, pairing: str, session: SessionView, reader: Reader) -> bool:
        found = self._context.repositories.find(
            reader, Reflection, pairing=pairing, session=session.id, author=reader.person
        )
        return any(reflection.when == "after" for reflection in found)

    def _step(self, view: PairingView, title: str, detail: str, due: str, session: int) -> NextStep:
        return NextStep(
            title=title, detail=detail, due=due, place="prepare", pairing=view.id, session=session
        )

    def _wrote(self, pairing: str, session: SessionView, reader: Reader) -> bool:
        notes = self._context.repositories.find(
            reader, SessionNote, pairing=pairing, session=session.id, author=reader.person
        )
        return bool(notes)

    def _overview(self, pairing: Pairing) -> PairingView:
        """For a coordinator: that it exists, and which sessions took place."""
        people = self._context.partners(pairing)
        sessions = tuple(session_view(s) for s in self._context.sessions(pairing))
        return PairingView(
            id=pairing.id,
            role=Role.COORDINATOR,
            partner=" and ".join(person.name for person in people),
            focus="",
            topics=(),
            sessions=sessions,
            total_sessions=self._context.programme_of(pairing).total_sessions,
        )

    def _view(self, pairing: Pairing, reader: Reader) -> PairingView:
        repositories = self._context.repositories
        role = reader.pairings[pairing.id]
        mentor, mentee = self._context.partners(pairing)
        partner = mentee if role is Role.MENTOR else mentor
        goals = repositories.find(reader, Goal, pairing=pairing.id)
        commitments = repositories.find(reader, Commitment, pairing=pairing.id)
        notes = repositories.find(reader, SessionNote, pairing=pairing.id)
        drafts = repositories.find(reader, AgendaDraft, pairing=pairing.id)
        agreed = repositories.find(reader, AcceptedAgenda, pairing=pairing.id)
        sessions = self._context.sessions(pairing)
        programme = self._context.programme_of(pairing)
        views = tuple(
            session_view(
                session,
                notes=sum(note.session == session.id for note in notes),
                drafted=any(draft.session == session.id for draft in drafts),
                accepted=any(agenda.session == session.id for agenda in agreed),
            )
            for session in sessions
        )
        ended = pairing.state is PairingState.ENDED
        planned = [s.number for s in sessions if s.state is SessionState.PLANNED]
        last = max((session.number for session in sessions), default=0)
        following = last + 1 if last < programme.total_sessions else None
        return PairingView(
            id=pairing.id,
            role=role,
            partner=partner.name,
            focus=pairing.focus,
            topics=pairing.topics,
            sessions=views,
            total_sessions=programme.total_sessions,
            next_session=None if ended else planned[0] if planned else following,
            ended=ended,
            goals=tuple(goal.text for goal in goals),
            changes=_changes([c for c in commitments if c.owner == "mentee"])
            if role is Role.MENTEE
            else (),
            promised=tuple(
                _promised(person.first_name, [c for c in commitments if c.owner == voice])
                for voice, person in (("mentee", mentee), ("mentor", mentor))
            ),
        )


def _changes(mine: list[Commitment]) -> tuple[tuple[str, str, str], ...]:
    """The mentee's promises that were kept or are open, those that are due first on top."""
    shown = [c for c in mine if c.state in (CommitmentState.KEPT, CommitmentState.OPEN)]
    shown.sort(key=lambda c: (c.state is CommitmentState.KEPT, str(c.due or "9")))
    return tuple((c.state.value, c.text, f"by {day_words(c.due)}" if c.due else "") for c in shown)


def _promised(name: str, commitments: list[Commitment]) -> str:
    """ "Martin: 1 kept, 1 open", naming only states that occur."""
    words = {
        CommitmentState.KEPT: "kept",
        CommitmentState.OPEN: "open",
        CommitmentState.MISSED: "not kept",
        CommitmentState.PROPOSED: "to confirm",
    }
    counted = [
        f"{number} {word}"
        for state, word in words.items()
        if (number := sum(c.state is state for c in commitments))
    ]
    return f"{name}: {', '.join(counted) if counted else 'nothing promised yet'}"


def _there(step: NextStep) -> NextStep:
    """A step to an agenda that is there already: it is read, and not drafted anew."""
    return step.model_copy(update={"subject": "read"})
