"""What a reader gives: pieces with the place they stand in, and how their lines are written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from advisor.model.documents import NoteKind

SpotKind = Literal["page", "slide", "speaker", "section", "top", "rows", "sheet", "lines"]
Spot = dict[str, str | int]
_SPACE = re.compile(r"\s+")
_MARKS = "•●▪■◦○‣⁃∙·➢➤►▶✓✔❖\uf0b7\uf0a7\uf0d8\uf0fc"
_BULLET = re.compile(rf"^\s*(?:[{_MARKS}]\s*|[*–—-]\s+)(?=\S)")
_NUMBER = re.compile(r"^\s*\(?(\d{1,2})[.)]\s+(?=\S)")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass
class Piece:
    """One page, slide, section or range of rows as it comes out of a document.

    `kind` and `spot` say where it stands, without wording. `hidden` holds text that is not shown
    to a reader of the document.
    """

    kind: SpotKind
    spot: Spot
    title: str = ""
    section: str = ""
    lines: list[str] = field(default_factory=list)
    pictures: int = 0
    unread: bool = False
    hidden: list[str] = field(default_factory=list)


@dataclass
class About:
    """What a reader learns about the whole document."""

    title: str = ""
    notes: Counter[NoteKind] = field(default_factory=Counter)


def plain(text: str) -> str:
    """Text on one line."""
    return _SPACE.sub(" ", text).strip()


def item(text: str, number: int | None = None) -> str:
    """A list item as it is kept: '- text' or '1. text'."""
    return f"{number}. {text}" if number is not None else f"- {text}"


def marked(line: str) -> str:
    """A line whose bullet or number, whatever its sign, is written in the one way."""
    if (number := _NUMBER.match(line)) is not None:
        return item(plain(line[number.end() :]), int(number[1]))
    if (bullet := _BULLET.match(line)) is not None:
        return item(plain(line[bullet.end() :]))
    return plain(line)


def is_item(line: str) -> bool:
    """Whether a line as `marked` writes it is a list item."""
    return line.startswith("- ") or _NUMBER.match(line) is not None


def table_lines(rows: Sequence[Sequence[str]], headed: bool | None = None) -> list[str]:
    """The rows of a table, each with the names of its columns where the table names them.

    Args:
        rows: the cells' text.
        headed: whether the first row names the columns; None to judge by its look.
    """
    cells = [[plain(cell) for cell in row] for row in rows]
    cells = [row for row in cells if any(row)]
    if not cells:
        return []
    if headed is None:
        headed = len(cells) > 1 and looks_like_head(cells[0])
    head = cells[0] if headed else []
    if headed and len(cells) == 1:
        return ["; ".join(cell for cell in head if cell)]
    return [row_line(head, row) for row in (cells[1:] if headed else cells)]


def looks_like_head(row: Sequence[str]) -> bool:
    """Whether a row of cells names columns: several words or years, all different."""
    named = [cell for cell in row if cell]
    worded = [cell for cell in named if _LETTER.search(cell)]
    return (
        len(named) > 1
        and len(set(named)) == len(named)
        and bool(worded)
        and all(len(cell) <= 60 for cell in named)
        and all(_LETTER.search(cell) or re.fullmatch(r"(?:19|20)\d\d", cell) for cell in named)
    )


def row_line(head: Sequence[str], row: Sequence[str]) -> str:
    """A row as a list item: 'name: cell' where the column has a name, else the cell."""
    parts = []
    for at, cell in enumerate(row):
        name = head[at] if at < len(head) else ""
        if cell:
            parts.append(f"{name}: {cell}" if name and name != cell else cell)
    return item("; ".join(parts))
