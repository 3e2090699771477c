"""Pages as drafts: made by rules, worded better by a model, edited, shared, accepted."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from assistant.domain.documents import DocumentKind, Line, Page, PageDraft, SharedPage
from assistant.domain.drafts import Finding, Receipt
from assistant.domain.progress import silent
from assistant.domain.sources import Passage, Source
from assistant.domain.undoing import FORMS, drafted_anew, last_step, with_step
from assistant.errors import InvalidInput, ModelTrouble, NoModel, NotFound
from assistant.grounding.checks import tally
from assistant.grounding.own_words import edited_page_findings
from assistant.grounding.pages import ground_page
from assistant.services.context import Context
from assistant.services.wording import Wording

EngineChoice = Literal["auto", "rules", "model"]
_NOTHING_TO_WORD = "Every line here stays as it is, so no model was asked."


@dataclass(frozen=True)
class Drafted:
    """The rules' page, and what a model may use to word it better."""

    kind: DocumentKind
    page: Page
    sources: Mapping[str, Source]
    """All that a citation may name, by source id, as the reader may read it."""
    evidence: Sequence[Passage] = ()
    """What a model is shown beside what the lines cite, best first."""
    people: Mapping[str, str] = field(default_factory=dict)
    """Voice to first name: {"mentor": "Ana", "mentee": "Martin"}."""
    boundary_terms: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    """Further variables of the prompt, such as reader, mentor and mentee."""
    programme: str | None = None
    pairing: str | None = None
    session: str | None = None
    """Id of a session."""
    about: str = ""
    both: bool = False
    """Made for both partners: what one of them alone may read is no source for it."""

    def usable(self) -> dict[str, Source]:
        """The sources that this page may cite: of a page for both, none that one alone may read."""
        return {
            source.id: source
            for source in self.sources.values()
            if not self.both or source.is_guidance or source.visibility != "private"
        }


