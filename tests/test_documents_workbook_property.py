"""Whatever cells are edited, those edits come back and nothing else."""

import io
from functools import cache
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.documents import render
from advisor.documents.book.back import changes_of
from advisor.documents.book.fields import (
    INDICATORS,
    PLAN,
    RATINGS,
    SEPARATOR,
    TARGET,
    Field,
    Row,
    fields,
    heads,
    mark,
    options,
    plain,
    rows,
)
from advisor.documents.reading import Reading
from advisor.documents.words import document_words
from advisor.model.choices import CRITERIA, Choice, Edits, FundingSource, Rating
from tests.document_sample import pack, sample, wording

REACHED = ("status", "note")
# A text that opens with these is a formula or an error to any spreadsheet, and is refused.
TEXT = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Co", "Cn"), exclude_characters="#="),
    min_size=1,
    max_size=40,
).filter(lambda text: bool(plain(text)))
POSTS = st.lists(TEXT.map(lambda text: plain(text.replace(";", ","))), min_size=1, max_size=3)
TITLES = {PLAN: "plan", INDICATORS: "indicators", RATINGS: "ratings"}
Edit = tuple[str, str, str, Any]  # sheet, action, column, value


@cache
def reading() -> Reading:
    knowledge = pack()
    made = sample(knowledge, most=7)
    ratings = tuple(Rating(criterion=one, rating=3, weight=1, by="") for one in CRITERIA)
    first, *rest = (one.model_copy(update={"ratings": ratings}) for one in made.actions)
    first = first.model_copy(update={"owner": "Cabinet Secretary", "edited": ("owner",)})
    plan = made.settings.model_copy(
        update={
            "choices": (Choice(action=first.id, edits=Edits(owner="Cabinet Secretary")),),
            "funding": (FundingSource(name="State budget"), FundingSource(name="Partners")),
        }
    )
    roadmap = made.model_copy(update={"actions": (first, *rest), "settings": plan})
    return Reading(roadmap, knowledge, document_words(wording()))


@cache
def columns() -> dict[tuple[str, str], Field]:
    """The columns that may be edited by themselves, by sheet and key."""
    return {
        (sheet, one.key): one
        for sheet in TITLES
        for one in fields(reading(), sheet)
        if one.kind not in ("fixed", "code", "day") and one.key != "latest"
    }


@cache
def stands(sheet: str) -> dict[str, Row]:
    """The rows of a sheet as they are written, by action."""
    return {str(row["id"]): row for row in rows(reading(), sheet)}


def _values(column: Field) -> st.SearchStrategy[Any]:
    if column.key == "decision":
        return st.just("accepted")
    if known := options(reading(), column.key):
        return st.sampled_from(sorted(known))
    if column.kind == "rating":
        return st.integers(1, 5)
    if column.kind == "whole":
        return st.integers(1, 60)
    return POSTS if column.kind == "posts" else TEXT


@st.composite
def edits(draw: st.DrawFn) -> Edit:
    sheet, key = draw(st.sampled_from(sorted(columns())))
    action = draw(st.sampled_from(sorted(stands(sheet))))
    return sheet, action, key, draw(_values(columns()[sheet, key]))


def _cell(key: str, value: Any) -> Any:
    """What a person puts into the cell."""
    if known := options(reading(), key):
        return known[str(value)]
    return SEPARATOR.join(value) if isinstance(value, list) else value


def _expected(edited: list[Edit]) -> dict[str, Any]:
    """The changes that these edits are, worked out without the reader."""
    found: dict[str, Any] = {}
    owner = {reading().actions[0].id: {"owner": "Cabinet Secretary"}}
    for sheet, action, key, value in edited:
        if mark(stands(sheet)[action].get(key)) == mark(_cell(key, value)):
            continue  # the same as stood there
        choice = {**owner.get(action, {}), **found.get(f"choices.{action}", {})}
        if key == "pin":
            found[f"pins.{action}"] = int(value)
        elif key in REACHED:
            found.setdefault(f"actuals.{action}", {})[key] = _read(value)
        elif key in CRITERIA:
            ratings = {**choice.get("ratings", {}), key: value}
            found[f"choices.{action}"] = {**choice, "ratings": ratings}
        elif key.startswith(TARGET):
            years = ["" for _ in range(reading().roadmap.settings.years)]
            targets = choice.get("targets", years)
            targets[int(key.removeprefix(TARGET))] = _read(value)
            found[f"choices.{action}"] = {**choice, "targets": targets}
        else:
            found[f"choices.{action}"] = {**choice, key: _read(value)}
    return found


def _read(value: Any) -> Any:
    """A typed text as it is kept: signs no file can hold and double spaces are not."""
    if isinstance(value, list):
        return [part for part in (plain(one) for one in value) if part]
    return plain(value) if isinstance(value, str) else value


@pytest.fixture(scope="module")
def written() -> bytes:
    return render(reading().roadmap, reading().pack, wording(), ["xlsx"])["roadmap.xlsx"]


@settings(max_examples=40, deadline=None)
@given(st.lists(edits(), max_size=5, unique_by=lambda one: one[:3]))
def test_edits_come_back_and_nothing_else(written: bytes, edited: list[Edit]) -> None:
    r = reading()
    book = openpyxl.load_workbook(io.BytesIO(written))
    for sheet, action, key, value in edited:
        page = book[getattr(r.words.workbook, TITLES[sheet])]
        keys = [one.key for one in fields(r, sheet)]
        assert [cell.value for cell in page[1]] == heads(r, sheet)
        ids = [row[keys.index("id")] for row in page.iter_rows(values_only=True)]
        page.cell(ids.index(action) + 1, keys.index(key) + 1).value = _cell(key, value)
    out = io.BytesIO()
    book.save(out)
    assert changes_of(r, out.getvalue()) == _expected(edited)
