"""JSON schemas in the strict dialect that servers can bind an answer to. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

# Notes for people, and defaults, which strict servers refuse.
_NOT_SENT = ("title", "default", "description", "examples")


def schema_of(kind: type[BaseModel]) -> dict[str, Any]:
    """The schema of a model in strict form: every key required, no others, references resolved."""
    schema = kind.model_json_schema()
    strict: dict[str, Any] = _strict(schema, schema.get("$defs", {}))
    return strict


def _strict(schema: Any, definitions: Mapping[str, Any]) -> Any:
    if isinstance(schema, list):
        return [_strict(part, definitions) for part in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return _strict(definitions[schema["$ref"].rsplit("/", 1)[-1]], definitions)
    out: dict[str, Any] = {}
    for key, value in schema.items():
        if key == "properties":
            # Names of fields are not keywords: a field may well be called "title".
            out[key] = {name: _strict(part, definitions) for name, part in value.items()}
        elif key not in (*_NOT_SENT, "$defs"):
            out[key] = _strict(value, definitions)
    if out.get("type") == "object" and "properties" in out:
        out["required"] = list(out["properties"])
        out["additionalProperties"] = False
    return out


def in_short(schema: Mapping[str, Any]) -> str:
    """A strict schema as a reader takes it in, a quarter as long: every key with what it holds."""
    if "anyOf" in schema:
        return " or ".join(in_short(part) for part in schema["anyOf"])
    kind = schema.get("type")
    if kind == "object":
        parts = (f'"{name}": {in_short(part)}' for name, part in schema["properties"].items())
        return "{" + ", ".join(parts) + "}"
    if kind == "array":
        return f"[{in_short(schema['items'])}]"
    return {"string": "text", "integer": "number"}.get(str(kind), str(kind))
