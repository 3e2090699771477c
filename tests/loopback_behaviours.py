"""How a scripted server answers, by the name of each behaviour."""

from __future__ import annotations

import os
import socket
import struct
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.loopback import Handler


USAGE = {
    "prompt_tokens": 120,
    "completion_tokens": 9,
    "total_tokens": 129,
    "prompt_tokens_details": {"cached_tokens": 64},
}


WORDS = ("Ask ", "what ", "happened ", "next.")


def _ok(handler: Handler) -> None:
    handler.open_stream()
    handler.chunk({"role": "assistant", "content": ""})
    for word in handler.words:
        handler.chunk({"content": word})
    handler.chunk({}, "stop")
    if handler.body.get("stream_options", {}).get("include_usage"):
        handler.event({"choices": [], "usage": USAGE})
    handler.close_stream()


def _no_usage(handler: Handler) -> None:
    """Refuses the wish to be told what an answer took."""
    if "stream_options" in handler.body:
        handler.fault(400, "unknown_parameter", "Unrecognized argument: stream_options")
    else:
        _ok(handler)


def _usage_all_along(handler: Handler) -> None:
    """Counts up in every event, as some servers do."""
    handler.open_stream()
    for number, word in enumerate(handler.words, start=1):
        told = {**USAGE, "completion_tokens": number}
        choice = {"index": 0, "delta": {"content": word}, "finish_reason": None}
        handler.event({"choices": [choice], "usage": told})
    handler.event({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}], "usage": USAGE})
    handler.close_stream()


def _ending(*, finish: str | None, done: bool = True) -> Callable[[Handler], None]:
    def behave(handler: Handler) -> None:
        handler.open_stream()
        for word in handler.words:
            handler.chunk({"content": word})
        if finish:
            handler.chunk({}, finish)
        handler.close_stream(done=done)

    return behave


def _status(status: int, code: str = "error", message: str = "no", **headers: str) -> Any:
    return lambda handler: handler.fault(status, code, message, **headers)


def _silent(handler: Handler) -> None:
    handler.wait_for_the_end()


def _slow_first_token(handler: Handler) -> None:
    handler.open_stream()
    handler.raw(": still here\n\n")
    handler.wait_for_the_end()


def _stall(handler: Handler) -> None:
    handler.open_stream()
    handler.chunk({"content": WORDS[0]})
    handler.wait_for_the_end()


def _cut(handler: Handler) -> None:
    handler.open_stream()
    handler.chunk({"content": WORDS[0]})
    handler.close_connection = True


def _reset(handler: Handler) -> None:
    linger = struct.pack("ii", 1, 0)
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    os.close(handler.connection.detach())


def _reset_midway(handler: Handler) -> None:
    handler.open_stream()
    handler.chunk({"content": WORDS[0]})
    _reset(handler)


def _error_event(handler: Handler) -> None:
    handler.open_stream()
    handler.chunk({"content": WORDS[0]})
    handler.raw('data: {"error": {"message": "secret words of the server", "code": 500}}\n\n')
    handler.close_stream()


def _bad_event(handler: Handler) -> None:
    handler.open_stream()
    handler.chunk({"content": WORDS[0]})
    handler.raw("data: {this is not json\n\n")
    handler.close_stream()


def _html(handler: Handler) -> None:
    handler.reply(200, "<html><body>It works: sign in</body></html>", "text/html")


def _bad_json(handler: Handler) -> None:
    handler.reply(200, '{"choices": [{"message": ')


def _empty_choices(handler: Handler) -> None:
    handler.open_stream()
    handler.event({"choices": []})
    handler.close_stream()


def _no_choices(handler: Handler) -> None:
    handler.open_stream()
    handler.event({"choices": None})
    handler.close_stream()


def _null_content(handler: Handler) -> None:
    handler.open_stream()
    handler.chunk({"role": "assistant", "content": None})
    handler.chunk({}, "stop")
    handler.close_stream()


