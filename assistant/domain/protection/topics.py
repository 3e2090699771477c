"""How many pairings are about what: only where no pairing's own topic follows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from assistant.domain.people import Pairing
from assistant.domain.protection.programme import TopicCount, Wanted
from assistant.domain.protection.rows import ShownRow, Unit, shown_row

_MEASURE = "topics"


def topics_of(
    pairings: Sequence[Pairing],
    everybody: Sequence[Unit],
    shown: Sequence[ShownRow],
    wanted: Wanted,
    rows: list[ShownRow],
) -> tuple[TopicCount, ...]:
    """Topics with enough pairings, and the others as one sum; () where nothing can be told.

    Told again only for the same pairings with the same topics: one that joined would be known by
    the difference.
    """
    of_pairing = {p.id: p.topics[0] if p.topics else "" for p in pairings}
    keyed = [u.model_copy(update={"key": f"{u.key}={of_pairing[u.pairing]}"}) for u in everybody]
    row = shown_row(_MEASURE, "all", keyed, "", wanted.as_of)
    earlier = [old for old in shown if old.measure == _MEASURE]
    if any(old.keys != row.keys for old in earlier):
        return ()
    counts = Counter(of_pairing[pairing] for pairing in {u.pairing for u in everybody})

    def holds(topics: Sequence[str]) -> bool:
        return wanted.rule.holds([u for u in everybody if of_pairing[u.pairing] in topics])

    told = [t for t in sorted(counts, key=lambda t: (-counts[t], t)) if t and holds([t])]
    rest = [topic for topic in counts if topic not in told]
    # One topic alone in the rest would be known by subtraction; so would a rest that is too small.
    while told and (len(rest) < 2 or not holds(rest)):
        rest.append(told.pop())
    if not told:
        return ()
    if not earlier:
        rows.append(row)
    return (
        *(TopicCount(topic=topic, pairings=counts[topic]) for topic in told),
        TopicCount(topic="", pairings=sum(counts[topic] for topic in rest)),
    )
