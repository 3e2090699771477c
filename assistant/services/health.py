"""What ``doctor`` says: installed, connected, indexed, damaged, and what to do about each."""

from __future__ import annotations

import importlib.metadata
import sys
from collections.abc import Callable

from assistant.domain.connection_views import Check
from assistant.errors import AssistantError
from assistant.services.connections import Connections
from assistant.services.context import Context
from assistant.services.indexing import Indexing
from assistant.services.meaning import MeaningChoice

_PACKAGES = ("chromadb", "openai", "langchain", "textual", "sqlalchemy", "onnxruntime")


class Health:
    """``where`` gives the store's address as its owner knows it."""

    def __init__(
        self,
        context: Context,
        indexing: Indexing,
        connections: Connections,
        meaning: MeaningChoice,
        where: str,
    ) -> None:
        self._context = context
        self._indexing = indexing
        self._connections = connections
        self._meaning = meaning
        self._where = where

    def checks(self) -> list[Check]:
        """One line for each part; none of them changes anything."""
        return [
            self._guarded("program", self._program),
            self._guarded("store", self._store),
            self._guarded("guidance", self._guidance),
            self._guarded("search index", self._index),
            self._guarded("reranker", self._reranker),
            self._guarded("model", self._model),
            *self._instructions(),
        ]

    def _guarded(self, name: str, check: Callable[[], Check]) -> Check:
        try:
            return check()
        except AssistantError as error:
            return Check(name=name, ok=False, says=error.happened, next_step=error.next_step)

    def _program(self) -> Check:
        found = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in _PACKAGES)
        return Check(name="program", ok=True, says=f"Python {sys.version.split()[0]}, {found}.")

    def _store(self) -> Check:
        repositories = self._context.repositories
        people = len(repositories.everyone())
        says = f"{people} people, at {self._where}."
        if not repositories.writable:
            return Check(
                name="store",
                ok=False,
                says=says + " Another program is writing it, so this one only reads.",
                next_step="Close the other window, then try again.",
            )
        empty = "Look around first with: viceversa demo" if not people else ""
        return Check(name="store", ok=True, says=says, next_step=empty)

    def _guidance(self) -> Check:
        cards = len(self._context.cards)
        packs = self._context.bank.packs
        questions = len(self._context.bank.questions) + sum(len(p.questions) for p in packs)
        return Check(
            name="guidance",
            ok=True,
            says=f"{cards} cards, {questions} questions, {len(packs)} topic packs.",
        )

    def _index(self) -> Check:
        if self._context.person is None:
            return Check(
                name="search index",
                ok=True,
                says="It belongs to one reader; nobody is chosen yet.",
                next_step="Name yourself with --as.",
            )
        problems = self._indexing.verify()
        if problems:
            return Check(
                name="search index",
                ok=False,
                says=" ".join(problems),
                next_step="Make it anew with: viceversa index rebuild. Your notes are safe.",
            )
        found = self._meaning.view()
        by = "by words alone" if found.kind == "none" else f"by words and by {found.name}"
        late = f"; {found.ready} of them by meaning so far" if found.ready < found.passages else ""
        late = "" if found.kind == "none" else late
        return Check(
            name="search index",
            ok=not found.notice,
            says=f"{found.passages} passages, {by} on {found.where}{late}. {found.notice}".strip(),
        )

    def _reranker(self) -> Check:
        found = self._indexing.reranking.view()
        says = f"{found.name} on {found.where}. {found.notice}".strip()
        none = "None; what is found stands in the order of words and meaning."
        return Check(name="reranker", ok=not found.notice, says=says if found.name else none)

    def _model(self) -> Check:
        view = self._connections.view()
        if not view.connected:
            return Check(
                name="model",
                ok=True,
                says="None is connected; the rules draft everything.",
                next_step="Optional: viceversa connect",
            )
        next_step = "Test it with: viceversa connect --test"
        if view.key == "missing":
            next_step = "Set the key, then: viceversa connect --test"
        elif view.consent == "missing":
            next_step = "Nothing of yours is sent there until: viceversa connect --consent"
        key = f"; key: {view.key}" if view.base_url else ""
        names = " Names are replaced in what is sent." if view.replaces_names else ""
        says = f"{view.model} on {view.where}{key}.{names} {self._took()}"
        return Check(
            name="model",
            ok=view.key != "missing" and not view.warnings,
            says=" ".join((says.strip(), *view.warnings)),
            next_step=next_step,
        )

    def _took(self) -> str:
        """What the last thirty days took, from the log on this computer."""
        totals = self._connections.totals(30)
        if not totals.exchanges:
            return ""
        said = f"In 30 days {totals.answered} of {totals.exchanges} requests were answered"
        if totals.usage.in_words:
            said += f": {totals.usage.in_words}"
        return f"{said}. The log, without any words: {self._connections.log_file}"

    def _instructions(self) -> list[Check]:
        """The programme's own instructions to a model, each used or not."""
        found = []
        for name, problems in self._context.prompts.own().items():
            used = f"The programme's own {name}.md is used."
            found.append(
                Check(
                    name="instructions",
                    ok=not problems,
                    says=f"{name}.md is not used: {' '.join(problems)}" if problems else used,
                    next_step="Mend the file or take it away; ours is used meanwhile."
                    if problems
                    else "",
                )
            )
        return found
