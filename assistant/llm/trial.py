"""Trying a connection: what works, what does not, and what to do, in plain words."""

from __future__ import annotations

import time
from contextlib import aclosing

from pydantic import BaseModel, ConfigDict

from assistant.domain.connections import ConnectionReport
from assistant.domain.ports import Message
from assistant.domain.schemas import schema_of
from assistant.errors import ModelTrouble
from assistant.llm.gateway import OpenAIChatModel
from assistant.llm.parsing import NotAsAsked, parse

# Nothing of anybody's is in these two requests.
_SPEAK = "Write two short sentences about listening well in a conversation."
_FORM = 'Answer with one JSON object of the form {"colour": "...", "number": 0} and nothing else.'
_SLOW = 4.0


class _Sample(BaseModel):
    model_config = ConfigDict(extra="forbid")

    colour: str
    number: int


async def try_connection(model: OpenAIChatModel) -> ConnectionReport:
    """Ask for the list of models, a streamed answer and one bound to a form.

    Never raises ModelTrouble: what fails becomes a sentence. The first sentence is about reaching
    the model, the second about answers that appear as they come, the third about their form; after
    a failure to reach it there is only the first.
    """
    started = time.monotonic()
    names = await _listed(model)
    try:
        fragments, words, seconds = await _speak(model)
    except ModelTrouble as trouble:
        return ConnectionReport(
            host=model.host,
            place=model.place,
            model=model.name,
            models=names,
            seconds=_since(started),
            sentences=(_unreached(trouble, model.name, names),),
        )
    mode, form = await _form(model)
    pace = round(words / seconds, 1) if seconds > 0 else 0.0
    streams = model.streams and fragments > 1
    return ConnectionReport(
        host=model.host,
        place=model.place,
        model=model.name,
        reachable=True,
        models=names,
        streams=streams,
        schema_mode=mode,
        seconds=_since(started),
        words_per_second=pace,
        usage=model.usage,
        sentences=(_reached(model, seconds, pace), _streamed(streams=streams), form),
    )


async def _listed(model: OpenAIChatModel) -> tuple[str, ...]:
    try:
        return tuple(await model.models())
    except ModelTrouble:
        # Many servers list nothing and answer well all the same; the next step will tell.
        return ()


async def _speak(model: OpenAIChatModel) -> tuple[int, int, float]:
    """Fragments, words, and seconds from the request to the last of them."""
    fragments, text = 0, ""
    started = time.monotonic()
    messages = [Message(role="user", content=_SPEAK)]
    async with aclosing(model.stream(messages, max_tokens=200)) as answer:
        async for fragment in answer:
            fragments, text = fragments + 1, text + fragment
    return fragments, len(text.split()), time.monotonic() - started


async def _form(model: OpenAIChatModel) -> tuple[str, str]:
    try:
        messages = [Message(role="user", content=_FORM)]
        answer = await model.complete(messages, schema=schema_of(_Sample), max_tokens=100)
        parse(answer, _Sample)
    except (ModelTrouble, NotAsAsked):
        return "", (
            "It does not keep to the form of a draft, so drafts would stay with the rules. "
            "Talking works; for drafts try another model."
        )
    words = {
        "json_schema": "It keeps to the form of a draft.",
        "json_object": "It keeps to the form of a draft, loosely: some drafts may need a repair.",
    }
    loose = "It keeps to the form of a draft when asked in words: some drafts may need a repair."
    return model.form, words.get(model.form, loose)


def _reached(model: OpenAIChatModel, seconds: float, pace: float) -> str:
    said = f"{model.name} on {model.place} answers: {seconds:.1f} s, {pace:g} words a second."
    return f"{said} That is slow; allow more time in settings." if pace < _SLOW else said


def _streamed(*, streams: bool) -> str:
    if streams:
        return "Answers appear while they are being written."
    return "Answers appear only when they are complete. That works, with a wait."


def _unreached(trouble: ModelTrouble, wanted: str, names: tuple[str, ...]) -> str:
    said = f"{trouble.happened} {trouble.next_step}".strip()
    if names and wanted not in names:
        return f"{said} The server lists: {', '.join(names[:5])}."
    return said


def _since(started: float) -> float:
    return round(time.monotonic() - started, 2)
