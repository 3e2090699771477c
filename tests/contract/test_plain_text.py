"""The command line by ear: one thought on a line, and each next step told as a whole command."""

import re
import shlex

import pytest

from tests.command_line import ROOT, viceversa  # noqa: F401 (fixture)


def test_the_first_start_tells_every_way_to_begin(viceversa, tmp_path):
    empty = {"VICEVERSA_STORE": str(tmp_path / "none.sqlite"), "VICEVERSA_AS": ""}
    told = viceversa("--plain", **empty)
    assert told.returncode == 0, told.stderr
    for command in ("demo", "start pairing", "start programme", "join FILE", "connect"):
        assert f": viceversa {command}" in told.stdout
    lost = viceversa("agenda", "--plain", **empty)
    assert "viceversa home tells each way to begin" in lost.stderr


def test_a_sentence_is_one_line_and_no_list_is_a_column(viceversa):
    told = viceversa("commitments", "--plain").stdout
    lines = [line for line in told.splitlines() if "Ask the screen one real question" in line]
    assert [line.split(": ")[0].strip() for line in lines] == ["ana-martin.C6"]
    assert lines[0].endswith("the room spoke.")
    for words in (["feedback", "open"], ["index", "status"], ["guidance", "gaps"], ["doctor"]):
        said = viceversa(*words, "--plain").stdout
        assert not re.search(r"\S {2,}\S", said), said


def test_the_only_pairing_need_not_be_named_and_is_told_where_something_is_written(viceversa):
    read = viceversa("questions", "list", "--plain")
    assert (read.returncode, read.stderr) == (0, "")
    kept = viceversa("questions", "park", "Why on a Tuesday?", "--plain")
    assert kept.stderr == "With Martin Hallett, your only pairing.\n"
    number = re.search(r"Parked as number (\d)", kept.stdout)
    assert number is not None
    assert (
        f"{number[1]}. only you: parked: Why on a Tuesday?" in viceversa("questions", "list").stdout
    )
    named = viceversa("questions", "park", "Why at ten?", "--pairing", "Martin")
    assert named.stderr == ""


def test_the_next_command_goes_on_as_the_person_who_was_named(viceversa):
    told = viceversa("home", "--as", "Martin", "--plain").stdout
    assert "\n  viceversa --as Martin read-first --pairing ana-martin\n" in told


def test_home_sends_to_an_agenda_that_is_there_and_does_not_draft_it_anew(viceversa):
    step = "viceversa agenda --pairing ana-martin --session 4"
    assert step in viceversa("home", "--plain").stdout
    viceversa("agenda")
    told = viceversa("home", "--plain").stdout
    assert step not in told
    assert "viceversa agenda show --pairing ana-martin --session 4" in told
    viceversa("agenda", "accept")
    read = viceversa("home", "--as", "Martin", "--plain").stdout
    assert "viceversa --as Martin agenda show --pairing ana-martin --session 4" in read


def test_a_mentor_shares_what_a_session_came_to_by_the_commands_that_were_told(viceversa):
    drafted = viceversa("summary", "--session", "3", "--plain").stdout
    share = re.search(r"To let your partner read it: viceversa (page share \w+)", drafted)
    assert share is not None, drafted
    listed = viceversa("page", "change", share[1].split()[-1], "--plain").stdout
    number = next(line.split(".")[0].strip() for line in listed.splitlines() if "six quest" in line)
    left = viceversa("page", "drop", share[1].split()[-1], number, "--plain").stdout
    assert "six questions" not in left
    looked = viceversa(*share[1].split(), "--plain").stdout
    assert "Nothing is shared." in looked
    shared = viceversa(*share[1].split(), "--yes", "--plain").stdout
    assert shared.startswith("Shared. Martin can read it now")
    back = re.search(r"viceversa (page take-back \w+)", shared)
    assert back is not None
    read = viceversa("page", "show", back[1].split()[-1], "--as", "Martin", "--plain").stdout
    accept = re.search(r"viceversa --as Martin (page accept \w+)", read)
    assert accept is not None
    said = viceversa(*accept[1].split(), "--as", "Martin").stdout
    assert said.startswith("Accepted, for yourself.\n")
    own = viceversa("summary", "--session", "3", "--as", "Martin").stdout
    assert "to read and accept: viceversa --as Martin page show" in own
    assert viceversa(*back[1].split()).returncode == 0


