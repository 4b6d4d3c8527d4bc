"""Building blocks of the document: text that stays text, headings, lists, tables, figures.

All of it is pandoc's document tree in its own JSON form. Words are only ever put in as text nodes
and never parsed, so that nothing a user typed can become Markdown, HTML, TeX or Typst.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Node = dict[str, Any]
Block = Node
Inline = Node
Cell = str | tuple[str, ...]
Change = Callable[[Node], list[Node] | None]

_API = [1, 23, 1]
# What XML cannot hold, what no encoding can hold, and marks that reorder the text around them.
_NOT_TEXT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\u202a-\u202e"
    "\u2066-\u2069]"
)
_WIDE = "wide"  # the class of a chart for a landscape page
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
    return {"t": "Div", "c": [_attr(classes=classes), list(blocks)]}


def styled(text: str, style: str) -> Block:
    """A paragraph of a named kind (cover title, vision, …)."""
    return group([para(text)], style)


def heading(text: str, level: int, anchor: str, *classes: str) -> Block:
    """A heading; `anchor` names it for contents and bookmarks. The outline numbers it."""
    return {"t": "Header", "c": [level, _attr(anchor, classes), words(text)]}


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
    head = [_attr(), [_row([_cell(column.head, False, False) for column in columns])]]
    lists = "list" in kinds
    lines = [
        _row([_cell(cell, column.titled, lists) for cell, column in zip(row, columns, strict=True)])
        for row in rows
    ]
    body = [_attr(), 0, [], lines]
    above = [None, [{"t": "Plain", "c": words(caption)}] if caption else []]
    built = {"t": "Table", "c": [_attr(), above, spec, head, [body], [_attr(), []]]}
    return [group([built], "table", *kinds)]


def _row(cells: list[Any]) -> list[Any]:
    return [_attr(), cells]


def _cell(cell: Cell, titled: bool, as_list: bool) -> list[Any]:
    lines = [line for line in ((cell,) if isinstance(cell, str) else cell) if line.strip()]
    blocks: list[Block]
    if as_list and len(lines) > 1:
        blocks = bullets(lines)
    else:
        blocks = [{"t": "Plain", "c": words(line)} for line in lines]
    if titled and len(lines) > 1:
        blocks[0]["c"] = [strong(lines[0])]
    return [_attr(), {"t": "AlignDefault"}, 1, 1, blocks]


def figure(name: str, caption: str, alt: str, wide: bool = False) -> Block:
    """A chart by its name; the writers put the picture in. `alt` is read out in its place.

    `wide` is for a chart drawn for a landscape page.
    """
    attr = _attr(classes=[_WIDE] if wide else (), pairs={"alt": clean(alt)})
    image = {"t": "Image", "c": [attr, words(alt), [name, ""]]}
    below = [None, [{"t": "Plain", "c": words(caption)}]]
    return {"t": "Figure", "c": [_attr(), below, [{"t": "Plain", "c": [image]}]]}


def raw(text: str, form: str) -> Block:
    """A writer's own mark-up, never anything that a user typed."""
    return {"t": "RawBlock", "c": [form, text]}


def document(blocks: Sequence[Block], meta: dict[str, str]) -> bytes:
    """The whole tree as pandoc reads it, with title, language and the like."""
    values = {key: {"t": "MetaInlines", "c": words(value)} for key, value in meta.items() if value}
    tree = {"pandoc-api-version": _API, "meta": values, "blocks": list(blocks)}
    return json.dumps(tree, ensure_ascii=False).encode()


def _attr(
    anchor: str = "", classes: Iterable[str] = (), pairs: dict[str, str] | None = None
) -> list[Any]:
    return [anchor, list(classes), [[key, value] for key, value in (pairs or {}).items()]]


# Reading and rewriting a tree


def classes_of(block: Block) -> list[str]:
    """The named kinds of a group or heading; none for other blocks."""
    match block["t"]:
        case "Div":
            return list(block["c"][0][1])
        case "Header":
            return list(block["c"][1][1])
        case _:
            return []


def with_style(blocks: Sequence[Block], style: str) -> Block:
    """Blocks set in a word processor's style of that name."""
    return {"t": "Div", "c": [_attr(pairs={"custom-style": style}), list(blocks)]}


def rewritten(blocks: Sequence[Block], change: Change) -> list[Block]:
    """A copy in which each block for which `change` gives blocks is replaced by these.

    Blocks within a group that is kept are looked at too; the blocks given are taken as they are.
    """
    found: list[Block] = []
    for block in blocks:
        given = change(block)
        if given is not None:
            found += given
        elif block["t"] == "Div":
            found.append({"t": "Div", "c": [block["c"][0], rewritten(block["c"][1], change)]})
        else:
            found.append(block)
    return found


def with_cells(table_block: Block, change: Callable[[list[Block], bool], list[Block]]) -> Block:
    """A copy of a table in which each cell's blocks went through `change(blocks, is_head)`."""
    attr, caption, spec, head, bodies, foot = table_block["c"]

    def rows(given: list[Any], is_head: bool) -> list[Any]:
        return [
            [row[0], [[*cell[:4], change(cell[4], is_head)] for cell in row[1]]] for row in given
        ]

    heads = [head[0], rows(head[1], True)]
    lines = [[*body[:3], rows(body[3], False)] for body in bodies]
    return {"t": "Table", "c": [attr, caption, spec, heads, lines, foot]}


def embedded(
    block: Block,
    pictures: Mapping[str, bytes],
    address: Callable[[bytes], str],
    wide: str = "100%",
) -> list[Block]:
    """The figure with its picture inside, as `address` writes it; nothing without a picture.

    `wide` is the width of a chart for a landscape page, as the writer counts it.
    """
    attr, caption, [holder] = block["c"]
    image_attr, alt, [name, title] = holder["c"][0]["c"]
    if name not in pictures:
        return []
    width = wide if _WIDE in image_attr[1] else "100%"
    sized = [image_attr[0], image_attr[1], [*image_attr[2], ["width", width]]]
    image = {"t": "Image", "c": [sized, alt, [address(pictures[name]), title]]}
    return [{"t": "Figure", "c": [attr, caption, [{"t": "Plain", "c": [image]}]]}]


def retold(nodes: Any, change: Callable[[str], str]) -> Any:
    """A copy in which each text node went through `change`."""
    if isinstance(nodes, list):
        return [retold(node, change) for node in nodes]
    if isinstance(nodes, dict):
        if nodes.get("t") == "Str":
            return {"t": "Str", "c": change(nodes["c"])}
        return {key: retold(value, change) for key, value in nodes.items()}
    return nodes


def plain_text(nodes: Any) -> str:
    """All words below a node or a list of nodes, with single spaces."""
    return " ".join("".join(_texts(nodes)).split(" ")).strip()


def length(nodes: Any) -> int:
    """How many signs the words below a node have, without putting them together."""
    if isinstance(nodes, list):
        return sum(map(length, nodes))
    if not isinstance(nodes, dict):
        return 0
    if nodes["t"] == "Str":
        return len(nodes["c"])
    return 1 if nodes["t"] == "Space" else length(nodes.get("c", []))


def _texts(nodes: Any) -> Iterator[str]:
    waiting = [nodes]
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            waiting.extend(reversed(node))
        elif isinstance(node, dict):
            if node.get("t") == "Str":
                yield node["c"]
            elif node.get("t") not in ("RawBlock", "Image"):
                yield " "
                waiting.append(node.get("c", []))
