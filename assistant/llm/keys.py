"""Keys for models: from an environment variable that a person named, or the system's keyring.

A key is never written to a file, and a keyring that would do so in clear is not used.
"""

from __future__ import annotations

import os
import re

from pydantic import SecretStr

from assistant.errors import InvalidInput

_SERVICE = "viceversa"
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def find_key(host: str, variable: str = "") -> SecretStr | None:
    """The key for ``host``: the named variable's if one is named, else the keyring's, else None.

    No variable is read that was not named: a key meant for one service must not reach another.
    InvalidInput if the named variable is empty or not set.
    """
    if variable:
        if not _VARIABLE.fullmatch(variable):
            raise InvalidInput(
                "That is not the name of an environment variable.",
                next_step="Give its name, not the key itself.",
            )
        value = os.environ.get(variable, "").strip()
        if not value:
            raise InvalidInput(
                f"The environment variable {variable} holds no key.",
                next_step="Set it and start again, or keep the key in the keyring.",
            )
        return SecretStr(value)
    import keyring
    from keyring.errors import KeyringError

    if not _keeps_secrets():
        return None
    try:
        stored = keyring.get_password(_SERVICE, host)
    except KeyringError:
        return None
    return SecretStr(stored) if stored else None


def keep_key(host: str, key: SecretStr) -> None:
    """Put a key into the keyring. InvalidInput if this computer has none that keeps secrets."""
    import keyring
    from keyring.errors import KeyringError

    if not _keeps_secrets():
        raise _no_keyring()
    try:
        keyring.set_password(_SERVICE, host, key.get_secret_value().strip())
    except KeyringError as error:
        raise _no_keyring() from error


def forget_key(host: str) -> None:
    """Remove the key for ``host`` from the keyring, if it is there."""
    import keyring
    from keyring.errors import KeyringError

    if not _keeps_secrets():
        return
    try:
        keyring.delete_password(_SERVICE, host)
    except KeyringError:
        # It was not there, or the keyring is locked: either way this process cannot read it.
        return


def can_keep_keys() -> bool:
    """Whether this computer has a keyring that keeps secrets."""
    return _keeps_secrets()


def _keeps_secrets() -> bool:
    import keyring

    backend = type(keyring.get_keyring())
    unsafe = backend.__module__.startswith(("keyring.backends.fail", "keyring.backends.null"))
    in_clear = "plaintext" in backend.__name__.lower() or backend.__module__.startswith(
        "keyrings.alt"
    )
    return not (unsafe or in_clear)


def _no_keyring() -> InvalidInput:
    return InvalidInput(
        "This computer has no keyring that keeps secrets.",
        safe="The key was not stored.",
        next_step="Put it into an environment variable and name that variable.",
    )
