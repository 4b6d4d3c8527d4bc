"""Reads an office's list of assessment statements from a workbook; every fault at sheet and row."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from advisor.content.packed import open_workbook
from advisor.errors import AdvisorError, Fault, InputFaults, did_you_mean
from advisor.model.content import KnowledgePack, Question
from advisor.model.frozen import Frozen
from advisor.model.items import Item, ItemList

Kind = Literal["official", "national"]
LEVELS = (1, 2, 3, 4, 5)
LONGEST = {"statement": 400, "why": 600, "label": 60, "level": 160, "about": 200}
_MOST_ROWS, _MOST_COLUMNS = 2000, 60
_LABEL_LETTERS = 40
_NEXT_STEP = "Mend the rows named above; nothing was changed."
_NEEDED = ("code", "statement")


class ItemWords(Frozen):
    """What the cells of the workbook are called, and what stands where an office gives nothing."""

    about_sheet: str
    items_sheet: str
    about: dict[Literal["kind", "title", "publisher"], str]
    kinds: dict[Kind, str]
    headings: dict[str, str]
    whose: dict[Literal["official", "national", "own"], str]
    help: tuple[str, ...]
    agreement: dict[int, str]
    why: str


Row = dict[str, str]


def read_items(pack: KnowledgePack, path: Path, words: ItemWords) -> ItemList:
    """The list of a workbook: its rows whose statement or levels differ from the pack's own.

    Args:
        pack: the knowledge without any list.
        path: the workbook, of the shape that the template has.
        words: what its cells are called.

    Raises:
        AdvisorError: when the file is no workbook that can be read, or nothing in it differs.
        InputFaults: with every fault, each with sheet and row.
    """
    book = open_workbook(path)
    faults: list[Fault] = []
    sheets = {}
    for name in (words.about_sheet, words.items_sheet):
        if name in book.sheetnames and isinstance(book[name], Worksheet):
            sheets[name] = book[name]
        else:
            there = ", ".join(f"'{one}'" for one in book.sheetnames)
            hint = did_you_mean(name, book.sheetnames)
            message = f"there is no sheet '{name}' (there is {there}).{hint}"
            faults.append(Fault(path.name, 1, message))
    if faults:
        raise InputFaults(faults, _NEXT_STEP)
    about = _About(path, sheets[words.about_sheet], words, faults)
    title = about.text("title")
    kind = about.kind()
    rows = _rows(path, sheets[words.items_sheet], words, faults)
    items = tuple(_items(pack, path, rows, title, words, faults))
    if faults or kind is None:
        raise InputFaults(faults, _NEXT_STEP)
    if not items:
        raise AdvisorError(
            f"Every statement in '{path.name}' is the one that is asked already.",
            "Change the statements that your list words differently; nothing was changed.",
        )
    return ItemList(kind=kind, title=title, publisher=about.text("publisher", False), items=items)


class _About:
    """The sheet that says whose list it is."""

    def __init__(self, path: Path, sheet: Worksheet, words: ItemWords, faults: list[Fault]) -> None:
        self._place = f"{path.name}, sheet {words.about_sheet}"
        self._words, self._faults = words, faults
        self._rows: dict[str, tuple[int, str]] = {}
        for at in range(1, min(sheet.max_row, 100) + 1):
            name, value = (_plain(sheet.cell(at, column)) for column in (1, 2))
            if _is_formula(sheet.cell(at, 2)):
                faults.append(Fault(self._place, at, "holds a formula; write the value itself."))
            elif name:
                self._rows.setdefault(name.casefold(), (at, value))

    def text(self, field: Literal["kind", "title", "publisher"], needed: bool = True) -> str:
        """What stands beside the name of a field; its absence is a fault where it is needed."""
        name = self._words.about[field]
        at, value = self._rows.get(name.casefold(), (1, ""))
        if len(value) > LONGEST["about"]:
            self._faults.append(Fault(self._place, at, f"'{name}' is too long."))
        if needed and not value:
            self._faults.append(Fault(self._place, at, f"'{name}' is empty."))
        return value

    def kind(self) -> Kind | None:
        """Whether the list is official or national; anything else is a fault."""
        said = self.text("kind")
        kinds = self._words.kinds
        found = next((one for one in kinds if kinds[one].casefold() == said.casefold()), None)
        if said and found is None:
            at = self._rows[self._words.about["kind"].casefold()][0]
            known = " or ".join(f"'{one}'" for one in kinds.values())
            hint = did_you_mean(said.casefold(), kinds.values())
            self._faults.append(Fault(self._place, at, f"'{said}' is not {known}.{hint}"))
        return found


def _rows(
    path: Path, sheet: Worksheet, words: ItemWords, faults: list[Fault]
) -> list[tuple[Fault, Row]]:
    """The rows of the sheet by heading, each with its place; formulas and merged cells refused."""
    place = f"{path.name}, sheet {words.items_sheet}"
    if sheet.max_row > _MOST_ROWS or sheet.max_column > _MOST_COLUMNS:
        used = f"{sheet.max_row} rows and {sheet.max_column} columns"
        message = f"the sheet uses {used}; a list has a row for each code and few columns."
        faults.append(Fault(place, 1, message))
        return []
    for merged in sheet.merged_cells.ranges:
        message = f"the cells {merged.coord} are merged; undo that."
        faults.append(Fault(place, merged.min_row, message))
    columns = _columns(place, sheet, words, faults)
    if any(one not in columns for one in _NEEDED):
        return []
    found = []
    for at in range(2, sheet.max_row + 1):
        row: Row = {}
        for field, column in columns.items():
            cell = sheet.cell(at, column)
            fault = _cell_fault(cell, field, words)
            if fault:
                faults.append(Fault(place, at, f"column {get_column_letter(column)}: {fault}"))
            row[field] = _plain(cell)
        if any(_is_formula(sheet.cell(at, columns[field])) for field in _NEEDED):
            continue
        if any(row.get(field) for field in _NEEDED):
            found.append((Fault(place, at, ""), row))
    return found


def _columns(place: str, sheet: Worksheet, words: ItemWords, faults: list[Fault]) -> dict[str, int]:
    """The column of each heading that is read; needed ones that are missing are faults."""
    read = {heading.casefold(): field for field, heading in words.headings.items()}
    said = {at: _plain(sheet.cell(1, at)) for at in range(1, sheet.max_column + 1)}
    columns: dict[str, int] = {}
    for at, heading in said.items():
        field = read.get(heading.casefold())
        if field in columns:
            faults.append(Fault(place, 1, f"the heading '{heading}' stands twice."))
        elif field is not None:
            columns[field] = at
    spare = [one for one in said.values() if one and one.casefold() not in read]
    for field in _NEEDED:
        if field not in columns:
            heading = words.headings[field]
            hint = did_you_mean(heading, spare).replace("Did you mean", "Is it")
            faults.append(Fault(place, 1, f"there is no column '{heading}'.{hint}"))
    for one in spare:
        close = did_you_mean(one, [h for f, h in words.headings.items() if f not in columns])
        if close and not any(words.headings[field] in close for field in _NEEDED):
            faults.append(Fault(place, 1, f"the heading '{one}' is not known.{close}"))
    columns.pop("whose", None)
    return columns


def _is_formula(cell: Cell | MergedCell) -> bool:
    return isinstance(cell, Cell) and cell.data_type == "f"


def _plain(cell: Cell | MergedCell) -> str:
    """A cell's text with single spaces; empty for a formula, which is refused elsewhere."""
    value: Any = cell.value
    return "" if value is None or _is_formula(cell) else " ".join(str(value).split())


