"""What pandoc leaves open in a DOCX: sections, contents, rows kept whole, fixed file times."""

import io
import zipfile
from collections.abc import Collection, Mapping
from copy import deepcopy
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from lxml import etree  # type: ignore[import-untyped]

from advisor.documents.pictures import restored
from advisor.documents.reshaping import stays_whole
from advisor.documents.tree import Block, raw

COVER, PORTRAIT, LANDSCAPE, CONTENTS = "cover", "portrait", "landscape", "contents"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}cNvPr"
_NS = f'xmlns:w="{_W}"'
_BODY = "word/document.xml"
_TIME = (2000, 1, 1, 0, 0, 0)
_DEPTH = 2
_A4_TEXT = 9070  # twentieths of a point
_LONGER = 1.19  # pages of a DOCX for a page of the PDF, as LibreOffice sets it
_BEFORE_CHAPTER = "480"  # twentieths of a point
_AFTER_TABLE = "160"  # twentieths of a point
_BEFORE_SPACING = {
    f"{{{_W}}}{name}"
    for name in ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "numPr")
}
_TITLE_BLOCK = ("Title", "Subtitle", "Author", "Date")


def w(name: str) -> str:
    """A WordprocessingML name with its namespace."""
    return f"{{{_W}}}{name}"


def mark(kind: str) -> Block:
    """A paragraph that ends a section, or stands where the contents go, until `finish`."""
    text = (
        '<w:p><w:pPr><w:pStyle w:val="SectionEnd"/><w:sectPr>'
        f'<w:type w:val="{kind}"/></w:sectPr></w:pPr></w:p>'
    )
    return raw(text, "openxml")


