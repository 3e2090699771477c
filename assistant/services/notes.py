"""Bringing people's notes in, and taking them out again."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from assistant.domain.people import Pairing
from assistant.domain.sessions import Paragraph, Session, SessionNote, SessionState
from assistant.domain.views import ImportedNote
from assistant.domain.visibility import Reader, Visibility
from assistant.errors import InvalidInput, NotAllowed, NotFound
from assistant.exchange.reading import Reading, paragraphs, read_document
from assistant.services.context import Context
from assistant.services.indexing import Indexing


class Notes:
    """Notes of sessions: from files, from pasted text, and away."""

    def __init__(self, context: Context, indexing: Indexing) -> None:
        self._context = context
        self._indexing = indexing

    def import_files(
        self,
        files: Sequence[Path],
        pairing: str,
        session: int | None,
        author: str | None,
        visibility: Visibility,
        before: bool = False,
    ) -> list[ImportedNote]:
        """Read every file first; keep all of them or none."""
        if not files:
            raise InvalidInput("No file was named.", next_step="Name a text, Word or PDF file.")
        read = [(path.name, read_document(path)) for path in files]
        return self._keep(read, pairing, session, author, visibility, before)

    def read_file(self, file: Path) -> str:
        """What a file holds, for its reader to look over."""
        return read_document(file).text

    def import_text(
        self,
        text: str,
        pairing: str,
        session: int | None,
        visibility: Visibility,
        before: bool = False,
    ) -> ImportedNote:
        """Keep one text as the reader's own note."""
        typed = Reading(text, tuple((block, "") for block in paragraphs(text)))
        return self._keep([("", typed)], pairing, session, None, visibility, before)[0]

    def remove(self, note: str) -> None:
        """Erase one's own note, then its passages and vectors."""
        reader = self._context.reader()
        kept = self._context.repositories.get(reader, SessionNote, note)
        if kept.author != reader.person:
            raise NotAllowed("A note is its author's to remove.", safe="It is still there.")
        self._context.repositories.remove(reader, kept)
        self._indexing.catch_up()

    def _keep(
        self,
        read: Sequence[tuple[str, Reading]],
        wanted: str,
        number: int | None,
        author: str | None,
        visibility: Visibility,
        before: bool,
    ) -> list[ImportedNote]:
        pairing = self._context.pairing(wanted)
        writer = self._writer(pairing, author)
        session = self._session(pairing, number)
        fresh: list[SessionNote] = []
        seen = {
            note.id: note
            for note in self._context.repositories.find(
                writer, SessionNote, pairing=pairing.id, author=writer.person
            )
        }
        notes: list[tuple[str, SessionNote, bool]] = []
        for name, reading in read:
            note = _note(pairing, session, writer, name, reading, visibility)
            known = seen.get(note.id)
            notes.append((name, known or note, known is not None))
            if known is None:
                seen[note.id] = note
                fresh.append(note)
        if fresh:
            held = self._held(session, before, visibility)
            self._context.repositories.save(writer, *([held] if held else []), *fresh)
            self._indexing.catch_up()
        return [
            ImportedNote(
                note=note.id,
                name=name,
                pairing=pairing.id,
                session=session.number,
                paragraphs=len(note.paragraphs),
                words=sum(len(p.text.split()) for p in note.paragraphs),
                visibility=note.paragraphs[0].visibility,
                already_there=known,
            )
            for name, note, known in notes
        ]

    def _writer(self, pairing: Pairing, author: str | None) -> Reader:
        """Whose words these are. Another author acts in their own name, as with ``--as``: a store
        without sign-in lets everybody choose who they are, and rights stay those of the author."""
        reader = self._context.reader()
        if author is None:
            return reader
        asked = author.strip().casefold()
        mentor, mentee = self._context.partners(pairing)
        for voice, person in (("mentor", mentor), ("mentee", mentee)):
            if asked in (voice, person.id, person.name.casefold(), person.first_name.casefold()):
                return self._context.repositories.reader(person.id)
        raise NotFound(
            f"{author} is neither partner of this pairing.",
            safe="Nothing was added.",
            next_step=f"The author is {mentor.name} or {mentee.name}.",
        )

    def _session(self, pairing: Pairing, number: int | None) -> Session:
        if number is not None:
            return self._context.session(pairing, number)
        held = [s for s in self._context.sessions(pairing) if s.state is SessionState.HELD]
        return held[-1] if held else self._context.session(pairing, "next")

    def _held(self, session: Session, before: bool, visibility: Visibility) -> Session | None:
        """A note about a session says that it took place, unless it was made beforehand.

        A private note says so only once the date has passed: it changes nothing that others see.
        """
        now = self._context.clock.now()
        to_come = session.starts_at is not None and session.starts_at > now
        told = visibility is not Visibility.PRIVATE or not to_come
        if session.state is SessionState.PLANNED and told and not before:
            return session.held(now) if to_come else session.changed(state=SessionState.HELD)
        return session if session.version == 0 else None


def _note(
    pairing: Pairing,
    session: Session,
    writer: Reader,
    name: str,
    reading: Reading,
    visibility: Visibility,
) -> SessionNote:
    """The id follows from author, session and words: importing a file twice keeps one note."""
    labels = "\x00".join((pairing.id, session.id, writer.person, visibility, reading.text))
    digest = hashlib.sha256(labels.encode("utf-8", "replace")).hexdigest()[:16]
    return SessionNote(
        id=f"note-{digest}",
        programme=pairing.programme,
        pairing=pairing.id,
        session=session.id,
        author=writer.person,
        visibility=visibility,
        paragraphs=tuple(
            Paragraph(id=f"p{position}", text=block, visibility=visibility, page=page)
            for position, (block, page) in enumerate(reading.blocks, start=1)
        ),
        origin=name,
    )
