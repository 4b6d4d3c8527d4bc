"""The Markdown form: plain enough for any reader, with tables and without pictures."""

from advisor.documents.outline import Outline
from advisor.documents.pandoc import convert
from advisor.documents.reshaping import classes_of, rewritten, with_cells
from advisor.documents.tree import Block, document, heading

_TITLES = {"cover-country", "cover-title"}  # they make up the Markdown file's own title
_FORMAT = "commonmark+pipe_tables"


def markdown(given: Outline) -> bytes:
    """The document as Markdown; charts are left out, their numbers stand in tables."""
    title = heading(given.meta["title"], 1, "")
    blocks = [title, *rewritten(given.blocks, _plain)]
    return convert(document(blocks, {}), _FORMAT, ["--wrap=none"])


def _plain(block: Block) -> list[Block] | None:
    """Groups opened, pictures dropped, captions set above their tables, headings a level down."""
    match block["t"]:
        case "Figure":
            return []
        case "Div" if "cover" in classes_of(block):
            lines = [box for box in block["c"][1] if not _TITLES & set(classes_of(box))]
            return [line for box in lines for line in box["c"][1]]
        case "Div":
            return rewritten(block["c"][1], _plain)
        case "Header":
            level, attr, inlines = block["c"]
            return [{"t": "Header", "c": [level + 1, attr, inlines]}]
        case "Table":
            return _table(block)
        case _:
            return None


def _table(block: Block) -> list[Block]:
    flat = with_cells(block, lambda blocks, _head: _one_line(blocks))
    attr, caption, *rest = flat["c"]
    bare = {"t": "Table", "c": [attr, [None, []], *rest]}
    if not caption[1]:
        return [bare]
    return [{"t": "Para", "c": [{"t": "Strong", "c": caption[1][0]["c"]}]}, bare]


def _one_line(blocks: list[Block]) -> list[Block]:
    """A cell's lines joined by dots: a Markdown table holds one line a cell."""
    lines = []
    for block in blocks:
        inner = [item[0] for item in block["c"]] if block["t"] == "BulletList" else [block]
        lines += [one["c"] for one in inner]
    inlines = []
    for line in lines:
        inlines += [{"t": "Space"}, {"t": "Str", "c": "·"}, {"t": "Space"}, *line]
    return [{"t": "Plain", "c": inlines[3:]}] if inlines else []
