"""What a person sets, and where it comes from: a TOML file, then a few environment variables.

Read by hand into a pydantic model: pydantic_settings costs 124 ms on the way to the first frame.
The environment may say where the store is and who reads, never where words are sent: a variable
that somebody else set must not be able to choose the model's host.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, ValidationError, field_validator

from assistant.errors import InvalidInput, StorageTrouble
from assistant.locations import default_store, settings_path
from assistant.patience import Patience
from assistant.settings_file import line_of, merge, write_whole

VARIABLES = {
    "VICEVERSA_STORE": "store",
    "VICEVERSA_AS": "person",
    "VICEVERSA_THEME": "theme",
    "VICEVERSA_EMBEDDER": "embedder",
    "VICEVERSA_MOTION": "motion",
    "VICEVERSA_TIME_ZONE": "time_zone",
}
"""Environment variables that stand above the file, and the setting that each one is for."""

_PLAIN_WORDS = {
    "bool_parsing": "must be true or false",
    "bool_type": "must be true or false",
    "float_parsing": "must be a number",
    "float_type": "must be a number",
    "model_type": "must be a table of settings",
    "string_type": "must be text in quotes",
    "tuple_type": "must be a list",
}


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", validate_default=False, hide_input_in_errors=True)


class Prices(_Section):
    """What the model's owner charges, to show what a draft cost. 0 shows nothing."""

    reading: float = Field(default=0.0, ge=0)
    """For a million word pieces that are sent."""
    writing: float = Field(default=0.0, ge=0)
    """For a million word pieces that come back."""
    currency: str = ""
    """Shown behind the sum, such as EUR."""


class Connection(_Section):
    """The model that may improve drafts. Nothing needs one."""

    base_url: str = ""
    """OpenAI-compatible address, such as http://localhost:8080/v1; "" for none."""
    model: str = ""
    """The model's name as its server knows it."""
    key_env: str = ""
    """Name of the environment variable that holds the key; "" if none does. Never the key."""
    key_in_keyring: bool = False
    """Whether the key is in the system's keyring, under the address's host."""
    file: str = ""
    """A model file in GGUF form to run on this computer; "" for none. Stands for an address."""
    replace_names: bool = False
    """Whether people and the organisation go by stand-ins in what is sent, and get their names back
    in what returns."""
    window: int = Field(default=8192, ge=512)
    """Tokens that a request and its answer may take together; what does not fit is left out."""
    timeouts: Patience = Field(default_factory=Patience)
    """How long to wait."""
    prices: Prices = Field(default_factory=Prices)
    """What it costs."""

    @field_validator("key_env")
    @classmethod
    def _is_a_name(cls, value: str) -> str:
        if value and not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", value):
            raise ValueError("must be the name of an environment variable, never the key itself")
        return value

    @field_validator("base_url")
    @classmethod
    def _is_a_web_address(cls, value: str) -> str:
        if value and not value.startswith(("http://", "https://")):
            raise ValueError("must begin with http:// or https://")
        return value

    @property
    def is_set(self) -> bool:
        """Whether a model is named at all."""
        return bool(self.base_url or self.file)


class Meaning(_Section):
    """The address that makes the vectors passages are found by; used with embedder = "endpoint"."""

    base_url: str = ""
    """OpenAI-compatible address, such as http://localhost:11434/v1."""
    model: str = ""
    """The model's name as its server knows it."""
    dimension: int = Field(default=0, ge=0)
    """How many numbers its vectors have; found out when it is set."""
    question_model: str = ""
    """The model's name for questions, where the server has another for them; "" for the same."""
    key_env: str = ""
    """Name of the environment variable that holds the key; "" if none does. Never the key."""
    agreed_host: str = ""
    """The other computer to which its person has agreed to send all words that they may read."""
    seconds: float = Field(default=30.0, gt=0)
    """How long to wait for one answer."""


class Reranker(_Section):
    """The address that puts found passages in a better order; nothing needs one."""

    base_url: str = ""
    """Address that answers at /rerank, such as http://localhost:8081/v1; "" for none."""
    model: str = ""
    """The model's name as its server knows it."""
    key_env: str = ""
    """Name of the environment variable that holds the key; "" if none does. Never the key."""
    agreed_host: str = ""
    """The other computer to which its person has agreed to send questions and what they find."""
    seconds: float = Field(default=4.0, gt=0)
    """How long to wait for an answer; without one the order stands as it is."""


