"""Web pages kept as a file: what a person would see of them, as headings, paragraphs and tables.

Nothing is fetched and nothing is run. What a page hides from its readers is left out: hidden text
is where instructions to a model would stand.
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

from assistant.exchange.documents.blocks import Block, Refused, heading, table

# fmt: off
_DROPPED = frozenset((
    "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed",
    "head", "button", "select", "textarea", "input", "canvas", "audio", "video", "nav",
    "datalist",
))
_BREAKING = frozenset((
    "address", "article", "aside", "blockquote", "body", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "html", "li", "main",
    "ol", "p", "pre", "section", "summary", "table", "ul", "tr", "td", "th", "caption", "h1",
    "h2", "h3", "h4", "h5", "h6",
))
# fmt: on
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])", re.IGNORECASE
)


def page_blocks(data: bytes) -> list[Block]:
    """In the order of the page; its title is left to its first heading."""
    from lxml import etree, html

    try:
        data.decode("utf-8")
        parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True)
    except UnicodeDecodeError:
        parser = html.HTMLParser(no_network=True, remove_comments=True)
    try:
        root = etree.parse(BytesIO(data), parser).getroot()
    except etree.XMLSyntaxError as error:
        raise Refused("damaged") from error
    if root is None:
        raise Refused("empty")
    return _Page().read(root)


class _Page:
    """One walk over the elements, without recursion: pages may nest as deep as they like."""

    def __init__(self) -> None:
        self._blocks: list[Block] = []
        self._open: list[str] = []
        self._rows: list[list[str]] = []
        self._tables = 0
        self._kept_as_is = 0

    def read(self, root: Any) -> list[Block]:
        skip_until: Any = None
        from lxml import etree

        for event, element in etree.iterwalk(root, events=("start", "end")):
            if skip_until is not None:
                if event == "end" and element is skip_until:
                    skip_until = None
                    self._say(element.tail)
                continue
            if not isinstance(element.tag, str) or _is_hidden(element):
                if event == "start":
                    skip_until = element
                continue
            (self._start if event == "start" else self._end)(element, element.tag)
        self._flush()
        return self._blocks

    def _start(self, element: Any, tag: str) -> None:
        if self._tables and tag in _BREAKING:
            self._open.append(" ")
        elif tag in _BREAKING:
            self._flush()
        if tag == "table":
            self._tables += 1
        elif tag == "tr" and self._tables == 1:
            self._rows.append([])
        elif tag in ("br", "hr"):
            self._open.append("\n")
        elif tag == "li" and not self._tables:
            self._open.append("- ")
        elif tag == "pre":
            self._kept_as_is += 1
        self._say(element.text)

    def _end(self, element: Any, tag: str) -> None:
        if self._tables:
            self._end_in_table(tag)
        elif tag[0] == "h" and tag[1:].isdecimal():
            words = self._taken()
            if words.strip():
                self._blocks.append(Block(heading(words, int(tag[1:]))))
        elif tag in _BREAKING:
            self._flush()
        if tag == "pre":
            self._kept_as_is = max(0, self._kept_as_is - 1)
        self._say(element.tail)

    def _end_in_table(self, tag: str) -> None:
        if tag in ("tr", "td", "th") and self._tables > 1:
            return  # a table in a cell is a part of that cell
        if tag in ("td", "th"):
            if not self._rows:
                self._rows.append([])
            self._rows[-1].append(self._taken())
        elif tag == "table":
            self._tables -= 1
            if not self._tables:
                self._flush()
                self._blocks.append(Block(table(self._rows)))
                self._rows = []

    def _say(self, text: str | None) -> None:
        if text:
            self._open.append(text if self._kept_as_is else re.sub(r"\s+", " ", text))

    def _taken(self) -> str:
        words, self._open = "".join(self._open), []
        return words

    def _flush(self) -> None:
        lines = [line.strip() for line in self._taken().split("\n")]
        text = "\n".join(line for line in lines if line)
        last = self._blocks[-1].text if self._blocks else ""
        if text.startswith("- ") and last.startswith("- "):
            self._blocks[-1] = Block(f"{last}\n{text}")
        elif text and text != "-":
            self._blocks.append(Block(text))


def _is_hidden(element: Any) -> bool:
    if element.tag in _DROPPED:
        return True
    attributes = element.attrib
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden", "").lower() == "true"
        or bool(_HIDING.search(attributes.get("style", "")))
    )
