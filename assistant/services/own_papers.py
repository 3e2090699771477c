"""What is the reader's alone as papers: their questions box, their page of a session, a talk."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from assistant.domain.exporting import ExportKind
from assistant.domain.people import PairingState
from assistant.domain.sessions import SessionState
from assistant.drafting.handbook import hours_in_words
from assistant.errors import InvalidInput, NotAllowed, NotFound
from assistant.exchange.own_pages import certificate_page, questions_page, run_page, talk_page
from assistant.exchange.writing import slug
from assistant.services.context import Context
from assistant.services.impact import Impact
from assistant.services.papers import Paper, page_paper
from assistant.services.question_box import QuestionBox
from assistant.services.run_pages import RunPages
from assistant.services.talks import Talks


class OwnPapers:
    """Nobody else can make them of these records; whoever opens the file reads it."""

    def __init__(self, context: Context, questions: QuestionBox) -> None:
        self._context = context
        self._questions = questions
        self._talks = Talks(context)
        self._runs = RunPages(context)
        self._impact = Impact(context)

    @property
    def kinds(self) -> Mapping[ExportKind, Callable[[str], Paper]]:
        """Each kind with what makes it."""
        return {
            "questions": self.questions,
            "run": self.run,
            "talk": self.talk,
            "certificate": self.certificate,
        }

    def questions(self, pairing: str) -> Paper:
        """The box of a pairing; "" where the reader has one pairing."""
        of = self._of(pairing)
        partner = self._partner(of)
        page = questions_page(self._questions.listed(of), partner)
        me = self._context.my_first_name()
        who = f"Made for {me}: what {partner} may read of it says so beside it."
        return page_paper(page, stem=f"questions-{slug(partner)}", who_reads=who, draft=False)

    def run(self, wanted: str) -> Paper:
        """A session's page, named as ``pairing`` or ``pairing/number``."""
        pairing, _, number = wanted.partition("/")
        if number and not number.isdecimal():
            raise InvalidInput(f"{number} is no session.", next_step="Give its number.")
        view = self._runs.view(self._of(pairing), int(number) if number else None)
        stem = f"session-{view.session}-{slug(view.partner)}-as-it-goes"
        return page_paper(run_page(view), stem=stem, who_reads=self._mine(), draft=False)

    def talk(self, wanted: str) -> Paper:
        """A talk by its id; "" for the one that was asked in last. NotFound."""
        mine = self._talks.mine()
        if not wanted and not mine:
            raise NotFound("There is no talk of yours yet.")
        newest = max(mine, key=lambda talk: talk.updated_at) if mine and not wanted else None
        talk = newest or self._talks.one(wanted)
        stem = f"talk-{slug(talk.title)}"
        return page_paper(talk_page(talk), stem=stem, who_reads=self._mine(), draft=False)

    def certificate(self, pairing: str) -> Paper:
        """That the reader took part, once their pairing or its programme is over. NotAllowed
        before; NotFound where no session was held."""
        of = self._context.pairing(self._of(pairing))
        programme, reader = self._context.programme_of(of), self._context.reader()
        sessions = self._context.sessions(of)
        held = [one for one in sessions if one.state is SessionState.HELD]
        planned = any(one.state is SessionState.PLANNED for one in sessions)
        all_held = not planned and len(sessions) >= programme.total_sessions
        if of.state is not PairingState.ENDED and programme.closed_on is None and not all_held:
            raise NotAllowed(
                "A certificate is made at the close.",
                next_step="Close your time together first: viceversa close",
            )
        if not held:
            raise NotFound("No session was held, so there is nothing to certify.")
        me = next(one for one in self._context.partners(of) if one.id == reader.person)
        page = certificate_page(
            me.name,
            programme,
            reader.pairings[of.id],
            held,
            hours_in_words(held),
            self._impact.on_certificate(of.id),
        )
        who = f"Made for {me.first_name}, who may show it to anybody."
        return page_paper(page, stem=f"certificate-{slug(me.name)}", who_reads=who, draft=False)

    def _of(self, pairing: str) -> str:
        mine = [*self._context.reader().pairings]
        return self._context.pairing(pairing or (mine[0] if len(mine) == 1 else "")).id

    def _partner(self, pairing: str) -> str:
        return self._context.partner(self._context.pairing(pairing)).first_name

    def _mine(self) -> str:
        return f"Only {self._context.my_first_name()} can read this."
