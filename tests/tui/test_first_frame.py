"""What may be imported before the first frame, and that the core is opened after it."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
HEAVY = (
    *("chromadb", "sqlalchemy", "alembic", "openai", "langchain", "langchain_core", "numpy"),
    *("onnxruntime", "tokenizers", "yaml", "httpx2", "keyring", "tomlkit", "assistant.domain"),
    *("docx", "fpdf", "fontTools", "PIL", "uharfbuzz", "icalendar", "lxml"),
    *("assistant.api", "assistant.bootstrap", "assistant.services"),
)
SCRIPT = f"""
import sys
from tui.__main__ import named_theme
from tui.themes import theme_for
from tui.app import ViceversaApp

loaded = []
def opened(app):
    # Called after the first frame has been drawn.
    loaded.extend(name for name in {HEAVY!r} if name in sys.modules)
    app.exit()

ViceversaApp.open = opened
app = ViceversaApp(lambda: None, theme=theme_for(named_theme()))
app.run(headless=True, size=(80, 24))
print("loaded:", *loaded)
"""


def test_nothing_heavy_is_imported_before_the_first_frame():
    command = [sys.executable, "-c", SCRIPT]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.strip() == "loaded:"
