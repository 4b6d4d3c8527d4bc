"""Writes the workbook that an office fills in, and keeps the list that it gave."""

from io import BytesIO
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from advisor.content.items import LEVELS, ItemWords
from advisor.content.records import record
from advisor.content.yaml_file import read_yaml
from advisor.errors import AdvisorError, Fault, did_you_mean
from advisor.model.content import KnowledgePack, Question
from advisor.model.items import ItemList

_WIDTHS = {
    "code": 9,
    "dimension": 16,
    "subdimension": 22,
    "statement": 60,
    "whose": 18,
    "label": 24,
}
_WIDTH = 34
_BOLD = Font(bold=True)
_HEAD = PatternFill("solid", fgColor="FFDDE6F0")
_TOP = Alignment(vertical="top", wrap_text=True)


def write_template(pack: KnowledgePack, path: Path, words: ItemWords) -> int:
    """Write the workbook with every slot of the assessment; gives how many there are.

    Raises:
        AdvisorError: when the file cannot be written.
    """
    book = Workbook()
    about = book.active
    assert isinstance(about, Worksheet)
    _write_about(about, words)
    sheet = book.create_sheet(words.items_sheet)
    slots = [one for one in pack.questions if one.dimension]
    names = {one.id: one.label for one in pack.vocabulary.dimensions}
    for column, (field, heading) in enumerate(words.headings.items(), 1):
        head = sheet.cell(1, column, heading)
        head.font, head.fill, head.alignment = _BOLD, _HEAD, _TOP
        sheet.column_dimensions[get_column_letter(column)].width = _WIDTHS.get(field, _WIDTH)
        for row, slot in enumerate(slots, 2):
            cell = sheet.cell(row, column)
            cell.value = _shown(slot, field, names, words)
            cell.data_type, cell.alignment = "s", _TOP
    sheet.freeze_panes = "B2"
    held = BytesIO()
    book.save(held)
    _put(path, held.getvalue(), "The workbook")
    return len(slots)


def _write_about(sheet: Worksheet, words: ItemWords) -> None:
    sheet.title = words.about_sheet
    for row, name in enumerate(words.about.values(), 1):
        sheet.cell(row, 1, name).font = _BOLD
    choices = DataValidation(type="list", formula1=f'"{",".join(words.kinds.values())}"')
    sheet.add_data_validation(choices)
    choices.add(f"B{1 + list(words.about).index('kind')}")
    for row, line in enumerate(words.help, len(words.about) + 2):
        sheet.cell(row, 1, line)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 24, 60


def _shown(slot: Question, field: str, names: dict[str, str], words: ItemWords) -> str:
    plain = {
        "code": slot.id,
        "dimension": names.get(slot.dimension or "", ""),
        "subdimension": (slot.subdimension or "").replace("-", " "),
        "statement": slot.text,
        "whose": words.whose[slot.origin],
        "label": slot.label,
        "why": slot.why,
        **{f"at{at}": slot.anchors[at] for at in LEVELS},
    }
    return " ".join(plain.get(field, "").split())


def save_items(found: ItemList, path: Path) -> None:
    """Keep the list of the office, in place of one that it gave before.

    Raises:
        AdvisorError: when the file cannot be written.
    """
    _put(path, found.model_dump_json(indent=1).encode(), "The list")


def drop_items(path: Path) -> bool:
    """Forget the office's list; false when there is none."""
    there = path.is_file()
    path.unlink(missing_ok=True)
    return there


def stored_items(path: Path, codes: set[str], faults: list[Fault]) -> ItemList | None:
    """The list that the office gave; None when it gave none.

    Args:
        path: where it is kept.
        codes: the places that the assessment has.
        faults: what is wrong with it is added here.
    """
    if not path.is_file():
        return None
    kept = read_yaml(path)
    faults += kept.faults
    found = None if kept.faults else record(kept, (), kept.data, ItemList, faults)
    for at, item in enumerate(found.items if found is not None else ()):
        if item.code not in codes:
            hint = did_you_mean(item.code, codes)
            message = (
                f"there is no code '{item.code}' in the assessment.{hint} "
                "Import the list again, or take it out with 'items --remove'."
            )
            faults.append(kept.fault(("items", at), message))
    return found


def _put(path: Path, content: bytes, what: str) -> None:
    """Write a file, complete or not at all."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".{path.name}.part")
        part.write_bytes(content)
        part.replace(path)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise AdvisorError(
            f"{what} cannot be written to '{path}': {reason}.",
            "Choose a folder that you can write to.",
        ) from error
