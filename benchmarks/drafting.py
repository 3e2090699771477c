"""How long the rules take to draft each document once everything was read and found.

Usage: python -m benchmarks.drafting [--cases demo,examples] [--shared ../shared] [--runs 7] [--json]

Everything is asked for through the whole product, in one process; timed is the pure part alone, from
what was gathered and retrieved to the finished draft. ``first`` is the first run of a pairing, which
reads its notes for the cues in them; the runs after it find them read, as a person's second page or
a change by talking does. Wall time, in milliseconds, so it is only as good as the machine is quiet.
"""

from __future__ import annotations

import argparse
import asyncio
import functools
import importlib
import json
import shutil
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from assistant.api import Assistant
from assistant.bootstrap import assistant
from assistant.domain.drafts import AgendaDraft, Length
from assistant.drafting.reading import forget
from assistant.settings import Settings
from benchmarks.exchanges import Subject, subjects

BAR = 50.0
"""Milliseconds that a document of the rules may take, retrieval apart."""
RULES = {
    "assistant.services.agendas": ("draft_agenda",),
    "assistant.services.talking": ("understand",),
    "assistant.services.preparing": ("draft_brief", "draft_read_first"),
}
"""The rules by the service that calls them: what is timed."""
Timings = dict[str, dict[str, list[float]]]
