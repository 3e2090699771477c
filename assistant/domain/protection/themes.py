"""Themes with people and pairings behind them, and the few words that may be quoted."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Literal

from assistant.domain.people import Theme
from assistant.domain.protection.counting import protect_count
from assistant.domain.protection.programme import Quoted, ThemeShown, Wanted
from assistant.domain.protection.quotes import Offer, chosen_quotes, quotable_span
from assistant.domain.protection.rows import ShownRow, Unit
from assistant.domain.reflections import Contribution, Quoting, allowed

if TYPE_CHECKING:
    from assistant.domain.protection.gathering import Raw

Place = Callable[[str, str, str | None, float], Unit | None]

QUOTE_CONSENT = "quote"
"""Purpose of a consent to words that describe the one who consents."""


def themes_of(
    raw: Raw,
    place: Place,
    everybody: Sequence[Unit],
    wanted: Wanted,
    rows: list[ShownRow],
) -> tuple[list[ThemeShown], int, list[Contribution]]:
    """Themes that may be shown, most pairings first; how many may not; what was given in all."""
    given = [one for one in raw.contributions if _in_period(one, wanted)]
    known = {theme.name.casefold(): theme for theme in raw.programme.themes}
    named: dict[str, list[Contribution]] = {}
    for one in given:
        for name in one.themes:
            named.setdefault(name.strip().casefold(), []).append(one)
    named.pop("", None)
    shown: list[ThemeShown] = []
    for key, behind in named.items():
        population = _population(f"{key} since {wanted.since}", behind, place, everybody)
        count, row = protect_count(
            f"theme: {key}", population, raw.shown, wanted.rule, wanted.as_of
        )
        if row is not None:
            rows.append(row)
        if count is not None:
            own_words = next(n.strip() for n in behind[0].themes if n.strip().casefold() == key)
            shown.append(ThemeShown(theme=known.get(key, Theme(name=own_words)), count=count))
    shown.sort(key=lambda s: (-s.count.pairings, -s.count.people, s.theme.name))
    return _with_quotes(shown, given, raw, wanted), len(named) - len(shown), given


def quote_id(contribution: str) -> str:
    """What a quote is known by in a note: from the contribution, but no way back to it without the
    store, since a record's id may tell whose it is."""
    return f"quote-{hashlib.sha256(f'quote {contribution}'.encode()).hexdigest()[:12]}"


def _in_period(one: Contribution, wanted: Wanted) -> bool:
    day = one.created_at.date()
    return day <= wanted.as_of and (wanted.since is None or day > wanted.since)


def _population(
    theme: str, behind: Sequence[Contribution], place: Place, everybody: Sequence[Unit]
) -> list[Unit]:
    """Everybody in a pairing, 1 for who named the theme; also who has left since but named it."""
    by_whom: dict[tuple[str, str], list[str]] = {}
    for one in behind:
        by_whom.setdefault((one.author, one.pairing or ""), []).append(one.id)
    units = {(u.person, u.pairing): u for u in everybody}
    for person, pairing in by_whom:
        found = place(f"{person}@{pairing}", person, pairing, 0.0)
        if found is not None:
            units.setdefault((person, pairing), found)
    return [
        unit.model_copy(
            update={
                "value": float(whose in by_whom),
                "key": f"{theme}: {'+'.join(sorted(by_whom.get(whose, ['not ' + unit.key])))}",
            }
        )
        for whose, unit in units.items()
    ]


def _with_quotes(
    shown: Sequence[ThemeShown], given: Sequence[Contribution], raw: Raw, wanted: Wanted
) -> list[ThemeShown]:
    offers = [offer for one in given if (offer := _offer(one, raw, wanted)) is not None]
    names = [one.theme.name for one in shown]
    chosen = chosen_quotes(names, offers)
    finished = []
    for one in shown:
        quotes = tuple(_quoted(offer) for offer in chosen[one.theme.name])
        offered = any(
            one.theme.name.casefold() in {theme.casefold() for theme in offer.themes}
            for offer in offers
        )
        finished.append(
            one.model_copy(update={"quotes": quotes, "withheld": offered and not quotes})
        )
    return finished


def _offer(one: Contribution, raw: Raw, wanted: Wanted) -> Offer | None:
    if one.quoting is Quoting.NO:
        return None
    pair = next((p for p in raw.pairings if p.id == one.pairing), None)
    role = pair.voice_of(one.author) if pair else ""
    if pair is None or not role:
        return None
    people = {person.id: person for person in raw.participants}
    author = people.get(one.author)
    names = [
        part for p in (pair.mentor, pair.mentee) if p in people for part in _names(people[p].name)
    ]
    paired = {person for p in raw.pairings for person in (p.mentor, p.mentee)}
    telling = [
        f"{person.job} {person.department} {person.name}"
        for person in raw.participants
        if person.id in paired
    ]
    partner = pair.mentee if one.author == pair.mentor else pair.mentor
    agreed = (partner, one.id, QUOTE_CONSENT) in allowed(raw.consents)
    span = quotable_span(one.text)
    words = one.text[slice(*span)] if span else ""
    describes = one.about_partner or wanted.words.describes_partner(one.text, names)
    named = one.quoting is Quoting.NAMED
    fit = bool(span) and (agreed or not describes)
    fit = fit and (named or not wanted.words.shows_who(words, telling))
    return Offer(
        id=one.id,
        text=one.text,
        person=one.author,
        pairing=pair.id,
        role=role,
        name=author.name if named and author else "",
        themes=one.themes,
        fit=fit,
    )


def _names(name: str) -> list[str]:
    return [part for part in name.split() if len(part) > 2]


def _quoted(offer: Offer) -> Quoted:
    start, end = quotable_span(offer.text) or (0, 0)
    role: Literal["mentor", "mentee"] = "mentor" if offer.role == "mentor" else "mentee"
    words = offer.text[start:end]
    return Quoted(
        id=quote_id(offer.id), text=words, start=0, end=len(words), role=role, name=offer.name
    )
