"""The guidance library as it ships, and what a coordinator is told about a card with faults."""

from __future__ import annotations

import re
import time
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
import yaml

import knowledge
from assistant.domain.guidance import GuidanceCard, Strength
from assistant.errors import InvalidCard, NotFound
from assistant.exchange.cards import load_cards, parse_card

GUIDANCE = knowledge.FOLDER / "guidance"
PACKS = [
    *("digital-tools", "social-media", "customers", "culture", "generations"),
    *("lgbt", "disability", "ethnicity", "mental-health"),
]
SPECIAL = {"lgbt", "disability", "ethnicity", "mental-health"}

GOOD = """---
title: Ask before you advise
audience: [mentor, mentee]
topics: [listening, first-session]
stage: [first, early]
source: A leaflet
date: 2023-10-26
licence: "Wording ours (MIT)"
strength: handbook
also_known_as: [advice, fixing]
---

The leaflet asks for a question first,
then for advice.

- one thing
- another thing
"""


@cache
def shipped() -> tuple[GuidanceCard, ...]:
    return tuple(load_cards(GUIDANCE))


@cache
def sources() -> dict[str, list[dict[str, str]]]:
    return yaml.safe_load((knowledge.FOLDER / "sources.yaml").read_text(encoding="utf-8"))


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+(?:'[a-z]+)?", text.lower().replace("\u2019", "'"))


def changed(before: str, after: str) -> str:
    assert before in GOOD
    return GOOD.replace(before, after)


def problems(text: str, card_id: str = "ask-first") -> list[str]:
    with pytest.raises(InvalidCard) as raised:
        parse_card(text, card_id)
    assert raised.value.safe
    assert raised.value.next_step
    return raised.value.problems


# The library that ships


def test_a_newcomer_finds_a_full_library_of_valid_cards() -> None:
    assert len(shipped()) >= 46
    assert [card.id for card in shipped()] == sorted(path.stem for path in GUIDANCE.glob("*.md"))


def test_each_card_can_be_read_in_a_minute() -> None:
    lengths = {card.id: len(card.text.split()) for card in shipped()}
    assert {card: count for card, count in lengths.items() if not 70 <= count <= 150} == {}


def test_cards_are_plain_paragraphs_without_headings_or_links() -> None:
    marked = re.compile(r"^#|https?://|www\.|\]\(|<[a-z/]|[*_`]{1,2}\w", re.MULTILINE)
    assert [card.id for card in shipped() if marked.search(card.text)] == []


def test_each_topic_in_use_is_described_and_each_described_topic_is_used() -> None:
    used = {topic for card in shipped() for topic in card.topics}
    described = sources()["topics"]
    assert used == set(described)
    assert all(len(line) >= 20 for line in described.values())


@pytest.mark.parametrize("topic", PACKS)
def test_each_topic_pack_has_at_least_two_cards_to_stand_on(topic: str) -> None:
    assert len([card for card in shipped() if topic in card.topics]) >= 2


@pytest.mark.parametrize("role", ["mentor", "mentee", "coordinator"])
@pytest.mark.parametrize("stage", ["first", "early", "middle", "late", "last"])
def test_each_role_finds_guidance_for_each_stage(role: str, stage: str) -> None:
    mine = [card for card in shipped() if role in card.audience]
    assert any(stage in card.stage for card in mine)


def test_any_stage_stands_alone() -> None:
    assert [c.id for c in shipped() if "any" in c.stage and len(c.stage) > 1] == []


def test_each_card_names_a_known_source_with_its_date_and_each_source_is_used() -> None:
    dates = {source["title"]: source["date"] for source in sources()["sources"]}
    assert {(card.source, card.date) for card in shipped()} == set(dates.items())


def test_no_card_claims_more_than_its_source_can_bear() -> None:
    assert {card.strength for card in shipped()} == {Strength.PRACTITIONER, Strength.OPINION}
    claims = re.compile(r"\b(proven to|proves that|studies show|science shows|guarantee\w*)\b")
    assert [card.id for card in shipped() if claims.search(card.text.lower())] == []


def test_mentors_are_told_on_every_sensitive_card_that_they_may_pass() -> None:
    sensitive = [card for card in shipped() if SPECIAL & set(card.topics)]
    assert {topic for card in sensitive for topic in SPECIAL & set(card.topics)} == SPECIAL
    for card in sensitive:
        said = card.text.lower()
        assert re.search(r"\bpass\b", said), card.id
        assert re.search(r"\bow(?:e|es|ed)\b", said), card.id
        assert "story" in said, card.id


def test_no_two_cards_repeat_each_other() -> None:
    seen: dict[tuple[str, ...], str] = {}
    shared = []
    for card in shipped():
        tokens = words(card.text)
        for start in range(len(tokens) - 7):
            run = tuple(tokens[start : start + 8])
            if seen.setdefault(run, card.id) != card.id:
                shared.append((seen[run], card.id, " ".join(run)))
    assert shared == []
    assert max(Counter(card.title.lower() for card in shipped()).values()) == 1


# What the writer of a card is told


def test_a_card_is_read_with_its_lines_unfolded_and_its_list_kept() -> None:
    card = parse_card(GOOD, "ask-first")
    assert card.text == (
        "The leaflet asks for a question first, then for advice.\n\n- one thing\n- another thing"
    )
    assert card.id == "ask-first"
    assert card.strength is Strength.HANDBOOK
    assert card.date == "2023-10-26"
    assert card.also_known_as == ("advice", "fixing")


def test_a_card_saved_on_another_system_reads_the_same() -> None:
    saved_elsewhere = "\ufeff" + GOOD.replace("\n", "\r\n")
    assert parse_card(saved_elsewhere, "ask-first") == parse_card(GOOD, "ask-first")


def test_a_single_word_serves_as_a_list_and_a_year_as_a_date() -> None:
    card = parse_card(
        changed("[mentor, mentee]", "mentor").replace("2023-10-26", "2021"), "ask-first"
    )
    assert card.audience == ("mentor",)
    assert card.date == "2021"


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        (
            "title: Ask before you advise",
            f"title: {'x' * 61}",
            "line 2, title: has 61 characters; at most 60",
        ),
        ("title: Ask before you advise", "title:", "line 2, title: is empty"),
        ("title: Ask before you advise", "title: [Ask, twice]", "line 2, title: is a list"),
        (
            "title: Ask before you advise",
            r'title: "Ask \e[2J"',
            "line 2, title: control characters (U+001B)",
        ),
        (
            "[mentor, mentee]",
            "[boss]",
            "line 3, audience: 'boss' is not known here; allowed: mentor, mentee, coordinator",
        ),
        (
            "[mentor, mentee]",
            "[]",
            "line 3, audience: is empty; allowed: mentor, mentee, coordinator",
        ),
        ("[mentor, mentee]", "[mentor, mentor]", "line 3, audience: names 'mentor' twice"),
        (
            "[listening, first-session]",
            "[First Session]",
            "line 4, topics: 'First Session' is not a topic's name",
        ),
        (
            "[listening, first-session]",
            "[a, b, c, d, e]",
            "line 4, topics: has 5 entries; write 1 to 4",
        ),
        (
            "[first, early]",
            "[soon]",
            "line 5, stage: 'soon' is not known here; allowed: first, early, middle, late, last",
        ),
        ("source: A leaflet\n", "", "source: is missing"),
        (
            "source: A leaflet",
            f"source: {'y' * 201}",
            "line 6, source: has 201 characters; at most 200",
        ),
        ("2023-10-26", "2023-02-30", "line 7, date: '2023-02-30' is not a date; allowed: a year"),
        ("2023-10-26", "last May", "line 7, date: 'last May' is not a date"),
        ('"Wording ours (MIT)"', "{name: MIT}", "line 8, licence: holds fields of its own"),
        (
            "handbook",
            "proven",
            "line 9, strength: 'proven' is not a strength; allowed, strongest first: trial",
        ),
        (
            "strength: handbook",
            "strenght: handbook",
            "line 9: 'strenght' is not a field here; allowed: title",
        ),
        (
            "strength: handbook",
            "strength: handbook\ntitle: Again",
            "line 10, title: stands twice; line 2",
        ),
        ("[advice, fixing]", f"[{'z' * 61}]", "line 10, also_known_as: "),
        (
            "A leaflet",
            "A leaflet: the second",
            "line 6: the front matter cannot be read here; each line is 'field: value'",
        ),
        ("A leaflet", r'"\UFFFFFFFF"', "the front matter cannot be read here"),
        ("A leaflet", "!!python/name:os.system x", "line 6: type tags (!) are not allowed"),
        (
            "[listening, first-session]",
            "[[listening]]",
            "line 4: a list inside a list is not allowed",
        ),
        (
            "then for advice",
            "then for\x07 advice\u202e",
            "line 14: control characters (U+0007, U+202E)",
        ),
    ],
)
def test_the_writer_is_told_where_the_fault_is_and_what_is_allowed(
    before: str, after: str, problem: str
) -> None:
    found = problems(changed(before, after))
    assert any(problem in line for line in found), found


