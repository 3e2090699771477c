"""The text behind a citation, with the cited words marked in their place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from tui.formatting import BOLD, FOCUS, QUIET, highlighted, one_line, source_head, stacked
from tui.widgets.reading import Reading

if TYPE_CHECKING:
    from assistant.domain.drafts import Citation
    from assistant.domain.guidance_views import CardView
    from assistant.domain.sources import Source


class SourceView(Reading):
    """Given a source and what is cited of it; or words where there is none."""

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._head = Static(Content(""), classes="head", markup=False)
        self._text = Static(Content(""), classes="text", markup=False)

    def compose(self) -> ComposeResult:
        yield self._head
        yield self._text

    def show(
        self,
        source: Source,
        *,
        citation: Citation | None = None,
        span: tuple[int, int] = (-1, -1),
        position: str = "",
        head: str = "Source",
    ) -> None:
        """``span`` is what to mark where there is no citation; ``position`` is "2 of 4"."""
        start, end = (citation.start, citation.end) if citation is not None else span
        lines = [Content.styled(f"{head} {position}".strip(), FOCUS), Content("")]
        lines += source_head(source, citation, start)
        if citation is not None and citation.found:
            lines.append(Content.styled("Found word for word.", QUIET))
            if source.strength in ("practitioner", "opinion", "handbook"):
                lines.append(Content.styled("This is advice, not proof.", QUIET))
        self._head.update(stacked(lines))
        self._text.update(highlighted(source.text, start, end))
        self.call_after_refresh(self._to_words, source.text, start)

    def show_card(self, card: CardView) -> None:
        """A card or document of the library."""
        facts = (
            f"{card.strength}: {card.strength_says}",
            f"{card.source}, {card.date}",
            card.licence,
            f"for {', '.join(card.audience)}" if card.audience else "",
            f"about {', '.join(card.topic_names)}" if card.topics else "",
        )
        lines = [Content.styled(one_line(card.title), BOLD)]
        lines += [Content.styled(one_line(fact), QUIET) for fact in facts if fact]
        self._head.update(stacked(lines))
        self._text.update(Content(card.text))
        self.scroll_home(animate=False)

    def show_lines(self, head: str, lines: Sequence[Content]) -> None:
        """Something that is no source, under what it is."""
        self._head.update(Content.styled(one_line(head), FOCUS))
        self._text.update(stacked(lines))
        self.scroll_home(animate=False)

    @property
    def room(self) -> int:
        """Cells of a line."""
        return max(self.scrollable_content_region.width, 24)

    def say(self, words: str) -> None:
        """A sentence in place of a source."""
        self._head.update(Content.styled(words, QUIET))
        self._text.update(Content(""))

    def _to_words(self, text: str, start: int) -> None:
        """Scroll so that the marked words stand in the upper half."""
        width = max(self._text.size.width, 20)
        above = Content(text[: max(start, 0)]).wrap(width)
        top = self._head.size.height + 1 + len(above)
        self.scroll_to(y=max(top - self.size.height // 2, 0), animate=False)
