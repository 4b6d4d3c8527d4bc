"""XLSX: pieces of a sheet's rows, each row with the names of its columns."""

from __future__ import annotations

import datetime
import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from defusedxml.ElementTree import fromstring, iterparse
from openpyxl import load_workbook

from advisor.retrieval.formats.piece import About, Piece, looks_like_head, plain, row_line
from advisor.retrieval.limits import Limits, Refused

if TYPE_CHECKING:
    from advisor.model.documents import DocumentKind

_ROWS = 25
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PERCENT = re.compile(r"0(?:\.(0+))?\s*%")


@dataclass
class _Hidden:
    """Rows and columns of a sheet that are not shown, and formulas without a stored result."""

    rows: set[int] = field(default_factory=set)
    columns: list[tuple[int, int]] = field(default_factory=list)
    unvalued: int = 0

    def column(self, number: int) -> bool:
        """Whether a column is hidden."""
        return any(first <= number <= last for first, last in self.columns)


def read(kind: DocumentKind, data: bytes, limits: Limits, about: About) -> Iterator[Piece]:
    """The rows of each sheet, 25 together; hidden sheets, rows and columns are hidden text."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    paths = _paths(archive)
    pictures = _pictures(archive)
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    if len(book.worksheets) > limits.pages:
        raise Refused("pages", found=len(book.worksheets), limit=limits.pages)
    for sheet in book.worksheets:
        hidden = _hidden(archive, paths[sheet.title])
        if hidden.unvalued:
            about.notes["formulas"] += hidden.unvalued
        pieces = _Sheet(sheet, hidden).pieces()
        if sheet.sheet_state != "visible":
            texts = [plain(" ".join((*one.lines, *one.hidden))) for one in pieces]
            yield Piece("sheet", {"sheet": sheet.title}, hidden=texts)
            continue
        found = list(pieces) or [Piece("sheet", {"sheet": sheet.title})]
        found[0].pictures = pictures
        pictures = 0
        yield from found


class _Sheet:
    """Reads one sheet; the first row that looks like one names the columns."""

    def __init__(self, sheet: Any, hidden: _Hidden) -> None:
        self._sheet = sheet
        self._hidden = hidden
        self._head: list[str] = []
        self._now: Piece | None = None

    def pieces(self) -> Iterator[Piece]:
        """Pieces of at most 25 rows that are not empty."""
        count = 0
        self._sheet.reset_dimensions()  # what a file says about its size may be wrong
        for number, row in enumerate(self._sheet.iter_rows(), 1):
            shown, hidden = self._cells(number, row)
            if not any(shown) and not hidden:
                continue
            if self._now is not None and count >= _ROWS:
                yield self._now
                self._now, count = None, 0
            self._take(number, shown, hidden)
            count += 1
        if self._now is not None:
            yield self._now

    def _take(self, number: int, shown: list[str], hidden: list[str]) -> None:
        if self._now is None:
            title = self._sheet.title
            self._now = Piece("rows", {"sheet": title, "first": number}, title=title)
        self._now.spot["last"] = number
        if hidden:
            self._now.hidden.append("; ".join(hidden))
        named = [cell for cell in shown if cell]
        if not self._head and looks_like_head(shown):
            self._head = shown
            self._now.lines.append("; ".join(named))
        elif len(named) == 1 and not self._head:
            self._now.lines.append(named[0])
        elif named:
            self._now.lines.append(row_line(self._head, shown))

    def _cells(self, number: int, row: tuple[Any, ...]) -> tuple[list[str], list[str]]:
        """The cells of a row that are shown, in their columns, and those that are not."""
        shown: list[str] = []
        hidden: list[str] = []
        for at, cell in enumerate(row, 1):
            text = _shown(cell)
            concealed = number in self._hidden.rows or self._hidden.column(at)
            shown.append("" if concealed else text)
            if concealed and text:
                hidden.append(text)
        return shown, hidden


def _shown(cell: Any) -> str:
    """A cell's value as a reader of the sheet sees it."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime.datetime):
        midnight = value.time() == datetime.time()
        return str(value.date()) if midnight else value.isoformat(" ", "minutes")
    if isinstance(value, int | float):
        percent = _PERCENT.search(cell.number_format or "")
        if percent:
            return f"{value * 100:.{len(percent[1] or '')}f} %"
        return f"{value:.12g}" if isinstance(value, float) else str(value)
    return plain(str(value))


def _paths(archive: zipfile.ZipFile) -> dict[str, str]:
    """The part that holds each sheet, by the sheet's name."""
    main = next(name for name in archive.namelist() if re.fullmatch(r"xl/workbook\d*\.xml", name))
    relations = fromstring(archive.read(f"xl/_rels/{posixpath.basename(main)}.rels"))
    target = {one.get("Id"): str(one.get("Target")) for one in relations}
    sheets = fromstring(archive.read(main)).iter(f"{_MAIN}sheet")
    return {
        str(one.get("name")): posixpath.normpath(
            posixpath.join("/xl", target[one.get(_RELATION)])
        ).lstrip("/")
        for one in sheets
    }


def _hidden(archive: zipfile.ZipFile, path: str) -> _Hidden:
    found = _Hidden()
    with archive.open(path) as part:
        for _, element in iterparse(part):
            if element.tag == f"{_MAIN}col" and element.get("hidden") in ("1", "true"):
                first, last = int(element.get("min", "0")), int(element.get("max", "0"))
                found.columns.append((first, last))
            elif element.tag == f"{_MAIN}c":
                formula = element.find(f"{_MAIN}f") is not None and element.get("t") != "str"
                found.unvalued += formula and not element.findtext(f"{_MAIN}v")
            elif element.tag == f"{_MAIN}row":
                if element.get("hidden") in ("1", "true"):
                    found.rows.add(int(element.get("r", "0")))
                element.clear()
    return found


def _pictures(archive: zipfile.ZipFile) -> int:
    names = archive.namelist()
    return sum(re.match(r"xl/(?:media|charts)/[^/]+$", name) is not None for name in names)
