"""DOCX: sections under their headings, as Word shows them, since the format has no pages."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from advisor.retrieval.formats.outline import Outline
from advisor.retrieval.formats.piece import About, Piece, item, marked, plain, table_lines
from advisor.retrieval.limits import Limits

if TYPE_CHECKING:
    from advisor.model.documents import DocumentKind

_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIP = frozenset((qn("w:del"), qn("w:moveFrom"), qn("w:pPr"), qn("w:rPr"), _COMPATIBILITY))
_PICTURES = frozenset((qn("w:drawing"), qn("w:pict"), qn("w:object")))
_LEVEL = re.compile(r"heading (\d)")
_TINY = 4  # half-points
_OFF = ("0", "false", "off", "none")


def read(kind: DocumentKind, data: bytes, limits: Limits, about: About) -> Iterator[Piece]:
    """The sections of a document, with its tables, text boxes and footnotes."""
    document = docx.Document(io.BytesIO(data))
    walk = _Walk(document)
    walk.body(document.element.body)
    about.title = walk.title or plain(document.core_properties.title or "")
    about.notes["contents"] += walk.in_contents
    if walk.notes_seen:
        about.notes["footnotes"] = len(walk.notes_seen)
    return walk.outline.pieces()


class _Walk:
    """Goes through the body in order and writes into an outline."""

    def __init__(self, document: Document) -> None:
        self.outline = Outline()
        self.title = ""
        self.in_contents = False
        self.notes_seen: list[str] = []
        self._styles = _Styles(document)
        self._footnotes = _footnotes(document)
        self._numbers: dict[str, int] = {}

    def body(self, parent: Any) -> None:
        """Paragraphs and tables, also those inside content controls."""
        for element in parent.iterchildren():
            if element.tag == qn("w:p"):
                self._paragraph(element)
            elif element.tag == qn("w:tbl"):
                self._table(element)
            elif element.tag not in _SKIP:
                self.body(element)

    def _paragraph(self, paragraph: Any) -> None:
        text = self._text(paragraph)
        if self._styles.is_contents(paragraph):
            self.in_contents = True
            return
        level = self._styles.level(paragraph)
        if level and text:
            self.outline.heading(level, text)
        elif text and not self.title and self._styles.is_title(paragraph):
            self.title = text
            self.outline.line(text)
        elif text:
            self.outline.line(self._listed(paragraph, text))
        self.outline.picture(_pictures(paragraph))
        for box in _boxes(paragraph):
            self.body(box)
        for number in self._cited(paragraph):
            self.notes_seen.append(number)
            self.outline.line(self._footnotes[number])

    def _cited(self, paragraph: Any) -> list[str]:
        """Footnotes that a paragraph refers to."""
        found = [one.get(qn("w:id")) for one in paragraph.iter(qn("w:footnoteReference"))]
        return [one for one in found if one in self._footnotes]

    def _listed(self, paragraph: Any, text: str) -> str:
        numbering = self._styles.numbering(paragraph)
        if numbering is None:
            return marked(text)
        group, numbered = numbering
        if not numbered:
            return item(text)
        self._numbers[group] = self._numbers.get(group, 0) + 1
        return item(text, self._numbers[group])

    def _table(self, table: Any) -> None:
        rows = []
        for row in _within(table, "w:tr"):
            cells = [self._cell(cell) for cell in _within(row, "w:tc")]
            hidden = row.find(f"{qn('w:trPr')}/{qn('w:hidden')}") is not None
            if hidden:
                self.outline.hide("; ".join(cells))
            else:
                rows.append(cells)
        self.outline.picture(_pictures(table))
        for line in table_lines(rows):
            self.outline.line(line)

    def _cell(self, cell: Any) -> str:
        return plain(" ".join(self._text(one) for one in cell.iter(qn("w:p"))))

    def _text(self, paragraph: Any) -> str:
        """The words of a paragraph that are shown; hidden ones are noted."""
        shown: list[str] = []
        hidden: list[str] = []
        for run in _runs(paragraph):
            words = "".join(_words(run))
            (hidden if self._styles.hides(run, paragraph) else shown).append(words)
        self.outline.hide("".join(hidden))
        return plain("".join(shown))


class _Styles:
    """What the styles of a document say about a paragraph or run."""

    def __init__(self, document: Document) -> None:
        self._of = {one.get(qn("w:styleId")): one for one in document.styles.element.style_lst}
        self._bullets = _bullet_lists(document)

    def level(self, paragraph: Any) -> int:
        """The level of a heading, from 1; 0 for other paragraphs."""
        for part in self._chain(paragraph, "w:pStyle"):
            named = _LEVEL.fullmatch(_value(part, "w:name").lower())
            outline = _value(part, f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
            if named or outline.isdecimal():
                level = int(named[1]) if named else int(outline) + 1
                return level if level < 10 else 0
        return 0

    def is_title(self, paragraph: Any) -> bool:
        """Whether a paragraph is the title of the document."""
        return any(_value(s, "w:name") == "Title" for s in self._chain(paragraph, "w:pStyle"))

    def is_contents(self, paragraph: Any) -> bool:
        """Whether a paragraph is a line of the table of contents."""
        names = (_value(one, "w:name").lower() for one in self._chain(paragraph, "w:pStyle"))
        return any(re.fullmatch(r"toc \d|table of figures", name) for name in names)

    def numbering(self, paragraph: Any) -> tuple[str, bool] | None:
        """The list that a paragraph belongs to, and whether it is numbered."""
        for part in (paragraph, *self._chain(paragraph, "w:pStyle")):
            properties = part.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
            if properties is not None:
                group, level = _value(properties, "w:numId"), _value(properties, "w:ilvl") or "0"
                if group in ("", "0"):
                    return None
                return f"{group}/{level}", (group, level) not in self._bullets
        return None

    def hides(self, run: Any, paragraph: Any) -> bool:
        """Whether a run is hidden, tiny, or white on nothing."""
        parts = [run, *self._chain(run, "w:rStyle"), *self._chain(paragraph, "w:pStyle")]
        for part in parts:
            found = part.find(f"{qn('w:rPr')}/{qn('w:vanish')}")
            if found is not None:
                return found.get(qn("w:val"), "1") not in _OFF
        size = _value(run, f"{qn('w:rPr')}/{qn('w:sz')}")
        if size.isdecimal() and int(size) <= _TINY:
            return True
        white = _value(run, f"{qn('w:rPr')}/{qn('w:color')}").upper() == "FFFFFF"
        return white and not self._has_ground(parts, paragraph)

    def _has_ground(self, parts: list[Any], paragraph: Any) -> bool:
        """Whether something may stand behind the text: shading, a highlight, a table, a shape."""
        for part in (*parts, paragraph):
            for name in ("w:shd", "w:highlight"):
                if next(part.iter(qn(name)), None) is not None:
                    return True
        return any(
            one.tag == qn("w:tc") or one.tag == qn("w:txbxContent")
            for one in paragraph.iterancestors()
        )

    def _chain(self, element: Any, reference: str) -> Iterator[Any]:
        """The style of an element and those it is based on."""
        holder = "w:pPr" if reference == "w:pStyle" else "w:rPr"
        name = _value(element, f"{qn(holder)}/{qn(reference)}")
        for _ in range(10):
            style = self._of.get(name)
            if style is None:
                return
            yield style
            name = _value(style, "w:basedOn")


def _value(element: Any, path: str) -> str:
    found = element.find(path if path.startswith("{") else qn(path))
    return "" if found is None else str(found.get(qn("w:val"), ""))


def _within(parent: Any, name: str) -> Iterator[Any]:
    """Rows of a table or cells of a row, also those inside content controls."""
    for child in parent.iterchildren():
        if child.tag == qn(name):
            yield child
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml")):
            yield from _within(child, name)


def _runs(element: Any) -> Iterator[Any]:
    """The runs of a paragraph, inserted and linked ones too, without those of text boxes."""
    for child in element.iterchildren():
        if child.tag == qn("w:r"):
            yield child
        elif child.tag not in _SKIP and child.tag not in _PICTURES:
            yield from _runs(child)


def _words(run: Any) -> Iterator[str]:
    for child in run.iterchildren():
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag in (qn("w:tab"), qn("w:br"), qn("w:cr")):
            yield " "
        elif child.tag == qn("w:noBreakHyphen"):
            yield "-"


def _boxes(paragraph: Any) -> Iterator[Any]:
    """The text boxes anchored in a paragraph, each once."""
    for box in paragraph.iter(qn("w:txbxContent")):
        if not any(one.tag == _COMPATIBILITY for one in box.iterancestors()):
            yield box


def _pictures(element: Any) -> int:
    """Pictures in an element; a text box is none, and its stand-in for old readers is no second."""
    found = element.iter(*_PICTURES)
    shown = (one for one in found if next(one.iter(qn("w:txbxContent")), None) is None)
    return sum(all(up.tag != _COMPATIBILITY for up in one.iterancestors()) for one in shown)


def _footnotes(document: Document) -> dict[str, str]:
    """The text of footnotes by their number in the file."""
    for relation in document.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.FOOTNOTES and not relation.is_external:
            root: Any = parse_xml(relation.target_part.blob)
            notes = {
                one.get(qn("w:id")): plain("".join(text.text or "" for text in one.iter(qn("w:t"))))
                for one in root.iter(qn("w:footnote"))
            }
            return {number: text for number, text in notes.items() if text}
    return {}


def _bullet_lists(document: Document) -> frozenset[tuple[str, str]]:
    """List and level of everything that has bullets instead of numbers."""
    try:
        root: Any = document.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return frozenset()
    bullets = {
        (one.get(qn("w:abstractNumId")), level.get(qn("w:ilvl")))
        for one in root.iter(qn("w:abstractNum"))
        for level in one.iter(qn("w:lvl"))
        if _value(level, "w:numFmt") in ("bullet", "none")
    }
    return frozenset(
        (one.get(qn("w:numId")), level)
        for one in root.iter(qn("w:num"))
        for abstract, level in bullets
        if _value(one, "w:abstractNumId") == abstract
    )
