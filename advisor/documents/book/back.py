"""Reads the edited workbook: what the office changed, as changes of the plan's settings.

A cell counts as edited when it differs from what was written into it. The file is taken whole or
not at all; every fault names its sheet, row and column.
"""

from typing import Any

from advisor.documents.book.cells import Cell, Line, Sheet, read_sheets
from advisor.documents.book.fields import INDICATORS, PLAN, Field, fields, options
from advisor.documents.book.records import Record, own_record, slug
from advisor.documents.reading import Reading
from advisor.errors import Fault, InputFaults, did_you_mean


def changes_of(r: Reading, data: bytes) -> dict[str, Any]:
    """The changes that the edited workbook asks for, as `set_plan` takes them.

    Raises:
        InputFaults: with every fault, each with sheet, row and column.
        AdvisorError: when the file is no workbook that this advisor wrote.
    """
    reader = _Reader(r)
    for sheet in read_sheets(r, data, reader.faults):
        reader.sheet(sheet)
    if reader.faults:
        raise InputFaults(reader.faults, r.words.workbook.faults.next_step)
    return reader.changes()


class _Reader:
    """Collects the edits of all sheets, by action, and all faults."""

    def __init__(self, r: Reading) -> None:
        self.r = r
        self.w = r.words.workbook.faults
        self.faults: list[Fault] = []
        self.records: dict[str, Record] = {}
        self.own: dict[str, dict[str, Any]] = {}
        gone = {one.id for one in r.roadmap.rejected}
        self.known = {*r.action, *gone, *(one.id for one in r.roadmap.settings.own)}

    def sheet(self, sheet: Sheet) -> None:
        """Read all edited cells of a sheet."""
        seen: set[str] = set()
        for line in sheet.lines:
            if not line.id:
                self._new(sheet, line)
            elif line.id in seen:
                self._fault(sheet, line, "id", self.w.twice.format(id=line.id))
            elif line.id not in self.known:
                hint = did_you_mean(line.id, self.known)
                self._fault(sheet, line, "id", self.w.unknown.format(id=line.id, hint=hint))
            else:
                seen.add(line.id)
                self._edited(sheet, line)
        for missing in sorted(sheet.written - seen):
            if sheet.name == PLAN and missing in self.known:
                rejected = self.r.words.workbook.decisions["rejected"]
                text = self.w.missing.format(id=missing, rejected=rejected)
                self.faults.append(Fault(sheet.title, 1, text))

    def _edited(self, sheet: Sheet, line: Line) -> None:
        record = self.records.setdefault(line.id, Record.of(self.r, line.id))
        for column in fields(self.r, sheet.name):
            cell = line.cells.get(column.key)
            if cell is None or not cell.edited:
                continue
            value = self._value(sheet, line, column, cell)
            if value is not None and (fault := record.take(column.key, value)):
                self._fault(sheet, line, column.key, fault)
        if sheet.name == PLAN:
            for key, fault in record.decision_faults():
                self._fault(sheet, line, key, fault)
        if sheet.name == INDICATORS and (fault := record.dated(line)):
            self._fault(sheet, line, "latest_day", fault)

    def _new(self, sheet: Sheet, line: Line) -> None:
        """A row that the office added to the plan."""
        if sheet.name != PLAN:
            self._fault(sheet, line, "id", self.w.no_id)
            return
        given = {
            column.key: value
            for column in fields(self.r, PLAN)
            if (cell := line.cells.get(column.key)) is not None
            and cell.value != ""
            and (column.kind != "fixed" or column.new)
            and (value := self._value(sheet, line, column, cell)) is not None
        }
        record, faults = own_record(self.r, given)
        for key, fault in faults:
            self._fault(sheet, line, key, fault)
        if not faults:
            taken = {*self.own, *(one.id for one in self.r.roadmap.settings.own)}
            self.own[slug(str(given["title"]), taken)] = record

    def _value(self, sheet: Sheet, line: Line, column: Field, cell: Cell) -> Any:
        """The cell's value as its column holds it; None after a fault was noted."""
        if column.kind == "fixed" and not (column.new and not line.id):
            timed = column.key in ("start", "end", "phase")
            head = self.r.words.workbook.heads["pin"]
            fault = self.w.fixed_start.format(head=head) if timed else self.w.fixed
            self._fault(sheet, line, column.key, fault)
            return None
        words = options(self.r, column.key)
        if words and cell.value != "":
            return self._picked(sheet, line, column, cell, words)
        if column.kind in ("whole", "rating") and cell.value != "":
            return self._number(sheet, line, column, cell)
        if column.kind == "code" and cell.value != "":
            by_code = {one.code: one.id for one in self.r.actions}
            if cell.value not in by_code and cell.value not in self.known:
                hint = did_you_mean(cell.value, by_code)
                fault = self.w.no_code.format(code=cell.value, hint=hint)
                self._fault(sheet, line, column.key, fault)
                return None
            return by_code.get(cell.value, cell.value)
        return cell.value

    def _picked(
        self, sheet: Sheet, line: Line, column: Field, cell: Cell, words: dict[str, str]
    ) -> str | None:
        for key, word in words.items():
            if cell.value.casefold() in (word.casefold(), key.casefold()):
                return key
        hint = did_you_mean(cell.value, words.values())
        hint = hint or self.w.choose.format(words=", ".join(words.values()))
        text = self.w.not_listed.format(value=cell.value, hint=hint)
        self._fault(sheet, line, column.key, text)
        return None

    def _number(self, sheet: Sheet, line: Line, column: Field, cell: Cell) -> int | None:
        digits = cell.value.replace(" ", "").replace(",", "")
        low, high = (1, 5) if column.kind == "rating" else (0, 10**12)
        if digits.isascii() and digits.isdigit() and low <= int(digits[:14]) <= high:
            return int(digits)
        text = self.w.rating if column.kind == "rating" else self.w.whole
        self._fault(sheet, line, column.key, text.format(value=cell.value))
        return None

    def _fault(self, sheet: Sheet, line: Line, key: str, text: str) -> None:
        head = sheet.heads.get(key, key)
        told = self.w.column.format(head=head, fault=text)
        self.faults.append(Fault(sheet.title, line.row, told))

    def changes(self) -> dict[str, Any]:
        """All edits as changes of settings."""
        found: dict[str, Any] = {}
        for name, record in sorted(self.records.items()):
            found.update({f"{part}.{name}": value for part, value in record.changes().items()})
        found.update(dict(sorted(self.own.items())))
        return found
