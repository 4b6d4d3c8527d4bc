"""Opens an uploaded workbook safely and gives the cells of its sheets as text."""

import datetime
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import openpyxl

from advisor.documents.book.fields import (
    FORMAT,
    INDICATORS,
    PLAN,
    RATINGS,
    fields,
    heads,
    mark,
    plain,
)
from advisor.documents.reading import Reading
from advisor.documents.words_back import Workbook, WorkbookFaults
from advisor.errors import AdvisorError, Fault, did_you_mean

_MOST_BYTES, _MOST_UNPACKED, _MOST_PARTS = 10_000_000, 60_000_000, 500
_MOST_ROWS = 2_000
_SPARE = 20  # columns looked at beyond the known ones


@dataclass(frozen=True)
class Cell:
    """A cell's text, and whether it differs from what was written into it."""

    value: str
    edited: bool


@dataclass(frozen=True)
class Line:
    """A row by its number in the sheet, the action's id and the cells by key."""

    row: int
    id: str
    cells: dict[str, Cell]


@dataclass(frozen=True)
class Sheet:
    """A sheet with its rows; `written` are the ids that were in it, `heads` the headings by key."""

    name: str
    title: str
    heads: dict[str, str]
    written: set[str]
    lines: list[Line] = field(default_factory=list)


def read_sheets(r: Reading, data: bytes, faults: list[Fault]) -> Iterator[Sheet]:
    """The sheets that may be edited; what cannot be read in them is added to `faults`.

    Raises:
        AdvisorError: when the file is broken, too large, or not made by the advisor.
    """
    w = r.words.workbook
    book = _opened(data, w.faults)
    written = _written(book, w)
    titles = {PLAN: w.plan, INDICATORS: w.indicators, RATINGS: w.ratings}
    if titles[PLAN] not in book.sheetnames:
        raise AdvisorError(w.faults.no_sheet.format(sheet=titles[PLAN]), w.faults.again)
    for name, title in titles.items():
        if title in book.sheetnames:
            yield _sheet(r, name, book[title], written.get(name, {}), faults)


def _opened(data: bytes, w: WorkbookFaults) -> Any:
    """The workbook, once its parts are known to be few, small and plain."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            size = sum(info.file_size for info in infos)
            if len(data) > _MOST_BYTES or size > _MOST_UNPACKED or len(infos) > _MOST_PARTS:
                raise AdvisorError(w.too_large, w.again)
            if any(_declares(archive.read(info)) for info in infos):
                raise AdvisorError(w.no_workbook, w.again)
        return openpyxl.load_workbook(io.BytesIO(data), read_only=True)
    except AdvisorError:
        raise
    except Exception as error:  # openpyxl fails on broken files in many ways
        raise AdvisorError(w.no_workbook, w.again) from error


def _declares(part: bytes) -> bool:
    """Whether an XML part brings declarations of its own, as no spreadsheet does."""
    return b"<!DOCTYPE" in part or b"<!ENTITY" in part or part[:2] in (b"\xff\xfe", b"\xfe\xff")


def _written(book: Any, w: Workbook) -> dict[str, dict[str, dict[str, str]]]:
    """Sheet -> action -> marks of the cells that were written."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    try:
        rows = book[w.exported].iter_rows(max_row=3 * _MOST_ROWS, max_col=3, values_only=True)
        if next(rows)[0] != FORMAT:
            raise ValueError(w.exported)
        for name, action, cells in rows:
            if name:
                found.setdefault(str(name), {})[str(action)] = dict(json.loads(cells))
    except Exception as error:  # a sheet that is gone or was written over
        raise AdvisorError(w.faults.not_ours, w.faults.again) from error
    return found


def _sheet(
    r: Reading, name: str, sheet: Any, written: dict[str, dict[str, str]], faults: list[Fault]
) -> Sheet:
    w = r.words.workbook.faults
    keys = dict(zip(heads(r, name), (one.key for one in fields(r, name)), strict=True))
    found = Sheet(name, sheet.title, {key: head for head, key in keys.items()}, set(written))
    rows = sheet.iter_rows(max_row=_MOST_ROWS, max_col=len(keys) + _SPARE)
    columns: list[str | None] = []
    for number, row in enumerate(rows, 1):
        if number == 1:
            columns = [_column(w, sheet.title, one, keys, faults) for one in row]
            if "id" not in columns:
                raise AdvisorError(w.no_ids.format(sheet=sheet.title), w.again)
            continue
        given = dict(zip(columns, row, strict=False))
        texts = {key: _text(w, number, key, one, found, faults) for key, one in given.items()}
        texts.pop(None, None)
        if any(texts.values()):
            action = texts.get("id", "")
            before = written.get(action, {})
            cells = {
                str(key): Cell(text, _differs(text, before.get(str(key))))
                for key, text in texts.items()
            }
            found.lines.append(Line(number, action, cells))
    return found


def _differs(text: str, before: str | None) -> bool:
    return bool(text) if before is None else not text or mark(text) != before


def _column(
    w: WorkbookFaults, title: str, cell: Any, keys: dict[str, str], faults: list[Fault]
) -> str | None:
    """The key of a column by its heading; a heading that is not known is a fault."""
    head = plain(cell.value)
    if not head:
        return None
    if head not in keys:
        text = w.no_column.format(head=head, hint=did_you_mean(head, keys))
        faults.append(Fault(title, 1, text))
    return keys.get(head)


def _text(
    w: WorkbookFaults, row: int, key: str | None, cell: Any, sheet: Sheet, faults: list[Fault]
) -> str:
    """A cell's value as text; a formula or an error in it is a fault."""
    value = cell.value
    if key is None or value is None:
        return ""
    fault = {"f": w.formula, "e": w.error}.get(cell.data_type, "")
    if fault or isinstance(value, bool):
        text = w.column.format(head=sheet.heads[key], fault=fault or w.truth)
        faults.append(Fault(sheet.title, row, text))
        return ""
    if isinstance(value, datetime.datetime | datetime.date):
        return value.isoformat()[:10]
    return plain(value)
