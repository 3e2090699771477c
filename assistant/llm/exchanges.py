"""What one exchange with a model took: counted while it runs, kept without a word of it."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel, ConfigDict

from assistant.domain.connections import Usage
from assistant.domain.ports import Message
from assistant.domain.records import new_id
from assistant.llm.tokens import count_messages, count_tokens


class Exchange(BaseModel):
    """One request with its tries: ids, sizes, codes and durations. Nothing in it is anybody's."""

    model_config = ConfigDict(frozen=True)

    id: str
    host: str
    prompt: str = ""
    """Of the prompt file, as "id@version:digest"; "" for a trial."""
    form: str = ""
    """How the answer was bound to a schema; "" for plain words."""
    ended: str
    """answered, stopped (by the person), or the name of the error."""
    status: int | None = None
    """The HTTP status of a failure, where there was one."""
    tries: int
    bytes_out: int
    """Of the messages, without what the kit wraps around them."""
    bytes_in: int
    """Of the answer's text."""
    seconds: float
    seconds_to_first: float | None = None
    """None if nothing came."""
    usage: Usage


@dataclass
class Meter:
    """Counts one exchange while it runs."""

    host: str
    messages: Sequence[Message]
    form: str = ""
    schema: Mapping[str, Any] | None = None
    tries: int = 0
    first: float | None = None
    reported: Usage | None = None
    """What the server said that it took, at the end of its answer or along the way."""
    written: list[str] = field(default_factory=list)
    started: float = field(default_factory=time.monotonic)
    id: str = field(default_factory=new_id)

    def came(self, text: str) -> None:
        """A fragment arrived."""
        if self.first is None:
            self.first = time.monotonic() - self.started
        self.written.append(text)

    def heard(self, usage: Any) -> None:
        """The kit's word on what the server counted; the last one holds."""
        if usage and usage.get("input_tokens"):
            details = usage.get("input_token_details") or {}
            self.reported = Usage(
                requests=1,
                input=int(usage["input_tokens"]),
                output=int(usage.get("output_tokens") or 0),
                cached=int(details.get("cache_read") or 0),
            )

    def ended(self, how: str, status: int | None = None) -> Exchange:
        """The exchange as it is kept."""
        text = "".join(self.written)
        return Exchange(
            id=self.id,
            host=self.host,
            prompt=next((m.prompt for m in self.messages if m.prompt), ""),
            form=self.form,
            ended=how,
            status=status,
            tries=self.tries,
            bytes_out=sum(_size(message.content) for message in self.messages),
            bytes_in=_size(text),
            seconds=round(time.monotonic() - self.started, 3),
            seconds_to_first=None if self.first is None else round(self.first, 3),
            usage=self._usage(text),
        )

    def _usage(self, text: str) -> Usage:
        if self.reported is not None:
            return self.reported
        if not text:
            # Refused or never answered: no server charges for that.
            return Usage()
        schema = count_tokens(str(self.schema)) if self.schema else 0
        return Usage(
            requests=1,
            input=count_messages(self.messages) + schema,
            output=count_tokens(text),
            basis="counted",
        )


def _size(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))
