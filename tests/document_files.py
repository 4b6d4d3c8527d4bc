"""Makes documents for the tests: sound ones by the libraries that write them, PDFs by hand."""

import io
import zipfile
from collections.abc import Mapping, Sequence

import docx
import openpyxl
import pptx

FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def pdf_of(objects: Sequence[bytes], trailer: bytes = b"", end: bytes = b"%%EOF\n") -> bytes:
    """A PDF of these objects; the first one is its root."""
    body, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    return (
        body
        + b"xref\n0 %d\n0000000000 65535 f \n" % count
        + table
        + b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n" % (count, trailer, len(body))
        + end
    )


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """A stream object."""
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (entries, len(content), content)


def page(contents: int, resources: bytes = b"/Font<</F 3 0 R>>") -> bytes:
    """A page of A4 size whose drawing is another object."""
    box = b"/MediaBox[0 0 595 842]"
    return b"<</Type/Page/Parent 2 0 R%s/Resources<<%s>>/Contents %d 0 R>>" % (
        box,
        resources,
        contents,
    )


def drawn(*streams: bytes, resources: bytes = b"/Font<</F 3 0 R>>", more: bytes = b"") -> bytes:
    """A PDF with a page for each drawing, given as stream objects."""
    kids = b" ".join(b"%d 0 R" % (4 + 2 * at) for at in range(len(streams)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(streams)),
        FONT,
    ]
    for at, content in enumerate(streams):
        objects += [page(5 + 2 * at, resources), content]
    return pdf_of([*objects, *([more] if more else [])])


def written(*lines: str, size: int = 12, mode: int = 0, colour: str = "0 g") -> bytes:
    """A drawing of lines of text."""
    text = "".join(f"({line}) Tj 0 -16 Td\n" for line in lines)
    return stream(f"{colour} BT /F {size} Tf {mode} Tr 60 780 Td {text}ET".encode())


def docx_of(*paragraphs: str) -> bytes:
    """A Word document."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    return saved(document)


def pptx_of(*slides: tuple[str, str]) -> bytes:
    """A presentation of slides with a title and a text."""
    deck = pptx.Presentation()
    for title, text in slides:
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text_frame.text = title
        slide.placeholders[1].text_frame.text = text
    return saved(deck)


def xlsx_of(*rows: Sequence[object]) -> bytes:
    """A workbook of one sheet."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    return saved(book)


def saved(document: object) -> bytes:
    """The bytes of a document of one of the Office libraries."""
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def repacked(data: bytes, changes: Mapping[str, bytes | None]) -> bytes:
    """A packed document with parts changed, added, or left out (None)."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", 8) as new:
        for info in old.infolist():
            if info.filename not in changes:
                new.writestr(info.filename, old.read(info))
        for name, content in changes.items():
            if content is not None:
                new.writestr(name, content)
    return target.getvalue()


def part(data: bytes, name: str) -> bytes:
    """A part of a packed document."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)
