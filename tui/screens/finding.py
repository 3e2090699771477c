"""What finds passages, changed from the settings: chosen, agreed to, tried, then built beside."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from textual.content import Content

from assistant.domain.amounts import counted
from assistant.domain.connection_views import MeaningWish
from tui.formatting import one_line, stacked, wrapped
from tui.modals.fields import Field, FieldsModal
from tui.modals.paper import PAGE_WIDTH
from tui.modals.share import SharePreview
from tui.screens.keeping import KeepingScreen
from tui.settings_lines import finding_words

if TYPE_CHECKING:
    from assistant.domain.connection_views import MeaningTrial, MeaningView

GROUP = "embedder"
WAYS = (
    ("bundled", "meaning"),
    ("none", "words alone"),
    ("folder", "a folder"),
    ("address", "an address"),
)
_SAYS = (
    "Meaning: the model that comes with Viceversa. A folder: any ONNX sentence-transformer, such "
    "as one of many languages. An address: any OpenAI-compatible one. For the first two leave the "
    "rest empty."
)
_WHAT = {
    "none": "Passages are found by the words that they share with a question, and by nothing "
    "else. It begins at once.",
    "bundled": "A model that comes with Viceversa compares meanings. It runs on this computer, "
    "and no word leaves it.",
    "folder": "The model in this folder compares meanings. It runs on this computer, and no word "
    "leaves it.",
    "endpoint": "The model at this address compares meanings.",
}
_SERVES = (
    "The index in use serves until the new one is ready. Notes and guidance are not touched, and "
    "it can be changed back any day."
)


class FindingSwitch:
    """Nothing is changed before Enter under what the check showed; Esc stops the building."""

    def __init__(self, page: KeepingScreen, load: Callable[[], Awaitable[None]]) -> None:
        """``load`` shows the page anew once something was changed."""
        self._page, self._load = page, load

    @property
    def building(self) -> bool:
        """Whether a change is on its way."""
        return any(w.group == GROUP and not w.is_finished for w in self._page.workers)

    def change(self) -> None:
        """Begin, unless it is on its way."""
        if not self.building:
            self._page.start(self._change, GROUP)

    def stop(self) -> bool:
        """Stop what is on its way; False if nothing was."""
        if not self.building:
            return False
        self._page.workers.cancel_group(self._page, GROUP)
        return True

    async def _change(self) -> None:
        page, core = self._page, self._page.here.assistant
        said = await page.app.push_screen_wait(await self._form(await core.meaning()))
        if said is None:
            return
        way = said["way"] if said["way"] in ("bundled", "none") else said["place"].strip()
        if not way:
            page.say("Name the folder or the address. Nothing was changed.", kind="wrong")
            return
        at_address = said["way"] == "address"
        if at_address and not await self._agreed(way):
            return
        wish = MeaningWish(way)
        if at_address:
            wish = MeaningWish(way, said["model"], said["question"], said["key"], agreed=True)
        with page.waiting("Trying it with a few sentences of ours ..."):
            trial = await core.try_finding(wish)
        preview = SharePreview(
            f"Find passages by {finding_words(way)}?",
            stacked(wrapped(told(trial), PAGE_WIDTH)),
            _SERVES,
            "change it",
            "leave it",
        )
        if await page.app.push_screen_wait(preview):
            await self._build(wish)

    async def _form(self, now: MeaningView) -> FieldsModal:
        way = {"endpoint": "address"}.get(now.kind, now.kind)
        fields = (
            Field("way", "Found by", way, "", "", WAYS),
            Field("place", "Where", "", "a folder, or http://localhost:8080/v1"),
            Field("model", "Model", "", "at an address: as its server calls it"),
            Field("question", "Asking", "", "the name for questions, where it has another"),
            Field("key", "Key", "", "name of the environment variable that holds it"),
        )
        return FieldsModal(
            "What finds passages?",
            fields,
            does="try it",
            says=_SAYS,
            **await self._page.kept_field("finding"),
        )

    async def _agreed(self, address: str) -> bool:
        """Ask before the first byte goes to another computer."""
        where = await self._page.here.assistant.where_is(address)
        if where == "this computer":
            return True
        words = (
            f"All words that you may read, your partner's shared ones too, go to {where}, now and "
            "whenever they change; and so does each question that you search for."
        )
        preview = SharePreview(
            f"Send words to {where}?",
            stacked(wrapped(words, PAGE_WIDTH)),
            "So far nothing was sent. The first thing to go is a sentence of ours, to try it.",
            "agree and try it",
            "not now",
        )
        agreed: bool = await self._page.app.push_screen_wait(preview)
        return agreed

    async def _build(self, wish: MeaningWish) -> None:
        page = self._page
        loop = asyncio.get_running_loop()

        def progress(done: int, among: int) -> None:
            loop.call_soon_threadsafe(self._tell, done, among)

        self._tell(0, 0)
        try:
            await page.here.assistant.find_by(wish, progress=progress)
        except asyncio.CancelledError:
            if page.is_mounted:
                page.say("Stopped. Passages are found as before.")
            raise
        await self._load()
        page.say(f"Done. Passages are found by {finding_words(wish.way)}.")

    def _tell(self, done: int, among: int) -> None:
        if self._page.is_mounted and self.building:
            so_far = f": {done} of {among} passages" if among else ""
            words = f"Building the new index{so_far}. The old one serves. Esc stops."
            self._page.say(words, kind="waiting")


def told(trial: MeaningTrial) -> Content:
    """What a check showed."""
    says = [_WHAT[trial.kind]]
    if trial.dimension:
        says.append(
            f"\n\nTried on {trial.where}: it works, with {trial.dimension} numbers for a text. "
            f"{counted(trial.passages, 'passage')} are gone through once, "
            f"{_about(trial.seconds)}."
        )
        if trial.kind in ("folder", "endpoint"):
            says.append(f" It is {one_line(trial.name)}.")
    return Content("".join(says))


def _about(seconds: float) -> str:
    if seconds < 90:
        return f"about {max(round(seconds), 1)} s"
    return f"about {round(seconds / 60)} minutes"
