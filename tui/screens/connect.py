"""Connect a language model: where it is, a test in plain words, and consent for another host."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from assistant.domain.visibility import Visibility
from tui.actions import Action
from tui.formatting import BOLD, QUIET, one_line, stacked, wrapped
from tui.here import Here
from tui.modals.form import labelled
from tui.modals.paper import PAGE_WIDTH, PaperModal
from tui.modals.share import SharePreview
from tui.screens.beside import BesideScreen
from tui.widgets.kept import KeptInput

if TYPE_CHECKING:
    from assistant.domain.connection_views import ConnectionView, TrialView

_LEAVES = (
    "What leaves: the draft and the passages that it cites.",
    "What never leaves: other people's private notes, sealed feedback.",
    "The key goes to the keyring of this computer, never into a file.",
)


def _connected(screen: ConnectScreen) -> bool:
    return screen.connected


def _tried(screen: ConnectScreen) -> bool:
    return screen.tried


_TEST = Action("connect.test", "f3,enter", "test it", "Try the address without changing anything.")
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
        self.query_one("#address", Input).focus()
        self.start(self._load, "connection")

    async def _load(self) -> None:
        await self.show_audience(Visibility.PRIVATE)
        view = await self.here.assistant.connection()
        if view.connected and not self.field("address"):
            self.query_one("#address", Input).value = view.base_url
            self.query_one("#model", Input).value = view.model
        if self.here.person:
            for field in self.query("#address, #model").results(KeptInput):
                place = self.place_of(field.id or "")
                field.value = field.value or await self.here.assistant.kept_text(place)
                field.place = place
        self._show(view)

    def _show(self, view: ConnectionView) -> None:
        self.connected = view.connected
        words = "No model is connected."
        if view.connected:
            names = " Names are replaced." if view.replaces_names else ""
            missing = " You have not agreed to it yet." if view.consent == "missing" else ""
            words = f"Connected: {view.model}, {view.where}. Key: {view.key}.{names}{missing}"
        self.query_one("#where", Static).update(Content.styled(one_line(words), QUIET))
        self.refresh_keys()

    def field(self, name: str) -> str:
        return self.query_one(f"#{name}", Input).value.strip()

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
        address = self.field("address")
        if not address:
            self.say("Type the model's address first.")
            return
        self.query_one("#steps", Static).update(Content(""))
        with self.waiting("Asking the model ... Nothing is changed yet."):
            trial = await self.here.assistant.try_connection(
                address, self.field("model") or None, self.field("key") or None
            )
        if trial.models and not self.field("model"):
            with self.prevent(Input.Changed):
                self.query_one("#model", Input).value = trial.models[0]
        # Streaming or the form of a draft may be missing; that it answers is enough to be used.
        self.tried = bool(trial.steps) and trial.steps[0].works
        self.query_one("#steps", Static).update(stacked(_steps(trial)))
        if trial.works:
            self.say("It works. F5 uses it.")
        elif self.tried:
            self.say("It answers, but not all of it works. F5 uses it all the same.")
        self.refresh_keys()

    def action_use(self) -> None:
        self.start(self._use, "modal")

    async def _use(self) -> None:
        address, model = self.field("address"), self.field("model")
        where = await self.here.assistant.where_is(address)
        if where != "this computer" and not await self._consents(where):
            self.say("Not connected. Nothing was sent.")
            return
        view = await self.here.assistant.connect(
            address, model, key=self.field("key") or None, agreed=True
        )
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
        lines = [Content.styled(one_line(f"POST {view.url}"), QUIET)]
        for part in view.parts:
            lines += [Content(""), Content.styled(f"--- {part.role}", BOLD)]
            lines += [w for line in part.text.split("\n") for w in wrapped(line, PAGE_WIDTH)]
        if view.stand_ins:
            told = ", ".join(f"{name}: {other}" for name, other in view.stand_ins.items())
            lines += [Content(""), *wrapped(f"On this computer alone: {told}", PAGE_WIDTH)]
        self.app.push_screen(PaperModal(f"Would go to {one_line(view.where)}", stacked(lines)))

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


def _steps(trial: TrialView) -> Iterable[Content]:
    for step in trial.steps:
        mark = ("works   ", "$v-done") if step.works else ("missing ", "$v-nearly")
        yield Content.assemble(mark, one_line(step.says))
    if trial.works:
        speed = f", {trial.words_per_second:.0f} words a second" if trial.words_per_second else ""
        yield Content.styled(f"{trial.seconds:.1f} s{speed}", QUIET)
    if len(trial.models) > 1:
        names = ", ".join(one_line(name) for name in trial.models[:6])
        yield Content.styled(f"It knows: {names}", QUIET)
