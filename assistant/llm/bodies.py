"""What a request says beside its messages, and what the end of an answer means. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assistant.llm.addresses import Address
from assistant.llm.failures import Failed, cut_off, filtered, not_a_model, unusable

FORMS = ("json_schema", "json_object", "plain")
"""How an answer is bound to a schema, strictest first; in the last one only words ask for it."""

# Hosts whose newer models refuse the common name of the length limit.
_NEW_LIMIT_NAME = ("api.openai.com", ".openai.azure.com")


def limits(address: Address, max_tokens: int) -> dict[str, Any]:
    """The length limit, by the name that the host knows, and calm settings for a local model."""
    if address.host.endswith(_NEW_LIMIT_NAME):
        return {"max_completion_tokens": max_tokens}
    if not address.local:
        return {"max_tokens": max_tokens}
    # Servers on one's own computer ignore what they do not know, so a slow model is kept from
    # thinking aloud; strict hosts would refuse the key.
    quiet = {"enable_thinking": False}
    return {"max_tokens": max_tokens, "temperature": 0.3, "chat_template_kwargs": quiet}


def response_format(form: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    """What asks the server to bind its answer to ``schema``."""
    if form == "json_schema":
        named = {"name": "answer", "schema": dict(schema), "strict": True}
        return {"response_format": {"type": "json_schema", "json_schema": named}}
    return {"response_format": {"type": "json_object"}} if form == "json_object" else {}


def judge_end(finish_reason: str, *, seen: bool) -> None:
    """Failed unless an answer came to its own end; ``seen`` says whether anything came at all."""
    if finish_reason == "content_filter":
        raise Failed(filtered())
    if finish_reason == "length":
        raise Failed(unusable("The model's answer was longer than it may be, and was cut."))
    if not finish_reason:
        raise Failed(cut_off() if seen else not_a_model())
