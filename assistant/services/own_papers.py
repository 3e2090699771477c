"""What is the reader's alone as papers: their questions box, their page of a session, a talk."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from assistant.domain.exporting import ExportKind
from assistant.errors import InvalidInput, NotFound
from assistant.exchange.own_pages import questions_page, run_page, talk_page
from assistant.exchange.writing import slug
from assistant.services.context import Context
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

    @property
    def kinds(self) -> Mapping[ExportKind, Callable[[str], Paper]]:
        """Each kind with what makes it."""
        return {"questions": self.questions, "run": self.run, "talk": self.talk}

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

    def _of(self, pairing: str) -> str:
        mine = [*self._context.reader().pairings]
        return self._context.pairing(pairing or (mine[0] if len(mine) == 1 else "")).id

    def _partner(self, pairing: str) -> str:
        me = self._context.reader().person
        both = self._context.partners(self._context.pairing(pairing))
        return next(person.first_name for person in both if person.id != me)

    def _mine(self) -> str:
        return f"Only {self._context.my_first_name()} can read this."
