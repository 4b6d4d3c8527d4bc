"""The contents as links, for the forms in which no program fills them in."""

from collections.abc import Sequence

from advisor.documents.reshaping import classes_of, plain_text
from advisor.documents.tree import Block, words

_DEPTH = 2
_SET_IN = "\u2003\u2003"


def contents_list(blocks: Sequence[Block]) -> list[Block]:
    """Chapters, and their sections below them; nothing when there are no headings."""
    chapters: list[list[Block]] = []
    for head in _headings(blocks):
        if head["c"][0] == 1:
            chapters.append([head])
        elif chapters and head["c"][0] <= _DEPTH:
            chapters[-1].append(head)
    items = [[_link(heads[0]), *_sections(heads[1:])] for heads in chapters]
    return [{"t": "BulletList", "c": items}] if items else []


def contents_lines(blocks: Sequence[Block]) -> list[Block]:
    """The same as paragraphs, sections set in, for a form whose lists take more than a page."""
    lines = []
    for head in _headings(blocks):
        if head["c"][0] <= _DEPTH:
            before = [{"t": "Str", "c": _SET_IN}] if head["c"][0] > 1 else []
            lines.append({"t": "Para", "c": [*before, *_link(head)["c"]]})
    return lines


def _sections(heads: list[Block]) -> list[Block]:
    return [{"t": "BulletList", "c": [[_link(head)] for head in heads]}] if heads else []


def _headings(blocks: Sequence[Block]) -> list[Block]:
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
