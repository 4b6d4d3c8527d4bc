"""The OpenDocument form: as the Word form, for offices that work with LibreOffice."""

import io
import zipfile
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from advisor.documents.contents import contents_lines
from advisor.documents.outline import Outline
from advisor.documents.pandoc import convert
from advisor.documents.pictures import restored, stubs
from advisor.documents.reference import RULE, TINT
from advisor.documents.reference_odt import packed, q
from advisor.documents.reshaping import following, stays_whole, with_style
from advisor.documents.styled import Shape, styled
from advisor.documents.tree import Block, document, raw

_REFERENCE = Path(__file__).parent / "assets" / "reference.odt"
_TURN, _BACK = "turn-landscape", "turn-standard"
_MASTERS = {_TURN: "Landscape", _BACK: "Standard"}
_WHOLE_ROW, _FOLLOWING = "WholeRow", "FollowingChapter"
_LINE = f"0.5pt solid #{RULE}"
_TITLE_BLOCK = ("Title", "Subtitle", "Author", "Date")


def opendocument(given: Outline, pictures: dict[str, bytes], contents: str) -> bytes:
    """The document as ODT; `pictures` are PNG by chart name."""
    listed = [with_style(contents_lines(given.blocks), "Table Text Tiny")]
    head = with_style([{"t": "Para", "c": [{"t": "Str", "c": contents}]}], "TOC Heading")
    shapes: dict[str, Shape] = {
        "cover": lambda inner: inner,
        "landscape": lambda inner: [_mark(_TURN), *inner, _mark(_BACK)],
        "contents": lambda _: [head, *listed],
    }
    tree = document(styled(given.blocks, stubs(pictures), shapes), given.meta)
    made = convert(tree, "odt+native_numbering", [f"--reference-doc={_REFERENCE}"])
    return _turned(made, pictures, following(given.blocks))


def _mark(name: str) -> Block:
    return raw(f'<text:p text:style-name="{name}"/>', "opendocument")


def _turned(odt: bytes, pictures: Mapping[str, bytes], follow: Collection[str]) -> bytes:
    """The file with pages turned where they are marked, pictures, and no title block of pandoc.

    The chapters at the anchors `follow` begin no page.
    """
    with zipfile.ZipFile(io.BytesIO(odt)) as book:
        read = {info.filename: book.read(info) for info in book.infolist()}
    parts = restored(read, pictures)
    tree = etree.fromstring(parts["content.xml"])
    _ruled(tree)
    _following(tree, follow)
    _whole(tree)
    for number, mark in enumerate([*tree.iter(q("text:p"))]):
        name = mark.get(q("text:style-name"))
        if name in _TITLE_BLOCK:
            mark.getparent().remove(mark)
        elif name in _MASTERS:
            after = mark.getnext()
            mark.getparent().remove(mark)
            if after is not None and after.get(q("text:style-name")) not in _MASTERS:
                _start_page(tree, after, _MASTERS[name], f"Turn{number}")
    parts["content.xml"] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8")
    return packed(parts)


def _ruled(tree: Any) -> None:
    """Tables as wide as their page, lines between the rows, the header row tinted."""
    for table in tree.iter(q("style:table-properties")):
        table.set(q("table:align"), "margins")
    for cell in tree.iter(q("style:table-cell-properties")):
        name = cell.getparent().get(q("style:name"))
        cell.attrib.pop(q("fo:border"), None)
        cell.set(q("fo:border-top"), _LINE)
        cell.set(q("fo:border-bottom"), _LINE)
        cell.set(q("fo:padding"), "0.07cm")
        if name.startswith("TableHeaderRow"):
            cell.set(q("fo:background-color"), f"#{TINT}")


def _following(tree: Any, follow: Collection[str]) -> None:
    """These chapters go on below the one before, where others begin a page."""
    automatic = tree.find(q("office:automatic-styles"))
    style = _new_style(automatic, _FOLLOWING, "paragraph", "Heading_20_1")
    shape = etree.SubElement(style, q("style:paragraph-properties"))
    shape.set(q("fo:break-before"), "auto")
    shape.set(q("fo:margin-top"), "0.8cm")
    for head in tree.iter(q("text:h")):
        marks = {one.get(q("text:name")) for one in head.iter(q("text:bookmark-start"))}
        if not marks.isdisjoint(follow):
            head.set(q("text:style-name"), _FOLLOWING)


def _whole(tree: Any) -> None:
    """No row is split over two pages, and no short table."""
    automatic = tree.find(q("office:automatic-styles"))
    style = _new_style(automatic, _WHOLE_ROW, "table-row")
    etree.SubElement(style, q("style:table-row-properties")).set(q("fo:keep-together"), "always")
    for row in tree.iter(q("table:table-row")):
        row.set(q("table:style-name"), _WHOLE_ROW)
    looks = {one.get(q("style:name")): one for one in automatic}
    for table in tree.iter(q("table:table")):
        rows = sum(1 for _ in table.iter(q("table:table-row")))
        signs = sum(len(text.strip()) for text in table.itertext())
        look = looks[table.get(q("table:style-name"))].find(q("style:table-properties"))
        if look is not None and stays_whole(rows - 1, signs):
            look.set(q("style:may-break-between-rows"), "false")


def _new_style(automatic: Any, name: str, family: str, parent: str = "") -> Any:
    style = etree.SubElement(automatic, q("style:style"))
    style.set(q("style:name"), name)
    style.set(q("style:family"), family)
    if parent:
        style.set(q("style:parent-style-name"), parent)
    return style


def _start_page(tree: Any, paragraph: Any, master: str, name: str) -> None:
    """Let a paragraph begin a page of another kind, through a style of its own."""
    automatic = tree.find(q("office:automatic-styles"))
    base = paragraph.get(q("text:style-name")) or "Standard"
    known = next((one for one in automatic if one.get(q("style:name")) == base), None)
    if known is None:
        style = _new_style(automatic, name, "paragraph", base)
    else:
        style = etree.fromstring(etree.tostring(known))
        automatic.append(style)
        style.set(q("style:name"), name)
    style.set(q("style:master-page-name"), master)
    paragraph.set(q("text:style-name"), name)
