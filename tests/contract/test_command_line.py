"""The command line as a script or a screen reader meets it: what it says and how it ends."""

import json

import pytest

from assistant.cli.common import hoist
from tests.command_line import viceversa, viceversa_process  # noqa: F401 (fixtures)


def test_common_options_may_stand_on_either_side_of_the_command():
    assert hoist(["agenda", "--json", "--pairing", "p", "--as", "Ana"]) == [
        "--json", "--as", "Ana", "agenda", "--pairing", "p",
    ]  # fmt: skip
    assert hoist(["ask", "--", "--json"]) == ["ask", "--", "--json"]
    assert hoist(["home", "--store=x"]) == ["--store=x", "home"]
    assert hoist(["agenda", "--show-request"]) == ["--show-request", "agenda"]


def test_an_agenda_as_json_keeps_the_promised_shape(viceversa_process):
    done = viceversa_process("agenda", "--pairing", "ana-martin", "--session", "next", "--json")
    assert done.returncode == 0, done.stderr
    agenda = json.loads(done.stdout)
    assert {"kind", "id", "pairing", "session", "minutes", "engine", "opening", "items",
            "commitments_due", "closing", "findings", "receipt"} <= set(agenda)  # fmt: skip
    assert (agenda["kind"], agenda["session"], agenda["minutes"]) == ("agenda", 4, 60)
    lines = agenda["opening"] + agenda["items"] + agenda["closing"]
    assert sum(line["minutes"] for line in lines) == 60
    for line in lines:
        assert {"topic", "minutes", "lead", "goal", "purpose", "prompts", "citations"} <= set(line)
        assert line["lead"] in ("mentor", "mentee", "both")
        assert line["suggestion"] is not bool(line["citations"])
        assert all(citation["found"] for citation in line["citations"])


def test_plain_output_has_no_colour_and_no_drawing(viceversa):
    done = viceversa("home", "--plain")
    assert done.returncode == 0
    assert done.stdout.startswith("Good to see you, Ana.")
    assert "Next: Prepare session 4 with Martin" in done.stdout
    assert "\n  viceversa agenda --pairing ana-martin --session 4\n" in done.stdout
    assert "\x1b" not in done.stdout


def test_a_note_comes_in_from_a_file_and_from_standard_input(viceversa, tmp_path):
    (tmp_path / "notes.md").write_text("The saffron corridor is too long.")
    done = viceversa("import", "notes.md", "--pairing", "ana-martin", "--session", "3",
                     "--visibility", "pair")  # fmt: skip
    assert "kept in session 3 of ana-martin" in done.stdout
    assert "(you two)" in done.stdout
    done = viceversa("import", "-", "--pairing", "Martin", "--json", given="A magenta thought.")
    assert json.loads(done.stdout)["notes"][0]["visibility"] == "private"
    found = json.loads(
        viceversa("search", "saffron corridor", "--pairing", "Martin", "--json").stdout
    )
    assert found["hits"][0]["text"] == "The saffron corridor is too long."


def test_the_author_of_a_note_may_be_named(viceversa, tmp_path):
    (tmp_path / "his.txt").write_text("I shall bring the vermilion ledger.")
    done = viceversa("import", "his.txt", "--pairing", "ana-martin", "--session", "3",
                     "--author", "mentee", "--visibility", "pair")  # fmt: skip
    assert done.returncode == 0, done.stderr
    found = json.loads(
        viceversa("search", "vermilion ledger", "--pairing", "Martin", "--json").stdout
    )
    assert (found["hits"][0]["author"], found["hits"][0]["voice"]) == ("Martin", "mentee")


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["nonsense"], 2, "No such command"),
        (["agenda", "--as", "Yvonne"], 1, "Add --pairing idris-yvonne (with Idris Vaughan) or"),
        (["agenda", "--as", "Oonagh"], 4, "You are in no pairing"),
        (["home", "--as", "Zebedee"], 4, "Nobody here is called Zebedee"),
        (["agenda", "--pairing", "jerome-sunita"], 4, "You have no pairing called"),
        (["agenda", "--pairing", "ana-martin", "--session", "9"], 4, "There is no session 9"),
        (["agenda", "--pairing", "ana-martin", "--engine", "model"], 5, "No model is connected"),
        (["agenda", "--pairing", "ana-martin", "--minutes", "3"], 2, "10"),
        (["import", "none.md", "--pairing", "ana-martin"], 1, "There is no file none.md"),
        (["home", "--store", "/proc/nowhere/store.sqlite"], 6, ""),
        (["guidance", "show", "no-such-card"], 4, "There is no card"),
        (["connect", "--base-url", "http://example.org/v1", "--model", "m"], 1, "https"),
    ],
)
def test_each_trouble_has_its_exit_code_and_says_what_happened(viceversa, words, code, says):
    done = viceversa(*words)
    assert (done.returncode, done.stdout) == (code, "")
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_a_process_of_its_own_hands_on_input_streams_and_exit_code(viceversa_process):
    done = viceversa_process("import", "-", "--pairing", "Martin", given="A magenta thought.")
    assert (done.returncode, done.stderr) == (0, "")
    done = viceversa_process("home", "--as", "Zebedee")
    assert (done.returncode, done.stdout) == (4, "")
    assert "Nobody here is called Zebedee" in done.stderr


