"""YAML as people write it by hand: values and lists, no links, no nesting without end."""

from __future__ import annotations

from typing import Any

import yaml

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The safe loader, in C where the platform has it: eight times as fast at every start."""
_DEEPEST = 20


def unsafe(text: str) -> str:
    """Why a text is not read at all, "" if it may be: links, of which a few lines could mean
    gigabytes, and deep nesting, of which a few thousand brackets take seconds.

    Found in the stream of events, before anything is built. Raises what YAML's reader raises.
    """
    depth = 0
    for event in yaml.parse(text, Loader=LOADER):
        if isinstance(event, yaml.AliasEvent):
            return "YAML anchors and aliases are not allowed"
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _DEEPEST:
            return "not readable as YAML: nested too deeply"
    return ""


def read_yaml(text: str) -> object:
    """What the text holds. ValueError where it may not be read, or YAML's own errors."""
    if problem := unsafe(text):
        raise ValueError(problem)
    return yaml.load(text, Loader=LOADER)  # noqa: S506 (a safe one)
