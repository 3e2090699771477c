"""What runs in the process of a model file: llama.cpp's own server, while its parent lives.

Reads one JSON line from standard input, answers with one on standard output, then waits for the
input to end: that happens when the parent closes it, and also when the parent is killed.
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any


def main() -> None:
    """Serve until nobody is there any more."""
    said = os.fdopen(os.dup(1), "w", encoding="utf-8")
    # What the engine prints may hold pieces of a request.
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    wanted = json.loads(sys.stdin.readline())
    try:
        import xllamacpp

        server = xllamacpp.Server(_parameters(xllamacpp, wanted))
        answer = {"address": str(server.listening_address)}
    except (RuntimeError, ImportError, ValueError, MemoryError) as error:
        answer = {"fault": type(error).__name__}
    said.write(json.dumps(answer) + "\n")
    said.flush()
    if "address" in answer:
        sys.stdin.read()
    # The engine's threads would hold up an ordinary end.
    os._exit(0)


def _parameters(xllamacpp: Any, wanted: dict[str, Any]) -> Any:
    settings = xllamacpp.CommonParams()
    settings.model.path = wanted["file"]
    settings.model_alias = {wanted["name"]}
    settings.n_ctx = wanted["window"]
    settings.n_parallel = 1
    settings.cpuparams.n_threads = wanted["threads"]
    settings.hostnames = ["127.0.0.1"]
    settings.port = 0
    settings.api_keys = [wanted["key"]]
    settings.cors_origins = ""
    settings.ui = False
    settings.endpoint_slots = False
    settings.endpoint_props = False
    settings.enable_reasoning = 0
    settings.offline = True
    settings.verbosity = -1
    return settings
