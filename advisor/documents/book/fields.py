"""The cells of the workbook that an office may edit: what each holds and where an edit goes.

Writer and reader share these rows, so that what is read back is compared with what was written.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from advisor.documents.parts.means import year_label
from advisor.documents.reading import Reading
from advisor.documents.tree import clean
from advisor.model.choices import CRITERIA, Rejected
from advisor.model.roadmap import PlannedAction

Value = str | int | None
Row = dict[str, Value]
Kind = Literal["fixed", "text", "whole", "rating", "pick", "posts", "code", "quarter", "day"]
PLAN, INDICATORS, RATINGS = "plan", "indicators", "ratings"
FORMAT = "roadmap-workbook-1"
TARGET, SEPARATOR = "target-", "; "
_MOST_SIGNS = 32_000  # a cell holds 32,767


@dataclass(frozen=True)
class Field:
    """A column: its key, how its cells are read, its width in signs.

    `fixed` cells are worked out by the advisor; `new` ones among them are read in rows that the
    office added.
    """

    key: str
    kind: Kind
    width: int
    new: bool = False


PLAN_FIELDS = (
    Field("code", "fixed", 7),
    Field("title", "text", 38),
    Field("deliverable", "text", 50),
    Field("pillar", "fixed", 7, new=True),
    Field("strength", "fixed", 9, new=True),
    Field("decision", "pick", 12),
    Field("reason", "text", 28),
    Field("into", "code", 9),
    Field("owner", "text", 24),
    Field("supports", "posts", 30),
    Field("phase", "fixed", 15),
    Field("start", "fixed", 11),
    Field("end", "fixed", 11),
    Field("pin", "quarter", 11),
    Field("months", "whole", 10),
    Field("effort_pm", "whole", 10),
    Field("cost_low", "whole", 13),
    Field("cost_high", "whole", 13),
    Field("running", "whole", 13),
    Field("currency", "fixed", 9),
    Field("funding", "pick", 18),
    Field("status", "pick", 12),
    Field("note", "text", 28),
    Field("needs", "fixed", 16, new=True),
    Field("sdg", "fixed", 14, new=True),
    Field("barriers", "fixed", 20),
    Field("groups", "fixed", 30),
    Field("findings", "fixed", 14),
    Field("id", "fixed", 12),
)
_BEFORE_TARGETS = (
    Field("code", "fixed", 7),
    Field("action", "fixed", 38),
    Field("indicator", "text", 45),
    Field("unit", "text", 20),
    Field("method", "text", 45),
    Field("baseline", "text", 16),
    Field("target", "text", 26),
)
_AFTER_TARGETS = (
    Field("frequency", "pick", 13),
    Field("latest", "text", 14),
    Field("latest_day", "day", 14),
    Field("id", "fixed", 12),
)


def fields(r: Reading, sheet: str) -> tuple[Field, ...]:
    """The columns of a sheet, in order."""
    if sheet == PLAN:
        return PLAN_FIELDS
    if sheet == INDICATORS:
        years = range(r.roadmap.settings.years)
        targets = tuple(Field(f"{TARGET}{at}", "text", 11) for at in years)
        return (*_BEFORE_TARGETS, *targets, *_AFTER_TARGETS)
    ratings = tuple(Field(name, "rating", 10) for name in CRITERIA)
    first, last = Field("code", "fixed", 7), Field("id", "fixed", 12)
    return (first, Field("action", "fixed", 45), *ratings, Field("score", "fixed", 9), last)


def heads(r: Reading, sheet: str) -> list[str]:
    """The headings of a sheet's columns."""
    w = r.words.workbook
    found = []
    for one in fields(r, sheet):
        if one.key.startswith(TARGET):
            year = year_label(r, int(one.key.removeprefix(TARGET)))
            found.append(w.target_head.format(year=year))
        elif one.key in CRITERIA:
            found.append(r.words.priorities.names[one.key])
        else:
            found.append(w.heads[one.key])
    return found


def options(r: Reading, key: str) -> dict[str, str]:
    """The values that a cell with a list may take, with the words shown for them."""
    w = r.words
    match key:
        case "decision":
            return dict(w.workbook.decisions)
        case "status":
            return dict(w.indicators.statuses)
        case "frequency":
            return dict(w.monitoring.frequencies)
        case "strength":
            return dict(w.general.strength)
        case "funding":
            return {one.name: one.name for one in r.roadmap.settings.funding}
        case "pin":
            quarters = range(r.roadmap.settings.years * 4)
            return {str(at): r.quarter(at).replace("\u00a0", " ") for at in quarters}
        case _:
            return {}


