"""One's own talks: listed, found again, named, pinned, archived, gone on with."""

from __future__ import annotations

from assistant.domain.drafts import Conversation
from assistant.domain.talks import holds
from assistant.errors import InvalidInput, NotFound
from assistant.services.context import Context
from assistant.services.sending import only_showing

_LONGEST_TITLE = 80


class Talks:
    """A talk is its owner's alone; the one that was asked in last is gone on with."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def mine(self, words: str = "", archived: bool = False) -> list[Conversation]:
        """Pinned ones first, then the newest. Words are looked for in archived ones too."""
        found = [talk for talk in self._all() if talk.turns]
        if words.strip():
            found = [talk for talk in found if holds(talk, words)]
        else:
            found = [talk for talk in found if talk.archived == archived]
        return sorted(found, key=lambda talk: (talk.pinned, talk.updated_at), reverse=True)

    def latest(self, pairing: str | None) -> Conversation | None:
        """The talk about a pairing, or about none, that was asked in last."""
        of = self._context.pairing(pairing).id if pairing else None
        about = [talk for talk in self._all() if talk.pairing == of and not talk.archived]
        return max(about, key=lambda talk: talk.updated_at, default=None)

    def one(self, talk: str) -> Conversation:
        """By id. NotFound if it is not the reader's own."""
        reader = self._context.reader()
        found = self._context.repositories.get(reader, Conversation, talk)
        if found.author != reader.person:
            raise NotFound("There is no such talk of yours.")
        return found

    def take_up(self, talk: str) -> Conversation:
        """Go on with it; out of the archive if it was there."""
        return self._saved(self.one(talk).changed(archived=False))

    def begin(self, pairing: str | None) -> Conversation:
        """A fresh one, or the newest if nothing was asked in it."""
        newest = self.latest(pairing)
        if newest is not None and not newest.turns:
            return newest
        reader = self._context.reader()
        of = self._context.pairing(pairing) if pairing else None
        fresh = Conversation(
            programme=of.programme if of else None,
            pairing=of.id if of else None,
            author=reader.person,
        )
        return self._saved(fresh)

    # What follows leaves ``updated_at``: a talk that is named or pinned is not the one in hand.

    def rename(self, talk: str, title: str) -> Conversation:
        """Give it another name."""
        return self._renamed(self.one(talk), title)

    def rename_latest(self, pairing: str | None, title: str) -> Conversation:
        """Give the newest talk about a pairing another name."""
        return self._renamed(self._newest(pairing), title)

    def pin(self, talk: str, pinned: bool) -> Conversation:
        """Keep it at the top of the list, or no longer."""
        return self._saved(self.one(talk).model_copy(update={"pinned": pinned}))

    def archive(self, talk: str, archived: bool) -> Conversation:
        """Put it out of the way, or back."""
        return self._saved(self.one(talk).model_copy(update={"archived": archived}))

    def take_back(self, pairing: str | None) -> tuple[Conversation, str]:
        """The newest talk without its last question and what came after it, and the question."""
        talk = self._newest(pairing)
        yours = [n for n, turn in enumerate(talk.turns) if turn.speaker == "you"]
        if not yours:
            raise InvalidInput("Nothing was asked in this talk yet.")
        question = talk.turns[yours[-1]].text
        return self._saved(talk.changed(turns=talk.turns[: yours[-1]])), question

    # --- inside --------------------------------------------------------------------------

    def _all(self) -> list[Conversation]:
        reader = self._context.reader()
        return self._context.repositories.find(reader, Conversation, author=reader.person)

    def _newest(self, pairing: str | None) -> Conversation:
        talk = self.latest(pairing)
        if talk is None:
            raise NotFound("There is no talk of yours about this yet.")
        return talk

    def _renamed(self, talk: Conversation, title: str) -> Conversation:
        if not title.strip():
            raise InvalidInput("A talk needs a name.", safe="It keeps the one that it has.")
        return self._saved(talk.model_copy(update={"title": title.strip()[:_LONGEST_TITLE]}))

    def _saved(self, talk: Conversation) -> Conversation:
        if only_showing():
            return talk
        kept = self._context.repositories.save(self._context.reader(), talk)[0]
        assert isinstance(kept, Conversation)
        return kept
