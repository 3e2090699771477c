"""Requests to a model, made from a draft or a question and its evidence. Pure but for the mark of
the fence, which a caller may fix."""

from __future__ import annotations

import hmac
import json
import secrets
from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict

from assistant.domain.answers import line_key
from assistant.domain.drafts import PROMISES, Agenda, AgendaItem, Turn
from assistant.domain.ports import Message
from assistant.domain.sources import Passage
from assistant.prompts.catalog import Prompt, load_prompt
from assistant.prompts.evidence import cites_in
from assistant.prompts.formatting import numbered, one_line, visible

_SECRET = secrets.token_bytes(32)
_TURNS = 6
_TURN_LENGTH = 600


class Request(BaseModel):
    """What is sent, and what the answer will be held against: passage n of the request is
    ``evidence[n - 1]``."""

    model_config = ConfigDict(frozen=True)

    messages: tuple[Message, ...]
    evidence: tuple[Passage, ...]
    prompt: Prompt


def new_delimiter(evidence: Sequence[Passage]) -> str:
    """A fence's mark that no text can know: it takes a secret of this process to make it.

    The same evidence gets the same mark, so that a request can be shown and then sent as shown.
    """
    shown = "\0".join(passage.text for passage in evidence)
    digest = hmac.new(_SECRET, shown.encode("utf-8", "surrogatepass"), "sha256").hexdigest()
    return f"----{digest[:16]}----"


def agenda_request(
    skeleton: Agenda,
    evidence: Sequence[Passage],
    *,
    mentor: str,
    mentee: str,
    prompt: Prompt | None = None,
    delimiter: str | None = None,
) -> Request:
    """Ask for better words for the rules' agenda; the names are first names."""
    prompt = prompt or load_prompt("agenda")
    mark = delimiter or new_delimiter(evidence)
    messages = prompt.fill(
        mentor=one_line(mentor),
        mentee=one_line(mentee),
        evidence=numbered(evidence, mark),
        delimiter=mark,
        skeleton=_skeleton(skeleton, evidence),
    )
    return Request(messages=messages, evidence=tuple(evidence), prompt=prompt)


def answer_request(
    question: str,
    evidence: Sequence[Passage],
    *,
    reader: str,
    partner: str = "",
    turns: Sequence[Turn] = (),
    prompt: Prompt | None = None,
    delimiter: str | None = None,
) -> Request:
    """Ask a question about the evidence; ``turns`` are those before it, the last six are told."""
    prompt = prompt or load_prompt("answer")
    mark = delimiter or new_delimiter(evidence)
    messages = prompt.fill(
        reader=one_line(reader),
        partner=one_line(partner) or "a partner",
        evidence=numbered(evidence, mark, in_full=True),
        delimiter=mark,
        talk=_talk(turns, reader),
        question=visible(question),
    )
    return Request(messages=messages, evidence=tuple(evidence), prompt=prompt)


def _skeleton(agenda: Agenda, evidence: Sequence[Passage]) -> str:
    """The agenda as JSON: items in full, opening and close only named, as they stay."""
    open_lines = {item.id for item in agenda.items}
    lines = [
        {
            **_line(line_key(position), line, evidence, fixed=line.id not in open_lines),
            **(_promises(agenda) if line.slot == PROMISES else {}),
        }
        for position, line in enumerate(agenda.lines)
    ]
    frame = {"aim": visible(agenda.purpose), "minutes": agenda.minutes, "lines": lines}
    return json.dumps(frame, ensure_ascii=False, indent=1)


def _promises(agenda: Agenda) -> dict[str, object]:
    """What is reported on where promises are looked at: a model must not ask for it again."""
    told = [
        " ".join(
            part
            for part in (f"{due.owner}, {due.state}: {one_line(due.text)}", one_line(due.evidence))
            if part
        )
        for due in agenda.reported
    ]
    return {"promises": told} if told else {}


def _line(
    key: str, line: AgendaItem, evidence: Sequence[Passage], *, fixed: bool
) -> dict[str, object]:
    frame: dict[str, object] = {
        "id": key,
        "minutes": line.minutes,
        "lead": line.lead,
        "topic": visible(line.topic),
    }
    if fixed:
        return {**frame, "fixed": True}
    return {
        **frame,
        "goal": visible(line.goal),
        "purpose": visible(line.purpose),
        "prompts": [visible(prompt) for prompt in line.prompts],
        "cites": cites_in(line.citations, evidence),
    }


def _talk(turns: Sequence[Turn], reader: str) -> str:
    told = []
    for turn in turns[-_TURNS:]:
        who = one_line(reader) if turn.speaker == "you" else "You"
        told.append(f"{who}: {one_line(turn.text)[:_TURN_LENGTH]}")
    return "\n".join(told) or "(nothing yet)"
