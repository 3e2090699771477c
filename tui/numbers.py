"""Numbers of sources: what ``[2]`` stands for on a page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.domain.drafts import Citation


class Numbers:
    """A page's citations in reading order, each with the number that it carries: [1], [2]."""

    def __init__(self, citations: tuple[Citation, ...]) -> None:
        self.citations = citations
        self._of = {(c.source, c.quote): i for i, c in enumerate(citations, 1)}

    def of(self, citation: Citation) -> int:
        """1 for the first on the page; 0 for one that is not on it."""
        return self._of.get((citation.source, citation.quote), 0)

    def marks(self, citations: Sequence[Citation]) -> str:
        """``[2] [3]``"""
        return " ".join(dict.fromkeys(f"[{self.of(citation)}]" for citation in citations))
