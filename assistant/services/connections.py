"""The connection to a model: shown, tried, set, agreed to, taken away. No key is in settings."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Literal

from pydantic import SecretStr

from assistant.domain.connection_views import ConnectionView, RequestView, TrialStep, TrialView
from assistant.domain.connections import ConnectionReport, Usage
from assistant.domain.ports import ChatModel
from assistant.errors import InvalidInput, ModelTrouble, NoModel
from assistant.llm.addresses import read_address
from assistant.llm.keys import find_key, forget_key, keep_key
from assistant.llm.run_log import RunLog, Totals
from assistant.services.consents import HostConsents
from assistant.services.context import Context
from assistant.services.held_model import HeldModel
from assistant.services.sending import Gate, SentModel, Shown, showing
from assistant.services.standing_in import stand_ins

EngineChoice = Literal["auto", "rules", "model"]


class Connections:
    """Holds the one connected model; heavy vendors load at the first request, not before."""

    def __init__(self, context: Context, run_log: RunLog | None = None) -> None:
        self._context = context
        self._log = run_log or RunLog(None)
        self._held = HeldModel(context, self._log.note)
        self._consents = HostConsents(context)

    @property
    def connected(self) -> bool:
        return self._context.settings.connection.is_set

    def takes_part(self, engine: EngineChoice = "auto") -> bool:
        """Whether a model words it: one is asked for, or one is connected and not set aside."""
        auto = self.connected and self._context.settings.engine == "auto"
        return engine == "model" or (engine == "auto" and auto)

    def model(self) -> ChatModel:
        """The connected model, for one document. NoModel if none is.

        Its requests raise NeedsConsent where the reader has not agreed to send to its host.
        """
        settings = self._context.settings.connection
        if not settings.is_set:
            raise NoModel("No model is connected.", next_step="Connect one: viceversa connect")
        here = bool(settings.file)
        gate = Gate(
            open=lambda: self._held.opened().fresh(),
            describe=self._held.described,
            ask_consent=lambda: self._consents.ask(self._other_host()),
            names=lambda: stand_ins(self._context) if settings.replace_names else None,
            priced=self._priced,
        )
        return SentModel(
            gate,
            name=settings.model or Path(settings.file).stem,
            host="this computer" if here else read_address(settings.base_url).host,
            window=settings.window,
        )

    async def request_of(self, work: Callable[[], Awaitable[object]]) -> RequestView:
        """The request that ``work`` would send first, byte for byte; nothing is sent.

        NoModel if none is connected, InvalidInput if ``work`` asks no model anything.
        """
        if not self.connected:
            raise NoModel(
                "No model is connected, so nothing would be sent.",
                next_step="Connect one: viceversa connect",
            )
        with showing():
            try:
                await work()
            except Shown as shown:
                return shown.view
        raise InvalidInput(
            "Nothing would be sent for this.", next_step="If it has engines, add --engine model."
        )

    # --- consent -------------------------------------------------------------------------

    def agree(self, *, given: bool = True) -> ConnectionView:
        """Note in the reader's ledger that their words may go to the connected host, or no more."""
        if host := self._other_host():
            self._consents.note(host, given=given)
        return self.view()

    def _other_host(self) -> str:
        """The connected host where it is not this computer, else ""."""
        base_url = self._context.settings.connection.base_url
        address = read_address(base_url) if base_url else None
        return address.host if address and not address.local else ""

    # --- showing and trying --------------------------------------------------------------

    def view(self) -> ConnectionView:
        settings = self._context.settings.connection
        if not settings.is_set:
            return ConnectionView()
        if settings.file:
            from assistant.llm.model_files import warnings_about

            return ConnectionView(
                file=settings.file,
                model=settings.model or Path(settings.file).stem,
                where="this computer",
                takes_part=self.takes_part(),
                replaces_names=settings.replace_names,
                warnings=warnings_about(Path(settings.file)),
            )
        address = read_address(settings.base_url)
        known = self._context.person is not None and not address.local
        agreed = known and self._consents.given(address.host)
        return ConnectionView(
            base_url=settings.base_url,
            model=settings.model,
            where=address.place,
            takes_part=self.takes_part(),
            key=_key_in_words(address.host, settings.key_env, local=address.local),
            consent="not needed" if address.local else "given" if agreed else "missing",
            replaces_names=settings.replace_names,
        )

    def where_is(self, base_url: str) -> str:
        """Where an address leads, in words, before anything is sent. InvalidInput."""
        return read_address(base_url).place

    def totals(self, days: int = 30) -> Totals:
        """What the model took in the last days, as the log on this computer says."""
        found = self._log.totals(self._context.clock.now() - timedelta(days=days))
        return found.model_copy(update={"usage": self._priced(found.usage)})

    @property
    def log_file(self) -> Path | None:
        """Where that log is."""
        return self._log.file

    async def trial(self, base_url: str | None, model: str | None, key: str | None) -> TrialView:
        """Try an address, or the one that is set. Nothing is changed, no key is stored, and nothing
        of anybody's is sent."""
        from assistant.llm.gateway import OpenAIChatModel
        from assistant.llm.trial import try_connection

        if base_url is None:
            if not self.connected:
                raise NoModel("No model is connected.", next_step="Name one with --base-url.")
            try:
                chat = (await asyncio.to_thread(self._held.opened)).fresh()
            except ModelTrouble as trouble:
                return TrialView(
                    works=False, seconds=0, steps=(TrialStep(works=False, says=trouble.happened),)
                )
            return self._as_view(await try_connection(chat))
        connection = self._held.at(base_url, model or "unnamed", "")
        secret = SecretStr(key) if key else find_key(read_address(base_url).host)
        chat = OpenAIChatModel(connection, secret, self._log.note)
        if not model:
            names = await chat.models()
            connection = connection.model_copy(update={"model": names[0] if names else "unnamed"})
            chat = OpenAIChatModel(connection, secret, self._log.note)
        return self._as_view(await try_connection(chat))

    def _as_view(self, report: ConnectionReport) -> TrialView:
        works = [report.reachable, report.streams, bool(report.schema_mode)]
        return TrialView(
            works=report.works,
            seconds=report.seconds,
            words_per_second=report.words_per_second,
            models=report.models,
            usage=self._priced(report.usage),
            steps=tuple(
                TrialStep(works=works[min(position, len(works) - 1)], says=sentence)
                for position, sentence in enumerate(report.sentences)
            ),
        )

    def _priced(self, usage: Usage) -> Usage:
        prices = self._context.settings.connection.prices
        if not usage.requests or not (prices.reading or prices.writing):
            return usage
        cost = (usage.input * prices.reading + usage.output * prices.writing) / 1_000_000
        return usage.model_copy(update={"cost": cost, "currency": prices.currency})

    # --- setting -------------------------------------------------------------------------

    def connect(
        self,
        base_url: str,
        model: str,
        key: str | None,
        key_variable: str | None,
        agreed: bool = False,
    ) -> ConnectionView:
        """Set the connection. A typed key goes to the keyring, or nowhere; ``agreed`` notes that
        the reader was asked and lets their words go there."""
        address = read_address(base_url)
        if not model.strip():
            raise InvalidInput("The model has no name.", next_step="Name it with --model.")
        if key:
            keep_key(address.host, SecretStr(key))
        self._set(
            base_url=address.url,
            file="",
            model=model.strip(),
            key_env=key_variable or "",
            key_in_keyring=bool(key),
        )
        if agreed and self._context.person is not None:
            return self.agree()
        return self.view()

    def connect_file(self, file: Path) -> ConnectionView:
        """Run a model file on this computer from now on; it starts at the first request."""
        from assistant.llm.model_files import read_model_file

        path = read_model_file(file)
        self._set(base_url="", file=str(path), model="", key_env="", key_in_keyring=False)
        return self.view()

    def replace_names(self, wanted: bool) -> ConnectionView:
        """Whether people and the organisation go by stand-ins in what is sent from now on."""
        self._set(replace_names=wanted)
        return self.view()

    def disconnect(self) -> None:
        """Work without a model again; its key is forgotten too."""
        settings = self._context.settings.connection
        if settings.base_url and settings.key_in_keyring:
            forget_key(read_address(settings.base_url).host)
        self._set(base_url="", file="", model="", key_env="", key_in_keyring=False)

    def close(self) -> None:
        """End the process of a model file, if one runs."""
        self._held.close()

    def _set(self, **fields: object) -> None:
        connection = self._context.settings.connection.model_copy(update=fields)
        settings = self._context.settings.model_copy(update={"connection": connection})
        self._context.keep_settings(settings)
        self._context.settings = settings
        self.close()


def _key_in_words(host: str, variable: str, *, local: bool) -> str:
    if find_key(host, variable) is not None:
        return "from the environment" if variable else "in your keyring"
    return "missing" if variable or not local else "none needed"
