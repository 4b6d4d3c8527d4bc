"""The workbook is edited elsewhere and read back: only what was edited counts, faults by cell."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest

from advisor.documents import render
from advisor.documents.book.back import changes_of
from advisor.documents.reading import Reading
from advisor.documents.words import document_words
from advisor.errors import AdvisorError, InputFaults
from advisor.model.choices import CRITERIA, Choice, Edits, Rating, Rejected
from advisor.model.content import KnowledgePack
from advisor.model.roadmap import Roadmap
from tests.document_sample import pack, sample, wording

W = wording()
HEADS = W["workbook"]["heads"]


@pytest.fixture(scope="module")
def knowledge() -> KnowledgePack:
    return pack()


@pytest.fixture(scope="module")
def roadmap(knowledge: KnowledgePack) -> Roadmap:
    """A plan with ratings, an edited action and one set aside."""
    made = sample(knowledge, most=9)
    ratings = tuple(Rating(criterion=one, rating=3, weight=1, by="") for one in CRITERIA)
    first, *rest = (one.model_copy(update={"ratings": ratings}) for one in made.actions)
    first = first.model_copy(update={"owner": "Cabinet Secretary", "edited": ("owner",)})
    gone = made.not_placed[0]
    choices = (
        Choice(action=first.id, edits=Edits(owner="Cabinet Secretary")),
        Choice(action=gone.id, decision="rejected", reason="Done elsewhere"),
    )
    rejected = Rejected(
        **gone.model_dump(include={"id", "title", "pillar", "strength"}),
        decision="rejected",
        reason="Done elsewhere",
    )
    settings = made.settings.model_copy(update={"choices": choices})
    update = {"actions": (first, *rest), "settings": settings, "rejected": (rejected,)}
    return made.model_copy(update=update)


@pytest.fixture(scope="module")
def written(knowledge: KnowledgePack, roadmap: Roadmap) -> bytes:
    return render(roadmap, knowledge, wording(), ["xlsx"])["roadmap.xlsx"]


@pytest.fixture
def read(knowledge: KnowledgePack, roadmap: Roadmap) -> Callable[[bytes], dict[str, Any]]:
    reading = Reading(roadmap, knowledge, document_words(wording()))
    return lambda data: changes_of(reading, data)


class Editor:
    """The workbook as a person edits it: cells named by sheet, action and heading."""

    def __init__(self, data: bytes) -> None:
        self.book = openpyxl.load_workbook(io.BytesIO(data))

    def set(self, sheet: str, action: str, key: str, value: object) -> "Editor":
        page = self.book[sheet]
        heads = [cell.value for cell in page[1]]
        ids = [row[heads.index(HEADS["id"])].value for row in page.iter_rows()]
        row = ids.index(action) + 1 if action else page.max_row + 1
        page.cell(row=row, column=heads.index(HEADS.get(key, key)) + 1).value = value
        return self

    def saved(self) -> bytes:
        out = io.BytesIO()
        self.book.save(out)
        return out.getvalue()


PLAN, INDICATORS, RATINGS = (W["workbook"][one] for one in ("plan", "indicators", "ratings"))


def test_what_nobody_edited_changes_nothing(
    written: bytes, read: Callable[[bytes], dict[str, Any]]
) -> None:
    assert read(written) == {}
    assert read(Editor(written).saved()) == {}, "saved again by another program"


def test_only_edited_cells_become_edits(
    written: bytes, roadmap: Roadmap, read: Callable[[bytes], dict[str, Any]]
) -> None:
    first, second, third = (one.id for one in roadmap.actions[:3])
    gone = roadmap.rejected[0].id
    editor = Editor(written)
    editor.set(PLAN, first, "effort_pm", 17).set(PLAN, first, "decision", "accepted")
    editor.set(PLAN, second, "decision", "Rejected").set(PLAN, second, "reason", "No money")
    editor.set(PLAN, third, "supports", "Treasury; Bank, of Talmora").set(
        PLAN, third, "pin", "2028 Q1"
    )
    editor.set(PLAN, gone, "decision", "Open").set(PLAN, gone, "reason", None)
    editor.set(INDICATORS, third, "latest", 41).set(INDICATORS, third, "latest_day", "2027-06-30")
    editor.set(INDICATORS, third, "Target 2028", 60)
    editor.set(RATINGS, third, W["priorities"]["names"]["demand"], 5)
    assert read(editor.saved()) == {
        f"choices.{first}": {"owner": "Cabinet Secretary", "effort_pm": 17, "decision": "accepted"},
        f"choices.{second}": {"decision": "rejected", "reason": "No money"},
        f"choices.{third}": {
            "supports": ["Treasury", "Bank, of Talmora"],
            "targets": ["", "60", "", "", ""],
            "ratings": {"demand": 5},
        },
        f"pins.{third}": 4,
        f"actuals.{third}": {"values": {"2027-06-30": "41"}},
        f"choices.{gone}": None,
    }


def test_an_emptied_cell_takes_the_offices_word_back(
    written: bytes, roadmap: Roadmap, read: Callable[[bytes], dict[str, Any]]
) -> None:
    first = roadmap.actions[0].id
    assert read(Editor(written).set(PLAN, first, "owner", None).saved()) == {
        f"choices.{first}": None
    }


def test_a_new_row_is_an_action_of_the_offices_own(
    written: bytes, roadmap: Roadmap, read: Callable[[bytes], dict[str, Any]]
) -> None:
    need = roadmap.actions[0]
    editor = Editor(written)
    editor.set(PLAN, "", "title", "Über-portal: one door!")
    for key, value in (("pillar", 4), ("needs", need.code), ("months", 9), ("strength", "Must")):
        page = editor.book[PLAN]
        column = [cell.value for cell in page[1]].index(HEADS[key]) + 1
        page.cell(row=page.max_row, column=column).value = value
    assert read(editor.saved()) == {
        "own.uber-portal-one-door": {
            "title": "Über-portal: one door!",
            "pillar": 4,
            "needs": [need.id],
            "months": 9,
            "strength": "must",
        }
    }


def test_all_faults_are_told_by_row_and_column(
    written: bytes, roadmap: Roadmap, read: Callable[[bytes], dict[str, Any]]
) -> None:
    ids = [one.id for one in roadmap.actions]
    editor = Editor(written)
    editor.set(PLAN, ids[0], "decision", "Acepted")
    editor.set(PLAN, ids[1], "effort_pm", "many")
    editor.set(PLAN, ids[2], "cost_low", "=1+1")
    editor.set(PLAN, ids[3], "start", "2031 Q4")
    editor.set(PLAN, ids[4], "decision", "Rejected")
    editor.set(PLAN, ids[5], "decision", "Merged").set(PLAN, ids[5], "into", "A99.9")
    editor.set(PLAN, ids[6], "id", f"{ids[6]}x")
    editor.set(INDICATORS, ids[0], "latest", 4)
    with pytest.raises(InputFaults) as caught:
        read(editor.saved())
    said = str(caught.value)
    for part in (
        "'Acepted' is not in the list. Did you mean 'Accepted'?",
        "takes a whole number, 0 or more, not 'many'",
        "the cell holds a formula",
        "choose a quarter under 'Fixed start'",
        "a rejected action needs a reason",
        "there is no action 'A99.9'",
        f"Did you mean '{ids[6]}'?",
        f"the row of '{ids[6]}' is missing",
        "takes the date of the value",
    ):
        assert part in said
    rows = {fault.line for fault in caught.value.faults if 'column "Decision"' in fault.message}
    assert rows == {2}


def test_a_file_that_is_no_workbook_of_ours_is_refused(
    written: bytes, read: Callable[[bytes], dict[str, Any]]
) -> None:
    bare = io.BytesIO()
    openpyxl.Workbook().save(bare)
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 70_000_000)
    entity = io.BytesIO()
    with zipfile.ZipFile(entity, "w") as archive:
        archive.writestr("xl/workbook.xml", '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')
    for data in (
        b"",
        b"PK\x03\x04",
        written[:900],
        bare.getvalue(),
        bomb.getvalue(),
        entity.getvalue(),
    ):
        with pytest.raises(AdvisorError) as caught:
            read(data)
        assert caught.value.next_step
