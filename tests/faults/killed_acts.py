"""Acts that are killed at any moment, and a look at what is left; for ``test_kill_faults.py``.

``python -m tests.faults.killed_acts STORE COUNT SEED`` forks a child for each act from a process
that has loaded every library and opened nothing, so that a round costs a fraction of a second.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from assistant import bootstrap
from assistant.bootstrap import services
from assistant.domain.ports import SearchRequest
from assistant.domain.sessions import SessionNote
from assistant.domain.visibility import Visibility
from assistant.retrieval.splitting import split
from assistant.services import Services
from assistant.settings import Settings

PAIRING = "ana-martin"
Act = Callable[[Services, int], None]
Seen = dict[str, Any]


def load() -> None:
    """Everything that a child would import."""
    import chromadb  # noqa: F401
    import onnxruntime  # noqa: F401
    import tokenizers  # noqa: F401

    import assistant.retrieval.chroma
    import assistant.storage.sqlalchemy_store  # noqa: F401
    import knowledge

    # Read once, for every child.
    bootstrap.shipped_content(knowledge.FOLDER)


def opened(store: Path) -> Services:
    made = services(Settings(store=str(store)), settings_file=store.with_name("settings.toml"))
    made.context.cards = made.context.cards[:3]
    if made.people.is_empty():
        made.programmes.load_demo()
    made.people.become("ana-ferreira", remember=False)
    return made


def write(made: Services, number: int) -> None:
    text = f"Act {number}: the xylophone {number} was moved.\n\n" + f"Once more, number {number}. "
    made.notes.import_text(text * 3, PAIRING, 1, Visibility.PAIR)


def erase(made: Services, number: int) -> None:
    reader = made.context.reader()
    mine = made.context.repositories.find(
        reader, SessionNote, pairing=PAIRING, author=reader.person
    )
    made.notes.remove(mine[number % len(mine)].id)


_ACTS = (write, write, erase)
_MOST = 40


def life(store: Path, number: int, kind: Act | None, after: float | None) -> tuple[Seen, float]:
    """One child: it looks at what the last one left, then acts and is killed ``after`` seconds.

    What it saw, and how long the act took if it was let live.
    """
    ours, theirs = os.pipe()
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            made = opened(store)
            os.write(theirs, json.dumps(look(made)).encode() + b"\n")
            if kind is not None:
                kind(made, number)
            os.write(theirs, b"done\n")
            made.close()
            code = 0
        except BaseException as error:
            os.write(theirs, f"{error!r}\n".encode())
        finally:
            os._exit(code)
    os.close(theirs)
    with os.fdopen(ours, "rb") as pipe:
        said = pipe.readline().decode()
        begin = time.monotonic()
        if after is None:
            pipe.readline()
        else:
            time.sleep(after)
            os.kill(pid, signal.SIGKILL)
        took = time.monotonic() - begin
        os.waitpid(pid, 0)
    return json.loads(said) if said.startswith("{") else {"problems": [said], "notes": -1}, took


def look(made: Services) -> Seen:
    """Differences between index and store after a start, and how many notes were committed."""
    gathered = made.indexing.gather()
    made.indexing.warm_up()
    own = made.indexing.refresh()._own  # type: ignore[attr-defined]
    wanted = {p.id for source in gathered if source.kind != "guidance" for p in split(source)}
    reader = made.context.reader()
    asked = SearchRequest(
        reader=reader, query="xylophone", pairing=PAIRING, kinds=frozenset({"note"}), k=100
    )
    found = {hit.source.record for hit in made.indexing.find(asked)}
    notes = made.context.repositories.find(reader, SessionNote, pairing=PAIRING)
    there = {n.id for n in notes if any("xylophone" in p.text for p in n.paragraphs)}
    return {
        "differs": sorted(wanted ^ set(own._ledger.entries)),
        "unfound": sorted(there - found),
        "foreign": sorted(found - {note.id for note in notes}),
        "problems": made.indexing.verify(),
        "notes": len(there),
    }


def main(store: Path, count: int, seed: int) -> None:
    load()
    chance = random.Random(seed)
    _, took = life(store, -1, write, None)
    before, counts = 1, Counter[str]()
    for number in range(count + 1):
        last = number == count
        # Never more notes than one search gives back, or the last would seem to be lost.
        kind = write if before <= 2 else erase if before > _MOST else chance.choice(_ACTS)
        after = None if last else chance.uniform(0, 1.2 * took)
        seen, _ = life(store, number, None if last else kind, after)
        if number:
            counts["committed" if seen["notes"] != before else "not yet committed"] += 1
        before = seen["notes"]
        if any(seen.get(name) for name in ("differs", "unfound", "foreign", "problems")):
            print(json.dumps({"number": number, **seen}))
    print(json.dumps({**counts, "seconds of an act": round(took, 3)}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
