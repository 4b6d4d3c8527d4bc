"""What reading a document may take, and why one is refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Reason = Literal[
    "missing",
    "not_a_file",
    "unreadable",
    "empty",
    "too_big",
    "unsupported",
    "macros",
    "old_office",
    "encrypted",
    "mislabelled",
    "truncated",
    "damaged",
    "bomb",
    "unsafe",
    "encoding",
    "binary",
    "pages",
    "too_long",
    "time",
    "memory",
    "no_text",
    "garbled",
    "failed",
    "duplicate",
    "unknown",
    "unwritable",
    "record",
]
MEGABYTE = 1 << 20


@dataclass(frozen=True)
class Limits:
    """What reading one document may take; beyond it the document is refused.

    megabytes: size of the file. pages: pages, slides or sheets. characters: text that comes out.
    seconds: time from start to end. memory: megabytes while reading. expanded: megabytes when
    unpacked. parts: files inside a packed document. ratio: unpacked to packed, of large parts.
    """

    megabytes: int = 25
    pages: int = 500
    characters: int = 3_000_000
    seconds: float = 60
    memory: int = 1536
    expanded: int = 200
    parts: int = 5000
    ratio: int = 150


class Refused(Exception):
    """A document that is not taken; `facts` fill the sentence that the reason has."""

    def __init__(self, reason: Reason, **facts: str | int) -> None:
        super().__init__(reason)
        self.reason: Reason = reason
        self.facts = facts
