"""Reads a room's answers from a table: one row a respondent, one column a question."""

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from advisor.content.packed import open_workbook
from advisor.errors import AdvisorError, Fault, InputFaults, did_you_mean
from advisor.model.answers import CHECKS, Answer, Answers, Value, read_value
from advisor.model.content import KnowledgePack, Question
from advisor.model.frozen import Frozen

_MOST_BYTES = 2 << 20
_MOST_ROWS, _MOST_COLUMNS = 500, 250
_NEXT_STEP = "Mend the rows named above; nothing was changed."
_TOP = Alignment(vertical="top", wrap_text=True)
Row = tuple[str, ...]


class RoomWords(Frozen):
    """What the table calls its columns, and how a person fills it in."""

    respondent: str
    answers_sheet: str
    questions_sheet: str
    headings: tuple[str, str, str, str]
    how: dict[str, str]


def read_room(pack: KnowledgePack, path: Path, words: RoomWords) -> dict[str, Answers]:
    """The answers of each respondent, by name.

    Args:
        pack: the knowledge.
        path: a CSV file, or a workbook of the shape that the template has.
        words: what the first column is called.

    Raises:
        AdvisorError: when the file cannot be read as a table.
        InputFaults: with every fault, each with row and column.
    """
    rows = _workbook(path, words) if path.suffix.lower() == ".xlsx" else _csv(path)
    if len(rows) < 2:
        raise AdvisorError(
            f"'{path.name}' holds no answers.", "One row a respondent under a row of question ids."
        )
    faults: list[Fault] = []
    questions = _questions(pack, path.name, rows[0], words, faults)
    found: dict[str, Answers] = {}
    for at, row in enumerate(rows[1:], 2):
        if not any(row):
            continue
        name = row[0] or f"{words.respondent} {at - 1}"
        if name in found:
            faults.append(Fault(path.name, at, f"'{name}' stands in two rows."))
        found[name] = dict(_answers(path.name, at, row, questions, faults))
    if faults:
        raise InputFaults(faults, _NEXT_STEP)
    return found


def _questions(
    pack: KnowledgePack, name: str, head: Row, words: RoomWords, faults: list[Fault]
) -> dict[int, Question]:
    """The question of each column."""
    found: dict[int, Question] = {}
    if head[0].casefold() != words.respondent.casefold():
        message = f"column A holds '{words.respondent}', and a question id each after it."
        faults.append(Fault(name, 1, message))
    for at, key in enumerate(head[1:], 1):
        if not key:
            continue
        place = f"column {get_column_letter(at + 1)}: "
        if key not in pack.question:
            hint = did_you_mean(key, pack.question)
            faults.append(Fault(name, 1, f"{place}there is no question '{key}'.{hint}"))
        elif pack.question[key] in found.values():
            faults.append(Fault(name, 1, f"{place}'{key}' stands in two columns."))
        else:
            found[at] = pack.question[key]
    return found


def _answers(
    name: str, at: int, row: Row, questions: dict[int, Question], faults: list[Fault]
) -> Iterator[tuple[str, Answer]]:
    for column, question in questions.items():
        cell = row[column] if column < len(row) else ""
        if not cell:
            continue
        try:
            value = _value(question, cell)
        except ValueError as error:
            place = f"column {get_column_letter(column + 1)}: "
            faults.append(Fault(name, at, f"{place}{error}"))
        else:
            yield question.id, Answer(question=question.id, rev=question.rev, value=value)


def _value(question: Question, cell: str) -> Value:
    """A cell as an answer: options by id or label, several apart by ';', items as 'item: yes'."""
    ids = {option.label.casefold(): option.id for option in question.options}

    def named(text: str) -> str:
        return ids.get(text.strip().casefold(), text.strip())

    parts = [part for part in cell.split(";") if part.strip()]
    match question.kind:
        case "choice":
            return read_value(question, named(cell))
        case "multi" if cell not in question.allow:
            return read_value(question, [named(part) for part in parts])
        case "checklist" if cell not in question.allow:
            checks = [part.rpartition(":") for part in parts]
            if not all(point for _, point, _ in checks):
                raise ValueError(
                    f"'{question.id}' takes 'item: {'|'.join(CHECKS)}', several apart by ';'."
                )
            return read_value(question, {named(item): check.strip() for item, _, check in checks})
        case _:
            return read_value(question, cell)