def rows(r: Reading, sheet: str) -> list[Row]:
    """The rows of a sheet as they are written; the id names each."""
    if sheet == PLAN:
        return [_planned(r, one) for one in r.actions] + [_gone(r, one) for one in _rejected(r)]
    if sheet == INDICATORS:
        return [_measured(r, one) for one in r.actions]
    return [_rated(r, one) for one in r.actions if one.ratings]


def _rejected(r: Reading) -> Sequence[Rejected]:
    return r.roadmap.rejected


def _planned(r: Reading, action: PlannedAction) -> Row:
    vocabulary = r.pack.vocabulary
    choice = next((one for one in r.roadmap.settings.choices if one.action == action.id), None)
    pin = next((one.quarter for one in r.roadmap.settings.pins if one.action == action.id), None)
    status = action.actual.status if action.actual else None
    return {
        "code": action.code,
        "title": action.title,
        "deliverable": action.deliverable,
        "pillar": int(action.pillar),
        "strength": r.words.general.strength[action.strength],
        "decision": options(r, "decision")[action.decision],
        "reason": action.reason,
        "into": "",
        "owner": r.tbc(action.owner),
        "supports": SEPARATOR.join(action.supports),
        "phase": r.phase(action.phase),
        "start": action.start,
        "end": action.end,
        "pin": "" if pin is None else options(r, "pin").get(str(pin), ""),
        "months": _months(r, action.id),
        "effort_pm": action.effort_pm,
        "cost_low": action.cost.low,
        "cost_high": action.cost.high,
        "running": action.running,
        "currency": action.cost.currency,
        "funding": (choice.edits.funding or "") if choice else "",
        "status": options(r, "status")[status] if status else "",
        "note": action.actual.note if action.actual else "",
        "needs": ", ".join(r.codes(action.needs)),
        "sdg": ", ".join(action.sdg),
        "barriers": ", ".join(r.named(vocabulary.barriers, action.barriers)),
        "groups": ", ".join(r.named(vocabulary.groups, action.groups)),
        "findings": ", ".join(r.finding_codes(action.trace)),
        "id": action.id,
    }


def _months(r: Reading, action: str) -> int | None:
    """How long an action takes: by the office's edit, its own action, or the pack."""
    settings, known = r.roadmap.settings, r.pack.action.get(action)
    edited = next((one.edits.months for one in settings.choices if one.action == action), None)
    own = next((one.months for one in settings.own if one.id == action), None)
    return edited or own or (known.months if known else None)


def _gone(r: Reading, one: Rejected) -> Row:
    return {
        "title": one.title,
        "pillar": int(one.pillar),
        "strength": r.words.general.strength[one.strength],
        "decision": options(r, "decision")[one.decision],
        "reason": one.reason,
        "into": ", ".join(r.codes([one.into])) or one.into,
        "id": one.id,
    }


def _measured(r: Reading, action: PlannedAction) -> Row:
    spec = action.indicator
    values = action.actual.values if action.actual else ()
    targets = {
        f"{TARGET}{one.year}": one.value if one.by == "office" else "" for one in action.targets
    }
    return {
        "code": action.code,
        "action": action.title,
        "indicator": spec.name,
        "unit": spec.unit,
        "method": spec.method,
        "baseline": r.tbc(action.baseline),
        "target": spec.target,
        **targets,
        "frequency": options(r, "frequency")[spec.frequency],
        "latest": values[-1][1] if values else "",
        "latest_day": values[-1][0] if values else "",
        "id": action.id,
    }


def _rated(r: Reading, action: PlannedAction) -> Row:
    return {
        "code": action.code,
        "action": action.title,
        **{one.criterion: one.rating for one in action.ratings},
        "score": r.tenths(action.score),
        "id": action.id,
    }


def plain(value: object) -> str:
    """A cell's value as text that does not depend on which program saved it last."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(clean(str(value)).replace("\u00a0", " ").split())


def cut(text: str) -> str:
    """A text as it fits into a cell."""
    return text if len(text) <= _MOST_SIGNS else f"{text[: _MOST_SIGNS - 1]}…"


def mark(value: object) -> str:
    """A short mark of a value, by which the reader sees whether a cell was edited."""
    text = plain(cut(value) if isinstance(value, str) else value)
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=5).hexdigest()


def marks(row: Mapping[str, Value], columns: Sequence[Field]) -> dict[str, str]:
    """The marks of a row's cells, without those of empty ones."""
    return {one.key: mark(row[one.key]) for one in columns if plain(row.get(one.key))}
