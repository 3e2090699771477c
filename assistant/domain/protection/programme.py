"""All that a coordinator's note may know of a programme: protected before it leaves the store."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

from assistant.domain.people import Theme
from assistant.domain.protection.counting import Count
from assistant.domain.protection.figures import Cell
from assistant.domain.protection.quotes import QuoteWords
from assistant.domain.protection.rows import Rule
from assistant.domain.protection.signs import Change


class Wanted(BaseModel):
    """What a note asks the store for."""

    model_config = ConfigDict(frozen=True)

    programme: str
    as_of: date
    since: date | None = None
    """The day of the note before it: contributions and promises count from then on."""
    session: int
    """The session whose ratings are told."""
    wave: Literal["mid", "end"] = "mid"
    rule: Rule = Rule()
    words: QuoteWords = QuoteWords()


class Quoted(BaseModel):
    """Words that may stand in the note. The id is none of a record: it leads back to nobody."""

    model_config = ConfigDict(frozen=True)

    id: str
    text: str
    start: int
    end: int
    role: Literal["mentor", "mentee"]
    name: str = ""
    """The author's name, where they asked to be named."""


class ThemeShown(BaseModel):
    """A theme that enough people stand behind."""

    model_config = ConfigDict(frozen=True)

    theme: Theme
    count: Count
    quotes: tuple[Quoted, ...] = ()
    withheld: bool = False
    """Whether quotes were offered and none could be used."""


class Paired(BaseModel):
    """Ratings of the same people before and now, and the change between them."""

    model_config = ConfigDict(frozen=True)

    role: Literal["mentor", "mentee"]
    statements: int
    before: Cell
    now: Cell
    change: Change | None = None


class Figure(BaseModel):
    """One row of the table: a measure for all groups."""

    model_config = ConfigDict(frozen=True)

    name: str
    """sessions, moved-twice, worth, energy or promises."""
    cells: tuple[Cell, ...]

    def cell(self, group: str) -> Cell | None:
        """The cell of a group; None where the figure is not told for such a group at all."""
        return next((cell for cell in self.cells if cell.group == group), None)


class TopicCount(BaseModel):
    """How many pairings are about a topic; "" stands for all others together."""

    model_config = ConfigDict(frozen=True)

    topic: str
    pairings: int


class ProgrammeFigures(BaseModel):
    """Counts, means, themes and quotes that may be known by the whole programme."""

    model_config = ConfigDict(frozen=True)

    pairings: int
    people: int
    sites: tuple[str, ...] = ()
    """Columns beside the roles, the merged one last; empty where sites are not told."""
    pairings_by_site: dict[str, int] = {}
    figures: tuple[Figure, ...] = ()
    paired: tuple[Paired, ...] = ()
    changes: Count | None = None
    """People and pairings who say that a colleague would notice one change."""
    topics: tuple[TopicCount, ...] = ()
    themes: tuple[ThemeShown, ...] = ()
    hidden_themes: int = 0
    contributions: int = 0
    contributors: int = 0

    def figure(self, name: str) -> Figure | None:
        return next((figure for figure in self.figures if figure.name == name), None)
