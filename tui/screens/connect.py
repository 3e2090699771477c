"""Connect a language model: where it is, a test in plain words, and consent for another host."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from assistant.domain.visibility import Visibility
from tui.actions import Action
from tui.connection_lines import connection_text, request_text, trial_text
from tui.formatting import QUIET, one_line, stacked, wrapped
from tui.here import Here
from tui.modals.form import labelled
from tui.modals.paper import PAGE_WIDTH, PaperModal
from tui.modals.share import SharePreview
from tui.screens.beside import BesideScreen
from tui.widgets.kept import KeptInput

if TYPE_CHECKING:
    from assistant.domain.connection_views import ConnectionView

_LEAVES = (
    "What leaves: the draft and the passages that it cites.",
    "What never leaves: other people's private notes, sealed feedback.",
    "The key goes to the keyring of this computer, never into a file.",
)


def _connected(screen: ConnectScreen) -> bool:
    return screen.connected


def _tried(screen: ConnectScreen) -> bool:
    return screen.tried


_TEST = Action("connect.test", "enter,f3", "test it", "Try the address without changing anything.")
_USE = Action("connect.use", "f5,u", "use it", "Connect to what was tested.", _tried)


class ConnectScreen(BesideScreen):
    """Enter tests; F5 uses what was tested. Everything works without a model."""

    PLACE = "connect"
    TITLE_WORDS = "Connect a language model"
    FIRST_PAGE = "who"
    CSS_PATH: ClassVar = ["place.tcss", "beside.tcss", "connect.tcss"]
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        _TEST,
        _USE,
        Action(
            "connect.look",
            "v",
            "what would be sent",
            "Read a request word for word; nothing is sent.",
            _connected,
        ),
        Action(
            "connect.names",
            "n",
            "names",
            "Send stand-ins in place of names, or names again.",
            _connected,
        ),
        Action("connect.disconnect", "d", "disconnect", "Work without a model.", _connected),
        Action("connect.write", "e", "edit", "Go to the fields."),
    )
    TEXT_ACTIONS: ClassVar = (_TEST, _USE)
    more_keys: ClassVar = ("app.step-back",)

    def __init__(self, here: Here) -> None:
        super().__init__(here)
        self.connected = False
        self.tried = False

    def compose_body(self) -> ComposeResult:
        words = "A model makes drafts read better. Nothing needs one."
        yield Static(Content(words), markup=False, classes="lead")
        address = KeptInput(id="address", placeholder="http://localhost:11434/v1")
        yield labelled("Address", address)
        yield labelled("Model", KeptInput(id="model", placeholder="asked of the server"))
        key = Input(id="key", compact=True, password=True, placeholder="none needed here, mostly")
        yield labelled("Key", key)
        yield Static(Content(""), id="where", markup=False)
        yield Static(Content(""), id="steps", markup=False)
        lines = [line for words in _LEAVES for line in wrapped(words, 74, style=QUIET)]
        yield Static(stacked(lines), markup=False, classes="leaves")

    def on_mount(self) -> None:
        for field in self._kept_fields():
            field.awaits = self.place_of(field.id or "")
        self.query_one("#address", Input).focus()
        self.start(self._load, "connection")

    async def _load(self) -> None:
        await self.show_audience(Visibility.PRIVATE)
        view = await self.here.assistant.connection()
        self._show(view)
        for field in self._kept_fields():
            await self._restore_field(field)
        self.refresh_keys()

    def _kept_fields(self) -> list[KeptInput]:
        return [*self.query("#address, #model").results(KeptInput)]

    async def _restore_field(self, field: KeptInput) -> None:
        """What was typed there before; where nothing was, what is in use."""
        kept = await self.here.assistant.kept_text(field.awaits) if self.here.person else ""
        if field.place:
            return  # left in a hurry: it is back already
        if kept:
            field.restore(kept)
        elif not field.value:
            field.value = field.given
        field.place = field.awaits if self.here.person else ""

    def _show(self, view: ConnectionView) -> None:
        self.connected = view.connected
        for field in self._kept_fields():
            in_use = view.base_url if field.id == "address" else view.model
            field.given = in_use if view.connected else ""
        self.query_one("#where", Static).update(connection_text(view))
        self.refresh_keys()

    def field(self, name: str) -> str:
        return self.query_one(f"#{name}", Input).value.strip()

    def _typed(self) -> tuple[str, str, str]:
        return self.field("address"), self.field("model"), self.field("key")

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        if event.input.id in ("address", "model", "key"):
            self.tried = False

    @on(Input.Submitted, "#address, #model, #key")
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_test()

    def action_write(self) -> None:
        self.query_one("#address", Input).focus()

    def leave_text(self) -> None:
        self.set_focus(None)

    def action_test(self) -> None:
        self.start(self._test, "trial")

    async def _test(self) -> None:
        asked = address, model, key = self._typed()
        if not address:
            self.say("Type the model's address first.")
            return
        self.query_one("#steps", Static).update(Content(""))
        with self.waiting("Asking the model ... Nothing is changed yet."):
            trial = await self.here.assistant.try_connection(address, model or None, key or None)
        self.query_one("#steps", Static).update(trial_text(trial))
        if self._typed() != asked:
            self.say("Other words stand here by now. Enter tests those.")
            return
        if trial.models and not model:
            with self.prevent(Input.Changed):
                self.query_one("#model", Input).value = trial.models[0]
        # Streaming or the form of a draft may be missing; that it answers is enough to be used.
        self.tried = bool(trial.steps) and trial.steps[0].works
        if trial.works:
            self.say("It works. F5 uses it.")
        elif self.tried:
            self.say("It answers, but not all of it works. F5 uses it all the same.")
        self.refresh_keys()

    def action_use(self) -> None:
        self.start(self._use, "modal")

    async def _use(self) -> None:
        address, model, key = self._typed()
        where = await self.here.assistant.where_is(address)
        if where != "this computer" and not await self._consents(where):
            self.say("Not connected. Nothing was sent.")
            return
        view = await self.here.assistant.connect(address, model, key=key or None, agreed=True)
        self.query_one("#key", Input).value = ""
        await self.forget(self.place_of("address"), self.place_of("model"))
        self._show(view)
        self.say(f"Connected, {one_line(view.where)}. Drafts can be improved now.")

    async def _consents(self, where: str) -> bool:
        words = (
            "Drafts that you ask the model to improve, and the passages that they cite, will be "
            "sent there. Whoever runs it can read them. Notes of yours that only you read are "
            "sent only when you ask about them yourself."
        )
        preview = SharePreview(
            f"Send to {one_line(where)}?",
            stacked(wrapped(words, PAGE_WIDTH)),
            "On this page v shows what would be sent, d disconnects it again.",
            "send there when I ask",
            "not now",
        )
        agreed = await self.app.push_screen_wait(preview)
        return bool(agreed)

    def action_look(self) -> None:
        self.start(self._look, "modal")

    async def _look(self) -> None:
        """The request for the next agenda, as it would be sent."""
        assistant = self.here.assistant
        mine = next(iter(await assistant.pairings()), None)
        if mine is None:
            self.say("There is no pairing of yours yet, so nothing to send.")
            return
        with self.waiting("Making the request. Nothing is sent."):
            draft = await assistant.agenda(mine.id) or await assistant.prepare_agenda(mine.id)
            view = await assistant.request_of(lambda: assistant.improve_agenda(draft.id))
        self.app.push_screen(PaperModal(f"Would go to {one_line(view.where)}", request_text(view)))

    def action_names(self) -> None:
        self.start(self._names, "modal")

    async def _names(self) -> None:
        assistant = self.here.assistant
        view = await assistant.replace_names(not (await assistant.connection()).replaces_names)
        self._show(view)
        words = "go by stand-ins" if view.replaces_names else "are sent as they are"
        self.say(f"People and the organisation {words} from now on.")

    def action_disconnect(self) -> None:
        self.start(self._disconnect, "modal")

    async def _disconnect(self) -> None:
        await self.here.assistant.disconnect()
        self._show(await self.here.assistant.connection())
        self.say("Disconnected. Everything works without a model.")
