"""The worked case of a coordinator: what is shown and what is held back, as worked out by hand."""

import json
from pathlib import Path
from statistics import mean

import pytest

from benchmarks.coordinator_case import case_note

CASE = Path(__file__).parents[3] / "shared" / "examples" / "coordinator-input.json"
pytestmark = pytest.mark.skipif(not CASE.exists(), reason="the worked cases are not here")


@pytest.fixture(scope="module")
def content():
    return json.loads(CASE.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    return case_note(CASE, tmp_path_factory.mktemp("case"))


def row(page, start: str) -> tuple[str, ...]:
    return next(
        line.cells for line in page.section("figures").lines if line.cells[0].startswith(start)
    )


def _words(page) -> list[str]:
    return [f"{line.lead} {line.text}".strip() for line in page.lines]


def test_the_same_themes_are_shown_with_the_same_people_and_pairings(page, content):
    told = page.model_dump_json()
    for theme in content["themes"]:
        count = f"{theme['name']} ({theme['people']} people, {theme['pairings']} pairings)"
        assert (count in told) == theme["shown"], theme["id"]
        assert (theme["name"] in told) == theme["shown"], theme["id"]


def test_the_same_figures_are_held_back_and_the_others_are_right(page, content):
    rows = content["pulse_session_3"]["rows"]
    sites = {pairing["id"]: pairing["site"] for pairing in content["pairings"]}
    hall = [r for r in rows if sites[r["pairing"]] == "Town Hall"]
    rest = [r for r in rows if r not in hall]
    of = {role: [r for r in rows if r["role"] == role] for role in ("mentor", "mentee")}
    expected = [
        f"{mean(r['rating'] for r in group):.1f} "
        f"({len(group)} people, {len({r['pairing'] for r in group})} pairings)"
        for group in (rows, of["mentor"], of["mentee"], hall, rest)
    ]
    assert page.section("figures").columns[-2:] == ("Town Hall", "other sites")
    assert list(row(page, "session 3 worth")[1:]) == expected
    # What is held back in every column has no row: it is named below them, with the reason.
    untold = next(n for n in _words(page) if n.startswith("Not told at all"))
    assert "energy after session 3" in untold
    assert "readiness to learn" in untold
    assert row(page, "promises kept")[1:4] == ("29 of 41 (16 people, 9 pairings)", "(a)", "(a)")
    assert row(page, "sessions held")[1:] == ("22 of 27", "", "", "13 of 15", "9 of 12")
    assert row(page, "confidence")[2] == "20.5, now 22.7 (6 people, 6 pairings)"
    assert row(page, "pairings by topic")[1].startswith("digital 4; all other topics 5")
    assert "p = 0.13" in page.section("with-care").lines[0].text


def test_quotes_are_by_consent_describe_nobody_and_stand_under_a_theme_they_carry(page, content):
    given = {entry["text"]: entry for entry in content["contributions"]}
    names = {entry["id"]: entry["name"] for entry in content["themes"]}
    quoted = []
    for line in page.lines:
        for citation in line.citations:
            if citation.voice in ("mentor", "mentee"):
                entry = given[citation.quote]
                assert entry["quote_consent"] != "none"
                assert entry["role"] == citation.voice
                assert any(line.lead.startswith(names[theme]) for theme in entry["themes"])
                quoted.append(entry["id"])
    assert sorted(quoted) == ["K16", "K4", "K6", "K9"], "as the hand-made note has it"