def test_the_mentee_may_not_be_read_by_naming_the_pairing_of_others(viceversa):
    done = viceversa("search", "round of voices", "--pairing", "ana-martin", "--as", "Jerome")
    assert done.returncode == 4
    assert "round" not in done.stdout


def test_control_sequences_of_a_note_never_reach_the_terminal(viceversa, tmp_path):
    (tmp_path / "evil.md").write_text(
        "teal \x1b]52;c;aGk=\x07 lamp \x1b[2J\u202e\x9b31m done", encoding="utf-8"
    )
    viceversa("import", "evil.md", "--pairing", "Martin", "--session", "3", "--visibility", "pair")
    for words in (["search", "teal lamp"], ["ask", "where is the teal lamp?"]):
        for style in (["--plain"], ["--json"], []):
            done = viceversa(*words, "--pairing", "Martin", *style)
            assert "teal" in done.stdout
            for trace in ("\x1b", "\x07", "\u202e", "\x9b"):
                assert trace not in done.stdout + done.stderr


def test_doctor_and_the_index_say_that_all_is_well(viceversa):
    assert viceversa("doctor").returncode == 0
    assert "sound" in viceversa("index", "verify").stdout
    facts = json.loads(viceversa("index", "rebuild", "--json").stdout)
    assert facts["own_passages"] > 0


def test_a_pairing_named_before_the_act_counts_for_it(viceversa):
    assert viceversa("agenda", "--pairing", "ana-martin").returncode == 0
    begun = viceversa("run", "--pairing", "ana-martin", "begin")
    assert begun.returncode == 0, begun.stderr
    assert "1. now" in begun.stdout


def test_an_agenda_is_exported_and_checked(viceversa, tmp_path):
    agenda = viceversa("agenda", "--pairing", "ana-martin", "--json").stdout
    (tmp_path / "saved.json").write_text(agenda)
    assert "found word for word" in viceversa("check", "saved.json").stdout
    done = viceversa("export", "agenda", json.loads(agenda)["id"], "--to", ".")
    assert "agenda-session-4-martin.md" in done.stdout
    assert (tmp_path / "agenda-session-4-martin.md").read_text().startswith("# Session 4")


def test_feedback_is_sealed_from_a_form_and_released_after_a_look_at_the_words(viceversa):
    form = "Situation: The shed.\nBehaviour: You asked by when.\nImpact: I said a day.\n"
    sunita = {"VICEVERSA_AS": "sunita-kelkar"}
    jerome = {"VICEVERSA_AS": "jerome-tully"}
    pairing = ("--pairing", "jerome-sunita", "--json")
    before = viceversa("feedback", "open", *pairing, **jerome)
    assert json.loads(before.stdout)["state"] in ("to write", "open")
    sealed = viceversa("feedback", "give", *pairing, "--file", "-", given=form, **jerome)
    assert sealed.returncode == 0, sealed.stderr
    assert json.loads(sealed.stdout)["mine"][0]["behaviour"] == "You asked by when."
    shown = viceversa("feedback", "release", *pairing, **jerome)
    assert json.loads(shown.stdout)["lines"][0]["impact"] == "I said a day."
    unread = viceversa("feedback", "open", *pairing, **sunita)
    assert json.loads(unread.stdout)["released_to_me"] == []
    assert viceversa("feedback", "release", "1", "--yes", *pairing, **jerome).returncode == 0
    read = viceversa("feedback", "open", *pairing, **sunita)
    assert [p["impact"] for p in json.loads(read.stdout)["released_to_me"]] == ["I said a day."]


def test_an_agenda_is_changed_accepted_and_shown_by_commands_alone(viceversa):
    assert viceversa("agenda", "--pairing", "ana-martin").returncode == 0
    asked = viceversa("ask", "swap 3 and 4", "--pairing", "ana-martin")
    assert "moved from 4 to 3" in asked.stdout
    assert "Nothing is changed yet" in asked.stdout
    done = viceversa("ask", "swap 3 and 4", "--pairing", "ana-martin", "--accept", "--json")
    answer = json.loads(done.stdout)
    assert answer["accepted"] is True
    assert answer["change"]["total_after"] == 60
    refused = viceversa("agenda", "--pairing", "ana-martin")
    assert refused.returncode == 1
    assert "--redraft" in refused.stderr
    draft = json.loads(viceversa("agenda", "show", "--pairing", "ana-martin", "--json").stdout)
    assert draft["state"] == "draft"
    assert viceversa("agenda", "accept", draft["id"]).returncode == 0
    shared = viceversa("agenda", "show", "--pairing", "Ana", VICEVERSA_AS="martin-hallett")
    assert "shared with both of you" in shared.stdout
    proposed = viceversa(
        "agenda", "change", "drop the experiment", "--pairing", "Ana", "--accept",
        VICEVERSA_AS="martin-hallett",
    )  # fmt: skip
    assert "Proposed. Ana decides on it." in proposed.stdout
    listed = json.loads(
        viceversa("agenda", "proposals", "--pairing", "ana-martin", "--json").stdout
    )
    assert [one["words"] for one in listed["proposals"]] == ["drop the experiment"]
    left = viceversa("agenda", "proposals", "--leave", listed["proposals"][0]["id"])
    assert (left.returncode, left.stderr) == (0, "With Martin Hallett, your only pairing.\n")