def _csv(path: Path) -> list[Row]:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise _too_large(path)
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise AdvisorError(
            f"'{path.name}' is not a CSV file in UTF-8.", "Save it as 'CSV UTF-8' or as .xlsx."
        ) from error
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise AdvisorError(
            f"'{path.name}' cannot be read: {reason}.", "Check the file's name."
        ) from error
    first = text.partition("\n")[0]
    sign = max(",;\t", key=first.count)
    try:
        rows = [
            tuple(cell.strip() for cell in row)
            for row in csv.reader(io.StringIO(text), delimiter=sign, strict=True)
        ]
    except csv.Error as error:
        raise AdvisorError(
            f"'{path.name}' is not a table: {error}.", "Save it as 'CSV UTF-8' or as .xlsx."
        ) from error
    return _within(path, rows)


def _workbook(path: Path, words: RoomWords) -> list[Row]:
    book = open_workbook(path)
    if words.answers_sheet not in book.sheetnames:
        hint = did_you_mean(words.answers_sheet, book.sheetnames)
        raise AdvisorError(
            f"'{path.name}' has no sheet '{words.answers_sheet}'.{hint}", "Name it so, or use CSV."
        )
    sheet = book[words.answers_sheet]
    if sheet.max_row > _MOST_ROWS + 1 or sheet.max_column > _MOST_COLUMNS:
        raise _too_large(path)
    faults = [
        Fault(
            path.name, at, f"column {get_column_letter(column)} holds a formula; write the value."
        )
        for at, row in enumerate(sheet.iter_rows(), 1)
        for column, cell in enumerate(row, 1)
        if cell.data_type == "f"
    ]
    if faults:
        raise InputFaults(faults, _NEXT_STEP)
    return _within(path, [tuple(map(_text, row)) for row in sheet.iter_rows(values_only=True)])


def _text(value: object) -> str:
    """A cell as a person reads it; whole numbers without '.0', days as ISO dates."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).removesuffix(" 00:00:00").strip()


def _within(path: Path, rows: list[Row]) -> list[Row]:
    if len(rows) > _MOST_ROWS + 1 or any(len(row) > _MOST_COLUMNS for row in rows):
        raise _too_large(path)
    return [row for row in rows if row] if rows else []


def _too_large(path: Path) -> AdvisorError:
    return AdvisorError(
        f"'{path.name}' is larger than a room's answers can be.",
        f"At most {_MOST_ROWS} respondents and {_MOST_COLUMNS} questions a file.",
    )


def room_template(questions: Sequence[Question], words: RoomWords) -> bytes:
    """A workbook to fill in: the questions as columns, and a sheet that explains each."""
    book = Workbook()
    answers = book.active
    assert isinstance(answers, Worksheet)
    answers.title = words.answers_sheet
    answers.append([words.respondent, *(one.id for one in questions)])
    answers.freeze_panes = "B2"
    explained = book.create_sheet(words.questions_sheet)
    explained.append(list(words.headings))
    for one in questions:
        options = [f"{option.id}: {option.label}" for option in one.options]
        levels = [f"{level}: {anchor}" for level, anchor in one.anchors.items()]
        explained.append([one.id, one.text, "\n".join(options or levels), words.how[one.kind]])
    for sheet in (answers, explained):
        for cell in sheet[1]:
            cell.font = Font(bold=True)
    for column, width in zip("ABCD", (18, 60, 50, 40), strict=True):
        explained.column_dimensions[column].width = width
    for row in explained.iter_rows(min_row=2):
        for cell in row:
            cell.alignment = _TOP
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()
