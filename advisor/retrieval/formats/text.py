"""Plain text: its paragraphs, cited by their lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from advisor.retrieval.formats.outline import PART_WORDS
from advisor.retrieval.formats.piece import About, Piece, is_item, marked
from advisor.retrieval.guard import decoded
from advisor.retrieval.limits import Limits

if TYPE_CHECKING:
    from advisor.model.documents import DocumentKind


def read(kind: DocumentKind, data: bytes, limits: Limits, about: About) -> Iterator[Piece]:
    """Pieces of some 400 words that end with a paragraph."""
    text, western = decoded(data)
    if western:
        about.notes["western"] += 1
    lines = text.splitlines()
    piece, words, open_ = Piece("lines", {"first": 1, "last": 1}), 0, False
    for number, line in enumerate(lines, 1):
        if not line.strip():
            open_ = False
            if words >= PART_WORDS:
                yield piece
                piece, words = Piece("lines", {"first": number + 1, "last": number + 1}), 0
            continue
        written = marked(line)
        if not piece.lines:
            piece.spot["first"] = number
        piece.spot["last"] = number
        words += len(written.split())
        if open_ and not is_item(written):
            piece.lines[-1] += f" {written}"
        else:
            piece.lines.append(written)
        open_ = True
    if piece.lines:
        yield piece
