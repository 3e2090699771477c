"""Which words of a contribution may stand in a note: only what shows neither who nor whom."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from pydantic import BaseModel, ConfigDict

from assistant.domain.wording import content_stems, words

_SENTENCE = re.compile(r"[^.!?;]+[.!?;]*[\"\u201d\u2019']?")
_LEAST, _MOST = 4, 24
_CAPITAL = re.compile(r"(?<=[a-z,;] )[A-Z][a-z]+")
_NUMBER = re.compile(r"\d")


class QuoteWords(BaseModel):
    """Words by which a quote shows who is meant; content, per language."""

    model_config = ConfigDict(frozen=True)

    partner: frozenset[str] = frozenset()
    """Pronouns and nouns for the other one: he, her, mentee, boss."""
    them: frozenset[str] = frozenset()
    """Pronouns that mean the partner unless a plural noun stands before them: they, their."""
    when_and_where: frozenset[str] = frozenset()
    """Weekdays, months, seasons, kinds of place."""

    def describes_partner(self, text: str, names: Iterable[str] = ()) -> bool:
        """Whether the text speaks of one other person."""
        found = words(text)
        bare = [word.removesuffix("'s").removesuffix("'d").removesuffix("'ll") for word in found]
        named = {name.casefold() for name in names}
        if self.partner & set(bare) or named & set(bare):
            return True
        for position, word in enumerate(bare):
            if word in self.them and not any(_plural(earlier) for earlier in bare[:position]):
                return True
        return False

    def shows_who(self, text: str, telling: Iterable[str] = ()) -> bool:
        """Whether the text holds a date, a number, a place or something rare about a job.

        ``telling`` holds the words of jobs, departments and names in the programme.
        """
        if self.when_and_where & set(words(text)) or _NUMBER.search(text):
            return True
        return bool(_CAPITAL.search(text)) or bool(
            content_stems(text) & content_stems(" ".join(telling))
        )


def quotable_span(text: str) -> tuple[int, int] | None:
    """The characters to quote: the whole text where it is short, else its first sentence of a fit
    length; None where there is none."""
    bare = text.strip()
    start = text.find(bare)
    if _LEAST <= len(bare.split()) <= _MOST:
        return start, start + len(bare)
    for match in _SENTENCE.finditer(text):
        sentence = match.group().strip()
        if _LEAST <= len(sentence.split()) <= _MOST:
            begin = match.start() + match.group().find(sentence)
            return begin, begin + len(sentence)
    return None


class Offer(BaseModel):
    """A contribution that its author allows to be quoted, with all that decides whether it is."""

    model_config = ConfigDict(frozen=True)

    id: str
    text: str
    person: str
    pairing: str
    role: str
    name: str = ""
    """The author's, where they want to be named."""
    themes: tuple[str, ...] = ()
    fit: bool = True
    """Whether its words show neither who speaks nor, without consent, whom they speak of."""

    def leaning(self, theme: str) -> int:
        """How much closer its words are to a theme's name than to those of its other themes."""
        others = [other for other in self.themes if other.casefold() != theme.casefold()]
        return _close(self.text, theme) - max((_close(self.text, o) for o in others), default=0)


def chosen_quotes(
    themes: Sequence[str], offers: Sequence[Offer], *, per_theme: int = 2
) -> dict[str, list[Offer]]:
    """Up to two quotes for each theme shown, the second from the other role where it can be;
    nobody twice.

    ``themes`` are the names shown: a quote that carries any other theme stands nowhere. In each
    round scarce themes choose first, and those speak first whose words lean to the theme.
    """
    shown = {theme.casefold() for theme in themes}
    able = [o for o in offers if o.fit and {t.casefold() for t in o.themes} <= shown]
    of_theme = {
        theme: [o for o in able if theme.casefold() in {t.casefold() for t in o.themes}]
        for theme in themes
    }
    places = Counter(o.person for listed in of_theme.values() for o in listed)
    chosen: dict[str, list[Offer]] = {theme: [] for theme in themes}
    spoken: set[str] = set()
    for _ in range(per_theme):
        for theme in sorted(themes, key=lambda name: len(of_theme[name])):
            heard = {offer.role for offer in chosen[theme]}
            free = [o for o in of_theme[theme] if o.person not in spoken]
            free.sort(key=lambda o: (o.role in heard, -o.leaning(theme), places[o.person]))
            if free:
                chosen[theme].append(free[0])
                spoken.add(free[0].person)
    return chosen


def _close(text: str, theme: str) -> int:
    return len(content_stems(text) & content_stems(theme))


def _plural(word: str) -> bool:
    return len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "ways"))
