"""Everything that can go wrong, as one tree.

::

    AssistantError                what happened, what is safe, what to do next; exit code 1
     +-- InvalidInput             something typed, or a file, cannot be used
     |    +-- UnreadableFile      a file has no text that can be read
     |    +-- InvalidCard         a guidance card breaks its schema
     |    +-- InvalidContent      a question bank, model or template breaks its schema
     |    +-- InvalidPrompt       a prompt file breaks its schema
     |    +-- WillNotFit          the minutes cannot hold what may not be dropped
     +-- NotAllowed               the reader has no right to this; exit code 3
     +-- NotFound                 there is no such thing, or none that the reader may know of; 4
     +-- ModelTrouble             the model's side failed; rules still draft
     |    +-- NoModel             none is connected and one was required; exit code 5
     |    +-- NeedsConsent        the reader has not agreed to send to that host; exit code 3
     |    +-- ModelUnreachable    no connection, time-out, or cut off
     |    +-- ModelRefused        the key, the model's name, the quota or the content was refused
     |    +-- ModelBusy           too many requests; may name the seconds to wait
     |    +-- ModelAnswerUnusable the answer is not what was asked for, even after one repair
     +-- StorageTrouble           the store cannot be read or written; exit code 6
     |    +-- StoreInUse          another process writes this store
     |    +-- StoreDamaged        the store fails its checks
     |    +-- EditedElsewhere     the record changed since it was read; both texts are kept
     +-- IndexTrouble             the search index cannot be used; it can be rebuilt; exit code 6

``NotFound`` is also what a reader gets for a record that exists but is not theirs to know of:
a refusal must neither confirm nor deny.
"""

from __future__ import annotations

from collections.abc import Sequence


class AssistantError(Exception):
    """Base of all errors that are shown to a person.

    ``happened`` is one sentence in the past; ``safe`` says what was not lost; ``next_step`` says
    what to do. None of the three holds people's words, keys or paths that a person did not give.
    """

    exit_code = 1

    def __init__(self, happened: str, *, safe: str = "", next_step: str = "") -> None:
        super().__init__(happened)
        self.happened = happened
        self.safe = safe
        self.next_step = next_step

    def sentences(self) -> str:
        """The three parts as one paragraph."""
        return " ".join(part for part in (self.happened, self.safe, self.next_step) if part)


class InvalidInput(AssistantError):
    """Something typed, or a file, cannot be used as it is."""


class UnreadableFile(InvalidInput):
    """A file has no text that can be read: empty, binary, too large, or in no known encoding."""


class _Problems(InvalidInput):
    """An input with several faults, all named at once so that one round of mending is enough."""

    def __init__(
        self, happened: str, problems: Sequence[str], *, safe: str = "", next_step: str = ""
    ) -> None:
        super().__init__(happened, safe=safe, next_step=next_step)
        self.problems = list(problems)

    def sentences(self) -> str:
        listed = "\n".join(f"  - {problem}" for problem in self.problems)
        rest = " ".join(part for part in (self.safe, self.next_step) if part)
        return "\n".join(part for part in (self.happened, listed, rest) if part)


class InvalidCard(_Problems):
    """A guidance card breaks its schema; ``problems`` names each fault."""


class InvalidContent(_Problems):
    """A question bank, model, template or demo file breaks its schema."""


class InvalidPrompt(_Problems):
    """A prompt file breaks its schema."""


class WillNotFit(InvalidInput):
    """The minutes cannot hold what may not be dropped; a shorter length is the way on."""


class NotAllowed(AssistantError):
    """The reader may not do this."""

    exit_code = 3


class NotFound(AssistantError):
    """There is no such thing, or none that this reader may know of."""

    exit_code = 4


class ModelTrouble(AssistantError):
    """The model's side failed. The rules engine still drafts."""


class NoModel(ModelTrouble):
    """No model is connected and one was required."""

    exit_code = 5


class NeedsConsent(ModelTrouble):
    """The reader has not agreed to send words to that host. Nothing was sent."""

    exit_code = 3


class ModelUnreachable(ModelTrouble):
    """No connection, a time-out, or an answer that was cut off."""


class ModelRefused(ModelTrouble):
    """The key, the model's name, the quota or the content was refused."""


class ModelBusy(ModelTrouble):
    """Too many requests. ``retry_after`` is in seconds where the server named it."""

    def __init__(
        self,
        happened: str,
        *,
        safe: str = "",
        next_step: str = "",
        retry_after: float | None = None,
    ) -> None:
        super().__init__(happened, safe=safe, next_step=next_step)
        self.retry_after = retry_after


class ModelAnswerUnusable(ModelTrouble):
    """The answer is not in the form that was asked for, even after one repair turn."""


class StorageTrouble(AssistantError):
    """The store cannot be read or written."""

    exit_code = 6


class StoreInUse(StorageTrouble):
    """Another process writes this store."""


class StoreDamaged(StorageTrouble):
    """The store fails its checks."""


class EditedElsewhere(StorageTrouble):
    """The record changed since it was read."""


class IndexTrouble(AssistantError):
    """The search index cannot be used. It is a cache and can be rebuilt."""

    exit_code = 6
