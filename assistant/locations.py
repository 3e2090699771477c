"""Where things live on this machine: the store, its index, settings, logs.

Only paths are computed here; ``private_folder`` alone makes one. Nothing heavy is imported, so that
the first frame need not wait.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from platformdirs import PlatformDirs

from assistant.errors import StorageTrouble

STORE_VARIABLE = "VICEVERSA_STORE"
"""Environment variable that names the store: a path or a URL."""

_FOLDERS = PlatformDirs("viceversa", appauthor=False)


def data_folder() -> Path:
    """Where the platform keeps what programs know. StorageTrouble without a home folder."""
    with _at_home():
        return _FOLDERS.user_data_path


def config_folder() -> Path:
    """Where the platform keeps settings. StorageTrouble without a home folder."""
    with _at_home():
        return _FOLDERS.user_config_path


def log_folder() -> Path:
    """Where the platform keeps logs. StorageTrouble without a home folder."""
    with _at_home():
        return _FOLDERS.user_log_path


def settings_path() -> Path:
    """The file of settings."""
    return config_folder() / "settings.toml"


def default_store(environ: Mapping[str, str] | None = None) -> str:
    """The store to open when none is named: ``VICEVERSA_STORE``, else a file in the data folder."""
    named = (os.environ if environ is None else environ).get(STORE_VARIABLE, "").strip()
    return named or str(data_folder() / "store.sqlite")


def index_folder(store: str | Path) -> Path | None:
    """Where a store's index lies: beside a local file, so that whoever deletes one sees the other.

    For a store by URL it is in the cache folder, under a name that tells nothing; None for a store
    in memory, which leaves nothing behind.
    """
    place = str(store)
    if place in (":memory:", "sqlite://", "sqlite:///:memory:"):
        return None
    if place.startswith("sqlite:///"):
        place = place.removeprefix("sqlite:///")
    with _at_home():
        if "://" in place:
            # Without who signs in and how: a changed password is no other store.
            address = re.sub(r"//[^/]*@", "//", place)
            name = hashlib.sha256(address.encode("utf-8", "replace")).hexdigest()[:16]
            return _FOLDERS.user_cache_path / "indexes" / name
        path = Path(place).expanduser().absolute()
    return path.with_name(path.name + ".index")


def store_file(store: str | Path) -> Path | None:
    """The file of a local store; None for one in memory or by another address."""
    place = str(store)
    if place.startswith("sqlite:///"):
        place = place.removeprefix("sqlite:///")
    if "://" in place or place == ":memory:":
        return None
    with _at_home():
        return Path(place).expanduser().absolute()


def is_shared(store: str | Path) -> bool:
    """Whether a store is a database that several people use: a URL, but not of an SQLite file."""
    place = str(store)
    return "://" in place and not place.startswith("sqlite:")


def prompts_folder(store: str | Path) -> Path | None:
    """Where a programme's own prompts lie if no folder is set: beside a local store. None for a
    store in memory or by URL, which has no place of its own."""
    place = str(store).removeprefix("sqlite:///")
    if "://" in place or place == ":memory:":
        return None
    with _at_home():
        return Path(place).expanduser().absolute().parent / "prompts"


def private_folder(folder: Path) -> Path:
    """Make a folder for its owner alone, unless it is there. StorageTrouble if refused."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StorageTrouble(
            "A folder could not be made.",
            safe="Nothing was lost.",
            next_step=f"Check the rights and space of {folder.parent}, or name another place "
            f"with --store or {STORE_VARIABLE}.",
        ) from error
    return folder


@contextmanager
def _at_home() -> Iterator[None]:
    try:
        yield
    except RuntimeError:
        raise StorageTrouble(
            "This account has no home folder to keep things in.",
            safe="Nothing was lost.",
            next_step=f"Name a file with --store or {STORE_VARIABLE}, or set HOME.",
        ) from None
