"""The PDF form: pandoc writes Typst, Typst sets it; tagged, PDF/UA-1, fonts embedded."""

import io
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typst
from pypdf import PdfReader

from advisor.documents.fonts import covered, folders
from advisor.documents.outline import Outline
from advisor.documents.pandoc import EPOCH, convert
from advisor.documents.reshaping import (
    classes_of,
    length,
    retold,
    rewritten,
    stays_whole,
    with_cells,
)
from advisor.documents.tree import (
    FOLLOWS,
    Block,
    document,
    group,
    plain_heading,
    raw,
)
from advisor.errors import AdvisorError

_TEMPLATE = Path(__file__).parent / "assets" / "template.typ"
_STANDARDS: list[Any] = ["ua-1", "a-2a"]
_NAMES = {"table": "is-table", "list": "is-list"}  # Typst has functions of these names itself
_LONG = 28
_LONG_WORD = re.compile(rf"\S{{{_LONG}}}")
_BREAK = "\u200b"
_SIZE = re.compile(rb'<svg[^>]* width="([\d.]+)" height="([\d.]+)"')
_TALL = 0.7  # of the width
_SIGNS, _MOST_LINES = 100, 40  # signs across a page in a table, and lines of a row down it
_UNCOUNTED = "#counter(figure.where(kind: table)).update(n => n - 1)"  # a table without caption


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
        if block["t"] == "Header" and FOLLOWS in classes:
            return [_typst("#follows["), block, _typst("]")]
        if block["t"] != "Div" or not classes:
            return None
        if "contents" in classes:
            return [plain_heading(contents, 1, "contents"), _typst("#contents()")]
        inner = rewritten(block["c"][1], shape)
        if "table" in classes:
            counted = bool(inner[0]["c"][1][1])
            inner = [with_cells(inner[0], _lines)]
            classes = [*classes, *_unbroken(inner[0])]
            inner += [] if counted else [_typst(_UNCOUNTED)]
        for name in classes:
            inner = [_typst(f"#{_NAMES.get(name, name)}["), *inner, _typst("]")]
        return inner

    blocks = retold(rewritten(_led(given.blocks), shape), printable)
    meta = {key: printable(value) for key, value in given.meta.items()}
    text = convert(document(blocks, meta), "typst", [f"--template={_TEMPLATE}", "--wrap=none"])
    return _set(text, pictures)


def printable(text: str) -> str:
    """The text with breaks allowed in very long words, and signs without a glyph by number."""
    points = covered()
    if points and not text.isascii():
        text = "".join(
            sign if ord(sign) in points or sign in _SPACES else f"[U+{ord(sign):04X}]"
            for sign in text
        )
    if len(text) < _LONG:
        return text
    return _LONG_WORD.sub(lambda long: _BREAK.join(_pieces(long.group())), text)


_SPACES = frozenset(" \u00a0\u00ad\u200b\u200c\u200d\u2060\ufe0e\ufe0f\n")


def _pieces(word: str) -> list[str]:
    return [word[at : at + _LONG // 2] for at in range(0, len(word), _LONG // 2)] + [""]


def _lines(blocks: list[Block], _is_head: bool) -> list[Block]:
    """A cell's several lines as paragraphs: Typst would run them together."""
    if len(blocks) < 2:
        return blocks
    return [{"t": "Para", "c": one["c"]} if one["t"] == "Plain" else one for one in blocks]


def _led(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with each paragraph that opens a list kept on the page of the list's beginning."""
    found: list[Block] = []
    for at, block in enumerate(blocks):
        after = blocks[at + 1] if at + 1 < len(blocks) else None
        if block["t"] == "Div":
            block = {"t": "Div", "c": [block["c"][0], _led(block["c"][1])]}
        elif block["t"] == "Para" and after is not None and after["t"] == "BulletList":
            block = group([block], "led")
        found.append(block)
    return found


def _unbroken(table_block: Block) -> list[str]:
    """What is not to be broken over pages: the table, its rows, or nothing.

    A row is broken that might not fit on a page, a table that might leave much of one empty.
    """
    _, _, spec, _, [body], _ = table_block["c"]
    signs, most = 0, 0
    for _, cells in body[3]:
        for cell, (_, width) in zip(cells, spec, strict=True):
            lengths = [length(block) for block in cell[4]]
            signs += sum(lengths)
            most = max(most, sum(-(-one // max(1, int(width["c"] * _SIGNS))) for one in lengths))
    if stays_whole(len(body[3]), signs):
        return ["kept"]
    return ["whole"] if most <= _MOST_LINES else []


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
    size = _SIZE.search(drawing)
    return size is not None and float(size[2]) > _TALL * float(size[1])


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