def _null_delta(handler: Handler) -> None:
    handler.open_stream()
    handler.chunk(None)
    handler.chunk({}, "stop")
    handler.close_stream()


def _refusal(handler: Handler) -> None:
    handler.open_stream()
    handler.chunk({"role": "assistant", "content": None, "refusal": "I will not."})
    handler.chunk({}, "stop")
    handler.close_stream()


def _duplicated(handler: Handler) -> None:
    handler.open_stream()
    for word in handler.words:
        handler.chunk({"content": word})
        handler.chunk({"content": word})
    handler.chunk({}, "stop")
    handler.close_stream()


def _says(text: str) -> Callable[[Handler], None]:
    def behave(handler: Handler) -> None:
        handler.open_stream()
        for start in range(0, len(text), 5):
            handler.chunk({"content": text[start : start + 5]})
        handler.chunk({}, "stop")
        handler.close_stream()

    return behave


def _redirect(handler: Handler) -> None:
    handler.reply(307, "", location=handler.script.redirect_to or "http://127.0.0.1:9/v1/x")


def _not_streaming(handler: Handler) -> None:
    handler.whole(content="".join(handler.words))


def _no_schema(handler: Handler) -> None:
    """Takes no schema; knows JSON mode."""
    if handler.body.get("response_format", {}).get("type") == "json_schema":
        handler.fault(400, "bad", "response_format json_schema is not known")
    else:
        _ok(handler)


def _no_form(handler: Handler) -> None:
    """Takes no response_format at all."""
    if "response_format" in handler.body:
        handler.fault(400, "unsupported")
    else:
        _ok(handler)


def _endless(handler: Handler) -> None:
    handler.open_stream()
    while not handler.script.release.is_set():
        handler.chunk({"content": "on and "})
        handler.script.release.wait(0.005)


BY_NAME: dict[str, Callable[[Handler], None]] = {
    "ok": _ok,
    "401": _status(401, "invalid_api_key", "wrong key sk-secret"),
    "403": _status(403),
    "404": _status(404, "model_not_found"),
    "429 with retry-after": _status(429, "rate_limit", retry_after="0"),
    "429 come back soon": _status(429, "rate_limit", retry_after="20"),
    "429 come back tomorrow": _status(429, "rate_limit", retry_after="3600"),
    "429": _status(429, "rate_limit"),
    "quota": _status(429, "insufficient_quota"),
    "500": _status(500),
    "502": _status(502),
    "503": _status(503),
    "context exceeded": _status(400, "context_length_exceeded", "the prompt is too long"),
    "content filter refuses": _status(400, "content_filter"),
    "400": _status(400),
    "silent": _silent,
    "slow first token": _slow_first_token,
    "stall": _stall,
    "cut": _cut,
    "reset": _reset,
    "reset midway": _reset_midway,
    "error event": _error_event,
    "bad event": _bad_event,
    "html": _html,
    "bad json": _bad_json,
    "empty choices": _empty_choices,
    "no choices": _no_choices,
    "null content": _null_content,
    "null delta": _null_delta,
    "no finish reason": _ending(finish=None),
    "no finish, no done": _ending(finish=None, done=False),
    "length": _ending(finish="length"),
    "content filter": _ending(finish="content_filter"),
    "refusal": _refusal,
    "duplicated": _duplicated,
    "schema-invalid": _says('{"colour": 7}'),
    "fenced": _says('Here you are:\n```json\n{"word": "yes"}\n```\nHope it helps.'),
    "thinking": _says('<think>{"word": "no"}, or not?</think>{"word": "yes"}'),
    "surrogate": _says('{"word": "\ud83d"}'),
    "redirect": _redirect,
    "not streaming": _not_streaming,
    "no schema": _no_schema,
    "no form": _no_form,
    "no usage": _no_usage,
    "usage all along": _usage_all_along,
    "endless": _endless,
}


LISTS_NOTHING = {"401", "403", "404", "429", "500", "502", "503", "redirect", "html"}


BEHAVIOURS = tuple(BY_NAME)
