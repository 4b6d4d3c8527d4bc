"""The workbook: action plan to be edited, indicators, assessment, risks, open points.

Numbers are numbers; text is text, also where it looks like a formula.
"""

import datetime
import io
import json
from collections.abc import Sequence
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from advisor.documents.book.fields import (
    FORMAT,
    INDICATORS,
    PLAN,
    RATINGS,
    cut,
    fields,
    heads,
    marks,
    options,
    rows,
)
from advisor.documents.reading import Reading
from advisor.documents.tree import clean
from advisor.model.spreadsheets import is_like_a_formula

Row = Sequence[str | int | None]
_CREATED = datetime.datetime(2000, 1, 1)
_A4 = 9
_SPARE = 200


def workbook(r: Reading) -> bytes:
    """The roadmap as XLSX."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    book.set_properties({"title": r.country, "author": r.office, "created": _CREATED})
    w = r.words.workbook
    sheets = _Sheets(book)
    names = {PLAN: w.plan, INDICATORS: w.indicators, RATINGS: w.ratings}
    edited = {name: sheets.edited(r, name, title) for name, title in names.items()}
    sheets.add(w.scores, w.scores_head, w.scores_widths, _scores(r))
    sheets.add(w.answers, w.answers_head, w.answers_widths, _answers(r))
    sheets.add(w.risks, w.risks_head, w.risks_widths, _risks(r))
    sheets.add(w.not_placed, w.not_placed_head, w.not_placed_widths, _not_placed(r))
    sheets.add(w.open, w.open_head, w.open_widths, _open(r))
    sheets.add(w.about, w.about_head, w.about_widths, _about(r))
    _validated(r, book, edited)
    _marked(r, book)
    book.close()
    return out.getvalue()


class _Sheets:
    """Adds sheets that all look alike: a table with filters under a fixed header row."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._text = book.add_format({"text_wrap": True, "valign": "top"})
        self._quoted = book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True})
        self._number = book.add_format({"num_format": "#,##0", "valign": "top"})

    def add(self, name: str, heads: Sequence[str], widths: Sequence[int], rows: list[Row]) -> Any:
        """A sheet with these rows; none for no rows."""
        if not rows:
            return None
        sheet = self._book.add_worksheet(name)
        columns = [{"header": head} for head in heads]
        style = {"columns": columns, "style": "Table Style Light 9"}
        sheet.add_table(0, 0, len(rows), len(heads) - 1, style)
        for at, width in enumerate(widths):
            sheet.set_column(at, at, width)
        for number, row in enumerate(rows, 1):
            for at, value in enumerate(row):
                self._write(sheet, number, at, value)
        sheet.freeze_panes(1, 2 if len(heads) > 3 else 1)
        sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        return sheet

    def edited(self, r: Reading, name: str, title: str) -> Any:
        """A sheet of cells that may be edited; none for no rows."""
        columns = fields(r, name)
        lines: list[Row] = [[row.get(one.key) for one in columns] for row in rows(r, name)]
        return self.add(title, heads(r, name), [one.width for one in columns], lines)

    def _write(self, sheet: Any, row: int, column: int, value: str | int | None) -> None:
        if value is None or value == "":
            sheet.write_blank(row, column, None, self._text)
        elif isinstance(value, int):
            sheet.write_number(row, column, value, self._number)
        else:
            text = cut(clean(value))
            looks = self._quoted if is_like_a_formula(text) else self._text
            sheet.write_string(row, column, text, looks)


def _validated(r: Reading, book: Any, sheets: dict[str, Any]) -> None:
    """Drop-downs where only some words make sense, whole numbers where numbers do."""
    w = r.words.workbook
    lists = book.add_worksheet(w.lists)
    lists.hide()
    column = 0
    for name, sheet in sheets.items():
        if sheet is None:
            continue
        last = len(rows(r, name)) + _SPARE
        for at, (one, head) in enumerate(zip(fields(r, name), heads(r, name), strict=True)):
            rule: dict[str, Any] = {"error_title": head[:32], "error_message": w.whole}
            words = list(options(r, one.key).values())
            if words:
                lists.write_column(0, column, words)
                letter = xl_col_to_name(column)
                source = f"='{w.lists}'!${letter}$1:${letter}${len(words)}"
                rule |= {"validate": "list", "source": source, "error_message": w.pick}
                column += 1
            elif one.kind == "whole":
                rule |= {"validate": "integer", "criteria": ">=", "value": 0}
            elif one.kind == "rating":
                rule |= {"validate": "integer", "criteria": "between", "minimum": 1, "maximum": 5}
            else:
                continue
            sheet.data_validation(1, at, last, at, rule)


def _marked(r: Reading, book: Any) -> None:
    """A hidden sheet that says what was written, so that the reader sees what was edited."""
    sheet = book.add_worksheet(r.words.workbook.exported)
    sheet.hide()
    sheet.write_row(0, 0, [FORMAT, r.roadmap.fingerprint])
    at = 1
    for name in (PLAN, INDICATORS, RATINGS):
        for row in rows(r, name):
            cells = json.dumps(marks(row, fields(r, name)))
            for column, text in enumerate([name, str(row["id"]), cells]):
                sheet.write_string(at, column, text)
            at += 1


def _scores(r: Reading) -> list[Row]:
    scores = [
        *[(one.label, one) for one in r.roadmap.scores],
        *[(f"{one.no} {one.title}", one.score) for one in r.roadmap.pillars],
    ]
    return [
        [label, one.score, one.answered, one.of, one.official, one.gap] for label, one in scores
    ]


def _answers(r: Reading) -> list[Row]:
    return [
        [line.question, line.text, line.shown, line.note, line.by] for line in r.roadmap.answers
    ]


def _risks(r: Reading) -> list[Row]:
    levels = r.words.general.levels
    return [
        [
            r.risk_code[one.id],
            one.title,
            " ".join(firing.because for firing in one.trace if firing.verdict),
            levels[one.likelihood],
            levels[one.impact],
            one.signal,
            one.response,
            r.tbc(one.owner),
            ", ".join(r.codes(one.actions)),
        ]
        for one in r.ranked_risks
    ]


def _not_placed(r: Reading) -> list[Row]:
    strength = r.words.general.strength
    return [
        [one.id, one.title, int(one.pillar), strength[one.strength], one.reason]
        for one in r.roadmap.not_placed
    ]


def _open(r: Reading) -> list[Row]:
    return [[one.what, one.where, one.question, ""] for one in r.roadmap.to_confirm]


def _about(r: Reading) -> list[Row]:
    w = r.words.workbook
    knowledge = r.roadmap.knowledge
    return [
        [w.about_rows["country"], r.country],
        [w.about_rows["office"], r.office],
        [w.about_rows["state"], r.words.front.draft],
        [w.about_rows["fingerprint"], r.roadmap.fingerprint],
        [w.about_rows["version"], knowledge.version],
        [w.about_rows["hash"], knowledge.hash],
        [w.about_rows["score"], w.score_note],
        [w.about_rows["proposals"], w.proposals_note],
    ]