def test_the_command_that_is_told_releases_the_points_that_were_shown(viceversa):
    shown = viceversa("feedback", "release", "--round", "2", "--plain").stdout
    assert "Leave my next job out of this hour." in shown
    told = re.search(r"To release: viceversa (feedback release .*--yes)", shown)
    assert told is not None
    assert viceversa(*told[1].split()).stdout.startswith("Released. Martin can read 1 point now.")
    read = viceversa("feedback", "open", "--round", "2", "--as", "Martin", "--plain").stdout
    assert "Leave my next job out of this hour." in read


def test_feedback_that_was_broken_off_is_there_again(viceversa):
    viceversa("mark", "held", "--session", "4")
    broken = viceversa("feedback", "give", given="Session 4, the map.\nYou drew it.\n")
    assert broken.returncode == 1
    assert "What you typed is kept" in broken.stderr
    again = viceversa("feedback", "give", given="I saw where it stops.\n\n\n")
    assert "Restored, point 1: Session 4, the map. You drew it." in again.stderr
    assert again.returncode == 0, again.stderr
    assert "1 point for Martin, round 4." in again.stdout


def test_a_draft_says_that_it_is_older_than_the_agreement(viceversa):
    older = "Your agreement has changed since this was drafted"
    assert older not in viceversa("agenda").stdout
    page = re.search(r"page share (\w+)", viceversa("summary", "--session", "3").stdout)
    assert page is not None
    viceversa("agreement", "change", "3", "We walk.")
    assert older in viceversa("agenda", "show").stdout
    assert older in viceversa("page", "show", page[1]).stdout
    assert older not in viceversa("agenda", "--redraft").stdout


def test_topics_are_told_by_name(viceversa):
    listed = viceversa("guidance", "list", "--topic", "LGBT", "--plain").stdout
    assert "; LGBT" in listed
    assert "3 in all." in listed
    assert "first session" in viceversa("guidance", "gaps", "--plain").stdout
    none = viceversa("guidance", "list", "--topic", "gardening", "--plain").stdout
    assert "Topics that there are: " in none
    assert "mental health" in none


def test_a_line_of_the_agenda_is_changed_by_hand_and_put_back(viceversa):
    viceversa("agenda")
    shown = viceversa("agenda", "edit", "2", "--topic", "Our promises", "--plain").stdout
    assert "\n2. 8 min  Our promises" in shown
    assert "60 minutes in all" in shown
    missed = viceversa("agenda", "edit", "40", "--park")
    assert missed.returncode == 1
    assert "numbered from 1 to 7" in missed.stderr
    assert "Our promises" not in viceversa("agenda", "undo").stdout
    assert "agenda-session-4-martin.md" in viceversa("export", "agenda", "--to", ".").stdout


def test_a_whole_note_is_erased_after_a_look(viceversa):
    looked = viceversa("written", "--erase", "1", "--plain").stdout
    assert "Erased would be: Session 3 with Martin, your note" in looked
    first = looked.splitlines()[1].strip()
    assert first in viceversa("written", "--plain").stdout
    assert viceversa("written", "--erase", "1", "--yes").returncode == 0
    assert first not in viceversa("written", "--plain").stdout


@pytest.mark.faults
def test_three_journeys_go_by_the_commands_of_their_script(viceversa, tmp_path):
    script = (ROOT / "docs" / "by-command.md").read_text(encoding="utf-8")
    _, *journeys = re.split(r"^## (?=Ana|Martin|Oonagh)", script, flags=re.MULTILINE)
    given = {"feedback give": "Session 4, the map.\nYou drew it.\nI saw it.\n\n\n"}
    # The script itself says who acts; a test's own environment names Ana.
    own = {"VICEVERSA_AS": "", "VICEVERSA_STORE": str(tmp_path / "own.sqlite")}
    assert viceversa("demo", **own).returncode == 0
    gone = []
    for journey in journeys:
        for words in re.findall(r"^- `viceversa (.*?)`", journey, flags=re.MULTILINE):
            called = words.replace(" ID ", " ana-martin.C6 ")
            if words.startswith("summary close"):
                called += " --yes"
            if words == "run end":
                called += " --share"
            if words == "run":
                viceversa("run", "begin", **own)
            said = given.get(words, "")
            done = viceversa(*shlex.split(called), "--plain", given=said, **own)
            assert done.returncode == 0, (called, done.stderr)
            gone.append(words)
    assert len(gone) > 30
    assert "Your thanks" in viceversa("summary", "thanks", "--as", "Martin", **own).stdout
