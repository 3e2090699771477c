"""Files in: text out, or a message that says what is wrong with the file. Nothing is guessed."""

from __future__ import annotations

import codecs
import re
import stat
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from assistant.domain.places import PageMark, joined
from assistant.errors import InvalidInput, UnreadableFile
from assistant.exchange.apart import SAFE, read_apart
from assistant.exchange.documents.blocks import Kind

LARGEST_BYTES = 20 * 1024 * 1024
"""Beyond this a file is no note; faults.md sets the figure."""

_PAGES = (".html", ".htm", ".xhtml")
_OLD = {".doc": ".docx", ".ppt": ".pptx", ".xls": ".txt", ".rtf": ".docx", ".odt": ".docx"}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True)
class Reading:
    """A file's text; ``blocks`` are its paragraphs, headings and tables, each with its page."""

    text: str
    blocks: tuple[tuple[str, str], ...]
    pages: tuple[PageMark, ...] = ()


def read_document(path: Path) -> Reading:
    """The text of a Markdown, plain text, Word, PowerPoint, PDF or HTML file.

    Which it is, its first bytes say. Line ends come as ``\\n``; Markdown and plain text stay as
    they are otherwise. Raises UnreadableFile, which names the file and what to do about it.
    """
    name, data = path.name, _bytes_of(path)
    kind = _kind(data, path)
    if kind is not None:
        blocks = tuple((block.text, block.page) for block in read_apart(data, kind, name))
        text, pages = joined(blocks)
        return Reading(text, blocks, pages)
    text = decode(data, name)
    return Reading(text, tuple((block, "") for block in paragraphs(text)))


def read_text_file(path: Path, *, largest: int = LARGEST_BYTES) -> str:
    """The text of a Markdown or plain text file, with line ends as ``\\n``; else as above.
    ``largest`` is in bytes."""
    return decode(_bytes_of(path, largest), path.name)


def _kind(data: bytes, path: Path) -> Kind | None:
    """None for text. UnreadableFile for formats that have a better form."""
    suffix = path.suffix.lower()
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK"):
        return "office"
    if data.startswith(_OLE):
        # A locked .docx is an old-style file around the encrypted one.
        locked = "EncryptedPackage".encode("utf-16-le") in data
        what = "is locked with a password" if locked else "is in an older format"
        raise UnreadableFile(
            f"{path.name} {what}.",
            safe=SAFE,
            next_step="Save a copy without a password, or paste its text."
            if locked
            else f"Save it as {_OLD.get(suffix, '.docx or .pptx')}, or paste its text.",
        )
    if data.startswith(b"{\\rtf"):
        raise UnreadableFile(
            f"{path.name} is in Rich Text Format.",
            safe=SAFE,
            next_step="Save it as .docx or .txt, or paste its text.",
        )
    if suffix in _PAGES:
        return "html"
    if suffix in (".docx", ".pptx", ".pdf") and data:
        raise UnreadableFile(
            f"{path.name} is no {suffix} file inside, or its beginning is damaged.",
            safe=SAFE,
            next_step="Open it in the program that made it and save it again, or paste its text.",
        )
    return None


def _bytes_of(path: Path, largest: int = LARGEST_BYTES) -> bytes:
    name = path.name
    try:
        facts = path.stat()
        if stat.S_ISDIR(facts.st_mode):
            raise UnreadableFile(f"{name} is a folder.", safe=SAFE, next_step="Name its files.")
        if not stat.S_ISREG(facts.st_mode):
            raise UnreadableFile(f"{name} is not an ordinary file.", safe=SAFE)
        if facts.st_size > largest:
            raise UnreadableFile(
                f"{name} is {facts.st_size / 1_048_576:.0f} MB; the limit is "
                f"{largest / 1_048_576:.0f} MB.",
                safe=SAFE,
                next_step="Split it, or keep only the part that matters.",
            )
        with path.open("rb") as file:
            # It may have grown since it was looked at.
            return file.read(largest)
    except FileNotFoundError as error:
        raise UnreadableFile(
            f"There is no file {name}.",
            safe=SAFE,
            next_step="Look at how its name and folder are written.",
        ) from error
    except PermissionError as error:
        raise UnreadableFile(
            f"{name} may not be read by you.", safe=SAFE, next_step="Change its permissions."
        ) from error
    except OSError as error:
        raise UnreadableFile(f"{name} could not be read.", safe=SAFE) from error


def decode(data: bytes, name: str) -> str:
    """Text from bytes: UTF-8, UTF-16 or UTF-32 with their mark, else Windows-1252.

    Raises UnreadableFile if the bytes are no text, or hold none.
    """
    text = _decoded(data, name)
    if text is None:
        raise UnreadableFile(
            f"{name} does not look like text (it may be a picture, an archive or a program).",
            safe=SAFE,
            next_step="Choose a text, Word, PowerPoint, PDF or HTML file, or paste the text.",
        )
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not has_words(text):
        raise UnreadableFile(f"{name} has no text in it.", safe=SAFE)
    return text


def _decoded(data: bytes, name: str) -> str | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                raise UnreadableFile(
                    f"{name} starts like {encoding} text but breaks off or is damaged.",
                    safe=SAFE,
                    next_step="Save it again as UTF-8.",
                ) from error
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        try:
            text = data.decode("cp1252")
        except UnicodeDecodeError:
            return None
    return text if _is_text(text) else None


def _is_text(text: str) -> bool:
    """NUL never stands in text; other controls are rare there (5 in 1,000 allows escapes)."""
    sample = text[:100_000]
    controls = sum(1 for c in sample if c < " " and c not in "\t\n\r\f\x1b")
    return "\x00" not in text and controls <= len(sample) * 0.005 + 2


def has_words(text: str) -> bool:
    """Whether anything in it can be seen."""
    return any(not c.isspace() and unicodedata.category(c) not in ("Cc", "Cf") for c in text)


def clean(text: str) -> str:
    """Text as the store keeps it: lone surrogates become U+FFFD, all else stays as it is."""
    return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")


def paragraphs(text: str) -> list[str]:
    """Blocks between blank lines, each with its own lines kept; InvalidInput if there are none."""
    blocks = [block.strip("\n") for block in re.split(r"\n[ \t\f\v]*\n", clean(text))]
    kept = [block.rstrip() for block in blocks if has_words(block)]
    if not kept:
        raise InvalidInput("There is no text here yet.", safe="Nothing was added.")
    return kept


def title_of(text: str, fallback: str) -> str:
    """The first Markdown heading, else ``fallback``; at most 100 characters.

    ``fallback`` too where others stand beside it on the same level: those are chapters.
    """
    headings = re.findall(r"^(#{1,3})[ \t]+(\S.*)$", text, re.MULTILINE)
    alone = bool(headings) and [level for level, _ in headings].count(headings[0][0]) == 1
    found = headings[0][1].strip(" #*_") if alone else ""
    return (found or fallback)[:100]
