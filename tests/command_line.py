"""The command line as a script or a screen reader meets it: in this process, or in one of its own.

Both run the same application on the same store and give what was written and the exit code. A
process of its own takes its second to start, so it is kept for what only a process can show.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from typer import main as typer_main
from typer import testing

from assistant.cli.app import app
from assistant.cli.common import hoist

ROOT = Path(__file__).parents[1]

Command = Callable[..., subprocess.CompletedProcess[str]]


def as_ana(store: Path, home: Path) -> dict[str, str]:
    """What a process is told of this test's own store, and that Ana opens it."""
    return {
        "HOME": str(home),
        "VICEVERSA_STORE": str(store),
        "VICEVERSA_EMBEDDER": "none",
        "VICEVERSA_AS": "ana-ferreira",
    }


@cache
def commands() -> object:
    """The application with its commands, drawn up once: it takes as long as most commands do."""
    return typer_main.get_command(app)


@pytest.fixture
def viceversa(demo_store, tmp_path, monkeypatch) -> Command:
    """Run a command on this test's own demo store, as Ana unless told otherwise."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(testing, "_get_command", lambda _app: commands())
    runner = testing.CliRunner()

    def run(*words: str, given: str = "", **more: str) -> subprocess.CompletedProcess[str]:
        done = runner.invoke(
            app, hoist(list(words)), input=given, env={**as_ana(demo_store, tmp_path), **more}
        )
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return subprocess.CompletedProcess(words, done.exit_code, done.stdout, done.stderr)

    return run


@pytest.fixture
def viceversa_process(demo_store, tmp_path) -> Command:
    """The same in a process of its own: its start, its streams and its exit code are real."""

    def run(*words: str, given: str = "", **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "assistant.cli", *words],
            cwd=tmp_path,
            env={
                **os.environ,
                **as_ana(demo_store, tmp_path),
                "PYTHONPATH": str(ROOT),
                **more,
            },
            input=given,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    return run
