"""Reading and rewriting a tree: what its blocks are and say, and copies with parts replaced."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from advisor.documents.tree import FOLLOWS, WIDE, Block, Node, attributes

Change = Callable[[Node], list[Node] | None]
_MOST_KEPT_ROWS, _MOST_KEPT = 14, 1000  # rows below the head, and signs


def classes_of(block: Block) -> list[str]:
    """The named kinds of a group or heading; none for other blocks."""
    match block["t"]:
        case "Div":
            return list(block["c"][0][1])
        case "Header":
            return list(block["c"][1][1])
        case _:
            return []


def stays_whole(rows: int, signs: int) -> bool:
    """Whether a table of so many rows below its head, and signs, is kept on one page."""
    return rows <= _MOST_KEPT_ROWS and signs <= _MOST_KEPT


def following(blocks: Sequence[Block]) -> frozenset[str]:
    """The anchors of the chapters that begin no page."""
    found: set[str] = set()
    for block in blocks:
        if block["t"] == "Div":
            found |= following(block["c"][1])
        elif FOLLOWS in classes_of(block):
            found.add(block["c"][1][0])
    return frozenset(found)


def with_style(blocks: Sequence[Block], style: str) -> Block:
    """Blocks set in a word processor's style of that name."""
    return {"t": "Div", "c": [attributes(pairs={"custom-style": style}), list(blocks)]}


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
    width = wide if WIDE in image_attr[1] else "100%"
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
