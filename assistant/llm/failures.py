"""What went wrong on the model's side, in our words. Pure: the server's own words are never shown,
since they may repeat the request or the key."""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant.errors import (
    ModelAnswerUnusable,
    ModelBusy,
    ModelRefused,
    ModelTrouble,
    ModelUnreachable,
)

_SAFE = "Your text and the draft by rules are kept."
_TOO_LONG = re.compile(
    r"context[_ ](length|window|size)|maximum context|too many tokens|prompt is too long"
    r"|exceeds? the (available )?context|input tokens exceed",
    re.IGNORECASE,
)
_QUOTA = re.compile(r"insufficient_quota|exceeded your current quota|billing|credit", re.IGNORECASE)
_CONTENT = re.compile(r"content_filter|content management policy|content_policy", re.IGNORECASE)
_USAGE = re.compile(r"stream_options|include_usage", re.IGNORECASE)
_FORM = re.compile(r"response_format|json_schema|json_object|structured|grammar", re.IGNORECASE)


class Failed(Exception):
    """One try failed. ``again`` says whether another may help, ``wait`` how long the server asked
    to be left alone in seconds, ``about_form`` that the form of the answer was refused,
    ``about_usage`` that the wish for a count was; ``status`` is HTTP's, where there was one."""

    def __init__(
        self,
        trouble: ModelTrouble,
        *,
        again: bool = False,
        wait: float | None = None,
        about_form: bool = False,
        about_usage: bool = False,
        status: int | None = None,
    ) -> None:
        super().__init__(trouble.happened)
        self.trouble = trouble
        self.again = again
        self.wait = wait
        self.about_form = about_form
        self.about_usage = about_usage
        self.status = status


def from_status(status: int, words: str, headers: Mapping[str, str]) -> Failed:
    """A failure from an HTTP status; ``words`` is the body, searched for codes and never shown."""
    found = _judged(status, words, headers)
    found.status = status
    return found


def _judged(status: int, words: str, headers: Mapping[str, str]) -> Failed:
    if status in (401, 403):
        return Failed(refused("The key was refused.", "Check the key, then test the connection."))
    if status == 402 or (status == 429 and _QUOTA.search(words)):
        return Failed(refused("The account has no credit left.", "Top it up, or use another."))
    if status in (429, 503, 529):
        return Failed(busy(_retry_after(headers)), again=True, wait=_retry_after(headers))
    if status in (400, 413, 422):
        return _bad_request(words)
    if status == 404:
        return Failed(
            refused(
                "The address answers, but has no such model.",
                "Check the model's name, and whether the address should end in /v1.",
            )
        )
    if 300 <= status < 400:
        return Failed(
            refused(
                "The address sends requests on to another one, so nothing more was sent.",
                "Give the final address yourself.",
            )
        )
    if status >= 500 or status == 408:
        return Failed(
            unreachable(
                f"The model's computer reports a fault ({status}).", "Try again in a while."
            ),
            again=True,
            # Some servers answer 500 or 501 to a form of answer that they do not know.
            about_form=bool(_FORM.search(words)),
        )
    return Failed(refused(f"The request was refused ({status}).", "Test the connection."))


def _bad_request(words: str) -> Failed:
    if _TOO_LONG.search(words):
        return Failed(
            refused(
                "The request is longer than the model can take.",
                "Set the model's window in the connection, or use another model.",
            )
        )
    if _CONTENT.search(words):
        return Failed(filtered())
    return Failed(
        refused("The model's server did not accept the request.", "Test the connection."),
        about_form=True,
        about_usage=bool(_USAGE.search(words)),
    )


def _retry_after(headers: Mapping[str, str]) -> float | None:
    try:
        seconds = float(headers.get("retry-after", ""))
    except ValueError:
        return None
    return seconds if 0 <= seconds < 86_400 else None


def refused(happened: str, next_step: str) -> ModelRefused:
    """The server does not want the request, and would not want it again."""
    return ModelRefused(happened, safe=_SAFE, next_step=next_step)


def filtered() -> ModelRefused:
    """A content filter or the model itself declined."""
    return refused("The model declined to answer this.", "Go on with the draft by rules.")


def busy(retry_after: float | None) -> ModelBusy:
    """Too many requests."""
    when = f"in {round(retry_after)} seconds" if retry_after else "in a while"
    return ModelBusy(
        "The model is busy.", safe=_SAFE, next_step=f"Try again {when}.", retry_after=retry_after
    )


def unreachable(happened: str, next_step: str) -> ModelUnreachable:
    """No connection, a time-out, or a fault over there."""
    return ModelUnreachable(happened, safe=_SAFE, next_step=next_step)


def cut_off() -> ModelUnreachable:
    """The answer stopped before its end."""
    return unreachable("The model's answer was cut off.", "What arrived is kept. Try again.")


def not_a_model() -> ModelUnreachable:
    """Something else lives at that address."""
    return unreachable(
        "That address answers, but not as a language model does.",
        "Check it: it often ends in /v1.",
    )


def too_slow(what: str, seconds: float) -> ModelUnreachable:
    """A limit of the connection's patience was reached."""
    return unreachable(f"{what} in {seconds:g} s.", "Try again, or allow more time in settings.")


def unusable(happened: str) -> ModelAnswerUnusable:
    """There is an answer, and it cannot be used."""
    return ModelAnswerUnusable(
        happened, safe=_SAFE, next_step="Try again, or go on with the draft by rules."
    )
