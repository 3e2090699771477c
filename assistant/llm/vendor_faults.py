"""What the vendors' kit raises when a server misbehaves, as one ``Failed`` of ours."""

from __future__ import annotations

from assistant.llm.failures import Failed, cut_off, from_status, not_a_model, unreachable


def escaped() -> tuple[type[BaseException], ...]:
    """Everything that may come: not all of it is an OpenAIError, since HTML, broken JSON, broken
    events and empty choices fall through the kit as plain Python errors."""
    import httpx2
    from langchain_core.exceptions import LangChainException
    from openai import OpenAIError

    plain = (ValueError, TypeError, KeyError, IndexError, AttributeError, OSError)
    return (OpenAIError, httpx2.HTTPError, httpx2.StreamError, LangChainException, *plain)


def failed(error: BaseException, *, seen: bool) -> Failed:
    """What one of them means; ``seen`` says whether anything of an answer had come."""
    import httpx2
    import openai

    if isinstance(error, Failed):
        return error
    if isinstance(error, openai.APIStatusError):
        return from_status(error.status_code, str(error.body), dict(error.response.headers))
    cause = error.__cause__
    while cause is not None and not isinstance(cause, httpx2.HTTPError):
        cause = cause.__cause__
    fault = error if isinstance(error, httpx2.HTTPError) else cause
    if isinstance(fault, httpx2.ConnectTimeout | httpx2.ConnectError | httpx2.PoolTimeout):
        return Failed(
            unreachable("Nothing answers at that address.", "Start the model's server, then retry.")
        )
    if isinstance(fault, httpx2.TimeoutException):
        return Failed(unreachable("The model did not answer in time.", "Try again."))
    if isinstance(fault, httpx2.HTTPError) or isinstance(error, openai.APIConnectionError):
        return Failed(cut_off(), again=True)
    if isinstance(error, openai.APIResponseValidationError):
        return Failed(not_a_model())
    if isinstance(error, openai.APIError):
        # An error event inside the stream: no status, and words that are not shown.
        trouble = unreachable("The model stopped with an error of its own.", "Try again.")
        return Failed(trouble, again=True)
    return Failed(cut_off() if seen else not_a_model())
