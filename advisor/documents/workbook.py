"""The workbook: action plan to be edited, indicators, assessment, risks, open points.

Numbers are numbers; text is text, also where it looks like a formula.
"""

import datetime
import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from advisor.documents.parts.pillars import target
from advisor.documents.reading import Reading
from advisor.documents.tree import clean
from advisor.model.roadmap import PlannedAction

Row = Sequence[str | int | None]
_CREATED = datetime.datetime(2000, 1, 1)
_A4 = 9
_SPARE = 200
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


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
    plan = sheets.add(w.plan, w.plan_head, w.plan_widths, [_action(r, one) for one in r.actions])
    _choices(r, plan, len(r.actions))
    sheets.add(w.indicators, w.indicators_head, w.indicators_widths, _indicators(r))
    sheets.add(w.scores, w.scores_head, w.scores_widths, _scores(r))
    sheets.add(w.answers, w.answers_head, w.answers_widths, _answers(r))
    sheets.add(w.risks, w.risks_head, w.risks_widths, _risks(r))
    sheets.add(w.not_placed, w.not_placed_head, w.not_placed_widths, _not_placed(r))
    sheets.add(w.open, w.open_head, w.open_widths, _open(r))
    sheets.add(w.about, w.about_head, w.about_widths, _about(r))
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

    def _write(self, sheet: Any, row: int, column: int, value: str | int | None) -> None:
        if value is None or value == "":
            sheet.write_blank(row, column, None, self._text)
        elif isinstance(value, int):
            sheet.write_number(row, column, value, self._number)
        else:
            text = clean(value)
            looks = self._quoted if text.startswith(_FORMULA) else self._text
            sheet.write_string(row, column, text, looks)


def _action(r: Reading, action: PlannedAction) -> Row:
    vocabulary = r.pack.vocabulary
    return [
        action.code,
        action.title,
        action.deliverable,
        int(action.pillar),
        r.words.general.strength[action.strength],
        r.words.workbook.states[0],
        r.tbc(action.owner),
        ", ".join(action.supports),
        r.phase(action.phase),
        action.start,
        action.end,
        action.effort_pm,
        action.cost.low,
        action.cost.high,
        action.cost.currency,
        r.words.workbook.funding[0],
        ", ".join(r.codes(action.needs)),
        ", ".join(action.sdg),
        ", ".join(r.named(vocabulary.barriers, action.barriers)),
        ", ".join(r.named(vocabulary.groups, action.groups)),
        ", ".join(r.finding_codes(action.trace)),
        "",
        action.id,
    ]


def _choices(r: Reading, sheet: Any, rows: int) -> None:
    """Drop-downs where only some words make sense, and whole numbers where numbers do."""
    if sheet is None:
        return
    w = r.words.workbook
    phases = [one.label for one in r.pack.vocabulary.phases]
    lists = {
        4: list(r.words.general.strength.values()),
        5: list(w.states),
        8: phases,
        15: list(w.funding),
    }
    last = rows + _SPARE
    for column, source in lists.items():
        rule = {
            "validate": "list",
            "source": source,
            "error_title": w.plan_head[column],
            "error_message": w.pick,
        }
        sheet.data_validation(1, column, last, column, rule)
    whole = {"validate": "integer", "criteria": ">=", "value": 0, "error_message": w.whole}
    for column in (11, 12, 13):
        sheet.data_validation(1, column, last, column, whole)


def _indicators(r: Reading) -> list[Row]:
    return [
        [
            one.code,
            one.indicator.name,
            one.indicator.unit,
            one.indicator.method,
            r.tbc(one.baseline),
            target(r, one),
            r.words.monitoring.frequencies[one.indicator.frequency],
            r.tbc(one.owner),
            "",
            "",
        ]
        for one in r.actions
    ]


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
