"""The facade: the only object that the screen and the command line hold.

Nothing here blocks the event loop: whatever touches the store, the index or a file runs in a
thread, whatever talks to a model is awaited. Every method acts for one reader, ``person``.
All of them raise ``AssistantError`` and nothing else that is foreseen.
"""

from __future__ import annotations

import gc
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from pathlib import Path

from assistant.api.agendas import AgendaCalls
from assistant.api.calls import EngineChoice
from assistant.api.changes import ChangeCalls
from assistant.api.closing import ClosingCalls
from assistant.api.commitments import CommitmentCalls
from assistant.api.documents import DocumentCalls
from assistant.api.exporting import ExportCalls
from assistant.api.feedback import FeedbackCalls
from assistant.api.first_pages import FirstPageCalls
from assistant.api.index import IndexCalls
from assistant.api.keeping import KeepingCalls
from assistant.api.models import ModelCalls
from assistant.api.pair import PairCalls
from assistant.api.preferences import PreferenceCalls
from assistant.api.preparing import PreparingCalls
from assistant.api.programme import ProgrammeCalls
from assistant.api.reflections import ReflectionCalls
from assistant.api.running import RunningCalls
from assistant.api.starting import StartingCalls
from assistant.api.talks import TalkCalls
from assistant.domain.connection_views import Check
from assistant.domain.drafts import Conversation
from assistant.domain.guidance import Strength
from assistant.domain.guidance_views import CardView, GapsView
from assistant.domain.sources import Hit, Source
from assistant.domain.views import (
    AnswerEvent,
    Audience,
    DueThing,
    HomeView,
    ImportedNote,
    KeptWords,
    PairingView,
    PersonView,
    SessionView,
)
from assistant.domain.visibility import Visibility