def test_all_faults_of_a_card_are_named_at_once() -> None:
    broken = (
        "---\ntitle:\naudience: [boss]\ntopics: [a, b, c, d, E]\nstage: soon\nsource: []\n"
        "date: May\nlicence: {a: b}\nstrength: proven\nauthor: me\n---\n\n"
    )
    named = {
        field for line in problems(broken) for field in re.findall(r"^(?:line \d+, )?(\w+):", line)
    }
    assert named >= {
        *("title", "audience", "topics", "stage", "source", "date", "licence", "strength", "body")
    }
    assert any("'author' is not a field here" in line for line in problems(broken))


def test_a_card_without_front_matter_is_told_how_to_begin() -> None:
    assert "line 1: the front matter is missing; begin with a line ---" in problems("# A note")[0]
    assert "line 1: the front matter is missing" in problems("")[0]


def test_a_card_whose_front_matter_never_ends_is_told_so() -> None:
    unclosed = GOOD.replace("also_known_as: [advice, fixing]\n---\n", "")
    assert "line 1: the front matter that begins here is not closed" in problems(unclosed)[0]


@pytest.mark.parametrize("front", ["- title\n- audience", "just words", "# a remark"])
def test_front_matter_that_is_no_list_of_fields_is_told_so(front: str) -> None:
    assert "line 1: the front matter holds no fields" in problems(f"---\n{front}\n---\nBody.")[0]


