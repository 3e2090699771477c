"""Files in: text out, or a message that says what is wrong with the file. Nothing is guessed."""

from __future__ import annotations

import codecs
import re
import stat
import unicodedata
from pathlib import Path

from assistant.errors import InvalidInput, UnreadableFile

LARGEST_BYTES = 20 * 1024 * 1024
"""Beyond this a file is no note; faults.md sets the figure."""

_LATER = frozenset({".docx", ".doc", ".pdf", ".odt", ".rtf", ".pptx", ".html", ".htm"})
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAFE = "Nothing was added, and the file was left as it is."


def read_text_file(path: Path) -> str:
    """The text of a Markdown or plain text file, with line ends as ``\\n``.

    Raises UnreadableFile, which names the file and what to do about it.
    """
    name = path.name
    if path.suffix.lower() in _LATER:
        raise UnreadableFile(
            f"{name} is a {path.suffix.lower()} file; Markdown and plain text can be read so far.",
            safe=_SAFE,
            next_step="Save it as .txt or .md, or paste its text.",
        )
    try:
        facts = path.stat()
        if stat.S_ISDIR(facts.st_mode):
            raise UnreadableFile(f"{name} is a folder.", safe=_SAFE, next_step="Name its files.")
        if not stat.S_ISREG(facts.st_mode):
            raise UnreadableFile(f"{name} is not an ordinary file.", safe=_SAFE)
        if facts.st_size > LARGEST_BYTES:
            raise UnreadableFile(
                f"{name} is {facts.st_size / 1_048_576:.0f} MB; the limit is 20 MB.",
                safe=_SAFE,
                next_step="Split it, or keep only the part that matters.",
            )
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableFile(f"There is no file {name}.", safe=_SAFE) from error
    except PermissionError as error:
        raise UnreadableFile(
            f"{name} may not be read by you.", safe=_SAFE, next_step="Change its permissions."
        ) from error
    except OSError as error:
        raise UnreadableFile(f"{name} could not be read.", safe=_SAFE) from error
    return decode(data, name)


def decode(data: bytes, name: str) -> str:
    """Text from bytes: UTF-8, UTF-16 or UTF-32 with their mark, else Windows-1252.

    Raises UnreadableFile if the bytes are no text, or hold none.
    """
    text = _decoded(data, name)
    if text is None:
        raise UnreadableFile(
            f"{name} does not look like text (it may be a picture, an archive or a program).",
            safe=_SAFE,
            next_step="Choose a .md or .txt file, or paste the text.",
        )
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not has_words(text):
        raise UnreadableFile(f"{name} has no text in it.", safe=_SAFE)
    return text


def _decoded(data: bytes, name: str) -> str | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                raise UnreadableFile(
                    f"{name} starts like {encoding} text but breaks off or is damaged.",
                    safe=_SAFE,
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
    """The first Markdown heading, else ``fallback``; at most 100 characters."""
    match = re.search(r"^#{1,3}[ \t]+(\S.*)$", text, re.MULTILINE)
    found = match.group(1).strip(" #*_") if match else ""
    return (found or fallback)[:100]
