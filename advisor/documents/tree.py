"""Building blocks of the document: text that stays text, headings, lists, tables, figures.

All of it is pandoc's document tree. Words are only ever put in as text nodes and never parsed, so
that nothing a user typed can become Markdown, HTML, TeX or Typst.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import panflute as pf  # type: ignore[import-untyped]

Block = Any
Inline = Any
Cell = str | tuple[str, ...]

# What XML cannot hold, what no encoding can hold, and marks that reorder the text around them.
_NOT_TEXT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\u202a-\u202e"
    "\u2066-\u2069]"
)
_API = (1, 23, 1)


@dataclass(frozen=True)
class Column:
    """A column of a table: its heading, its share of the width and how it is set."""

    head: str
    share: int
    right: bool = False


def clean(text: str) -> str:
    """The text with each character that a document cannot hold shown as U+FFFD."""
    return _NOT_TEXT.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def words(text: str) -> list[Inline]:
    """The text as text nodes; line breaks become spaces, so that a paragraph stays one."""
    found: list[Inline] = []
    for word in re.split(r"[ \t\n\u2028\u2029]+", clean(text)):
        if found:
            found.append(pf.Space())
        if word:
            found.append(pf.Str(word))
    while found and isinstance(found[-1], pf.Space):
        found.pop()
    return found[1:] if found and isinstance(found[0], pf.Space) else found


def para(text: str) -> Block:
    """A paragraph."""
    return pf.Para(*words(text))


def lead(term: str, text: str) -> Block:
    """A paragraph that opens with a term in bold."""
    return pf.Para(pf.Strong(*words(term)), pf.Space(), *words(text))


def paragraphs(text: str) -> list[Block]:
    """Text of several lines, a paragraph for each line that holds something."""
    return [para(line) for line in clean(text).splitlines() if line.strip()]


def styled(text: str, style: str) -> Block:
    """A paragraph of a named kind (cover title, note, …), which each writer sets in its way."""
    return pf.Div(pf.Para(*words(text)), classes=[style])


def group(blocks: Iterable[Block], style: str) -> Block:
    """Blocks that belong together under a named kind."""
    return pf.Div(*blocks, classes=[style])


def heading(text: str, level: int, anchor: str) -> Block:
    """A numbered heading; `anchor` names it for contents and bookmarks."""
    return pf.Header(*words(text), level=level, identifier=anchor)


def plain_heading(text: str, level: int, anchor: str) -> Block:
    """A heading that bears no number and is not in the contents."""
    return pf.Header(
        *words(text), level=level, identifier=anchor, classes=["unnumbered", "unlisted"]
    )


def bullets(items: Sequence[str | tuple[str, str]]) -> list[Block]:
    """A list; an item given as a pair opens with its first part in bold. Nothing for no items."""
    if not items:
        return []
    return [pf.BulletList(*[pf.ListItem(_item(item)) for item in items])]


def _item(item: str | tuple[str, str]) -> Block:
    if isinstance(item, str):
        return pf.Plain(*words(item))
    return pf.Plain(pf.Strong(*words(item[0])), pf.Space(), *words(item[1]))


def table(
    caption: str, columns: Sequence[Column], rows: Sequence[Sequence[Cell]], kind: str = ""
) -> list[Block]:
    """A table with a caption and a header row that repeats; nothing when there are no rows.

    A cell is text, or several lines of it. `kind` names ways of setting: small, tiny, form, list,
    titled (the first of a cell's several lines is its title).
    """
    if not rows:
        return []
    whole = sum(column.share for column in columns)
    spec = [
        ("AlignRight" if column.right else "AlignLeft", column.share / whole) for column in columns
    ]
    kinds = kind.split()
    head = pf.TableRow(*[_cell(column.head, ()) for column in columns])
    body = [pf.TableRow(*[_cell(cell, kinds) for cell in row]) for row in rows]
    built = pf.Table(
        pf.TableBody(*body),
        head=pf.TableHead(head),
        caption=pf.Caption(pf.Plain(*words(caption))) if caption else pf.Caption(),
        colspec=spec,
    )
    return [pf.Div(built, classes=["table", *kinds])]


def _cell(cell: Cell, kinds: Sequence[str]) -> Block:
    lines = [cell] if isinstance(cell, str) else [line for line in cell if line.strip()]
    if "list" in kinds and len(lines) > 1:
        return pf.TableCell(pf.BulletList(*[pf.ListItem(pf.Plain(*words(line))) for line in lines]))
    set_ = [words(line) for line in lines if line.strip()]
    if "titled" in kinds and len(set_) > 1:
        set_[0] = [pf.Strong(*set_[0])]
    return pf.TableCell(*[pf.Plain(*line) for line in set_])


def figure(name: str, caption: str, alt: str) -> Block:
    """A chart by its name; the writers put the picture in. `alt` is read out in its place."""
    image = pf.Image(*words(alt), url=name, attributes={"alt": clean(alt)})
    return pf.Figure(pf.Plain(image), caption=pf.Caption(pf.Plain(*words(caption))))


def document(blocks: Iterable[Block], meta: dict[str, str]) -> Any:
    """The whole tree with its title, language and the like."""
    values = {
        key: pf.MetaInlines(*words(value)) if value else pf.MetaInlines()
        for key, value in meta.items()
        if value
    }
    return pf.Doc(*blocks, metadata=values, api_version=_API)


def plain_text(node: Any) -> str:
    """All words of a node, with single spaces."""
    found: list[str] = []

    def collect(element: Any, _doc: Any) -> None:
        if isinstance(element, pf.Str):
            found.append(element.text)
        elif isinstance(element, pf.Space | pf.Para | pf.Plain | pf.Header):
            found.append(" ")

    node.walk(collect)
    return " ".join("".join(found).split())
