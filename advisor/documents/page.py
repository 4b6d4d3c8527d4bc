"""The web form: one file, styles and charts inside, that fetches nothing and runs nothing."""

import base64
from pathlib import Path

from advisor.documents.outline import Outline
from advisor.documents.pandoc import convert
from advisor.documents.tree import (
    Block,
    classes_of,
    document,
    heading,
    plain_text,
    raw,
    rewritten,
    words,
)
from advisor.documents.words_front import Front

_TEMPLATE = Path(__file__).parent / "assets" / "page.html"
_DEPTH = 2


def page(given: Outline, pictures: dict[str, bytes], w: Front) -> bytes:
    """The document as one HTML file.

    Args:
        given: the outline.
        pictures: SVG by chart name.
        w: wording of cover and contents.
    """
    toc = _contents(given.blocks)

    def shape(block: Block) -> list[Block] | None:
        """Headings a level down, under the title; charts inside; contents where they are marked."""
        match block["t"]:
            case "Figure":
                return _figure(block, pictures)
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


def _contents(blocks: tuple[Block, ...]) -> list[Block]:
    """The contents as a list of links, sections below their chapters."""
    chapters: list[tuple[Block, list[Block]]] = []
    for block in _headings(list(blocks)):
        if block["c"][0] == 1:
            chapters.append((block, []))
        elif chapters and block["c"][0] <= _DEPTH:
            chapters[-1][1].append(block)
    items = [
        [
            _link(chapter),
            *([{"t": "BulletList", "c": [[_link(one)] for one in sections]}] * bool(sections)),
        ]
        for chapter, sections in chapters
    ]
    return [{"t": "BulletList", "c": items}] if items else []


def _headings(blocks: list[Block]) -> list[Block]:
    found = []
    for block in blocks:
        if block["t"] == "Div":
            found += _headings(block["c"][1])
        elif block["t"] == "Header" and "unlisted" not in classes_of(block):
            found.append(block)
    return found


def _link(head: Block) -> Block:
    anchor = head["c"][1][0]
    link = {"t": "Link", "c": [["", [], []], words(plain_text(head)), [f"#{anchor}", ""]]}
    return {"t": "Plain", "c": [link]}


def _figure(block: Block, pictures: dict[str, bytes]) -> list[Block]:
    """The figure with its drawing inside the page."""
    attr, caption, [holder] = block["c"]
    image_attr, alt, [name, title] = holder["c"][0]["c"]
    if name not in pictures:
        return []
    url = "data:image/svg+xml;base64," + base64.b64encode(pictures[name]).decode()
    image = {"t": "Image", "c": [image_attr, alt, [url, title]]}
    return [{"t": "Figure", "c": [attr, caption, [{"t": "Plain", "c": [image]}]]}]
