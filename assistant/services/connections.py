"""The connection to a model: shown, tried, set, taken away. The key is never part of settings."""

from __future__ import annotations

from pydantic import SecretStr

from assistant.domain.connections import Connection, ConnectionReport, Patience
from assistant.domain.ports import ChatModel
from assistant.domain.views import ConnectionView, TrialStep, TrialView
from assistant.errors import InvalidInput, NoModel
from assistant.llm.addresses import read_address
from assistant.llm.keys import find_key, forget_key, keep_key
from assistant.services.context import Context


class Connections:
    """Holds the one connected model; heavy vendors load at the first request, not before."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._model: ChatModel | None = None
        self._made_for: Connection | None = None

    @property
    def connected(self) -> bool:
        return self._context.settings.connection.is_set

    def model(self) -> ChatModel:
        """The connected model. NoModel if none is."""
        connection = self._connection()
        if connection is None:
            raise NoModel("No model is connected.", next_step="Connect one: viceversa connect")
        if self._model is None or self._made_for != connection:
            from assistant.llm.gateway import OpenAIChatModel

            host = read_address(connection.base_url).host
            key = find_key(host, connection.key_variable)
            self._model = OpenAIChatModel(connection, key)
            self._made_for = connection
        return self._model

    def view(self) -> ConnectionView:
        connection = self._connection()
        if connection is None:
            return ConnectionView()
        address = read_address(connection.base_url)
        return ConnectionView(
            base_url=connection.base_url,
            model=connection.model,
            where=address.place,
            key=_key_in_words(address.host, connection.key_variable, local=address.local),
        )

    def where_is(self, base_url: str) -> str:
        """Where an address leads, in words, before anything is sent. InvalidInput."""
        return read_address(base_url).place

    async def trial(self, base_url: str | None, model: str | None, key: str | None) -> TrialView:
        """Try an address, or the one that is set. Nothing is changed and no key is stored."""
        from assistant.llm.gateway import OpenAIChatModel
        from assistant.llm.trial import try_connection

        set_one = self._connection()
        if base_url is None and set_one is None:
            raise NoModel("No model is connected.", next_step="Name one with --base-url.")
        if base_url is None:
            assert set_one is not None
            connection = set_one
        else:
            connection = self._described(base_url, model or "unnamed", "")
        secret = SecretStr(key) if key else None
        if secret is None:
            host = read_address(connection.base_url).host
            secret = find_key(host, connection.key_variable)
        chat = OpenAIChatModel(connection, secret)
        if base_url is not None and not model:
            names = await chat.models()
            connection = connection.model_copy(update={"model": names[0] if names else "unnamed"})
            chat = OpenAIChatModel(connection, secret)
        return _as_view(await try_connection(chat))

    def connect(
        self, base_url: str, model: str, key: str | None, key_variable: str | None
    ) -> ConnectionView:
        """Set the connection. A typed key goes to the keyring, or nowhere."""
        address = read_address(base_url)
        if not model.strip():
            raise InvalidInput("The model has no name.", next_step="Name it with --model.")
        if key:
            keep_key(address.host, SecretStr(key))
        self._set(
            base_url=address.url,
            model=model.strip(),
            key_env=key_variable or "",
            key_in_keyring=bool(key),
        )
        return self.view()

    def disconnect(self) -> None:
        """Work without a model again; its key is forgotten too."""
        connection = self._connection()
        if connection is not None and self._context.settings.connection.key_in_keyring:
            forget_key(read_address(connection.base_url).host)
        self._set(base_url="", model="", key_env="", key_in_keyring=False)
        self._model = None

    def _set(self, **fields: object) -> None:
        connection = self._context.settings.connection.model_copy(update=fields)
        settings = self._context.settings.model_copy(update={"connection": connection})
        self._context.keep_settings(settings)
        self._context.settings = settings

    def _connection(self) -> Connection | None:
        settings = self._context.settings.connection
        if not settings.is_set:
            return None
        return self._described(settings.base_url, settings.model, settings.key_env)

    def _described(self, base_url: str, model: str, key_variable: str) -> Connection:
        settings = self._context.settings.connection
        return Connection(
            base_url=base_url,
            model=model,
            key_variable=key_variable,
            window=settings.window,
            patience=Patience(**settings.timeouts.model_dump()),
        )


def _key_in_words(host: str, variable: str, *, local: bool) -> str:
    if find_key(host, variable) is not None:
        return "from the environment" if variable else "in your keyring"
    return "missing" if variable or not local else "none needed"


def _as_view(report: ConnectionReport) -> TrialView:
    works = [report.reachable, report.streams, bool(report.schema_mode)]
    return TrialView(
        works=report.works,
        seconds=report.seconds,
        words_per_second=report.words_per_second,
        models=report.models,
        steps=tuple(
            TrialStep(works=works[min(position, len(works) - 1)], says=sentence)
            for position, sentence in enumerate(report.sentences)
        ),
    )
