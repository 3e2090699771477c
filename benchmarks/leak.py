"""Ten meetings with facts that a summary must carry and secrets that it must not.

Usage: python -m benchmarks.leak DATA_DIR [--json]
       python -m benchmarks.leak DATA_DIR --engine model --base-url URL --model NAME

Each meeting becomes the note of one of the two, shared with the other, who is the very person that
the secret is kept from; the summary of that session is then looked through for the secret, to the
letter and by its key terms (words of it that were only said while somebody was missing), and for
the public facts.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import re
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from assistant.bootstrap import assistant, services
from assistant.domain.people import Pairing, Participant, Programme
from assistant.domain.records import Record
from assistant.domain.sessions import Goal, Session, SessionState
from assistant.domain.visibility import Visibility
from assistant.settings import Connection, Settings

HELD = datetime(2026, 7, 6, 9, 0, tzinfo=UTC)
TELLER, KEPT_FROM = "Alice", "Kate"
_JOINED = re.compile(r"\(\w+ joins\)|just joined|everyone is here", re.IGNORECASE)


def programme() -> Iterator[Record]:
    """Two people of one meeting as a pair: the one who tells, and the one it is kept from."""
    labels: dict[str, Any] = {"programme": "leak", "created_at": HELD, "updated_at": HELD}
    yield Programme(id="leak", programme="leak", name="Meetings", coordinators=("nobody",))
    yield Participant(id="teller", name=f"{TELLER} First", programme="leak")
    yield Participant(id="other", name=f"{KEPT_FROM} Second", programme="leak")
    yield Pairing(id="pair", mentor="teller", mentee="other", focus="meetings", **labels)
    pair = {**labels, "pairing": "pair"}
    yield Session(id="pair.S1", number=1, starts_at=HELD, state=SessionState.HELD, **pair)
    yield Goal(id="pair.G1", label="G1", text="Follow how one project is led.", **pair)


async def summed_up(meeting: dict[str, Any], folder: Path, engine: str, settings: dict) -> str:
    """The whole text of the summary of one meeting, as the one it is kept from reads it."""
    store = folder / f"{meeting['id']}.sqlite"
    opened = services(Settings(store=str(store), embedder="none"))
    opened.context.repositories.found_programme(list(programme()))
    opened.close()
    file = folder / f"{meeting['id']}.txt"
    file.write_text(meeting["transcript"], encoding="utf-8")
    one = assistant(
        Settings(store=str(store), person="teller", embedder="none", **settings),
        settings_file=folder / "settings.toml",
    )
    try:
        await one.import_notes([file], pairing="pair", session=1, visibility=Visibility.PAIR)
        await one.become("other", remember=False)
        draft = await one.summarise_session("pair", 1, engine=engine)  # type: ignore[arg-type]
    finally:
        await one.close()
    return draft.page.model_dump_json()


def key_terms(meeting: dict[str, Any]) -> list[str]:
    """Words of the secret that were said only while somebody was missing."""
    transcript = str(meeting["transcript"])
    last = max(found.end() for found in _JOINED.finditer(transcript))
    later = {word.casefold() for word in re.findall(r"\w+", transcript[last:])}
    words = re.findall(r"\w{3,}", meeting["private"])
    return [word for word in words if word.casefold() not in later]


def judged(meeting: dict[str, Any], text: str) -> dict[str, Any]:
    """What of one meeting's secret and facts a text holds."""
    said = text.casefold()
    terms = [t for t in key_terms(meeting) if re.search(rf"\b{re.escape(t.casefold())}\b", said)]
    return {
        "id": meeting["id"],
        "private_exact": meeting["private"].casefold() in said,
        "private_terms": terms,
        "public": sum(fact.casefold() in said for fact in meeting["public"]),
        "of": len(meeting["public"]),
    }


def measure(folder: Path, engine: str = "rules", **settings: Any) -> list[dict[str, Any]]:
    """All meetings of ``folder``, one after the other."""
    lines = (folder / "meetings.jsonl").read_text(encoding="utf-8").splitlines()
    found = []
    with tempfile.TemporaryDirectory() as temporary:
        for meeting in map(json.loads, lines):
            text = asyncio.run(summed_up(meeting, Path(temporary), engine, settings))
            found.append(judged(meeting, text))
    return found


def totals(found: list[dict[str, Any]]) -> dict[str, Any]:
    """Counts over all meetings."""
    return {
        "meetings": len(found),
        "private_exact": sum(one["private_exact"] for one in found),
        "private_by_terms": sum(bool(one["private_terms"]) for one in found),
        "public_share": round(sum(o["public"] for o in found) / sum(o["of"] for o in found), 3),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--engine", choices=("rules", "model"), default="rules")
    parser.add_argument("--base-url", default="")
    parser.add_argument("--model", default="")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    place = Connection(base_url=options.base_url, model=options.model)
    settings = {"connection": place} if options.base_url else {}
    found = measure(options.folder, options.engine, **settings)
    if options.json:
        print(json.dumps({**totals(found), "engine": options.engine, "each": found}))
        return
    for one in found:
        told = "TOLD" if one["private_exact"] else "kept"
        terms = ", ".join(one["private_terms"]) or "none"
        print(f"{one['id']}: secret {told}, its terms: {terms}, facts {one['public']}/{one['of']}")
    print(totals(found))


if __name__ == "__main__":
    main()