class Assistant(
    AgendaCalls,
    ChangeCalls,
    ClosingCalls,
    CommitmentCalls,
    DocumentCalls,
    ExportCalls,
    FeedbackCalls,
    FirstPageCalls,
    IndexCalls,
    KeepingCalls,
    ModelCalls,
    PairCalls,
    PreferenceCalls,
    PreparingCalls,
    ProgrammeCalls,
    ReflectionCalls,
    StartingCalls,
    RunningCalls,
    TalkCalls,
):
    """All use cases, for one reader at a time. Built by ``bootstrap``."""

    # --- who and where -------------------------------------------------------------------

    async def person(self) -> str | None:
        """Id of the person in whose name everything happens; None until somebody is chosen."""
        return (await self._services()).people.current

    async def become(self, person: str, *, remember: bool = True) -> None:
        """Act for this person from now on. NotFound if nobody here has that id or name."""
        services = await self._services()
        await self._run(services.people.become, person, remember)

    async def everyone(self) -> list[PersonView]:
        """Names of all people in this store, for choosing who one is."""
        return await self._call(lambda s: s.people.everyone)

    async def people(self) -> list[PersonView]:
        """People whom the reader may see."""
        return await self._call(lambda s: s.people.visible)

    async def is_empty(self) -> bool:
        """Whether the store has no programme yet: then the welcome is shown."""
        return await self._call(lambda s: s.people.is_empty)

    async def load_demo(self, *, enter: bool = False) -> bool:
        """Fill the store with the demo programme; False if it was there already.

        Where nobody is chosen yet, or to ``enter`` it, the reader becomes the mentor of its first
        pairing.
        """
        services = await self._services()
        return await self._run(lambda: services.programmes.load_demo(enter=enter))

    async def home(self) -> HomeView:
        """What is next for the reader."""
        return await self._call(lambda s: s.programmes.home)

    async def due(self) -> list[DueThing]:
        """What is due for the reader now, the most pressing first."""
        return await self._call(lambda s: s.programmes.due.all)

    async def due_news(self) -> list[DueThing]:
        """What is due and was not told to the reader before; each thing comes once, ever. Nothing
        where the setting ``notices`` is off."""
        return await self._call(lambda s: s.programmes.due.news)

    async def pairings(self) -> list[PairingView]:
        return await self._call(lambda s: s.programmes.pairings)

    async def pairing(self, pairing: str) -> PairingView:
        """By id, or by a partner's name where that is unambiguous. NotFound."""
        services = await self._services()
        return await self._run(services.programmes.pairing, pairing)

    async def sessions(self, pairing: str | None = None) -> list[SessionView]:
        services = await self._services()
        return await self._run(services.programmes.sessions, pairing)

    # --- notes ---------------------------------------------------------------------------

    async def import_notes(
        self,
        files: Sequence[Path],
        *,
        pairing: str,
        session: int | None = None,
        author: str | None = None,
        visibility: Visibility = Visibility.PRIVATE,
        before: bool = False,
    ) -> list[ImportedNote]:
        """Keep files as notes of one session (the last one held if none is named).

        All or nothing: if one file cannot be read, nothing is kept and the error names it. A
        planned session counts as held from then on, unless the note was made ``before`` it.
        """
        services = await self._services()
        return await self._run(
            services.notes.import_files, files, pairing, session, author, visibility, before
        )

    async def read_file(self, file: Path) -> str:
        """The text of a file, to look over before it becomes a note. Nothing is kept."""
        services = await self._services()
        return await self._run(services.notes.read_file, file)

    async def import_text(
        self,
        text: str,
        *,
        pairing: str,
        session: int | None = None,
        visibility: Visibility = Visibility.PRIVATE,
        before: bool = False,
    ) -> ImportedNote:
        """Keep pasted or typed text as a note of one session."""
        services = await self._services()
        return await self._run(
            services.notes.import_text, text, pairing, session, visibility, before
        )

    async def remove_note(self, note: str) -> None:
        """Erase a note of one's own from the store and the index."""
        services = await self._services()
        await self._run(services.notes.remove, note)

    # --- sources, search, talk -----------------------------------------------------------

    async def source(self, source: str) -> Source:
        """The text behind a citation. NotFound if there is none that the reader may read."""
        services = await self._services()
        return await self._run(services.indexing.source, source)

    async def search(
        self,
        query: str,
        *,
        pairing: str | None = None,
        k: int = 8,
        kinds: frozenset[str] = frozenset(),
    ) -> list[Hit]:
        """Best passages of guidance and of what the reader may read of this pairing; of some kinds
        of source alone if they are named."""
        services = await self._services()
        return await self._run(services.indexing.search, query, pairing, k, kinds)

    async def ask(
        self,
        question: str,
        *,
        pairing: str | None = None,
        engine: EngineChoice = "auto",
        conversation: str | None = None,
        session: str | int = "next",
        line: str = "",
    ) -> AsyncGenerator[AnswerEvent, None]:
        """Passages first, then the answer in fragments, then ``done`` with checked citations.

        Words that ask for a change of the agenda of ``session`` bring it as an event ``change``
        to accept or refuse; ``line`` is the selected one, for "drop it".

        The question is kept before anything is sent. Closing the iterator stops the model and
        keeps what had arrived, marked as stopped.
        """
        services = await self._services()
        answer = services.conversation.ask(question, pairing, engine, conversation, session, line)
        # Closed here and now, not when it is collected: what had arrived must be kept by then.
        async with aclosing(answer) as events:
            async for event in events:
                yield event

    async def conversation(self, pairing: str | None = None) -> Conversation | None:
        """The reader's newest talk about a pairing."""
        services = await self._services()
        return await self._run(services.conversation.talks.latest, pairing)

    # --- guidance ------------------------------------------------------------------------

    async def guidance(self) -> list[CardView]:
        """Cards and added documents, by title."""
        return await self._call(lambda s: s.guidance.cards)

    async def add_guidance(self, files: Sequence[Path]) -> list[CardView]:
        """Add cards (with front matter, validated) or plain documents to the library."""
        services = await self._services()
        return await self._run(services.guidance.add, files)

    async def may_add_guidance(self) -> bool:
        """Whether the reader brings guidance in: a coordinator, or anybody where there is none."""
        return await self._call(lambda s: s.guidance.may_add)

    async def grade_guidance(
        self,
        document: str,
        *,
        strength: Strength | None = None,
        date: str | None = None,
        topics: Sequence[str] | None = None,
    ) -> CardView:
        """Say how strong a document of one's own is, of when, and what about."""
        services = await self._services()
        return await self._run(
            lambda: services.guidance.grade(document, strength=strength, date=date, topics=topics)
        )

    async def remove_guidance(self, document: str) -> None:
        """Take an added document out of the library and the index."""
        services = await self._services()
        await self._run(services.guidance.remove, document)

    async def guidance_gaps(self) -> GapsView:
        return await self._call(lambda s: s.guidance.gaps)

    # --- text being typed, audience, health ----------------------------------------------

    async def keep_text(self, place: str, text: str) -> None:
        """Keep what is being typed at a place; empty text forgets it."""
        services = await self._services()
        await self._run(services.people.keep_text, place, text)

    async def kept_text(self, place: str) -> str:
        """What was being typed there; "" if nothing."""
        services = await self._services()
        return await self._run(services.people.kept_text, place)

    async def kept_words(self, place: str) -> KeptWords:
        """The same with the moment at which it was typed, told once after a start."""
        services = await self._services()
        return await self._run(services.people.kept_words, place)

    async def audience(self, visibility: Visibility, pairing: str | None = None) -> Audience:
        """Who can read text of this visibility, as a sentence."""
        services = await self._services()
        return await self._run(services.programmes.audience, visibility, pairing)

    async def doctor(self) -> list[Check]:
        """What is installed, connected, indexed or damaged, and what to do about each."""
        return await self._call(lambda s: s.health.checks)

    async def warm_up(self) -> None:
        """Open store and index and load the embedder ahead of the first use."""
        services = await self._services()
        await self._run(services.indexing.warm_up)
        if not gc.get_freeze_count():
            # What the start made stays. To look through all of it for garbage again and again would
            # stop the screen for 30 ms or more each time.
            gc.freeze()

    async def close(self) -> None:
        """Let go of the store and its lock."""
        if self._opened is not None:
            opened, self._opened = self._opened, None
            await self._run(opened.close)