class Settings(_Section):
    """Everything that can be set."""

    store: str = ""
    """Path or URL of the store; "" for the platform's data folder."""
    person: str = ""
    """Id of who I am in the store; "" asks."""
    theme: str = ""
    """Name of the screen's theme; "" follows the terminal, dark or light."""
    motion: bool = True
    """Whether answers stream word by word; False shows them paragraph by paragraph."""
    notices: bool = True
    """Whether what falls due is said, once, when it does. Home shows it either way."""
    clock: bool = True
    """Whether a session's page shows its clock and minutes until somebody hides them there."""
    engine: Literal["auto", "rules"] = "auto"
    """Who drafts where nobody says so: auto (the rules, then a connected model) or rules alone."""
    time_zone: str = ""
    """IANA name of the zone in which moments are shown; "" for this computer's."""
    embedder: str = "bundled"
    """What finds passages by meaning: bundled, none (by words alone), a model's folder, or
    endpoint for the address under [meaning]."""
    meaning: Meaning = Field(default_factory=Meaning)
    """The address that makes vectors, if embedder is "endpoint"."""
    reranker: Reranker = Field(default_factory=Reranker)
    """The address that puts found passages in order, if any."""
    language: str = "en"
    """Code of the language in which a model answers, such as en or de."""
    prompts: str = ""
    """Folder with a programme's own instructions to the model; "" for ``prompts`` beside the
    store, which need not exist."""
    chroma_server: str = ""
    """Address of a Chroma server that keeps the guidance's vectors for several programs, such as
    http://localhost:8000; "" for none. No person's words go there."""
    connection: Connection = Field(default_factory=Connection)
    """The model that may improve drafts."""

    _from_environment: dict[str, Any] = PrivateAttr(default_factory=dict)

    @field_validator("chroma_server")
    @classmethod
    def _is_a_server(cls, value: str) -> str:
        if value and not value.startswith(("http://", "https://")):
            raise ValueError("must begin with http:// or https://")
        return value

    @field_validator("time_zone")
    @classmethod
    def _is_a_zone(cls, value: str) -> str:
        if value:
            try:
                ZoneInfo(value)
            except (KeyError, OSError, ValueError):
                raise ValueError("is no time zone, such as Europe/London") from None
        return value

    @field_validator("language")
    @classmethod
    def _is_a_language(cls, value: str) -> str:
        if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", value):
            raise ValueError("is no code of a language, such as en or de")
        return value

    @property
    def store_place(self) -> str:
        """The store to open: what is set, else the default place."""
        return self.store or default_store({})

    def zone(self) -> ZoneInfo:
        """The zone in which moments are shown; UTC where the computer does not say."""
        if self.time_zone:
            return ZoneInfo(self.time_zone)
        from tzlocal import get_localzone_name

        return ZoneInfo(get_localzone_name() or "UTC")


def load_settings(
    path: Path | None = None, *, environ: Mapping[str, str] | None = None
) -> Settings:
    """Settings from ``path`` (default: the platform's place, which need not exist) and environment.

    InvalidInput names the file and the line, never a value: a key may stand there by mistake.
    """
    text = _text_of(path)
    # Who is told of a mistake has to find the file.
    name = str(path or settings_path()).replace(str(Path.home()), "~", 1)
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        # tomllib says "(at line 3, column 5)" and, at times, nothing but the end of the file.
        line = re.search(r"at line (\d+)", str(error))
        where = f"line {line[1]}" if line else "the end"
        raise InvalidInput(
            f"{name}, {where}: this is not TOML.", next_step="Mend that line, then try again."
        ) from None
    variables = os.environ if environ is None else environ
    given = {field: variables[v] for v, field in VARIABLES.items() if variables.get(v)}
    try:
        settings = Settings.model_validate({**values, **given})
    except ValidationError as error:
        raise InvalidInput(
            _problem(error, name, text, given), next_step="Mend it, then try again."
        ) from None
    settings._from_environment = {field: getattr(settings, field) for field in given}
    return settings


def save_settings(settings: Settings, path: Path | None = None) -> Path:
    """Write what differs from the defaults, keeping the file's comments. Its owner alone reads it.

    The file is replaced whole or not at all. What only the environment said is not written.
    Returns where. StorageTrouble if it cannot be written, InvalidInput if it is not TOML now.
    """
    import tomlkit
    from tomlkit.exceptions import ParseError

    target = (path or settings_path()).resolve()
    try:
        document = tomlkit.parse(_text_of(path))
    except ParseError as error:
        raise InvalidInput(f"{target.name}, line {error.line}: this is not TOML.") from None
    written = settings.model_dump(mode="json", exclude_defaults=True)
    for field, value in settings._from_environment.items():
        if getattr(settings, field) == value:
            written.pop(field, None)
            if field in document:
                written[field] = document[field]
    merge(document, written)
    write_whole(target, tomlkit.dumps(document))
    return target


def _text_of(path: Path | None) -> str:
    """The file's text; "" where nothing is at the default place."""
    try:
        return (path or settings_path()).read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    except StorageTrouble:
        # No home folder, so no default place: everything may still come from the command line.
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidInput(
            f"{path or 'settings.toml'} cannot be read.", next_step="Check its rights and encoding."
        ) from error


def _problem(error: ValidationError, name: str, text: str, given: Mapping[str, str]) -> str:
    first = error.errors(include_input=False, include_url=False)[0]
    where = [str(part) for part in first["loc"] if not isinstance(part, int)]
    setting = ".".join(where)
    if first["type"] == "extra_forbidden":
        what = "there is no such setting"
    else:
        what = _PLAIN_WORDS.get(first["type"]) or first["msg"].removeprefix("Value error, ")
        what = what[:1].lower() + what[1:]
    if where and where[0] in given:
        variable = next(v for v, field in VARIABLES.items() if field == where[0])
        return f"{variable}: {what}."
    line = line_of(where, text)
    return f"{name}{f', line {line}' if line else ''}: {setting}: {what}."
