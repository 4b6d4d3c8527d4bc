"""The PDF form: pandoc writes Typst, Typst sets it; tagged, PDF/UA-1, fonts embedded."""

import io
import re
import tempfile
from pathlib import Path
from typing import Any

import typst
from pypdf import PdfReader

from advisor.documents.fonts import covered, folders
from advisor.documents.outline import Outline
from advisor.documents.pandoc import EPOCH, convert
from advisor.documents.tree import (
    Block,
    classes_of,
    document,
    plain_heading,
    plain_text,
    raw,
    retold,
    rewritten,
    with_cells,
)
from advisor.errors import AdvisorError

_TEMPLATE = Path(__file__).parent / "assets" / "template.typ"
_STANDARDS: list[Any] = ["ua-1", "a-2a"]
_NAMES = {"table": "is-table", "list": "is-list"}  # Typst has functions of these names itself
_LONG = 28
_BREAK = "\u200b"
_HEIGHT = re.compile(rb'<svg[^>]* height="([\d.]+)"')
_TALL = 380
_MOST_IN_ROW = 500  # signs of a cell, even in a narrow column


def pdf(given: Outline, pictures: dict[str, bytes], contents: str) -> bytes:
    """The document as PDF.

    Args:
        given: the outline.
        pictures: SVG by chart name.
        contents: heading of the contents.

    Raises:
        AdvisorError: when Typst refuses the document.
    """

    def shape(block: Block) -> list[Block] | None:
        """Named kinds as calls of the template's functions."""
        if block["t"] == "Figure":
            return _figure(block, pictures)
        classes = classes_of(block)
        if block["t"] != "Div" or not classes:
            return None
        if "contents" in classes:
            return [plain_heading(contents, 1, "contents"), _typst("#contents()")]
        inner = rewritten(block["c"][1], shape)
        if "table" in classes:
            inner = [with_cells(inner[0], _lines)]
            classes = [*classes, *(["whole"] if _is_short(inner[0]) else [])]
        for name in classes:
            inner = [_typst(f"#{_NAMES.get(name, name)}["), *inner, _typst("]")]
        return inner

    blocks = retold(rewritten(given.blocks, shape), printable)
    meta = {key: printable(value) for key, value in given.meta.items()}
    text = convert(document(blocks, meta), "typst", [f"--template={_TEMPLATE}", "--wrap=none"])
    return _set(text, pictures)


def printable(text: str) -> str:
    """The text with breaks allowed in very long words, and signs without a glyph by number."""
    points = covered()
    if points:
        text = "".join(
            sign if ord(sign) in points or sign in _SPACES else f"[U+{ord(sign):04X}]"
            for sign in text
        )
    return re.sub(rf"\S{{{_LONG}}}", lambda long: _BREAK.join(_pieces(long.group())), text)


_SPACES = frozenset(" \u00a0\u00ad\u200b\u200c\u200d\u2060\ufe0e\ufe0f\n")


def _pieces(word: str) -> list[str]:
    return [word[at : at + _LONG // 2] for at in range(0, len(word), _LONG // 2)] + [""]


def _lines(blocks: list[Block], _is_head: bool) -> list[Block]:
    """A cell's several lines as paragraphs: Typst would run them together."""
    if len(blocks) < 2:
        return blocks
    return [{"t": "Para", "c": one["c"]} if one["t"] == "Plain" else one for one in blocks]


def _is_short(table_block: Block) -> bool:
    """Whether no cell is so long that its row might not fit on a page."""
    lengths: list[int] = []

    def measured(blocks: list[Block], _is_head: bool) -> list[Block]:
        lengths.append(len(plain_text(blocks)))
        return blocks

    with_cells(table_block, measured)
    return max(lengths, default=0) < _MOST_IN_ROW


def _figure(block: Block, pictures: dict[str, bytes]) -> list[Block]:
    _, caption, [holder] = block["c"]
    attr, _, [name, _] = holder["c"][0]["c"]
    if name not in pictures:
        return []
    alt = printable(dict(attr[2]).get("alt", ""))
    image = f'image("{name}.svg", width: 100%, alt: {_quoted(alt)})'
    place = ", placement: auto" if _is_tall(pictures[name]) else ""
    return [_typst(f"#figure({image}{place}, caption: ["), *caption[1], _typst("])")]


def _is_tall(drawing: bytes) -> bool:
    """Whether a drawing takes half a page, so that text may go before it and leave no gap."""
    size = _HEIGHT.search(drawing)
    return size is not None and float(size[1]) > _TALL


def _typst(text: str) -> Block:
    return raw(text, "typst")


def _quoted(text: str) -> str:
    """A Typst string."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'


def _set(text: bytes, pictures: dict[str, bytes]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "main.typ").write_bytes(text)
        for name, data in pictures.items():
            (place / f"{name}.svg").write_bytes(data)
        try:
            made = typst.compile(
                str(place / "main.typ"),
                root=folder,
                font_paths=list(folders()),
                ignore_system_fonts=True,
                pdf_standards=_STANDARDS,
                format="pdf",
                timestamp=int(EPOCH),
            )
        except RuntimeError as fault:
            raise AdvisorError(
                f"The PDF could not be set ({str(fault).splitlines()[0]}).",
                "Ask for another format, docx or html; please report this text.",
            ) from fault
    if not isinstance(made, bytes):
        raise AdvisorError("The PDF could not be set.", "Ask for another format, docx or html.")
    return made


def pages(made: bytes) -> dict[str, int]:
    """The page on which each heading of a PDF of ours stands, by the heading's text."""
    reader = PdfReader(io.BytesIO(made))
    found: dict[str, int] = {}
    waiting: list[Any] = list(reader.outline)
    for one in waiting:
        if isinstance(one, list):
            waiting += one
        else:
            number = reader.get_destination_page_number(one)
            found.setdefault(str(one.title).replace(_BREAK, ""), (number or 0) + 1)
    return found
