"""Damaged, locked, swollen and hostile documents: a plain message, nothing added, nobody hurt."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections import Counter
from io import BytesIO

import pytest

from assistant.errors import InvalidInput, UnreadableFile
from assistant.exchange import apart
from assistant.exchange.apart import read_apart
from assistant.exchange.documents.archive import MOST_ENTRIES
from assistant.exchange.reading import read_document
from tests import documents_made as made
from tests.faults.mutated_documents import file_number, samples

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


def bomb() -> bytes:
    """60 kB that unpack to 60 MB."""
    return made.with_part(made.word(), "word/media/big.xml", b" " * 60_000_000)


def swarm() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
        for number in range(MOST_ENTRIES):
            archive.writestr(f"word/{number}.bin", b"")
    return out.getvalue()


def declared(entities: str, *, encoding: str = "utf-8") -> bytes:
    """A Word file whose text names an entity."""
    content = made.word()
    xml = made.part_of(content, "word/document.xml").decode()
    body = xml[xml.index("<w:document") :].replace(made.AIM, "&e;")
    told = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [{entities}]>{body}'
    return made.with_part(content, "word/document.xml", told.encode(encoding))


LAUGHS = "".join(
    f'<!ENTITY {name} "{f"&{below};" * 10}">'
    for below, name in zip("abcdefgh", "bcdefghe", strict=True)
)

HOSTILE = {
    "a zip bomb": ("a.docx", bomb, "unpacks to far more"),
    "a swarm of parts": ("a.docx", swarm, "unpacks to far more"),
    "entities that multiply": ("a.docx", lambda: declared(f'<!ENTITY a "ha">{LAUGHS}'), "multiply"),
    "an entity that reads a file": (
        "a.docx",
        lambda: declared('<!ENTITY e SYSTEM "file:///etc/passwd">'),
        "fetch",
    ),
    "the same in another encoding": (
        "a.docx",
        lambda: declared('<!ENTITY e SYSTEM "file:///etc/passwd">', encoding="utf-16"),
        "fetch",
    ),
    "macros": (
        "a.docx",
        lambda: made.with_part(made.word(), "word/vbaProject.bin", b"\x00"),
        "macros",
    ),
    "a locked PDF": ("a.pdf", lambda: made.pdf(password="secret"), "locked with a password"),
    "a locked Word file": (
        "a.docx",
        lambda: OLE + "EncryptedPackage".encode("utf-16-le"),
        "locked with a password",
    ),
    "a file of old Word": ("a.doc", lambda: OLE, "older format"),
    "rich text": ("a.rtf", lambda: b"{\\rtf1 text}", "Rich Text"),
    "a scan": ("scan.pdf", made.scan, "pictures of pages"),
    "half a PDF": ("a.pdf", lambda: made.pdf()[:900], "damaged"),
    "half a Word file": ("a.docx", lambda: made.word()[:9000], "damaged"),
    "an archive": (
        "a.zip",
        lambda: _zip("a.txt"),
        "is an archive",
    ),
    "a spreadsheet": ("a.xlsx", lambda: _zip("xl/workbook.xml"), "is a spreadsheet"),
    "a page without words": ("a.html", lambda: b"<p hidden>no</p><script>1</script>", "no text"),
}


def _zip(name: str) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, "x")
    return out.getvalue()


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_file_that_cannot_be_taken_in_is_refused_in_plain_words(tmp_path, kind):
    name, make, says = HOSTILE[kind]
    file = tmp_path / name
    file.write_bytes(make())
    with pytest.raises(UnreadableFile) as caught:
        read_document(file)
    assert name in caught.value.happened
    assert says in caught.value.happened
    assert "Nothing was added" in caught.value.safe
    assert kind == "a page without words" or caught.value.next_step


def test_a_document_that_takes_too_long_is_given_up(monkeypatch):
    monkeypatch.setattr(apart, "_START", "import time; time.sleep(60)")
    with pytest.raises(UnreadableFile, match="took longer"):
        read_apart(b"", "pdf", "slow.pdf", seconds=0.2)


@pytest.mark.parametrize(
    "crash",
    ["import os; os.abort()", "raise SystemExit(3)", "x = bytearray(10**12)"],
    ids=["the parser crashes", "it ends with an error", "it wants more memory than there is"],
)
def test_a_crash_of_the_reader_is_a_plain_message(monkeypatch, crash):
    monkeypatch.setattr(apart, "_START", crash)
    with pytest.raises(UnreadableFile, match="damaged"):
        read_apart(b"", "pdf", "odd.pdf")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere only the clock limits the reader")
def test_the_reader_has_limits_of_its_own(monkeypatch):
    said = (
        "import sys; sys.path.append(sys.argv[1]); from assistant.exchange.documents import child; "
    )
    eater = said + "child.limit_this_process(); x = bytearray(2 * 1024**3)"
    monkeypatch.setattr(apart, "_START", eater)
    with pytest.raises(UnreadableFile, match="damaged"):
        read_apart(b"", "pdf", "fat.pdf")
    burner = said + "child.limit_this_process(1); [0 for _ in iter(int, 1)]"
    monkeypatch.setattr(apart, "_START", burner)
    with pytest.raises(UnreadableFile, match="took longer"):
        read_apart(b"", "pdf", "slow.pdf")


def batch(count: int) -> Counter[str]:
    """What became of so many mutated files; a child that dies is counted and the next goes on."""
    counts: Counter[str] = Counter()
    first = 0
    while first < count:
        command = [sys.executable, "-m", "tests.faults.mutated_documents", str(first), str(count)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        lines = [line.split(" ", 2) for line in done.stdout.splitlines()]
        for _, _, said in [line for line in lines if len(line) == 3 and line[2]]:
            counts[said] += 1
        if done.returncode == 0:
            break
        assert lines, done.stderr
        counts["child died"] += 1
        first = int(lines[-1][0]) + 1
    return counts


@pytest.mark.parametrize(
    "count",
    [pytest.param(120, id="sample"), pytest.param(10_000, id="all", marks=pytest.mark.faults)],
)
def test_mutated_documents_hang_nothing_and_crash_nobody(count):
    counts = batch(count)
    print(dict(counts))
    assert sum(counts.values()) == count
    assert counts["hung"] == 0
    assert not [said for said in counts if said.startswith("crashed")]
    assert counts["read"] > count / 10
    assert counts["refused"] > count / 10


def test_mutated_documents_through_the_whole_reader_give_text_or_a_plain_message(tmp_path):
    files = samples()
    for number in range(12):
        name, data = file_number(number, files)
        file = tmp_path / f"{number}-{name}.{'txt' if name in ('text', 'utf-16') else name}"
        file.write_bytes(data)
        try:
            assert read_document(file).text.strip()
        except InvalidInput as error:
            assert error.happened