class Documents:
    """One reader's pages. A draft is theirs alone; sharing and accepting are acts of a person."""

    def __init__(self, context: Context, wording: Wording) -> None:
        self._context = context
        self._wording = wording

    # --- drafting ------------------------------------------------------------------------

    async def draft(
        self,
        make: Callable[[], Drafted],
        engine: EngineChoice = "rules",
        on_progress: Callable[[str], None] = silent,
    ) -> PageDraft:
        """The rules' page, kept at once; then the model's words, where one is connected and wanted.

        ``make`` runs in a thread. Raises NoModel if ``engine`` is ``model`` and none is connected;
        with ``auto`` a model's trouble is a note on the rules' page.
        """
        if engine == "model" and not self._wording.connected:
            raise NoModel(
                "No model is connected.",
                safe="The rules can draft this page without one.",
                next_step="Use --engine rules, or connect one with: viceversa connect",
            )
        started = time.monotonic()
        drafted = await asyncio.to_thread(make)
        draft = await asyncio.to_thread(self._by_rules, drafted, started)
        if not self._wording.takes_part(engine):
            return draft
        if not self._wording.asks_about(drafted.kind, draft.page):
            receipt = draft.receipt.model_copy(update={"note": _NOTHING_TO_WORD})
            return await asyncio.to_thread(self._saved, draft.changed(receipt=receipt))
        try:
            return await self.improve(draft, drafted, on_progress)
        except ModelTrouble as trouble:
            if engine == "model":
                raise
            note = f"{trouble.happened} The rules wrote this page; nothing is missing."
            receipt = draft.receipt.model_copy(update={"note": note})
            return await asyncio.to_thread(self._saved, draft.changed(receipt=receipt))

    def _by_rules(self, drafted: Drafted, started: float) -> PageDraft:
        page, findings = ground_page(drafted.page, drafted.usable())
        receipt = Receipt(
            engine="rules",
            passages=tuple(dict.fromkeys(citation.source for citation in page.citations)),
            checks=tally(findings),
            seconds=round(time.monotonic() - started, 3),
            created_at=self._context.clock.now(),
        )
        return self._keep(drafted, page, receipt, findings)

    async def improve(
        self, draft: PageDraft, drafted: Drafted, on_progress: Callable[[str], None]
    ) -> PageDraft:
        """Let the model word a draft better; cancelling leaves it as it was.

        Raises ModelTrouble.
        """
        page, findings, receipt = await self._wording.page(
            drafted.kind,
            draft.page,
            drafted.usable(),
            drafted.evidence,
            people=drafted.people,
            values=drafted.values,
            boundary_terms=drafted.boundary_terms,
            both=drafted.both,
            on_progress=on_progress,
        )
        return await asyncio.to_thread(self._keep, drafted, page, receipt, findings)

    def _keep(
        self, drafted: Drafted, page: Page, receipt: Receipt, findings: list[Finding]
    ) -> PageDraft:
        """An earlier draft of the same becomes the undo step, so that nothing typed is lost."""
        earlier = self.latest(
            drafted.kind, drafted.pairing, drafted.session, drafted.about, drafted.programme
        )
        if earlier is None:
            draft = PageDraft(
                document=drafted.kind,
                about=drafted.about,
                programme=drafted.programme,
                pairing=drafted.pairing,
                session=drafted.session,
                author=self._context.reader().person,
                page=page,
                receipt=receipt,
                findings=tuple(findings),
            )
        else:
            draft = drafted_anew(earlier, page, receipt, findings)
            if draft is earlier:
                return earlier
        return self._saved(draft)

    # --- reading and editing -------------------------------------------------------------

    def latest(
        self,
        kind: DocumentKind,
        pairing: str | None = None,
        session: str | None = None,
        about: str = "",
        programme: str | None = None,
    ) -> PageDraft | None:
        """The reader's own draft; ``pairing``, ``session`` and ``programme`` are ids."""
        reader = self._context.reader()
        found = [
            draft
            for draft in self._context.repositories.find(
                reader,
                PageDraft,
                pairing=pairing,
                session=session,
                programme=programme,
                author=reader.person,
            )
            if (draft.document, draft.pairing, draft.session, draft.about)
            == (kind, pairing, session, about)
        ]
        return found[-1] if found else None

    def get(self, draft: str) -> PageDraft:
        """A draft by id. NotFound if it is none of the reader's."""
        return self._context.repositories.get(self._context.reader(), PageDraft, draft)

    def edit_line(
        self,
        draft: str,
        line: str,
        *,
        text: str | None = None,
        prompts: Sequence[str] | None = None,
        cells: Sequence[str] | None = None,
    ) -> PageDraft:
        """Other words for a line, of the person's own; its quotes stay as they are.

        What the language checks would put otherwise is a finding to take or leave, never a refusal.
        """
        found = self.get(draft)
        old = self._line_of(found, line)
        update: dict[str, object] = {}
        if text is not None:
            if not text.strip():
                raise InvalidInput("A line needs words.", next_step="Leave it out instead.")
            update["text"] = text.strip()
        if cells is not None:
            update["cells"] = tuple(cell.strip() for cell in cells)
        if prompts is not None:
            update["prompts"] = tuple(prompt.strip() for prompt in prompts if prompt.strip())
        return self._changed(found, found.page.with_line(old.model_copy(update=update)))

    def drop_line(self, draft: str, line: str) -> PageDraft:
        """Leave a line out; undo brings it back."""
        found = self.get(draft)
        self._line_of(found, line)
        return self._changed(found, found.page.without_line(line))

    def undo(self, draft: str) -> PageDraft:
        """Take the last change back. InvalidInput if there is none."""
        found = self.get(draft)
        return self._edited(found, *last_step(found.before))

    # --- sharing -------------------------------------------------------------------------

    def shared(
        self, kind: DocumentKind, pairing: str, session: str | None = None, about: str = ""
    ) -> SharedPage | None:
        """The page that the two of a pairing share, if there is one."""
        found = [
            page
            for page in self._context.repositories.find(
                self._context.reader(), SharedPage, pairing=pairing, session=session
            )
            if (page.document, page.about) == (kind, about)
        ]
        return found[-1] if found else None

    def share(self, draft: str) -> SharedPage:
        """Let the partner read a page that was made for both. The sharer says yes by sharing; a
        page that was shared before is replaced, and everybody else's yes is asked anew."""
        found = self.get(draft)
        if found.pairing is None or found.document not in FOR_BOTH:
            raise InvalidInput(
                f"A {found.document.words} is made for one person and is not shared.",
                safe="It is kept, only for you.",
            )
        reader = self._context.reader()
        earlier = self.shared(found.document, found.pairing, found.session, found.about)
        fields = {
            "page": found.page,
            "receipt": found.receipt,
            "draft": found.id,
            "accepted_by": (reader.person,),
        }
        page = (
            earlier.changed(**fields)
            if earlier
            else SharedPage(
                document=found.document,
                about=found.about,
                programme=found.programme,
                pairing=found.pairing,
                session=found.session,
                author=reader.person,
                **fields,
            )
        )
        return self._kept_shared(page)

    def accept(self, page: str) -> SharedPage:
        """Say yes to a shared page, for oneself."""
        reader = self._context.reader()
        found = self._context.repositories.get(reader, SharedPage, page)
        if reader.person in found.accepted_by:
            return found
        return self._kept_shared(found.changed(accepted_by=(*found.accepted_by, reader.person)))

    def withdraw(self, page: str) -> None:
        """Take a shared page back; the draft stays with whoever made it."""
        reader = self._context.reader()
        found = self._context.repositories.get(reader, SharedPage, page)
        self._context.repositories.remove(reader, found)

    def _kept_shared(self, page: SharedPage) -> SharedPage:
        kept = self._context.repositories.save(self._context.reader(), page)[0]
        assert isinstance(kept, SharedPage)
        return kept

    def any_page(self, wanted: str) -> PageDraft | SharedPage:
        """A draft of the reader's or a page of a pair of theirs, by id. NotFound."""
        try:
            return self.get(wanted)
        except NotFound:
            return self._context.repositories.get(self._context.reader(), SharedPage, wanted)

    # --- inside --------------------------------------------------------------------------

    def _line_of(self, draft: PageDraft, line: str) -> Line:
        found = draft.page.line(line)
        if found is None:
            raise NotFound("That line is no longer there.")
        return found

    def _changed(self, draft: PageDraft, page: Page) -> PageDraft:
        return self._edited(draft, page, with_step(draft.before, draft.page, FORMS))

    def _edited(self, draft: PageDraft, page: Page, before: tuple[Page, ...]) -> PageDraft:
        findings = edited_page_findings(
            draft.page, page, draft.findings, self._context.bank.language
        )
        return self._saved(draft.changed(page=page, before=before, findings=findings))

    def _saved(self, draft: PageDraft) -> PageDraft:
        kept = self._context.repositories.save(self._context.reader(), draft)[0]
        assert isinstance(kept, PageDraft)
        return kept


FOR_BOTH = (DocumentKind.FEEDBACK_SUMMARY, DocumentKind.SESSION_SUMMARY)
"""Pages that are made for both partners and can be shared."""