def finish(
    docx: bytes,
    contents: str,
    pictures: Mapping[str, bytes],
    pages: Mapping[str, int],
    follow: Collection[str],
) -> bytes:
    """The DOCX with sections, filled contents, whole rows and pictures (PNG by chart name).

    `pages` is where each heading stands in the PDF, as a first estimate; `follow` has the
    anchors of the chapters that begin no page. The same input gives the same bytes.
    """
    with zipfile.ZipFile(io.BytesIO(docx)) as book:
        read = {info.filename: book.read(info) for info in book.infolist()}
    parts = restored(read, pictures)
    tree = etree.fromstring(parts[_BODY])
    _untitled(tree)
    _sections(tree)
    _contents(tree, contents, pages)
    _following(tree, follow)
    _rows(tree)
    _kept(tree)
    _space_after_tables(tree)
    _addresses(tree)
    parts[_BODY] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        for name, data in parts.items():
            info = zipfile.ZipInfo(name, _TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            book.writestr(info, data)
    return out.getvalue()


def _marks(tree: Any) -> list[tuple[Any, str]]:
    """The marked paragraphs with what each marks, in order."""
    found = []
    for paragraph in tree.iter(w("p")):
        kind = paragraph.find(f"{w('pPr')}/{w('sectPr')}/{w('type')}")
        if kind is not None and kind.get(w("val")) in (COVER, PORTRAIT, LANDSCAPE, CONTENTS):
            found.append((paragraph, str(kind.get(w("val")))))
    return found


def _untitled(tree: Any) -> None:
    """Take out the title block that pandoc makes of the file's title: there is a cover."""
    body = tree.find(w("body"))
    for paragraph in body.findall(w("p")):
        style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
        if style is not None and style.get(w("val")) in _TITLE_BLOCK:
            body.remove(paragraph)


def _sections(tree: Any) -> None:
    """Replace each mark by a section of the last one's shape: its page, header and footer."""
    last = tree.find(w("body")).find(w("sectPr"))
    for paragraph, kind in _marks(tree):
        if kind == CONTENTS:
            continue
        section = deepcopy(last)
        if kind == COVER:
            for name in ("headerReference", "footerReference"):
                for old in section.findall(w(name)):
                    section.remove(old)
        if kind == LANDSCAPE:
            _turn(section)
        properties = paragraph.find(w("pPr"))
        properties.replace(properties.find(w("sectPr")), section)
        if _follows_section(paragraph):
            paragraph.getparent().remove(paragraph)


def _follows_section(paragraph: Any) -> bool:
    """True when nothing stands between this section's end and the one before: an empty page."""
    before = paragraph.getprevious()
    return before is not None and before.find(f"{w('pPr')}/{w('sectPr')}") is not None


def _turn(section: Any) -> None:
    page = section.find(w("pgSz"))
    width, height = page.get(w("w")), page.get(w("h"))
    page.set(w("w"), height)
    page.set(w("h"), width)
    page.set(w("orient"), "landscape")


def _addresses(tree: Any) -> None:
    """Take out what pandoc tells of each picture's origin: it is the picture itself, in letters."""
    for picture in tree.iter(_PICTURE):
        picture.attrib.pop("descr", None)


def _following(tree: Any, follow: Collection[str]) -> None:
    """These chapters go on below the one before, where others begin a page."""
    for start in tree.iter(w("bookmarkStart")):
        paragraph = start.getparent() if start.getparent().tag == w("p") else start.getnext()
        style = None if paragraph is None else paragraph.find(f"{w('pPr')}/{w('pStyle')}")
        if style is None or style.get(w("val")) != "Heading1":
            continue
        if start.get(w("name")) in follow:
            spacing = etree.Element(w("spacing"), {w("before"): _BEFORE_CHAPTER})
            style.addnext(spacing)
            style.addnext(etree.Element(w("pageBreakBefore"), {w("val"): "0"}))


def _rows(tree: Any) -> None:
    """No row is split over two pages."""
    for row in tree.iter(w("tr")):
        properties = row.find(w("trPr"))
        if properties is None:
            properties = etree.Element(w("trPr"))
            row.insert(0, properties)
        if properties.find(w("cantSplit")) is None:
            properties.insert(0, etree.Element(w("cantSplit")))


def _kept(tree: Any) -> None:
    """A paragraph stands on the page of the list it opens; a short table is not cut in two."""
    for paragraph in tree.find(w("body")).findall(w("p")):
        after = paragraph.getnext()
        listed = after is not None and after.find(f"{w('pPr')}/{w('numPr')}") is not None
        if listed and paragraph.find(f"{w('pPr')}/{w('numPr')}") is None:
            _keep_with_next(paragraph)
    for table in tree.iter(w("tbl")):
        rows = table.findall(w("tr"))
        signs = sum(len(text.text or "") for text in table.iter(w("t")))
        if stays_whole(len(rows) - 1, signs):
            for row in rows[:-1]:
                for paragraph in row.iter(w("p")):
                    _keep_with_next(paragraph)


def _keep_with_next(paragraph: Any) -> None:
    properties = paragraph.find(w("pPr"))
    if properties is None:
        properties = etree.Element(w("pPr"))
        paragraph.insert(0, properties)
    if properties.find(w("keepNext")) is None:
        style = properties.find(w("pStyle"))
        properties.insert(0 if style is None else 1, etree.Element(w("keepNext")))


def _space_after_tables(tree: Any) -> None:
    """Room between a table and the paragraph after it, which its style does not know of."""
    for table in tree.iter(w("tbl")):
        after = table.getnext()
        if after is None or after.tag != w("p"):
            continue
        properties = after.find(w("pPr"))
        if properties is None:
            properties = etree.SubElement(after, w("pPr"))
            after.insert(0, properties)
        if properties.find(w("sectPr")) is None and properties.find(w("spacing")) is None:
            spacing = etree.Element(w("spacing"), {w("before"): _AFTER_TABLE})
            place = next((one for one in properties if one.tag not in _BEFORE_SPACING), None)
            if place is None:
                properties.append(spacing)
            else:
                place.addprevious(spacing)


def _contents(tree: Any, title: str, pages: Mapping[str, int]) -> None:
    """Write the contents where they are marked, each line a link to its heading.

    Only a word processor knows the page numbers: it sets them when it updates the field, and until
    then an estimate stands there.
    """
    places = [paragraph for paragraph, kind in _marks(tree) if kind == CONTENTS]
    if not places:
        return
    lines = _headings(tree)
    width = _text_width(tree)
    shown = [
        _line(number, line, len(lines), _page(pages, line[1]), width)
        for number, line in enumerate(lines)
    ]
    head = f'<w:p {_NS}><w:pPr><w:pStyle w:val="TOCHeading"/></w:pPr>{_run(title)}</w:p>'
    parent, at = places[0].getparent(), places[0].getparent().index(places[0])
    parent.remove(places[0])
    for step, text in enumerate([head, *shown]):
        parent.insert(at + step, etree.fromstring(text))


def _headings(tree: Any) -> list[tuple[int, str, str]]:
    """Level, text and bookmark of the headings that belong in the contents."""
    found, anchor = [], ""
    for element in tree.iter(w("bookmarkStart"), w("p")):
        if element.tag == w("bookmarkStart"):
            anchor = str(element.get(w("name")))
            continue
        style = element.find(f"{w('pPr')}/{w('pStyle')}")
        name = "" if style is None else str(style.get(w("val")))
        if name.startswith("Heading") and name[-1].isdigit() and int(name[-1]) <= _DEPTH:
            text = "".join(part.text or "" for part in element.iter(w("t")))
            if text[:1].isdigit() or anchor.startswith("annex-"):
                found.append((int(name[-1]), text, anchor))
    return found


def _page(pages: Mapping[str, int], heading: str) -> str:
    """The page a heading will stand on, about: the first chapter does so in both forms."""
    first = min((page for name, page in pages.items() if name[:1].isdigit()), default=0)
    found = pages.get(heading.replace("\u00a0", " "), pages.get(heading))
    return "" if found is None else str(round(first + (found - first) * _LONGER))


def _text_width(tree: Any) -> int:
    """The width of the text on an upright page, in twentieths of a point."""
    section = tree.find(w("body")).find(w("sectPr"))
    page, margin = (None if section is None else section.find(w(n)) for n in ("pgSz", "pgMar"))
    if page is None or margin is None:  # an office's template may leave them out
        return _A4_TEXT
    return int(page.get(w("w"))) - int(margin.get(w("left"))) - int(margin.get(w("right")))


def _line(number: int, line: tuple[int, str, str], of: int, page: str, width: int) -> str:
    level, text, anchor = line
    opening = (
        '<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r>'
        '<w:r><w:instrText xml:space="preserve">'
        f' TOC \\o "1-{_DEPTH}" \\h \\z \\u </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    closing = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    tabs = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{width}"/></w:tabs>'
    field = quoteattr(rf" PAGEREF {anchor} \h ")
    place = f"<w:r><w:tab/></w:r><w:fldSimple w:instr={field}>{_run(page)}</w:fldSimple>"
    return (
        f'<w:p {_NS}><w:pPr><w:pStyle w:val="TOC{level}"/>{tabs}</w:pPr>'
        f"{opening if number == 0 else ''}"
        f'<w:hyperlink w:anchor={quoteattr(anchor)} w:history="1">{_run(text)}{place}'
        "</w:hyperlink>"
        f"{closing if number == of - 1 else ''}</w:p>"
    )


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
