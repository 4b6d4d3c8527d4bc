"""Named kinds of blocks as styles of a word processor, the same for Word and OpenDocument."""

import base64
from collections.abc import Callable, Iterator, Mapping, Sequence

from advisor.documents.phrasing import NBSP
from advisor.documents.reshaping import classes_of, embedded, rewritten, with_cells, with_style
from advisor.documents.tree import Block

_SIZES = {"tiny": " Tiny", "small": " Small"}
Shape = Callable[[list[Block]], list[Block]]


def styled(
    blocks: Sequence[Block],
    pictures: Mapping[str, bytes],
    shapes: Mapping[str, Shape],
    wide: str = "100%",
) -> list[Block]:
    """The blocks with pictures inside and each named kind in the style of its name.

    Args:
        blocks: the outline's.
        pictures: PNG by chart name.
        shapes: for kinds that are more than a style (cover, contents, landscape): what is made of
            the blocks inside.
        wide: the width of a chart for a landscape page, as the writer counts it.
    """

    def shape(block: Block) -> list[Block] | None:
        if block["t"] == "Figure":
            return embedded(block, pictures, _address, wide)
        classes = classes_of(block)
        if block["t"] != "Div" or not classes:
            return None
        if "table" in classes:
            return [_table(block["c"][1][0], classes)]
        inner = rewritten(block["c"][1], shape)
        for name in classes:
            if name in shapes:
                return shapes[name](inner)
        return [with_style(inner, classes[0].replace("-", " ").title())]

    return rewritten(blocks, shape)


def _address(picture: bytes) -> str:
    return "data:image/png;base64," + base64.b64encode(picture).decode()


def _table(block: Block, classes: list[str]) -> Block:
    """The table with each cell's text in the style of its size."""
    size = next((_SIZES[name] for name in classes if name in _SIZES), "")

    def restyle(blocks: list[Block], is_head: bool) -> list[Block]:
        style = f"Table {'Head' if is_head else 'Text'}{size}"
        # An empty cell would take the height of the body text.
        blank = [{"t": "Para", "c": [{"t": "Str", "c": NBSP}]}]
        return [with_style([*_lines(blocks)] or blank, style)]

    return with_cells(block, restyle)


def _lines(blocks: list[Block]) -> Iterator[Block]:
    """A cell's blocks as paragraphs, which take the style; a list as lines with a dash."""
    for block in blocks:
        if block["t"] == "BulletList":
            for item in block["c"]:
                dash = [{"t": "Str", "c": "–"}, {"t": "Space"}]
                yield {"t": "Para", "c": [*dash, *item[0]["c"]]}
        else:
            yield {"t": "Para", "c": block["c"]}
