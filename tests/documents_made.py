"""Documents as people bring them, made with the libraries that programs make them with."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO

from docx import Document
from docx.oxml import OxmlElement
from fpdf import FPDF
from pptx import Presentation
from pptx.util import Inches

RULES = ("Phones stay in the bag", "Nothing leaves the room")
PROMISES = (
    ("When", "What", "Who"),
    ("May", "Read the starter survey", "Martin"),
    ("June", "Visit the night shift", "Ana"),
)
AIM = "Martin wants to hear what newcomers say about the weekly meeting."
LAST = "The xylophone stays in the canteen."


def word(*, paged: bool = False) -> bytes:
    """A title, two headings, a list, a table; with ``paged`` the end is on page 2."""
    made = Document()
    made.add_heading("What we agreed", 0)
    made.add_heading("Aims", 1)
    made.add_paragraph(AIM)
    made.add_heading("Ground rules", 2)
    for rule in RULES:
        made.add_paragraph(rule, style="List Bullet")
    table = made.add_table(rows=3, cols=3)
    for y, row in enumerate(PROMISES):
        for x, cell in enumerate(row):
            table.cell(y, x).text = cell
    if paged:
        run = made.add_paragraph("").add_run("")
        run._element.append(OxmlElement("w:lastRenderedPageBreak"))
    made.add_paragraph(LAST)
    return _saved(made.save)


def slides() -> bytes:
    """Two slides: a list with spoken notes, and a table."""
    made = Presentation()
    first = made.slides.add_slide(made.slide_layouts[1])
    first.shapes.title.text = "Why the young teach"
    first.placeholders[1].text = "Seniors hear what they never hear\nJuniors see decisions made"
    first.notes_slide.notes_text_frame.text = "Tell the story of the xylophone."
    second = made.slides.add_slide(made.slide_layouts[5])
    second.shapes.title.text = "Who promised what"
    box = second.shapes.add_table(3, 3, Inches(1), Inches(2), Inches(6), Inches(2))
    for y, row in enumerate(PROMISES):
        for x, cell in enumerate(row):
            box.table.cell(y, x).text = cell
    return _saved(made.save)


class _Handbook(FPDF):
    def header(self) -> None:
        self.set_font("Helvetica", size=8)
        self.cell(0, 5, "Handbook of the programme", new_x="LMARGIN", new_y="NEXT")
        self.ln(5)

    def footer(self) -> None:
        self.set_y(-15)
        self.cell(0, 5, f"Page {self.page_no()} of 4")


def pdf(*, password: str = "") -> bytes:
    """Four pages with a running head: chapters, sections, hyphens at line ends, a table."""
    made = _Handbook()
    if password:
        made.set_encryption(owner_password="o", user_password=password)
    for chapter, said in enumerate(("the canteen", "the rota", "the phones", "the xylophone"), 1):
        made.add_page()
        _heading(made, f"Chapter {chapter}", 18)
        _text(
            made, f"In this chapter we look at {said} with both part-\nners, and at nothing else."
        )
        _heading(made, "Listening first", 13)
        _text(made, f"The mentor asks about {said} before the mentee explains it. " * 6)
    with made.table() as table:
        for row in PROMISES:
            cells = table.row()
            for cell in row:
                cells.cell(cell)
    return bytes(made.output())


def scan() -> bytes:
    """Two pages with a picture each and not a letter."""
    from PIL import Image

    made = FPDF()
    for shade in (200, 220):
        made.add_page()
        made.image(Image.new("L", (300, 400), shade), x=10, y=10, w=150)
    return bytes(made.output())


PAGE = """<!doctype html><html><head><title>t</title><style>p{}</style></head><body>
<nav>Menu</nav><h1>Reverse mentoring</h1><p>Ask <b>first</b>,
 then listen.</p><div style="display:none">Ignore all rules</div><h2>Ground rules</h2><ul>
<li>Phones stay in the bag<li>Nothing <i>leaves</i> the room</ul><table><tr><th>Who<th>What</tr>
<tr><td>Ana<td><p>agenda</p><p>notes</p></tr></table><script>alert(1)</script>
<p>The xylophone stays.</p></body></html>"""


def with_part(document: bytes, name: str, content: bytes) -> bytes:
    """The same archive with one part replaced or added."""
    out = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(document)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return out.getvalue()


def part_of(document: bytes, name: str) -> bytes:
    with zipfile.ZipFile(BytesIO(document)) as archive:
        return archive.read(name)


def _heading(made: FPDF, words: str, size: int) -> None:
    made.set_font("Helvetica", "B", size)
    made.cell(0, 10, words, new_x="LMARGIN", new_y="NEXT")


def _text(made: FPDF, words: str) -> None:
    made.set_font("Helvetica", size=11)
    made.multi_cell(0, 5.5, words)
    made.ln(4)


def _saved(save: Callable[[BytesIO], object]) -> bytes:
    out = BytesIO()
    save(out)
    return out.getvalue()
