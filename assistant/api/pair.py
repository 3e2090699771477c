"""What the two of a pairing do together: agreement, questions, dates, goals, changes."""

from __future__ import annotations

from datetime import date, datetime, time

from assistant.api.calls import Calls
from assistant.domain.pair_views import AgreementView, JourneyView, QuestionHelp, QuestionView
from assistant.domain.sessions import Goal, SessionState
from assistant.domain.views import CommitmentView, SessionView
from assistant.services.journeys import Whose


class PairCalls(Calls):
    """Both read agreement, goals and dates; a question is its author's alone until they ask it."""

    # --- agreement -----------------------------------------------------------------------

    async def agreement(self, pairing: str) -> AgreementView:
        """As it stands, or what the programme proposes."""
        services = await self._services()
        return await self._run(services.pair.agreements.view, pairing)

    async def agreement_since(self, pairing: str, moment: datetime) -> str:
        """A sentence for a draft of ``moment`` that is older than the agreement; else ""."""
        services = await self._services()
        return await self._run(services.pair.agreements.since, pairing, moment)

    async def change_rule(self, pairing: str, rule: str, text: str) -> AgreementView:
        """Other words for a rule, by id or number. Both yeses are taken back."""
        services = await self._services()
        return await self._run(services.pair.agreements.change, pairing, rule, text)

    async def add_rule(self, pairing: str, text: str, after: str = "") -> AgreementView:
        services = await self._services()
        return await self._run(services.pair.agreements.add, pairing, text, after)

    async def drop_rule(self, pairing: str, rule: str) -> AgreementView:
        services = await self._services()
        return await self._run(services.pair.agreements.drop, pairing, rule)

    async def undo_agreement(self, pairing: str) -> AgreementView:
        """The words before the last change. InvalidInput if there is none."""
        services = await self._services()
        return await self._run(services.pair.agreements.undo, pairing)

    async def agree(self, pairing: str, *, yes: bool = True) -> AgreementView:
        """The reader's own yes to these words, or taking it back."""
        services = await self._services()
        return await self._run(lambda: services.pair.agreements.say_yes(pairing, yes=yes))

    async def agreed_aloud(self, pairing: str, day: date | None = None) -> AgreementView:
        """Note that both said yes when they met."""
        services = await self._services()
        return await self._run(services.pair.agreements.said_aloud, pairing, day)

    # --- questions box -------------------------------------------------------------------

    async def questions(self, pairing: str) -> list[QuestionView]:
        """The reader's own, and those that their partner asked."""
        services = await self._services()
        return await self._run(services.pair.questions.listed, pairing)

    async def park_question(self, pairing: str, text: str) -> QuestionView:
        """Into the box; nobody else reads it."""
        services = await self._services()
        return await self._run(services.pair.questions.park, pairing, text)

    async def reword_question(self, question: str, text: str) -> QuestionView:
        services = await self._services()
        return await self._run(services.pair.questions.reword, question, text)

    async def ask_question(self, question: str, *, asked: bool = True) -> QuestionView:
        """Let the partner read it, or take it back."""
        services = await self._services()
        return await self._run(lambda: services.pair.questions.ask(question, asked=asked))

    async def question_answered(
        self, question: str, answer: str = "", *, done: bool = True
    ) -> QuestionView:
        services = await self._services()
        return await self._run(
            lambda: services.pair.questions.answered(question, answer, done=done)
        )

    async def remove_question(self, question: str) -> None:
        services = await self._services()
        await self._run(services.pair.questions.remove, question)

    async def help_with_question(self, question: str) -> QuestionHelp:
        """Guidance that may answer it, and open forms of it."""
        services = await self._services()
        return await self._run(services.pair.questions.help_with, question)

    # --- journey -------------------------------------------------------------------------

    async def journey(self, pairing: str) -> JourneyView:
        """Goals, all sessions with their dates, and what the reader promised and changed."""
        services = await self._services()
        return await self._run(services.pair.journeys.view, pairing)

    async def plan_session(
        self,
        pairing: str,
        number: int,
        when: tuple[date, time | None],
        *,
        minutes: int | None = None,
        place: str | None = None,
    ) -> SessionView:
        """Give a session its date, or move it."""
        services = await self._services()
        return await self._run(
            services.pair.journeys.plan, pairing, number, when[0], when[1], minutes, place
        )

    async def plan_rest(self, pairing: str, weeks: int = 4) -> list[SessionView]:
        """Dates for all sessions after the last dated one, so many weeks apart."""
        services = await self._services()
        return await self._run(services.pair.journeys.plan_rest, pairing, weeks)

    async def mark_session(self, pairing: str, number: int, state: SessionState) -> SessionView:
        """Say what became of a session."""
        services = await self._services()
        return await self._run(services.pair.journeys.mark, pairing, number, state)

    async def set_focus(self, pairing: str, focus: str) -> None:
        """What the pairing is about, in a few words."""
        services = await self._services()
        await self._run(services.pair.journeys.set_focus, pairing, focus)

    async def add_goal(
        self, pairing: str, text: str, whose: Whose = "both", success: str = ""
    ) -> Goal:
        services = await self._services()
        return await self._run(services.pair.journeys.add_goal, pairing, text, whose, success)

    async def change_goal(
        self,
        pairing: str,
        goal: str,
        *,
        text: str | None = None,
        whose: Whose | None = None,
        success: str | None = None,
    ) -> Goal:
        services = await self._services()
        return await self._run(
            services.pair.journeys.change_goal, pairing, goal, text, whose, success
        )

    async def remove_goal(self, pairing: str, goal: str) -> None:
        services = await self._services()
        await self._run(services.pair.journeys.remove_goal, pairing, goal)

    async def promise(self, pairing: str, text: str, due: date | None = None) -> CommitmentView:
        """Promise one thing oneself; it is open at once."""
        services = await self._services()
        return await self._run(services.pair.journeys.promise, pairing, text, due)
