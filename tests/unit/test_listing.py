"""A newcomer finds a command by what they came to do."""

from typer.main import get_command

from assistant.cli.app import app
from assistant.cli.listing import SECTIONS


def test_every_command_stands_in_one_section_of_the_help() -> None:
    listed = [name for names in SECTIONS.values() for name in names.split()]
    known = [name for name, command in get_command(app).commands.items() if not command.hidden]
    assert sorted(listed) == sorted(known)
