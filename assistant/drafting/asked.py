"""What somebody asked of an agenda: the wish, the lines that it may mean, and who is asking."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.domain.amounts import counted
from assistant.domain.changes import AgendaChange, InsertLine
from assistant.domain.drafts import Agenda, AgendaItem, Lead
from assistant.domain.language import Language
from assistant.domain.talk_cues import TalkCues
from assistant.drafting.intents import Wish
from assistant.drafting.matching import Lines

Reworded = Callable[[Agenda, AgendaItem], tuple[str, ...] | None]
"""Other questions for a line, by the rules that wrote it; None if there are none."""
About = Callable[[Agenda, str], InsertLine | None]
"""A line on some words, from the pair's own records; None if they hold nothing on them."""


@dataclass(frozen=True)
class Talk:
    """What the words are about, beside the agenda itself."""

    cues: TalkCues
    language: Language
    names: Mapping[str, str]
    """Voice to first name."""
    me: Lead
    """The reader's own voice."""
    reworded: Reworded = lambda _agenda, _line: None
    about: About = lambda _agenda, _words: None
    here: str = ""
    """Id of the line that is selected, or was spoken of last."""

    @cached_property
    def voices(self) -> dict[str, Lead]:
        """Who is called what in a clause."""
        other: Lead = "mentee" if self.me == "mentor" else "mentor"
        known: dict[str, Lead] = {"i": self.me, "me": self.me, "mentor": "mentor"}
        known |= {"mentee": "mentee", "he": other, "she": other, "they": other}
        known |= dict.fromkeys(("both", "we", "us", "we both", "both of us"), "both")
        for voice, name in self.names.items():
            if voice in ("mentor", "mentee"):
                known[name.casefold()] = "mentor" if voice == "mentor" else "mentee"
        return known


@dataclass(frozen=True)
class Wanted:
    """Edits, what they do in a sentence, and the line that was spoken of."""

    changes: tuple[AgendaChange, ...]
    says: str
    here: str = ""


@dataclass(frozen=True)
class Unclear:
    """What could not be understood, and the lines that could be meant."""

    says: str
    offers: tuple[str, ...] = ()
    several: bool = False
    """Whether more than one line fits, rather than none."""


class OpenPoint(Exception):
    """The words leave something open, so nothing is changed."""

    def __init__(self, unclear: Unclear) -> None:
        super().__init__(unclear.says)
        self.unclear = unclear


@dataclass(frozen=True)
class Asked:
    """One wish of a text. ``wishes`` are all of it, of which one may pay for another."""

    wish: Wish
    wishes: Sequence[Wish]
    lines: Lines
    talk: Talk
    text: str

    @property
    def agenda(self) -> Agenda:
        """The agenda as it is after the wishes before this one."""
        return self.lines.agenda

    def line(self, said: str | None = None, *, plainly: bool = False) -> AgendaItem:
        """The line that the wish, or some words of it, means. OpenPoint if that is not clear.

        ``plainly``: it must be named; to share a word with a question on it will not do.
        """
        words = self.wish.line if said is None else said
        found = self.lines.find(words, sure=self.wish.weak)
        if found.line is not None and (found.plainly or not plainly):
            return found.line
        if found.line is not None:
            offer = self.lines.named(found.line)
            says = f"Only {offer} touches on \u201c{words}\u201d. Name it if it is the one."
            raise OpenPoint(Unclear(says, (offer,), several=True))
        if found.could_be:
            offers = tuple(self.lines.named(line) for line in found.could_be)
            says = f"\u201c{words}\u201d could be {' or '.join(offers)}. Name one of them."
            raise OpenPoint(Unclear(says, offers, several=True))
        offers = tuple(self.lines.named(line) for line in self.agenda.lines)
        raise OpenPoint(Unclear(f"No line of this agenda is about \u201c{words}\u201d.", offers))

    def other(self) -> AgendaItem | None:
        """The second line of the wish, if it names one."""
        return self.line(self.wish.other) if self.wish.other else None

    def there(self, wish: Wish) -> AgendaItem | None:
        """The line of any wish, if it is clear."""
        return self.lines.find(wish.line, sure=wish.weak).line

    def partner(self, act: str) -> AgendaItem | None:
        """The line of the other half of "less of this, more of that"."""
        for wish in self.wishes:
            if wish.act == act and (found := self.there(wish)) is not None:
                return found
        return None


def quoted(line: AgendaItem) -> str:
    """A line's topic in quotation marks."""
    return f"\u201c{line.topic}\u201d"


def in_minutes(number: int) -> str:
    """ "1 minute", "5 minutes"."""
    return counted(number, "minute")
