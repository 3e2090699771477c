"""The archive that a Word or PowerPoint file is, looked at before any library opens it.

An office file is a zip of XML. A small one can unpack to gigabytes, name entities that grow or that
fetch other files, and carry programs. None of that belongs in notes.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from io import BytesIO
from typing import Literal

from assistant.exchange.documents.blocks import Refused

MOST_ENTRIES = 2000
MOST_INFLATED = 100 * 1024 * 1024
MOST_RATIO = 100
SMALL = 256 * 1024
"""Bytes below which a part may be as repetitive as it likes."""
_LOCKED = 0x1


def office_kind(data: bytes) -> Literal["word", "slides"]:
    """Which of the two it is. Refused if it is neither, or holds what it should not."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            _sizes(parts)
            names = {part.filename for part in parts}
            kind = _kind(archive, names)
            if any(name.lower().endswith("vbaproject.bin") for name in names):
                raise Refused("macros")
            for part in parts:
                if part.filename.endswith((".xml", ".rels", ".vml")):
                    _no_entities(archive.read(part))
    except (
        *(zipfile.BadZipFile, zlib.error, NotImplementedError),
        *(EOFError, OSError, ValueError, struct.error),
    ) as error:
        raise Refused("damaged") from error
    return kind


def _sizes(parts: list[zipfile.ZipInfo]) -> None:
    if any(part.flag_bits & _LOCKED for part in parts):
        raise Refused("locked")
    inflated = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    swollen = any(
        part.file_size > SMALL and part.file_size > MOST_RATIO * part.compress_size
        for part in parts
    )
    if len(parts) > MOST_ENTRIES or inflated > MOST_INFLATED or swollen:
        raise Refused("large")
    if inflated > SMALL and inflated > MOST_RATIO * packed:
        raise Refused("large")


def _kind(archive: zipfile.ZipFile, names: set[str]) -> Literal["word", "slides"]:
    if "word/document.xml" in names:
        return "word"
    if "ppt/presentation.xml" in names:
        return "slides"
    if any(name.startswith("xl/") for name in names):
        raise Refused("spreadsheet")
    if "mimetype" in names and b"opendocument" in archive.read("mimetype")[:200]:
        raise Refused("opendocument")
    # Word names its main part in the relations; a file may call it otherwise.
    content = archive.read("[Content_Types].xml") if "[Content_Types].xml" in names else b""
    if b"wordprocessingml.document.main" in content:
        return "word"
    if b"presentationml.presentation.main" in content:
        return "slides"
    raise Refused("archive")


def _no_entities(part: bytes) -> None:
    """No office program writes a document type; entities that grow or fetch need one."""
    plain = part.replace(b"\x00", b"")  # the same letters in UTF-16
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise Refused("entities")
