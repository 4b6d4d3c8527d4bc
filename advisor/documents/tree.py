"""Building blocks of the document: text that stays text, headings, lists, tables, figures.

All of it is pandoc's document tree in its own JSON form. Words are only ever put in as text nodes
and never parsed, so that nothing a user typed can become Markdown, HTML, TeX or Typst.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

Node = dict[str, Any]
Block = Node
Inline = Node
Cell = str | tuple[str, ...]

_API = [1, 23, 1]
# What XML cannot hold, what no encoding can hold, and marks that reorder the text around them.
_NOT_TEXT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\u202a-\u202e"
    "\u2066-\u2069]"
)
FOLLOWS = "follows"  # the class of a chapter that begins no page
WIDE = "wide"  # the class of a chart for a landscape page
_GAP = re.compile("[ \t\n\x85\u2028\u2029]+")
# Text in which no sign but the first word's can mean anything to a format.
_PLAIN = re.compile(r"[^\W_](?:[^\W_]|[ ,.;:()%’'“”?!/–—€…·-])*")


@dataclass(frozen=True)
class Column:
    """A column of a table: its heading, its share of the width and how it is set.

    titled: the first of a cell's several lines is its title.
    """

    head: str
    share: int
    right: bool = False
    titled: bool = False


def set_columns(
    heads: Sequence[str],
    shares: Sequence[int],
    right: Sequence[int] = (),
    titled: Sequence[int] = (),
) -> list[Column]:
    """Columns from their headings and shares; `right` and `titled` name columns by number."""
    return [
        Column(head, share, at in right, at in titled)
        for at, (head, share) in enumerate(zip(heads, shares, strict=True))
    ]


def clean(text: str) -> str:
    """The text with each character that a document cannot hold shown as U+FFFD."""
    return _NOT_TEXT.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def words(text: str) -> list[Inline]:
    """The text as text nodes; line breaks become spaces, so that a paragraph stays one.

    pandoc looks at the start of each node for what must be escaped: each word is a node, but plain
    text needs two only, the first word and the rest, which halves the time that writing takes.
    """
    text = " ".join(_GAP.split(clean(text))).strip(" ")
    found: list[Inline] = []
    for part in text.split(" ", 1) if _PLAIN.fullmatch(text) else text.split(" "):
        found += [{"t": "Space"}, {"t": "Str", "c": part}]
    return found[1:] if text else []


def strong(text: str) -> Inline:
    """Text in bold."""
    return {"t": "Strong", "c": words(text)}


def para(text: str) -> Block:
    """A paragraph."""
    return {"t": "Para", "c": words(text)}


def lead(term: str, text: str) -> Block:
    """A paragraph that opens with a term in bold."""
    return {"t": "Para", "c": [strong(term), {"t": "Space"}, *words(text)]}


def paragraphs(text: str) -> list[Block]:
    """Text of several lines, a paragraph for each line that holds something."""
    return [para(line) for line in clean(text).splitlines() if line.strip()]


def group(blocks: Iterable[Block], *classes: str) -> Block:
    """Blocks that belong together under named kinds, which each writer sets in its way."""
    return {"t": "Div", "c": [attributes(classes=classes), list(blocks)]}


def styled(text: str, style: str) -> Block:
    """A paragraph of a named kind (cover title, vision, …)."""
    return group([para(text)], style)


def heading(text: str, level: int, anchor: str, *classes: str) -> Block:
    """A heading; `anchor` names it for contents and bookmarks. The outline numbers it."""
    return {"t": "Header", "c": [level, attributes(anchor, classes), words(text)]}


def plain_heading(text: str, level: int, anchor: str) -> Block:
    """A heading that bears no number and is not in the contents."""
    return heading(text, level, anchor, "unnumbered", "unlisted")


def bullets(items: Sequence[str | tuple[str, str]]) -> list[Block]:
    """A list; an item given as a pair opens with its first part in bold. Nothing for no items."""
    return [{"t": "BulletList", "c": [[_item(item)] for item in items]}] if items else []


def _item(item: str | tuple[str, str]) -> Block:
    if isinstance(item, str):
        return {"t": "Plain", "c": words(item)}
    return {"t": "Plain", "c": [strong(item[0]), {"t": "Space"}, *words(item[1])]}


def table(
    caption: str, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], kind: str = ""
) -> list[Block]:
    """A table with a caption and a header row that repeats; nothing when there are no rows.

    A cell is text, or several lines of it. `kind` names ways of setting: small, tiny, form, list.
    """
    if not rows:
        return []
    kinds = kind.split()
    whole = sum(column.share for column in columns)
    spec = [
        [
            {"t": "AlignRight" if column.right else "AlignLeft"},
            {"t": "ColWidth", "c": column.share / whole},
        ]
        for column in columns
    ]
    head = [attributes(), [_row([_cell(column.head, False, False) for column in columns])]]
    lists = "list" in kinds
    lines = [
        _row([_cell(cell, column.titled, lists) for cell, column in zip(row, columns, strict=True)])
        for row in rows
    ]
    body = [attributes(), 0, [], lines]
    above = [None, [{"t": "Plain", "c": words(caption)}] if caption else []]
    built = {"t": "Table", "c": [attributes(), above, spec, head, [body], [attributes(), []]]}
    return [group([built], "table", *kinds)]


def _row(cells: list[Any]) -> list[Any]:
    return [attributes(), cells]


def _cell(cell: Cell, titled: bool, as_list: bool) -> list[Any]:
    lines = [line for line in ((cell,) if isinstance(cell, str) else cell) if line.strip()]
    blocks: list[Block]
    if as_list and len(lines) > 1:
        blocks = bullets(lines)
    else:
        blocks = [{"t": "Plain", "c": words(line)} for line in lines]
    if titled and len(lines) > 1:
        blocks[0]["c"] = [strong(lines[0])]
    return [attributes(), {"t": "AlignDefault"}, 1, 1, blocks]


def figure(name: str, caption: str, alt: str, wide: bool = False) -> Block:
    """A chart by its name; the writers put the picture in. `alt` is read out in its place.

    `wide` is for a chart drawn for a landscape page.
    """
    attr = attributes(classes=[WIDE] if wide else (), pairs={"alt": clean(alt)})
    image = {"t": "Image", "c": [attr, words(alt), [name, ""]]}
    below = [None, [{"t": "Plain", "c": words(caption)}]]
    return {"t": "Figure", "c": [attributes(), below, [{"t": "Plain", "c": [image]}]]}


def raw(text: str, form: str) -> Block:
    """A writer's own mark-up, never anything that a user typed."""
    return {"t": "RawBlock", "c": [form, text]}


def document(blocks: Sequence[Block], meta: dict[str, str]) -> bytes:
    """The whole tree as pandoc reads it, with title, language and the like."""
    values = {key: {"t": "MetaInlines", "c": words(value)} for key, value in meta.items() if value}
    tree = {"pandoc-api-version": _API, "meta": values, "blocks": list(blocks)}
    return json.dumps(tree, ensure_ascii=False).encode()


def attributes(
    anchor: str = "", classes: Iterable[str] = (), pairs: dict[str, str] | None = None
) -> list[Any]:
    """What pandoc knows of a block beside its words."""
    return [anchor, list(classes), [[key, value] for key, value in (pairs or {}).items()]]
