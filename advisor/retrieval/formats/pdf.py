"""PDF: a piece a page, its paragraphs put together again from the lines of the page."""

from __future__ import annotations

import io
import logging
import re
import struct
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError, LimitReachedError, PyPdfError
from pypdf.generic import NullObject

from advisor.retrieval.formats.pdf_ink import Ink, Sizes
from advisor.retrieval.formats.piece import About, Piece, is_item, marked, plain
from advisor.retrieval.limits import Limits, Refused

if TYPE_CHECKING:
    from advisor.model.documents import DocumentKind

_END = re.compile(r"[.!?:;»”)\]]$|^\d+$")
_SOFT_BREAK = re.compile(r"[^\W\d_]{3,}-$")
_TOOL_TITLE = re.compile(r"microsoft|untitled|\.(?:docx?|pptx?|indd|pdf|qxd)\b|^\W*$", re.I)
_LEADER = re.compile(r"(?:\.\s?){6,}\s*[\divxlc]{0,5}\W*$|^\s*(?:\.\s?){6,}")
_RUNNING_FROM = 4
_NARROWEST = 40  # characters; where all lines are shorter, none of them wrapped
_NUMBERS_OFF = 40  # front pages that are counted apart
# What pypdf stumbles over in a broken page, besides its own errors.
_BROKEN = (
    PyPdfError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)


def read(kind: DocumentKind, data: bytes, limits: Limits, about: About) -> Iterator[Piece]:
    """The pages in order, without the lines that run along all of them."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    reader = _opened(data)
    pages = _pages(reader, limits)
    title = str(reader.metadata.title or "") if reader.metadata else ""
    about.title = "" if _TOOL_TITLE.search(title) else plain(title)
    sections = _sections(reader)
    try:
        read_pages = [_page(page, number, about) for number, page in enumerate(pages, 1)]
    except LimitReachedError:
        raise Refused("bomb", limit=limits.expanded) from None
    _drop_running_lines(read_pages)
    section = ""
    for number, piece in enumerate(read_pages, 1):
        section = sections.get(number, section)
        piece.section = section
        piece.lines = _paragraphs(piece.lines)
        if piece.title and piece.lines[:1] == [piece.title]:
            del piece.lines[0]
        yield piece


def _opened(data: bytes) -> PdfReader:
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Refused("encrypted")
    except (DependencyError, NotImplementedError):
        raise Refused("encrypted") from None
    return reader


def _pages(reader: PdfReader, limits: Limits) -> list[PageObject]:
    """The pages; as many as the document says it has."""
    count = len(reader.pages)
    if count > limits.pages:
        raise Refused("pages", found=count, limit=limits.pages)
    tree: Any = reader.root_object["/Pages"].get_object()
    said = tree.get("/Count") if hasattr(tree, "get") else None
    if count == 0 or (isinstance(said, int) and said > count):
        raise Refused("damaged")
    return list(reader.pages)


def _sections(reader: PdfReader) -> dict[int, str]:
    """The bookmark that is current from a page on, by page number."""
    found: dict[int, str] = {}

    def walk(entries: list[Any], depth: int) -> None:
        for entry in entries:
            if isinstance(entry, list):
                if depth < 3:
                    walk(entry, depth + 1)
                continue
            number = reader.get_destination_page_number(entry)
            if number is not None and entry.title:
                found.setdefault(number + 1, plain(str(entry.title)))

    try:
        walk(reader.outline, 1)
    except _BROKEN:
        return {}  # bookmarks are a help, never a reason to refuse a text that can be read
    return found


def _page(page: PageObject, number: int, about: About) -> Piece:
    piece = Piece("page", {"n": number})
    try:
        if "/Contents" in page and isinstance(page["/Contents"].get_object(), NullObject):
            raise KeyError("/Contents")
        ink, sizes = Ink(page), Sizes()
        text = page.extract_text(visitor_operand_before=ink.blank_hidden, visitor_text=sizes.note)
        piece.pictures = ink.pictures
        hidden = ink.hidden and page.extract_text(visitor_operand_before=Ink(page).blank_shown)
        if hidden and piece.pictures and not plain(text):
            about.notes["scan"] += 1
            text = hidden
        elif hidden:
            piece.hidden = [plain(hidden)]
    except (MemoryError, LimitReachedError):
        raise
    except _BROKEN:
        piece.unread = True
        return piece
    piece.title = sizes.title()
    lines = text.splitlines()
    piece.lines = [line for line in lines if not _LEADER.search(line)]
    about.notes["contents"] += len(piece.lines) < len(lines)
    return piece


def _drop_running_lines(pages: list[Piece]) -> None:
    """Take out headers, footers and page numbers: edge lines that most pages share."""
    if len(pages) < _RUNNING_FROM:
        return
    for last in (False, True, False, True):
        edges = [_edge(piece, last) for piece in pages]
        common = Counter(key for piece, at in edges if at is not None for key in _keys(piece, at))
        for piece, at in edges:
            if at is not None and any(common[key] * 2 > len(pages) for key in _keys(piece, at)):
                del piece.lines[at]


def _edge(piece: Piece, last: bool) -> tuple[Piece, int | None]:
    """A page with the place of its first or last line that is not empty."""
    places = [at for at, line in enumerate(piece.lines) if line.strip()]
    return piece, places[-1 if last else 0] if places else None


def _keys(piece: Piece, at: int) -> set[str]:
    """What a running line has in common with those of other pages: its text, its page number."""
    text, page = plain(piece.lines[at]), int(piece.spot["n"])

    def counted(found: re.Match[str]) -> str:
        distance = int(found[0]) - page
        return f"\0{distance}" if abs(distance) <= _NUMBERS_OFF else found[0]

    return {text, re.sub(r"\d{1,5}", counted, text)}


def _paragraphs(lines: list[str]) -> list[str]:
    """Lines joined where a paragraph only wrapped at the margin."""
    width = max((len(plain(line)) for line in lines), default=0)
    width = max(width, _NARROWEST)
    done: list[str] = []
    last = ""
    for line in lines:
        text = marked(line)
        if not text:
            last = ""
            continue
        wraps = last and not is_item(text) and _wraps(last, text, width)
        if wraps and _SOFT_BREAK.search(last) and text[:1].islower():
            done[-1] = done[-1][:-1] + text
        elif wraps:
            done[-1] += f" {text}"
        else:
            done.append(text)
        last = plain(line)
    return done


def _wraps(last: str, text: str, width: int) -> bool:
    """Whether a line goes on in the next: it is full, or the next begins in small letters."""
    if _END.search(last) and not text[:1].islower():
        return False
    return text[:1].islower() or len(last) * 10 >= width * 7
