"""Content that ships with Viceversa: guidance, questions, models, templates, the demo. No logic."""

from pathlib import Path

FOLDER = Path(__file__).parent
