"""The web form: one file, styles and charts inside, that fetches nothing and runs nothing."""

import base64
import re
from pathlib import Path

from advisor.documents.contents import contents_list
from advisor.documents.fonts import BODY
from advisor.documents.outline import Outline
from advisor.documents.pandoc import convert
from advisor.documents.reshaping import classes_of, embedded, plain_text, rewritten
from advisor.documents.tree import Block, document, heading, raw
from advisor.documents.words_front import Front

_FONTS = b'"Noto Sans, Segoe UI, Arial, Liberation Sans, Helvetica, sans-serif"'
_SIZE = re.compile(rb'width="(\d+)" height="(\d+)" viewBox="[^"]*"')
_ROOM = 40
_TEMPLATE = Path(__file__).parent / "assets" / "page.html"


def page(given: Outline, pictures: dict[str, bytes], w: Front) -> bytes:
    """The document as one HTML file.

    Args:
        given: the outline.
        pictures: SVG by chart name.
        w: wording of cover and contents.
    """
    toc = contents_list(given.blocks)

    def shape(block: Block) -> list[Block] | None:
        """Headings a level down, under the title; charts inside; contents where they are marked."""
        match block["t"]:
            case "Figure":
                return embedded(block, pictures, _address)
            case "Header":
                level, attr, inlines = block["c"]
                return [{"t": "Header", "c": [level + 1, attr, inlines]}]
            case "Div" if "contents" in classes_of(block):
                head = heading(w.contents, 2, "contents")
                return [raw('<nav aria-labelledby="contents">', "html"), head, *toc, _end("nav")]
            case "Div" if "cover-title" in classes_of(block):
                return [heading(plain_text(block), 1, "title")]
            case _:
                return None

    meta = {**given.meta, "skip": w.skip}
    tree = document(rewritten(given.blocks, shape), meta)
    made = convert(tree, "html5", [f"--template={_TEMPLATE}", "--wrap=none"])
    # pandoc escapes what users typed, so that this can only meet its own header cells.
    return made.replace(b"<th ", b'<th scope="col" ').replace(b"<th>", b'<th scope="col">')


def _end(name: str) -> Block:
    return raw(f"</{name}>", "html")


def _address(drawing: bytes) -> str:
    """The drawing inside the page, with fonts that a browser has, and room for wider ones."""
    drawing = drawing.replace(f'"{BODY}"'.encode(), _FONTS)
    size = _SIZE.search(drawing)
    if size is not None:
        width, height = (int(one) for one in size.groups())
        box = f'viewBox="{-_ROOM} 0 {width + 2 * _ROOM} {height}"'
        wider = f'width="{width + 2 * _ROOM}" height="{height}" {box}'
        drawing = drawing.replace(size.group(), wider.encode(), 1)
    return "data:image/svg+xml;base64," + base64.b64encode(drawing).decode()
