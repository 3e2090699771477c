"""Looking at everything that is kept, for when a person asks whether it is whole."""

from __future__ import annotations

import dataclasses

from sqlalchemy import Connection, text

from assistant.errors import StorageTrouble
from assistant.storage.sealing import Labels, unseal
from assistant.storage.transactions import SEALED


def problems_of(connection: Connection) -> list[str]:
    """What is wrong, in plain words that hold nobody's; empty if all is whole."""
    found: list[str] = []
    if connection.dialect.name == "sqlite":
        answers = connection.scalars(text("PRAGMA integrity_check(5)"))
        found += [f"The file: {answer}." for answer in answers if answer != "ok"]
    names = [field.name for field in dataclasses.fields(Labels)]
    for row in connection.execute(SEALED).mappings():
        try:
            unseal(row["body"], Labels(**{name: row[name] for name in names}))
        except StorageTrouble as trouble:
            found.append(trouble.happened)
    return found
