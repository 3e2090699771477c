"""I did it: two keys, and a line on what came of it if one likes."""

from __future__ import annotations

from tui.modals.fields import Field, FieldsModal
from tui.screens.keeping import KeepingScreen


async def tell_what_i_did(screen: KeepingScreen, promise: str, words: str) -> bool:
    """Ask once, then keep the promise; True if it was kept. For a worker of ``screen``."""
    kept = await screen.kept_field(f"did-{promise}")
    field = Field("came", "It led to", hint="what came of it; may stay empty")
    says = f"{words}\n\n{screen.here.partner} sees that you did it, and this line."
    modal = FieldsModal("I did it", (field,), does="I did it", says=says, **kept)
    said = await screen.app.push_screen_wait(modal)
    if said is None:
        return False
    await screen.here.assistant.keep_commitment(promise, said["came"])
    screen.say("Kept. The next agenda begins with it.")
    return True
