"""Random questions of readers in every role: nothing foreign, and nothing missing either."""

from __future__ import annotations

import ast
import random
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pytest

import assistant
from assistant.domain.ports import SearchRequest
from assistant.domain.sources import Source, SourceKind
from assistant.domain.visibility import Reader, Role, Visibility
from assistant.retrieval.ledger import packed
from assistant.retrieval.minilm import bundled_embedder
from assistant.retrieval.retriever import open_index
from assistant.retrieval.terms import terms

EMBEDDER = bundled_embedder()
PAIRINGS, PROGRAMMES, NOTES = 200, 5, 14
SUBJECTS = (
    *("budget", "meeting", "phone", "training", "handover", "rota", "screen", "customer"),
    *("complaint", "induction", "survey", "newsletter", "warehouse", "apprentice", "laptop"),
    *("parking", "uniform", "discount", "canteen", "website"),
)
KINDS: tuple[SourceKind, ...] = ("note", "reflection", "feedback", "goal", "commitment")


class Drawn:
    """Vectors drawn by lot for every text, so that thousands of notes need no embedding."""

    def find(self, wanted: Mapping[str, Iterable[str]]) -> Mapping[str, bytes]:
        return {body: packed(_unit(body)) for bodies in wanted.values() for body in bodies}

    def keep(self, made: Sequence[tuple[str, str, bytes]]) -> None:
        raise AssertionError("nothing should have been embedded")


def _unit(seed: str) -> list[float]:
    chance = random.Random(seed)
    drawn = [chance.gauss(0, 1) for _ in range(EMBEDDER.dimension)]
    length = sum(x * x for x in drawn) ** 0.5
    return [x / length for x in drawn]


def everything(chance: random.Random) -> list[Source]:
    """What 200 pairings in five programmes wrote; mentee 7 has three mentors."""
    made: list[Source] = []
    for number in range(PAIRINGS):
        pairing, programme = f"pairing-{number}", f"programme-{number % PROGRAMMES}"
        for each in range(NOTES):
            author = chance.choice((mentor(number), mentee(number)))
            name = f"{pairing}/{each}"
            made.append(
                Source(
                    id=name,
                    kind=chance.choice(KINDS),
                    record=name,
                    text=" ".join(chance.sample(SUBJECTS, 5)),
                    author=author,
                    pairing=chance.choice((pairing,) * 6 + (None,)),
                    programme=programme,
                    visibility=chance.choice(list(Visibility)),
                )
            )
    return made


def mentor(number: int) -> str:
    return f"mentor-{number // 2}"  # everybody mentors two


def mentee(number: int) -> str:
    return "mentee-7" if number in (20, 50) else f"mentee-{number}"


def readers() -> list[Reader]:
    """Mentors, mentees, coordinators, somebody who is all three, and a stranger."""
    pairs: dict[str, dict[str, Role]] = {}
    member: dict[str, set[str]] = {}
    for number in range(PAIRINGS):
        for person, role in ((mentor(number), Role.MENTOR), (mentee(number), Role.MENTEE)):
            pairs.setdefault(person, {})[f"pairing-{number}"] = role
            member.setdefault(person, set()).add(f"programme-{number % PROGRAMMES}")
    made = [
        Reader(person=person, pairings=mine, programmes=frozenset(member[person]))
        for person, mine in pairs.items()
    ]
    made += [
        Reader(person=f"coordinator-{n}", coordinates=frozenset({f"programme-{n}"}))
        for n in range(PROGRAMMES)
    ]
    made.append(
        Reader(
            person="mentor-3",
            pairings={**pairs["mentor-3"], "pairing-90": Role.MENTEE},
            programmes=frozenset(member["mentor-3"]),
            coordinates=frozenset({"programme-4"}),
        )
    )
    made.append(Reader(person="stranger"))
    return made


def readable(source: Source, reader: Reader) -> bool:
    """Rights, said once more from scratch, so that no wall is tested with itself."""
    if source.author == reader.person:
        return True
    in_pair = source.pairing in reader.pairings
    if source.visibility == "pair":
        return in_pair
    inside = reader.programmes | reader.coordinates
    return source.visibility == "programme" and (in_pair or source.programme in inside)


def brute_force(sources: Iterable[Source], asked: SearchRequest) -> set[str]:
    """Every id that may be found."""
    mine = asked.pairing is None or asked.pairing in asked.reader.pairings
    return {
        source.id
        for source in sources
        if readable(source, asked.reader)
        and mine
        and source.pairing == asked.pairing
        and (not asked.kinds or source.kind in asked.kinds)
        and not (asked.shared_only and source.visibility == "private")
    }


@pytest.mark.parametrize(
    ("people", "questions"),
    [
        pytest.param(12, 25, id="300"),
        pytest.param(200, 50, id="all", marks=pytest.mark.faults),
    ],
)
def test_random_questions_of_every_role_find_all_that_is_theirs_and_nothing_else(people, questions):
    chance = random.Random(11)
    sources = everything(chance)
    everybody = readers()
    special = everybody[-PROGRAMMES - 2 :]
    asking = [*special, *chance.sample(everybody[: -PROGRAMMES - 2], people - len(special))]
    foreign = missing = asked_in_all = 0
    for reader in asking:
        index = open_index(None, reader.person, EMBEDDER, kept=Drawn())
        index.bring_in_line([source for source in sources if readable(source, reader)])
        index.warm_up()
        for _ in range(questions):
            words = chance.sample(SUBJECTS, 3)
            mine = sorted(reader.pairings) or ["pairing-1"]
            asked = SearchRequest(
                reader=reader,
                query=" ".join(words),
                pairing=chance.choice([None, f"pairing-{chance.randrange(PAIRINGS)}", *mine * 3]),
                kinds=chance.choice([frozenset(), frozenset(chance.sample(KINDS, 2))]),
                shared_only=chance.random() < 0.3,
                k=100,
            )
            hits = {hit.source.id: hit for hit in index.search(asked)}
            allowed = brute_force(sources, asked)
            foreign += len(hits.keys() - allowed)
            if len(allowed) <= asked.k:
                # Each note has a vector, so whatever may be found ranks somewhere.
                missing += len(allowed - hits.keys())
            wanted = set(terms(asked.query))
            by_words = {name for name, hit in hits.items() if hit.reasons.get("words", 0.0) > 0}
            texts = {source.id: source.text for source in sources if source.id in hits}
            assert by_words == {n for n, text in texts.items() if wanted & set(terms(text))}
            asked_in_all += 1
        index.close()
    print(
        f"{asked_in_all} questions of {len(asking)} readers: {foreign} foreign, {missing} missing"
    )
    assert asked_in_all == people * questions
    assert foreign == 0
    assert missing == 0


def test_there_is_no_way_to_search_without_a_reader():
    """A request cannot be made without one, and nothing but ``Indexing`` asks an index."""
    with pytest.raises(ValueError, match="reader"):
        SearchRequest.model_validate({"query": "rota"})
    root = Path(assistant.__file__).parent
    asking = {
        path.relative_to(root).as_posix()
        for path in root.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("nearest", "occurrences", "cosines")
    }
    assert {name.split("/")[0] for name in asking} == {"retrieval"}
