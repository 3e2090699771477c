"""Impact lines on the page of the close: written with a look first, and used if both say so."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from tui.formatting import stacked, wrapped
from tui.modals.fields import Field, FieldsModal
from tui.modals.paper import PAGE_WIDTH
from tui.modals.share import SharePreview

if TYPE_CHECKING:
    from assistant.domain.views import ImpactView
    from tui.screens.beside import BesideScreen

_BETWEEN, _SHOWN = "between", "shown"
_HINT = "what somebody could see: who does what otherwise now"


async def write_impact(
    screen: BesideScreen, lines: Sequence[ImpactView], load: Callable[[], Awaitable[None]]
) -> None:
    """Ask for the sentence and how far it may go; show what the partner will read; give it."""
    core, partner = screen.here.assistant, screen.here.partner
    pairing = screen.here.pairing_id or ""
    mine = next((one for one in lines if one.mine), None)
    choices = ((_BETWEEN, "between you two"), (_SHOWN, "to be shown"))
    may = _SHOWN if mine is not None and mine.quotable else _BETWEEN
    fields = (
        Field("text", "Sentence", mine.text if mine else "", _HINT, "It needs words."),
        Field("may", "It is", may, "", "", choices),
    )
    modal = FieldsModal(
        f"What changed through {partner}?",
        fields,
        does="look at it",
        says=f"{partner} reads it. Shown: on their certificate with your name, if they want it "
        "there. Nobody is graded by it, and the coordinator does not get it.",
        **await screen.kept_field("impact"),
    )
    said = await screen.app.push_screen_wait(modal)
    if said is None:
        return
    quotable = said["may"] == _SHOWN
    view = await core.preview_impact(said["text"], pairing, quotable=quotable)
    below = (
        f"{partner} may show this to anybody, with your name. You can take it back; a certificate "
        "that was saved by then keeps it."
        if quotable
        else f"It stays between you and {partner}. You can take it back."
    )
    preview = SharePreview(
        f"What {partner} will read",
        stacked([*wrapped(view.text, PAGE_WIDTH), Content(f"  {view.author}")]),
        below,
        "give it",
        "not now",
    )
    if await screen.app.push_screen_wait(preview):
        await core.give_impact(said["text"], pairing, quotable=quotable)
        await load()
        screen.say(f"Given. {partner} can read it now.")


async def take_impact_back(
    screen: BesideScreen, lines: Sequence[ImpactView], load: Callable[[], Awaitable[None]]
) -> None:
    """Erase the reader's own sentence, after a look."""
    mine = next((one for one in lines if one.mine), None)
    if mine is None:
        return
    preview = SharePreview(
        "Take this sentence back?",
        stacked(wrapped(mine.text, PAGE_WIDTH)),
        f"It is erased, and {screen.here.partner} reads it no more. A certificate that was saved "
        "before keeps it.",
        "take it back",
        "leave it",
    )
    if await screen.app.push_screen_wait(preview):
        await screen.here.assistant.take_impact_back(screen.here.pairing_id or "")
        await load()
        screen.say("Erased.")


async def use_impact(
    screen: BesideScreen, lines: Sequence[ImpactView], load: Callable[[], Awaitable[None]]
) -> None:
    """Put the partner's sentence on one's own certificate, or take it off."""
    theirs = next((one for one in lines if not one.mine), None)
    if theirs is None:
        return
    view = await screen.here.assistant.use_impact(
        screen.here.pairing_id or "", wanted=not theirs.used
    )
    await load()
    where = "stands on your certificate" if view.used else "does not stand on your certificate"
    screen.say(f"Kept: it {where}. Enter changes it back.")