def _cell_fault(cell: Cell | MergedCell, field: str, words: ItemWords) -> str:
    """What is wrong with one cell by itself; empty when nothing is."""
    heading = words.headings[field]
    if _is_formula(cell):
        return f"'{heading}' holds a formula; write the words themselves."
    if cell.value is not None and not isinstance(cell.value, str):
        return f"'{heading}' holds {cell.value!r}, which is no text."
    text = _plain(cell)
    if any(ord(one) < 32 or one == "\ufffd" for one in text):
        return f"'{heading}' holds signs that are no text."
    most = LONGEST["level" if field.startswith("at") else field] if field in _LIMITED else 200
    if len(text) > most:
        return f"'{heading}' has {len(text)} letters; {most} is the most."
    return ""


_LIMITED = ("statement", "why", "label", "at1", "at2", "at3", "at4", "at5")


def _items(
    pack: KnowledgePack,
    path: Path,
    rows: list[tuple[Fault, Row]],
    title: str,
    words: ItemWords,
    faults: list[Fault],
) -> Iterator[Item]:
    """The items that differ from the pack's; each fault of a row is added to the list."""
    slots = {one.id: one for one in pack.questions if one.dimension}
    seen: dict[str, int] = {}
    for place, row in rows:
        code = row["code"].upper()
        message = _row_fault(code, row, slots, seen, words)
        if message:
            faults.append(Fault(place.file, place.line, message))
            continue
        seen[code] = place.line
        item = _item(slots[code], row, title, words)
        if item is not None:
            yield item


def _row_fault(
    code: str, row: Row, slots: Mapping[str, Question], seen: Mapping[str, int], words: ItemWords
) -> str:
    heading = words.headings
    if not code:
        return f"'{heading['code']}' is empty."
    if code not in slots:
        return f"there is no code '{row['code']}' in the assessment.{did_you_mean(code, slots)}"
    if code in seen:
        return f"the code {code} stands in row {seen[code]} already."
    if not row["statement"]:
        return f"{code}: '{heading['statement']}' is empty."
    levels = [row.get(f"at{at}", "") for at in LEVELS]
    if any(levels) and not all(levels):
        gap = LEVELS[levels.index("")]
        return f"{code}: '{heading[f'at{gap}']}' is empty; give all five levels or none."
    return ""


def _item(slot: Question, row: Row, title: str, words: ItemWords) -> Item | None:
    """The item of a row, or None where it says what the pack says already."""
    levels = {at: row.get(f"at{at}", "") for at in LEVELS}
    own_levels = {at: " ".join(text.split()) for at, text in slot.anchors.items()}
    given = all(levels.values()) and levels != own_levels
    same = row["statement"] == " ".join(slot.text.split())
    if same and not given:
        return None
    kept = {"label": " ".join(slot.label.split()), "why": " ".join(slot.why.split())}
    own = {field: row.get(field, "") for field in kept}
    if not same:
        own = {field: "" if own[field] == kept[field] else own[field] for field in kept}
    return Item(
        code=slot.id,
        statement=row["statement"],
        label=own["label"] or (kept["label"] if same else _short(row["statement"])),
        why=own["why"] or (kept["why"] if same else words.why.format(title=title)),
        anchors=levels if given else words.agreement,
    )


def _short(statement: str) -> str:
    """The first words of a statement, for a line that has little room."""
    if len(statement) <= _LABEL_LETTERS:
        return statement.rstrip(".")
    return f"{statement[:_LABEL_LETTERS].rpartition(' ')[0].rstrip(',;:')} …"
