"""The person's own editor: the words come back, nothing stays on the disk, nothing is lost."""

import os
import shlex
import sys
import tempfile

import pytest

from tests.command_line import as_ana
from tests.tui.test_terminal import Terminal
from tui.editing import edited, named_editor


@pytest.fixture
def editor(tmp_path, monkeypatch):
    """Make an editor of a line of Python, in which ``file`` is the path that it is given."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def made(line: str) -> list[str]:
        script = tmp_path / "my editor.py"
        script.write_text(f"import os, sys, pathlib\nfile = pathlib.Path(sys.argv[-1])\n{line}\n")
        return [sys.executable, str(script)]

    return made


def test_words_come_back_and_nothing_stays(editor, tmp_path):
    found = edited(
        "a\ncafé",
        editor(
            "rights = file.stat().st_mode, file.parent.stat().st_mode\n"
            "(file.parent / '.swap').write_text('x')\n"
            "file.write_text(f'{file.read_text()} {rights[0] & 0o777:o} {rights[1] & 0o777:o}\\n')"
        ),
    )
    assert (found.text, found.trouble) == ("a\ncafé 600 700", "")
    assert [path.name for path in tmp_path.iterdir()] == ["my editor.py"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("sys.exit(3)", "ended with an error"),
        ("file.write_bytes(bytes([255, 254, 0]))", "not text in UTF-8"),
        ("file.unlink()", "left no file behind"),
    ],
)
def test_an_editor_that_fails_gives_nothing_back_and_says_so(editor, line, told):
    found = edited("my words", editor(line))
    assert found.text is None
    assert told in found.trouble
    assert "Your text is as it was" in found.trouble


def test_what_an_editor_wrote_before_it_crashed_is_not_lost(editor):
    found = edited("my words", editor("file.write_text('more words'); sys.exit(1)"))
    assert found.text == "more words"
    assert "ended with an error" in found.trouble


def test_an_editor_is_named_like_a_command_and_never_goes_through_a_shell(editor):
    assert named_editor({"EDITOR": "'my editor' --wait", "VISUAL": ""}) == ["my editor", "--wait"]
    assert named_editor({"VISUAL": "vi", "EDITOR": "nano"}) == ["vi"]
    found = edited(
        "x", [*editor("file.write_text(' '.join(sys.argv[1:-1]))"), "$(id)", ";", "`id`"]
    )
    assert found.text == "$(id) ; `id`"


async def test_off_the_record_nothing_goes_to_an_editor(visit, monkeypatch):
    monkeypatch.setenv("EDITOR", "false")
    async with visit() as v:
        await v.home()
        await v.press("R")
        await v.sees("Begin")
        await v.until(lambda: v.app.screen.view is not None)
        await v.press("enter")
        await v.until(lambda: v.app.screen.runs)
        await v.press("o")
        await v.sees("Off the record")
        await v.press("f9")
        await v.sees("Nothing is written here, so nothing goes to an editor.")


@pytest.mark.faults
def test_i_write_a_note_in_my_own_editor_and_come_back_to_it(editor, demo_store, tmp_path):
    command = editor("file.write_text(file.read_text() + ' said in the editor')")
    env = {
        **os.environ,
        **as_ana(demo_store, tmp_path),
        "EDITOR": shlex.join(command),
        "TERM": "xterm-256color",
    }
    terminal = Terminal(env)
    terminal.sees("Good to see you")
    terminal.press("N")
    terminal.sees("Paste or type")
    terminal.press("begun here")
    terminal.sees("begun here")
    terminal.press("\x1b[20~")
    terminal.sees("begun here said in the editor")
    terminal.sees("Your words are back from the editor.")
    terminal.press("\x1b")
    terminal.close()