def test_a_first_run_on_the_command_line_from_two_names_to_an_agenda(viceversa, tmp_path):
    own = {"VICEVERSA_STORE": str(tmp_path / "own.sqlite"), "VICEVERSA_AS": ""}
    begun = viceversa("start", "pairing", "--me", "Lena Brandt", "--with", "Victor Osei",
                      "--on", "12 June 2027 15:00", "--json", **own)  # fmt: skip
    assert begun.returncode == 0, begun.stderr
    assert json.loads(begun.stdout)["pairing"].startswith("lena-victor-")
    assert "Sat 12 June, 15:00" in viceversa("home", "--plain", **own).stdout
    made = viceversa("invite", "--pairing", "Victor", "--json", **own)
    code = json.loads(made.stdout)["invitations"][0]["code"]
    his = {"VICEVERSA_STORE": str(tmp_path / "his.sqlite"), "VICEVERSA_AS": ""}
    joined = viceversa("join", "-", "--plain", given=code, **his)
    assert "You are Victor Osei from now on." in joined.stdout, joined.stderr
    kept = viceversa("boundaries", "add", "pay", "--pairing", "Lena", "--plain", **his)
    assert "Only you know." in kept.stdout
    bad = viceversa("start", "pairing", "--me", "A", "--with", "B", "--on", "someday", **own)
    assert bad.returncode == 1
    assert "Nothing was changed." in bad.stderr


def test_search_finds_my_own_talk_and_nobody_elses(viceversa):
    viceversa("ask", "which umbrella opens a session?", "--engine", "rules")
    mine = json.loads(viceversa("search", "umbrella", "--json").stdout)["talks"]
    assert [one["speaker"] for one in mine][-1] == "you"
    assert "your talk, only you:" in viceversa("search", "umbrella", "--plain").stdout
    theirs = viceversa("search", "umbrella", "--json", "--as", "Martin").stdout
    assert json.loads(theirs)["talks"] == []


def test_box_run_and_talk_leave_as_files_for_their_owner_alone(viceversa, tmp_path):
    viceversa("ask", "which umbrella opens a session?", "--engine", "rules")
    viceversa("questions", "park", "--pairing", "ana-martin", "What is a spreadsheet for?")
    for what, wanted, words in (
        ("questions", "ana-martin", "What is a spreadsheet for? (only you)"),
        ("run", "ana-martin/4", "Session 4 with Martin, as it goes"),
        ("talk", "", "which umbrella opens a session?"),
    ):
        to = tmp_path / f"{what}.md"
        assert viceversa("export", what, wanted, "--to", str(to)).returncode == 0
        assert words in to.read_text()
    refused = viceversa("export", "questions", "ana-martin", "--as", "Jerome")
    assert refused.returncode == 4
    theirs = tmp_path / "theirs.md"
    viceversa("export", "questions", "ana-martin", "--as", "Martin", "--to", str(theirs))
    assert "spreadsheet" not in theirs.read_text()


def test_settings_are_read_and_changed_in_words(viceversa):
    assert "notices: on" in viceversa("settings", "--plain").stdout
    assert viceversa("settings", "notices", "off").stdout.startswith("notices: off")
    assert json.loads(viceversa("settings", "--json").stdout)["notices"] is False
    refused = viceversa("settings", "engine", "dice")
    assert refused.returncode != 0
    assert "engine cannot be dice. It is as it was. It is auto or rules." in refused.stderr


def test_a_certificate_is_made_at_the_close_and_names_nobody_else(viceversa, tmp_path):
    to = tmp_path / "certificate.md"
    early = viceversa("export", "certificate", "ana-martin", "--to", str(to))
    assert "A certificate is made at the close." in early.stderr
    viceversa("close", "--pairing", "ana-martin", "--yes")
    assert viceversa("export", "certificate", "ana-martin", "--to", str(to)).returncode == 0
    text = to.read_text()
    assert "Ana Ferreira took part in Both Ways" in text
    assert "3 sessions, 3 hours" in text
    assert "Martin" not in text