def test_an_empty_body_and_a_long_one_are_turned_away() -> None:
    head = GOOD[: GOOD.rindex("---") + 4]
    assert problems(head) == ["body: is empty; write the idea in 70 to 150 words"]
    assert parse_card(head + "word " * 400, "ask-first").text.count("word") == 400
    assert problems(head + "word " * 401) == ["body: has 401 words; at most 400 are allowed"]


def test_a_document_is_not_taken_for_a_card() -> None:
    assert "the file has 20,001 characters" in problems("x" * 20_001)[0]
    assert "the front matter has" in problems(changed("A leaflet", "x" * 4_000))[0]


@pytest.mark.parametrize(
    "value",
    [
        "[" * 3_000,
        "{a: " * 700,
        "\n" + "- " * 1_800,
        "\n " + "? " * 1_800,
        "&a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]",
    ],
    ids=["brackets", "braces", "dashes", "keys", "references"],
)
def test_a_bomb_in_the_front_matter_is_refused_quickly(value: str) -> None:
    started = time.perf_counter()
    found = problems(changed("A leaflet", value))
    assert time.perf_counter() - started < 2
    assert "is not allowed" in found[0] or "are not allowed" in found[0]


@pytest.mark.parametrize("card_id", ["Ask First", "../ask", "", "ask_first", "ask-first\n"])
def test_a_file_name_that_cannot_name_a_card_is_turned_away(card_id: str) -> None:
    assert "cannot serve as the card's name" in problems(GOOD, card_id)[0]


def test_a_message_never_repeats_control_characters_or_endless_values() -> None:
    found = problems(changed("handbook", "x\x1b[2J" + "y" * 150))
    assert all("\x1b" not in line and len(line) < 250 for line in found)


def test_a_coordinator_is_told_which_files_of_a_folder_have_faults(tmp_path: Path) -> None:
    (tmp_path / "good.md").write_text(GOOD, encoding="utf-8")
    (tmp_path / "bad.md").write_text(changed("handbook", "proven"), encoding="utf-8")
    (tmp_path / "picture.md").write_bytes(bytes(range(256)))
    with pytest.raises(InvalidCard) as raised:
        load_cards(tmp_path)
    assert [line.split(":")[0] for line in raised.value.problems] == ["bad.md", "picture.md"]
    (tmp_path / "bad.md").unlink()
    (tmp_path / "picture.md").unlink()
    assert [card.id for card in load_cards(tmp_path)] == ["good"]


def test_a_folder_that_is_not_there_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        load_cards(tmp_path / "nowhere")
