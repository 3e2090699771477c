"""The programme as a whole: what people give to it, its asks, and the coordinator's note."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from assistant.api.calls import Calls, EngineChoice
from assistant.domain.documents import Page, PageDraft, SharedPage
from assistant.domain.people import Contact
from assistant.domain.programme_notes import Ask, AskState, Period, SummaryNote, Wave
from assistant.domain.progress import silent
from assistant.domain.reflections import Quoting
from assistant.domain.views import (
    CallView,
    ContributionView,
    MilestoneView,
    ProgrammeClose,
    RatingForm,
)


class ProgrammeCalls(Calls):
    """Giving is each person's own; asks and notes are the coordinator's to write, all may read."""

    # --- giving --------------------------------------------------------------------------

    async def themes(self, pairing: str | None = None) -> list[str]:
        """The themes under which one may say something to the programme."""
        services = await self._services()
        return await self._run(services.giving.themes, pairing)

    async def preview_contribution(
        self,
        text: str,
        themes: Sequence[str],
        quoting: Quoting = Quoting.NO,
        *,
        pairing: str | None = None,
        about_partner: bool = False,
    ) -> ContributionView:
        """What would be kept and what of it might be read. Nothing is kept."""
        services = await self._services()
        return await self._run(
            lambda: services.giving.preview(
                text, themes, quoting, pairing, about_partner=about_partner
            )
        )

    async def contribute(
        self,
        text: str,
        themes: Sequence[str],
        quoting: Quoting = Quoting.NO,
        *,
        pairing: str | None = None,
        about_partner: bool = False,
    ) -> ContributionView:
        """Give words to the programme. They are counted; quoted only as ``quoting`` says."""
        services = await self._services()
        return await self._run(
            lambda: services.giving.give(
                text, themes, quoting, pairing, about_partner=about_partner
            )
        )

    async def contributions(self) -> list[ContributionView]:
        """One's own, and words about oneself that wait for one's consent."""
        return await self._call(lambda s: s.giving.given)

    async def withdraw_contribution(self, contribution: str) -> None:
        """Erase one's own, from notes and drafts as well."""
        services = await self._services()
        await self._run(services.giving.withdraw, contribution)

    async def consent_to_quote(self, contribution: str, *, given: bool) -> ContributionView:
        """Allow, or no longer allow, that words about oneself are quoted."""
        services = await self._services()
        return await self._run(lambda: services.giving.consent(contribution, given=given))

    async def rating_form(self, wave: Wave, pairing: str | None = None) -> RatingForm:
        """The statements to rate oneself by, and earlier answers."""
        services = await self._services()
        return await self._run(services.giving.form, wave, pairing)

    async def rate(
        self,
        wave: Wave,
        scores: Sequence[int],
        *,
        pairing: str | None = None,
        change_seen: bool | None = None,
    ) -> RatingForm:
        """Keep a self-rating; nobody else ever reads it, it is only counted with others."""
        services = await self._services()
        return await self._run(services.giving.rate, wave, scores, pairing, change_seen)

    # --- asks ----------------------------------------------------------------------------

    async def asks(self) -> list[Ask]:
        """What the programme asked of the organisation, and the answers."""
        return await self._call(lambda s: s.asks.all)

    async def add_ask(
        self,
        text: str,
        *,
        of_whom: str = "",
        by: date | str | None = None,
        programme: str | None = None,
    ) -> Ask:
        services = await self._services()
        return await self._run(services.asks.add, text, of_whom, by, programme)

    async def answer_ask(
        self,
        ask: str,
        answer: str,
        state: AskState = AskState.DONE,
        *,
        on: date | str | None = None,
    ) -> Ask:
        """Say what came of a request, by id or by its number in the list; today, or ``on``."""
        services = await self._services()
        return await self._run(services.asks.answer, ask, answer, state, on)

    async def put_ask_back(self, ask: Ask) -> Ask:
        """Let a request stand as ``ask`` has it: for taking an answer back."""
        services = await self._services()
        return await self._run(services.asks.put_back, ask)

    async def remove_ask(self, ask: str) -> None:
        """Erase a request of one's programme that nobody has answered."""
        services = await self._services()
        await self._run(services.asks.remove, ask)

    # --- milestones ----------------------------------------------------------------------

    async def milestones(self) -> list[MilestoneView]:
        """Of the reader's programmes, with who ticked one off and when."""
        return await self._call(lambda s: s.programmes.milestones.all)

    async def tick_milestone(self, wanted: str, *, done: bool = True) -> MilestoneView:
        """For the coordinator: tick one off by its id or number, or take that back."""
        services = await self._services()
        return await self._run(services.programmes.milestones.tick, wanted, done)

    async def coordinates(self) -> bool:
        """Whether the reader runs a programme."""
        return await self._call(lambda s: s.programmes.coordinates)

    # --- its close -----------------------------------------------------------------------

    async def closed_programmes(self) -> list[ProgrammeClose]:
        """Programmes of the reader that are closed, with the thanks."""
        return await self._call(lambda s: s.closing_programme.closed)

    async def preview_close(self, thanks: str, programme: str | None = None) -> ProgrammeClose:
        """What everybody would read, and what becomes of what is kept. Nothing is done."""
        services = await self._services()
        return await self._run(services.closing_programme.preview, thanks, programme)

    async def close_programme(self, thanks: str, programme: str | None = None) -> ProgrammeClose:
        """For the coordinator: thank everybody and close; requests for a call are erased."""
        services = await self._services()
        return await self._run(services.closing_programme.close, thanks, programme)

    async def reopen_programme(self, programme: str | None = None) -> None:
        """Take the close back."""
        services = await self._services()
        await self._run(services.closing_programme.reopen, programme)

    # --- somebody to talk to -------------------------------------------------------------

    async def who_could_call(self) -> list[str]:
        """Names of the coordinators whom the reader could ask for a call."""
        return await self._call(lambda s: s.call_requests.coordinators)

    async def call_requests(self) -> list[CallView]:
        """That one asked for a call; for a coordinator, who did."""
        return await self._call(lambda s: s.call_requests.all)

    async def ask_for_call(self) -> CallView:
        """Let the coordinator know that one would like a call, and nothing else."""
        return await self._call(lambda s: s.call_requests.ask)

    async def end_call_request(self, wanted: str = "") -> None:
        """Erase a request: one's own, or one that the coordinator has seen to."""
        services = await self._services()
        await self._run(services.call_requests.end, wanted)

    async def contacts(self) -> list[Contact]:
        """People to turn to, of all the reader's programmes. Looking is recorded nowhere."""
        return await self._call(lambda s: s.programmes.contacts)

    # --- the coordinator's note ----------------------------------------------------------

    async def summary_note(
        self,
        programme: str | None = None,
        period: Period = Period.MID,
        *,
        engine: EngineChoice = "rules",
        on_progress: Callable[[str], None] | None = None,
    ) -> PageDraft:
        """A fresh draft for the coordinator alone; what it counts is protected in the store."""
        services = await self._services()
        return await services.summaries.draft(programme, period, engine, on_progress or silent)

    async def latest_summary_note(
        self, programme: str | None = None, period: Period = Period.MID
    ) -> PageDraft | None:
        """The coordinator's draft, if there is one."""
        services = await self._services()
        return await self._run(services.summaries.latest, programme, period)

    async def change_note_ask(
        self, draft: str, line: str, *, owner: str | None = None, by: date | None = None
    ) -> PageDraft:
        """Name who sees to a request of a draft, or move its date."""
        services = await self._services()
        return await self._run(
            lambda: services.summaries.change_ask(draft, line, owner=owner, by=by)
        )

    async def evaluation(self, programme: str | None = None) -> Page:
        """For the coordinator: sessions, hours, and ratings before and now, protected."""
        services = await self._services()
        return await self._run(services.summaries.evaluation, programme)

    async def preview_summary_note(self, draft: str) -> SummaryNote:
        """The note exactly as everybody in the programme would read it. Nothing is kept."""
        services = await self._services()
        return await self._run(services.summaries.preview, draft)

    async def release_summary_note(self, draft: str) -> SummaryNote:
        """Let everybody in the programme read it; its requests become asks."""
        services = await self._services()
        return await self._run(services.summaries.release, draft)

    async def take_back_summary_note(self, note: str) -> None:
        """Erase a released note of one's own, with its requests that nobody has answered."""
        services = await self._services()
        await self._run(services.summaries.take_back, note)

    async def summary_notes(self) -> list[SummaryNote]:
        """Released notes of the reader's programmes, newest last."""
        return await self._call(lambda s: s.summaries.notes)

    async def release_page_to_coordinator(self, page: str, *, given: bool = True) -> SharedPage:
        """Say for oneself whether the coordinator may read a shared page; both have to."""
        services = await self._services()
        return await self._run(lambda: services.summaries.release_page(page, given=given))

    async def pages_of_pairs(self, programme: str | None = None) -> list[SharedPage]:
        """For the coordinator: pages that both partners of a pairing released."""
        services = await self._services()
        return await self._run(services.summaries.of_pairs, programme)
