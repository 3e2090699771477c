"""The guidance library: cards that ship, documents that a programme adds, and the gaps."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

from assistant.domain.guidance import Bank, GuidanceCard, Strength, topic_id
from assistant.domain.guidance_views import CardView, GapsView
from assistant.domain.library import Document
from assistant.domain.visibility import Reader
from assistant.errors import InvalidInput, NotAllowed
from assistant.exchange.reading import clean, read_document, title_of
from assistant.services.context import Context
from assistant.services.indexing import Indexing

_WEAK = frozenset({Strength.OPINION})


class Guidance:
    """``parse_card`` reads a text with front matter and names every fault of it."""

    def __init__(
        self,
        context: Context,
        indexing: Indexing,
        parse_card: Callable[[str, str], GuidanceCard],
    ) -> None:
        self._context = context
        self._indexing = indexing
        self._parse_card = parse_card

    def cards(self) -> list[CardView]:
        """Shipped cards, then added documents, each by title."""
        views = [_card_view(card, self._context.bank) for card in self._context.cards]
        if self._context.person is not None:
            views += [
                _document_view(document, self._context.bank)
                for document in self._context.repositories.find(self._context.reader(), Document)
            ]
        return sorted(views, key=lambda view: view.title.casefold())

    def gaps(self) -> GapsView:
        return gaps_in(self._context)

    def add(self, files: Sequence[Path]) -> list[CardView]:
        """Read and check every file first; add all of them or none.

        A file that starts with front matter must be a valid card. Anything else is a document,
        with its strength marked as opinion until somebody grades it.
        """
        if not files:
            raise InvalidInput(
                "No file was named.", next_step="Name a text, Word, PowerPoint or PDF file."
            )
        reader = self._context.reader()
        programme = self._programme(reader)
        known = {
            document.digest: document
            for document in self._context.repositories.find(reader, Document)
        }
        added: dict[str, Document] = {}
        shown: list[Document] = []
        for path in files:
            document = self._document(path, programme, reader.person)
            shown.append(known.get(document.digest) or document)
            if document.digest not in known:
                added[document.digest] = document
        if added:
            self._context.repositories.save(reader, *added.values())
            self._indexing.catch_up()
        return [_document_view(document, self._context.bank) for document in shown]

    def grade(
        self,
        wanted: str,
        *,
        strength: Strength | None = None,
        date: str | None = None,
        topics: Sequence[str] | None = None,
    ) -> CardView:
        """Say how strong a document is, of when, and what about. NotAllowed for anybody but whoever
        added it."""
        reader = self._context.reader()
        document = self._context.repositories.get(reader, Document, wanted)
        said: dict[str, object] = {}
        if strength is not None:
            said["strength"] = strength
        if date is not None:
            said["date"] = " ".join(date.split()) or "undated"
        if topics is not None:
            named = (topic_id(topic) for topic in topics)
            said["topics"] = tuple(dict.fromkeys(topic for topic in named if topic))
        kept = self._context.repositories.save(reader, document.changed(**said))[0]
        assert isinstance(kept, Document)
        self._indexing.catch_up()
        return _document_view(kept, self._context.bank)

    def remove(self, wanted: str) -> None:
        reader = self._context.reader()
        document = self._context.repositories.get(reader, Document, wanted)
        self._context.repositories.remove(reader, document)
        self._indexing.catch_up()

    def may_add(self) -> bool:
        """Whether the reader brings guidance in: a coordinator, or anybody where there is none."""
        reader = self._context.reader()
        return bool(reader.coordinates) or any(
            not programme.coordinators for programme in self._context.programmes()
        )

    def _programme(self, reader: Reader) -> str:
        """Where the reader's documents go. NotAllowed where that is another person's to decide."""
        if reader.coordinates:
            return min(reader.coordinates)
        programmes = self._context.programmes()
        if not programmes:
            raise NotAllowed("Guidance belongs to a programme, and you are in none yet.")
        own = sorted(programme.id for programme in programmes if not programme.coordinators)
        if not own:
            raise NotAllowed(
                "Guidance is your coordinator's to add: everybody's drafts cite it.",
                safe="Nothing was added, and the file stays as it is.",
                next_step="Send it to them, or bring it in as a note of your own (N).",
            )
        return own[0]

    def _document(self, path: Path, programme: str, author: str) -> Document:
        reading = read_document(path)
        text = clean(reading.text)
        digest = hashlib.sha256(text.encode()).hexdigest()
        common = {"programme": programme, "author": author, "digest": digest}
        if text.startswith("---\n"):
            card = self._parse_card(text, path.stem)
            return Document(
                id=f"doc-{digest[:16]}",
                title=card.title,
                text=card.text,
                origin=card.source,
                date=card.date,
                licence=card.licence,
                strength=card.strength,
                topics=card.topics,
                **common,
            )
        title = title_of(text, path.stem.replace("-", " ").replace("_", " "))
        return Document(
            id=f"doc-{digest[:16]}",
            title=title,
            text=text,
            origin=path.name,
            pages=reading.pages,
            **common,
        )


def gaps_in(context: Context) -> GapsView:
    """Topics of packs and cards that nothing covers, or that opinion alone covers. A document that
    somebody graded and gave a topic counts as a card does."""
    by_topic: dict[str, set[Strength]] = {pack.topic: set() for pack in context.bank.packs}
    covering: list[tuple[tuple[str, ...], Strength]] = [
        (c.topics, c.strength) for c in context.cards
    ]
    if context.person is not None:
        added = context.repositories.find(context.reader(), Document)
        covering += [(document.topics, document.strength) for document in added]
    for topics, strength in covering:
        for topic in topics:
            by_topic.setdefault(topic, set()).add(strength)
    return GapsView(
        without_source=tuple(sorted(t for t, found in by_topic.items() if not found)),
        opinion_only=tuple(sorted(t for t, found in by_topic.items() if found and found <= _WEAK)),
        names={topic: context.bank.topic_name(topic) for topic in by_topic},
    )


def _card_view(card: GuidanceCard, bank: Bank) -> CardView:
    return CardView(
        id=card.id,
        title=card.title,
        kind="card",
        strength=card.strength.value,
        strength_says=card.strength.verb,
        date=card.date,
        source=card.source,
        licence=card.licence,
        topics=card.topics,
        topic_names=tuple(map(bank.topic_name, card.topics)),
        audience=card.audience,
        stage=tuple(card.stage),
        text=card.text,
    )


def _document_view(document: Document, bank: Bank) -> CardView:
    return CardView(
        id=document.id,
        title=document.title,
        kind="document",
        strength=document.strength.value,
        strength_says=document.strength.verb,
        date=document.date,
        source=document.origin,
        licence=document.licence,
        topics=document.topics,
        topic_names=tuple(map(bank.topic_name, document.topics)),
        audience=(),
        stage=(),
        text=document.text,
    )
