"""Readers of the document formats, one a file; each is a generator of pieces.

They run in a process of their own (`advisor.retrieval.convert`), on bytes that the guard has
looked at. A library is imported only when a document of its kind is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING

from advisor.retrieval.formats.piece import About, Piece
from advisor.retrieval.limits import Limits

if TYPE_CHECKING:
    from advisor.model.documents import DocumentKind

_READERS: dict[DocumentKind, str] = {
    "pdf": "pdf",
    "pptx": "slides",
    "docx": "word",
    "xlsx": "sheets",
    "html": "web",
    "markdown": "web",
    "text": "text",
}


def read(kind: DocumentKind, data: bytes, limits: Limits, about: About) -> Iterator[Piece]:
    """The pieces of a document in order; its title and remarks are left in `about`.

    Raises:
        Refused: when the document cannot be taken. Libraries raise errors of their own for
            broken files.
    """
    reader = import_module(f"{__name__}.{_READERS[kind]}")
    pieces: Iterator[Piece] = reader.read(kind, data, limits, about)
    return pieces


__all__ = ["About", "Piece", "read"]
