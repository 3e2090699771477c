"""The floors of the house, module sizes, and what may be imported before the first frame."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = (
    "chromadb", "openai", "langchain_core", "langchain_openai", "sqlalchemy", "alembic",
    "numpy", "onnxruntime", "tokenizers", "httpx2", "keyring", "tomlkit",
)  # fmt: skip


def contracts(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_import_points_down():
    result = contracts(ROOT)
    assert result.returncode == 0, result.stdout[-3000:]


def test_a_planted_violation_is_caught(tmp_path):
    for package in ("assistant", "tui", "knowledge"):
        for file in (ROOT / package).rglob("*.py"):
            target = tmp_path / file.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(file.read_bytes())
    (tmp_path / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    planted = tmp_path / "assistant" / "domain" / "visibility.py"
    planted.write_text(planted.read_text() + "\nimport assistant.services.context\n")
    result = contracts(tmp_path)
    assert result.returncode != 0
    assert "points down to the domain BROKEN" in result.stdout


@pytest.mark.parametrize("module", ["assistant.api", "assistant.bootstrap", "assistant.cli.app"])
def test_nothing_heavy_is_imported_on_the_way_in(module):
    script = (
        f"import sys, importlib; importlib.import_module({module!r}); "
        f"print(*[name for name in {HEAVY!r} if name in sys.modules])"
    )
    found = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert found.stdout.split() == []


def modules() -> list[Path]:
    return sorted(
        file
        for package in ("assistant", "tui", "knowledge")
        for file in (ROOT / package).rglob("*.py")
    )


def test_no_module_grows_beyond_four_hundred_lines():
    sizes = {str(file.relative_to(ROOT)): len(file.read_text().splitlines()) for file in modules()}
    assert {name: size for name, size in sizes.items() if size > 400} == {}


def test_the_app_and_every_screen_stay_small():
    for file in (ROOT / "tui").rglob("*.py"):
        limit = 200 if file.name == "app.py" else 250 if file.parent.name == "screens" else 400
        assert len(file.read_text().splitlines()) <= limit, file.name


@pytest.mark.parametrize("banned", ["utils", "helpers", "manager", "misc"])
def test_no_module_has_a_name_that_says_nothing(banned):
    assert [file for file in modules() if banned in file.stem] == []


def test_nothing_names_a_machine_or_an_index():
    told = ROOT.glob("*.lock"), ROOT.glob("*.toml"), ROOT.glob("*.md"), ROOT.rglob("docs/**/*.md")
    for file in (file for group in told for file in group):
        text = file.read_text()
        for trace in ("/root/", "files.pythonhosted", "index-url", "file:///"):
            assert trace not in text, f"{trace} in {file.name}"
