"""Makes `assets/reference.docx`, the styles of the Word form, from pandoc's own.

Run once, and again when the looks are to change: python -m advisor.documents.reference
"""

import io
from pathlib import Path
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from advisor.documents.pandoc import run

ASSETS = Path(__file__).parent / "assets"
FONT = "Calibri"
NAVY, GREY, RULE, TINT = "1F3A5F", "595959", "BFC8D4", "E4EBF3"

_TEXT_WIDTH = Cm(16.4)
Look = tuple[float, str, bool, float, float]

# Style -> size in points, colour, bold, space before and after in points.
_LOOKS: dict[str, Look] = {
    "Heading 1": (20, NAVY, True, 0, 12),
    "Heading 2": (14, NAVY, True, 16, 6),
    "Heading 3": (12, NAVY, True, 12, 4),
    "Body Text": (10.5, "000000", False, 0, 7),
    "First Paragraph": (10.5, "000000", False, 0, 7),
    "Compact": (10.5, "000000", False, 0, 3),
    "Table Caption": (9.5, GREY, True, 8, 4),
    "Image Caption": (9.5, GREY, True, 4, 10),
    "TOC Heading": (20, NAVY, True, 0, 12),
    "Header": (8.5, GREY, False, 0, 0),
    "Footer": (8.5, GREY, False, 0, 0),
}
_OWN: dict[str, Look] = {
    "Cover Mark": (12, "9C2A1E", True, 0, 90),
    "Cover Country": (24, GREY, False, 0, 6),
    "Cover Title": (36, NAVY, True, 0, 10),
    "Cover Period": (20, NAVY, False, 0, 170),
    "Cover Office": (14, "000000", False, 0, 8),
    "Cover Line": (11, GREY, False, 0, 4),
    "Vision": (13, NAVY, False, 6, 14),
    "Table Text": (9, "000000", False, 1, 1),
    "Table Text Small": (8.5, "000000", False, 1, 1),
    "Table Text Tiny": (7.5, "000000", False, 0, 1),
    "Table Head": (9, NAVY, True, 2, 2),
    "Table Head Small": (8.5, NAVY, True, 2, 2),
    "Table Head Tiny": (7.5, NAVY, True, 1, 1),
    "Section End": (1, "000000", False, 0, 0),
    "toc 1": (9.5, "000000", True, 3, 0),
    "toc 2": (9, "000000", False, 0, 0),
}


def looks() -> dict[str, Look]:
    """How each style looks."""
    return {**_LOOKS, **_OWN}


def build_reference() -> bytes:
    """The reference document: A4, page numbers, styles for headings, tables, cover."""
    default = run(["--print-default-data-file=reference.docx"], b"")
    book = docx.Document(io.BytesIO(default))
    _set_font(book.styles["Normal"])
    for name, look in looks().items():
        if name in book.styles:
            style = book.styles[name]
        else:
            builtin = name.startswith("toc ")
            style = book.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin)
            style.element.styleId = name.title().replace("Toc", "TOC").replace(" ", "")
            style.base_style = book.styles["Normal"]
        _dress(style, look)
    for name in ("Heading 1", "TOC Heading"):
        book.styles[name].paragraph_format.page_break_before = True
        _rule(book.styles[name], "bottom", 8, 4)
    for name in ("Table Caption", "Image Caption"):
        book.styles[name].font.italic = False
    book.styles["Table Caption"].paragraph_format.keep_with_next = True
    book.styles["Vision"].font.italic = True
    _rule(book.styles["Vision"], "left", 24, 10)
    book.styles["Vision"].paragraph_format.left_indent = Cm(0.5)
    _table_style(book.styles["Table"].element)
    _page(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _set_font(style: Any) -> None:
    style.font.name = FONT
    properties = style.element.get_or_add_rPr()
    fonts = properties.find(qn("w:rFonts"))
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)


def _dress(style: Any, look: Look) -> None:
    size, colour, bold, before, after = look
    _set_font(style)
    style.font.size = Pt(size)
    style.font.bold = bold
    style.font.italic = False
    style.font.color.rgb = RGBColor.from_string(colour)
    shape = style.paragraph_format
    shape.space_before, shape.space_after = Pt(before), Pt(after)
    shape.alignment = WD_ALIGN_PARAGRAPH.LEFT
    if style.name.startswith("toc "):
        shape.tab_stops.add_tab_stop(_TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    if style.name == "toc 2":
        shape.left_indent = Cm(0.6)
    shape.line_spacing = 1.0 if style.name.startswith(("Table", "toc", "Section")) else 1.12


def _rule(style: Any, side: str, width: int, space: int) -> None:
    """A line at one side of the style's paragraphs; width in eighths of a point."""
    line = f'<w:{side} w:val="single" w:sz="{width}" w:space="{space}" w:color="{NAVY}"/>'
    borders = parse_xml(f"<w:pBdr {nsdecls('w')}>{line}</w:pBdr>")
    style.element.get_or_add_pPr().insert_element_before(borders, *_AFTER_BORDERS)


_AFTER_BORDERS = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl", "w:rPr")


def _table_style(style: Any) -> None:
    """Hairlines between rows, a tinted header row that is repeated by pandoc."""
    properties = style.find(qn("w:tblPr"))
    if properties is None:
        properties = OxmlElement("w:tblPr")
        style.append(properties)
    for name in ("w:tblBorders", "w:tblCellMar"):
        old = properties.find(qn(name))
        if old is not None:
            properties.remove(old)
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{RULE}"/>'
        for side in ("top", "bottom", "insideH")
    )
    properties.append(parse_xml(f"<w:tblBorders {nsdecls('w')}>{lines}</w:tblBorders>"))
    sides = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", 40), ("left", 80), ("bottom", 40), ("right", 80))
    )
    properties.append(parse_xml(f"<w:tblCellMar {nsdecls('w')}>{sides}</w:tblCellMar>"))
    for old in style.findall(qn("w:tblStylePr")):
        style.remove(old)
    style.append(
        parse_xml(
            f'<w:tblStylePr {nsdecls("w")} w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr>'
            f'<w:shd w:val="clear" w:color="auto" w:fill="{TINT}"/></w:tcPr></w:tblStylePr>'
        )
    )


def _page(book: Any) -> None:
    """A4; subject in the header, title and page number in the footer, all as fields."""
    section = book.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.3)
    section.top_margin, section.bottom_margin = Cm(2.2), Cm(2.0)
    section.header_distance = section.footer_distance = Cm(1.0)
    head, foot = section.header.paragraphs[0], section.footer.paragraphs[0]
    head.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _field(head, " SUBJECT ")
    _field(foot, " TITLE ")
    foot.add_run("  ·  ")
    _field(foot, " PAGE ")
    foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _field(paragraph: Any, code: str) -> None:
    for kind in ("begin", None, "separate", "text", "end"):
        piece = paragraph.add_run()
        if kind is None:
            mark = OxmlElement("w:instrText")
            mark.text = code
        elif kind == "text":
            mark = OxmlElement("w:t")
            mark.text = " "
        else:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        piece._r.append(mark)


if __name__ == "__main__":
    (ASSETS / "reference.docx").write_bytes(build_reference())
