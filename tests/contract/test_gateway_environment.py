"""Around the gateway: an environment that would lead it elsewhere, vendors that wait."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.loopback import WORDS

ROOT = Path(__file__).parents[2]
SAID = "".join(WORDS)


TRAPS = """
import asyncio, sys
from tests.loopback import LoopbackModel
from assistant.domain.connections import Connection
from assistant.domain.ports import Message
from assistant.llm.gateway import OpenAIChatModel
import os
async def main():
    with LoopbackModel("ok") as trap, LoopbackModel("ok") as server:
        for name in ("OPENAI_BASE_URL", "OPENAI_API_BASE", "OPENAI_PROXY", "HTTP_PROXY",
                     "http_proxy", "HTTPS_PROXY", "ALL_PROXY", "LANGSMITH_ENDPOINT",
                     "LANGCHAIN_ENDPOINT", "LANGSMITH_GATEWAY"):
            os.environ[name] = trap.url
        os.environ.update(OPENAI_API_KEY="sk-canary", OPENAI_ORG_ID="org-canary",
            OPENAI_PROJECT_ID="project-canary", OPENAI_CUSTOM_HEADERS="X-Canary: canary",
            LANGSMITH_TRACING="true", LANGCHAIN_TRACING_V2="true", LANGSMITH_API_KEY="canary")
        model = OpenAIChatModel(Connection(base_url=server.url, model="m"))
        text = "".join([f async for f in model.stream([Message(role="user", content="hi")])])
        await model.models()
        print(text, len(server.requests), len(trap.requests),
              any("canary" in str(r.headers) + str(r.body) for r in server.requests))
asyncio.run(main())
"""


@pytest.mark.faults
def test_nothing_in_the_environment_leads_text_or_keys_elsewhere() -> None:
    done = subprocess.run(
        [sys.executable, "-c", TRAPS],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        timeout=120,
        check=True,
    )
    assert done.stdout.strip() == f"{SAID} 2 0 False", done.stderr


def test_the_vendors_stay_away_until_the_first_request() -> None:
    code = (
        "import sys, assistant.llm.gateway, assistant.llm.trial, assistant.llm.keys,"
        " assistant.llm.structured, assistant.llm.local\n"
        "heavy = ('openai', 'langchain_core', 'langchain_openai', 'langsmith', 'httpx2',"
        " 'keyring', 'xllamacpp')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert done.stdout.strip() == "[]"
