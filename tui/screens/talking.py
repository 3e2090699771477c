"""Talking: a question goes out, its answer arrives in the pane, a change waits for one key."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.worker import Worker

from assistant.errors import AssistantError
from tui.actions import Action
from tui.messages import AskSent
from tui.modals.change import ChangeModal
from tui.screens.keeping import KeepingScreen
from tui.widgets.kept import AskLine

if TYPE_CHECKING:
    from assistant.domain.changes import DocumentWish, TalkedChange
    from assistant.domain.views import AnswerEvent
    from tui.widgets.side_pane import SidePane


_PLACES = {
    "agenda": "prepare",
    "brief": "brief",
    "read-first": "read-first",
    "reflection": "reflect",
    "feedback-summary": "two-way",
    "session-summary": "session-summary",
}
"""Documents that can be asked for in a talk, and the places where they are made."""


IN_TALK = (
    Action("talk.answer-again", "r", "again", "Answer the last question again."),
    Action("talk.edit-last", "e", "change it", "Change the last question."),
)
"""What the transcript does while it has the keys."""
STOPS = Action("app.step-back", "escape", "stop", "Stop the reply; what has arrived is kept.")


class TalkingScreen(KeepingScreen):
    """What the ask line does. The pane and its pages are the subclass's."""

    _instead = False
    """Whether the next question takes the place of the last one."""

    change_ready: TalkedChange | None = None
    """A change that came while its reader was typing something else."""

    @property
    def pane(self) -> SidePane:
        raise NotImplementedError

    def show_page(self, page: str) -> None:
        """Turn the pane to a page."""
        raise NotImplementedError

    @property
    def selected_line(self) -> str:
        """Id of the agenda line that "it" stands for; "" where none is selected."""
        return ""

    def action_ask(self) -> None:
        # At once: the next letter is text, and no key.
        self.screen.set_focus(self.query_one(AskLine))

    @property
    def replying(self) -> bool:
        return any(w.group == "reply" and not w.is_finished for w in self.workers)

    @on(AskSent)
    def _ask_sent(self, event: AskSent) -> None:
        event.stop()
        self.show_page("talk")
        self.pane.talk.focus()
        self.start(partial(self._reply, event.question), "reply")

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        if event.worker.group == "reply":
            self.refresh_keys()  # Esc stops it while it comes

    def action_answer_again(self) -> None:
        """The last question of the talk, answered anew; the earlier answer is replaced."""
        if not self.replying:
            self._instead = True
            self.start(self._again, "reply")

    async def _again(self) -> None:
        question = await self._last_question()
        if question:
            await self._reply(question)

    def action_edit_last(self) -> None:
        """The last question back into the ask line; sent, it takes the place of the earlier one."""
        if not self.replying:
            self.start(self._edit_last, "edit-last")

    async def _edit_last(self) -> None:
        question = await self._last_question()
        ask = self.query_one(AskLine)
        if question and not ask.value:
            self._instead = True
            ask.value = question
            ask.cursor_position = len(question)  # behind the words, where they are changed
            ask.focus()
            self.say("Enter asks it in place of the earlier one. Esc leaves all as it is.")

    def leave_text(self) -> None:
        if self._instead:
            self._instead = False
            self.query_one(AskLine).value = ""
        super().leave_text()

    async def _last_question(self) -> str:
        talk = await self.here.assistant.conversation(self.here.pairing_id)
        turns = talk.turns if talk is not None else ()
        question = next((turn.text for turn in reversed(turns) if turn.speaker == "you"), "")
        if not question:
            self._instead = False
            self.say("Nothing was asked in this talk yet.")
        return question

    async def _take_back(self) -> None:
        """The last question and its answer make room for what is asked now."""
        self._instead = False
        assistant = self.here.assistant
        await assistant.take_back_question(self.here.pairing_id)
        self.pane.talk.show(await assistant.conversation(self.here.pairing_id))

    async def _reply(self, question: str) -> None:
        talk = self.pane.talk
        session = self.here.session if self.here.session is not None else "next"
        asked = self.here.assistant.ask(
            question, pairing=self.here.pairing_id, session=session, line=self.selected_line
        )
        kept, ask = False, self.query_one(AskLine)
        try:
            if self._instead:
                await self._take_back()
            talk.by_paragraph = not (await self.here.assistant.preferences()).motion
            await talk.ask(question)
            talk.note("Looking for passages ...")
            async with aclosing(asked) as events:
                async for event in events:
                    if not kept:
                        kept = True
                        ask.arrived()
                        await self.forget(self.ask_place)
                    if event.kind == "passages":
                        talk.note(f"{len(event.hits)} passages found, writing ...  Esc stops")
                    elif event.kind == "waiting":
                        talk.note(f"{event.text}  Esc stops")
                    elif event.kind == "text":
                        talk.add(event.text)
                    elif event.kind == "done":
                        talk.finish(event.text, event.citations, event.note, stopped=event.stopped)
                        await self.talk_changed()
                        self.refresh_keys()
                    else:
                        await self._done_with_words(event)
        except asyncio.CancelledError:
            if not kept:
                ask.give_back(question)
            talk.finish("", (), "What had arrived is kept.", stopped=True)
            raise
        except AssistantError as error:
            talk.finish("", (), error.sentences(), stopped=False)
            if not kept:
                ask.give_back(question)

    async def _done_with_words(self, event: AnswerEvent) -> None:
        """What the words were for, where they asked for no answer."""
        if event.kind == "change" and event.change is not None:
            self._change_arrived(event.change)
        elif event.kind == "document" and event.document is not None:
            self._lead_to(event.document)
        elif event.kind == "undone":
            await self.agenda_changed()

    def _lead_to(self, wish: DocumentWish) -> None:
        """Go where the document is made; what has no place of its own is told as a command."""
        place = _PLACES.get(wish.kind)
        if place is not None:
            number = int(wish.session) if wish.session.isdigit() else None
            self.go(place, self.here.pairing_id, number)

    # --- a change of the agenda --------------------------------------------------------------

    def _change_arrived(self, change: TalkedChange) -> None:
        if not change.made:
            return
        if self.query_one(AskLine).value:
            # Nobody is interrupted in the middle of a sentence.
            self.change_ready = change
            self.say("A change is ready. Leave the ask line with Esc, then c shows it.")
            self.refresh_keys()
        else:
            self.start(partial(self._decide, change), "modal")

    def action_show_change(self) -> None:
        """Show the change that waited."""
        if self.change_ready is not None:
            self.start(partial(self._decide, self.change_ready), "modal")

    async def _decide(self, change: TalkedChange) -> None:
        self.change_ready = None
        partner = self.here.partner
        if change.for_mentor:
            modal = ChangeModal(
                change,
                self.here.names,
                below=f"{partner} leads. This goes to {partner} as a proposal; nothing changes "
                f"until {partner} says yes.",
                does=f"propose it to {partner}",
                refuses="leave it",
            )
        else:
            modal = ChangeModal(change, self.here.names)
        answer = await self.app.push_screen_wait(modal)
        if answer == "again":
            ask = self.query_one(AskLine)
            ask.value = change.words
            ask.focus()
        elif answer == "use" and change.for_mentor:
            await self.here.assistant.propose_change(change)
            self.say(f"Proposed. {partner} sees it with the agenda and decides.")
        elif answer == "use":
            await self.take_change(change)
        self.refresh_keys()

    async def take_change(self, change: TalkedChange) -> None:
        """Make the change; a place that shows the agenda draws it anew."""
        await self.here.assistant.take_change(change)
        self.say("Changed in your draft. On the agenda, z takes it back.")

    async def talk_changed(self) -> None:
        """A question was answered."""

    async def agenda_changed(self) -> None:
        """The agenda in hand is another one now."""
