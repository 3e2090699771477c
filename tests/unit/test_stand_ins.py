"""Names leave as stand-ins and come back letter by letter."""

from __future__ import annotations

import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from assistant.llm.stand_ins import NameWords, StandIns

PEOPLE = [
    "Ana Ferreira", "Martin Hallett", "Zoë O'Brien-Lund", "Will May", "Ian Thompson",
    "Jürgen Groß", "王小明", "Lucía de la Fuente", "Ana Kowalska",
]  # fmt: skip
WORDS = NameWords(
    also_words=frozenset({"will", "may"}), common=frozenset({"regional", "transport"}),
    capitals=frozenset({"IT"}),
)  # fmt: skip
NAMES = StandIns(PEOPLE, ["Wexholme Regional Transport"], WORDS)
PIECES = [
    "ana", "ferreira", "martin", "hallett", "zoë", "zoe", "o'brien-lund", "o’brien", "lund", "ian",
    "thompson", "jürgen", "jurgen", "groß", "王小明", "lucía", "fuente", "kowalska", "wexholme",
]  # fmt: skip
SCRAPS = [
    *PIECES, *(p.upper() for p in PIECES), *(p.title() for p in PIECES), "Ana's", "AF", "A.F.",
    "A. F.", "AF:", "IT", "IT:", "Will", "will", "WRT", "ana.ferreira@wexholme.example", "Person1",
    "person2b", "Workplace1", "Member1", "Anatomy", "_", " ", "\n", '"', "\\", "’s", ".", "1", "-",
]  # fmt: skip
texts = st.lists(st.sampled_from(SCRAPS) | st.text(max_size=6), max_size=25).map(
    " ".join
) | st.lists(st.sampled_from(SCRAPS), max_size=12).map("".join)


def named(text: str) -> list[str]:
    """Names that stand in a text as words, however they are written."""
    found = []
    for piece in PIECES:
        edge = "A-Za-z0-9" if piece.upper() == piece else r"^\W_"
        pattern = rf"(?<![{edge}]){re.escape(piece)}(?![{edge}])"
        found += re.findall(pattern, text, re.IGNORECASE)
    return found


@settings(max_examples=300, deadline=None)
@given(st.lists(texts, min_size=1, max_size=3))
@example(["Ana Ferreira said AF: 'ANA will not' to ana_ferreira and Zoe O’BRIEN-LUND's Ana."])
@example(["O'Brien-Lundana.ferreira@wexholme.example", "ana_x@y.zz", "-ana@y.zz", "王小明王小明"])
@example(["A王小明b and 王小明说 Person1 Member1 Colleague1 someone1"])
def test_no_name_leaves_and_every_letter_comes_back(written: list[str]) -> None:
    swap = NAMES.swap_for(written)
    for text in written:
        sent = swap.replaced(text)
        assert named(sent) == []
        assert swap.restored(sent) == text


@settings(max_examples=100, deadline=None)
@given(texts, st.integers(1, 9))
def test_a_stream_in_pieces_comes_back_like_the_whole(text: str, size: int) -> None:
    swap = NAMES.swap_for([text])
    sent = swap.replaced(text)
    shown, held = "", ""
    for start in range(0, len(sent), size):
        held += sent[start : start + size]
        cut = len(held) - swap.unfinished(held)
        # What a letter before it decides goes along with what is shown.
        shown, held = shown + swap.restored(held[:cut]), held[cut:]
    assert shown + swap.restored(held) == text


def test_the_same_person_has_the_same_stand_in_in_every_request() -> None:
    for text in ("Ana asked.", "Martin and Ana met at Wexholme.", "ANA, ana, Ana"):
        assert NAMES.swap_for([text]).there["Ana"] == "Person1"
    more = StandIns([*PEOPLE, "Somebody New"], [], WORDS)
    assert more.swap_for(["Ana, Somebody"]).there == {"Ana": "Person1", "Somebody": "Person10"}


def test_a_request_reads_well_with_stand_ins() -> None:
    text = (
        "Ana Ferreira (A.F.) mentors Martin. AF: Martin's IT will wait at Wexholme Regional "
        "Transport. Will May may ask; write to ana.ferreira@wexholme.example."
    )
    assert NAMES.swap_for([text]).replaced(text) == (
        "Person1 Person1b (Person1xv2) mentors Person2. Person1x: Person2's IT will wait at "
        "Workplace1 Regional Transport. Person4 Person4b may ask; write to Person0m1."
    )


def test_a_model_that_changes_capitals_is_still_understood() -> None:
    swap = NAMES.swap_for(["Ana met Martin"])
    assert (
        swap.restored("PERSON1 asks person2; Person3 stays.") == "Ana asks Martin; Person3 stays."
    )
