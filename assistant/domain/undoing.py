"""Steps back: how earlier forms of a record are kept, and how a draft is made anew."""

from __future__ import annotations

from typing import TypeVar

from assistant.domain.documents import Page, PageDraft
from assistant.domain.drafts import Agenda, AgendaDraft, Finding, Receipt
from assistant.errors import InvalidInput

FORMS = 50
"""How many earlier forms of a draft are kept: as many as anybody takes back in one sitting."""
STEPS = 20
"""The same of what is changed in small acts: rules, promises, a session as it runs."""

T = TypeVar("T")
D = TypeVar("D", AgendaDraft, PageDraft)


def with_step(before: tuple[T, ...], step: T, most: int = STEPS) -> tuple[T, ...]:
    """The steps back with one more, the newest last."""
    return (*before, step)[-most:]


def last_step(before: tuple[T, ...]) -> tuple[T, tuple[T, ...]]:
    """The step that is taken back now, and those that are left. InvalidInput if there is none."""
    if not before:
        raise InvalidInput("Nothing to undo here.")
    return before[-1], before[:-1]


def drafted_anew(
    earlier: D, made: Agenda | Page, receipt: Receipt, findings: list[Finding], **more: object
) -> D:
    """The draft with what was made now; what stood there becomes a step back, so that nothing
    typed is lost. The same lines by the rules again leave it as it is. ``more`` changes with them.
    """
    form, now = _form(earlier)
    update = {"receipt": receipt, "findings": tuple(findings)}
    if now == made and receipt.engine == "rules":
        # Where a model had left every line as it was, it is the rules' draft again.
        return earlier if earlier.receipt.engine == "rules" else earlier.changed(**update)
    before = with_step(earlier.before, now, FORMS)
    return earlier.changed(**{form: made}, **update, before=before, **more)


def _form(draft: AgendaDraft | PageDraft) -> tuple[str, Agenda | Page]:
    if isinstance(draft, AgendaDraft):
        return "agenda", draft.agenda
    return "page", draft.page
