"""Reads a `roadmap.json` back, as far as two plans can be held side by side by it.

The settings and answers behind the plan are read with it, so that causes can be told. Where a file
of an earlier version lacks them, those of the plan it is compared with stand in.
"""

import re
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from advisor.errors import AdvisorError
from advisor.model.choices import Rejected
from advisor.model.content import IndicatorSpec, PillarNo, Strength
from advisor.model.roadmap import (
    AnswerLine,
    Cost,
    Firing,
    NotPlaced,
    Pack,
    PlannedAction,
    PlanSettings,
    RaisedRisk,
    Roadmap,
    YearUse,
)

MOST_BYTES = 25_000_000
_QUARTER = re.compile(r"(\d{1,4}) Q([1-4])$")
_FIRST_CALENDAR_YEAR = 1900
_READ_APART = ("trace", "start_quarter", "end_quarter")
_NEXT_STEP = "Choose a roadmap.json that this advisor has written."


class _Lenient(BaseModel):
    """Of a file's fields only those that are compared; others may be there or not."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class _Trace(_Lenient):
    rule: str
    because: str = ""


class _Listed(_Lenient):
    id: str
    title: str
    trace: tuple[_Trace, ...] = ()

    @property
    def firings(self) -> tuple[Firing, ...]:
        return tuple(
            Firing(rule=one.rule, verdict=True, because=one.because, leaves=())
            for one in self.trace
        )


class _Action(_Listed):
    pillar: PillarNo
    strength: Strength
    start: str
    end: str
    code: str = ""
    deliverable: str = ""
    owner: str = ""
    start_quarter: int | None = None
    end_quarter: int | None = None
    needs: tuple[str, ...] = ()
    taken_as_given: tuple[str, ...] = ()
    effort_pm: int = 1
    cost: Cost = Cost(low=None, high=None, currency="")


class _Left(_Listed):
    pillar: PillarNo
    strength: Strength
    reason: str = ""


class _Aside(_Left):
    decision: Literal["rejected", "merged"]
    into: str = ""


class _Answer(_Lenient):
    question: str
    label: str
    shown: str
    active: bool


class _File(_Lenient):
    schema_: int = Field(alias="schema", ge=1, le=1)
    fingerprint: str
    knowledge: Pack
    profile: dict[str, str] = {}
    vision: dict[str, str] = {}
    actions: tuple[_Action, ...]
    not_placed: tuple[_Left, ...] = ()
    risks: tuple[_Listed, ...] = ()
    rejected: tuple[_Aside, ...] = ()
    critical_path: tuple[str, ...] = ()
    years: tuple[YearUse, ...] = ()
    settings: PlanSettings | None = None
    answers: tuple[_Answer, ...] | None = None


def read_record(data: bytes, beside: Roadmap) -> Roadmap:
    """The plan of a `roadmap.json`.

    Args:
        data: the file.
        beside: the plan it is compared with, whose answers and settings stand in for missing ones.

    Raises:
        AdvisorError: when it is no such file.
    """
    if len(data) > MOST_BYTES:
        raise AdvisorError("This file is larger than any roadmap.", _NEXT_STEP)
    try:
        file = _File.model_validate_json(data)
    except ValidationError as error:
        said = f"This is no roadmap that can be read: {_told(error)}."
        raise AdvisorError(said, _NEXT_STEP) from error
    return beside.model_copy(
        update={
            "fingerprint": file.fingerprint,
            "knowledge": file.knowledge,
            "profile": file.profile,
            "vision": file.vision,
            "actions": tuple(_planned(one, beside) for one in file.actions),
            "not_placed": tuple(
                NotPlaced(
                    id=one.id,
                    title=one.title,
                    pillar=one.pillar,
                    strength=one.strength,
                    reason=one.reason,
                    trace=one.firings,
                )
                for one in file.not_placed
            ),
            "risks": tuple(_risk(one) for one in file.risks),
            "rejected": tuple(_aside(one) for one in file.rejected),
            "critical_path": file.critical_path,
            "years": file.years,
            "settings": file.settings or beside.settings,
            "answers": beside.answers
            if file.answers is None
            else tuple(_answer(one) for one in file.answers),
        }
    )


def _told(error: ValidationError) -> str:
    """Where the file is wrong, in a few words."""
    first = error.errors()[0]
    place = ".".join(str(part) for part in first["loc"])
    return f"'{place}': {first['msg']}" if place else str(first["msg"])


def _planned(one: _Action, beside: Roadmap) -> PlannedAction:
    base = _number(beside.quarters[0].label) if beside.quarters else 0
    start = _number(one.start) - base if one.start_quarter is None else one.start_quarter
    end = _number(one.end) - base if one.end_quarter is None else one.end_quarter
    held: dict[str, Any] = {
        name: getattr(one, name)
        for name in _Action.model_fields
        if name in PlannedAction.model_fields and name not in _READ_APART
    }
    return PlannedAction(
        **held,
        trace=one.firings,
        nature="process",
        supports=(),
        phase="short",
        start_quarter=start,
        end_quarter=end,
        cost_band="none",
        indicator=IndicatorSpec(name="", unit="", method=""),
        baseline="",
        sdg=(),
        strategies=(),
        barriers=(),
        groups=(),
        lever=None,
        risks=(),
        sources=(),
        practice_note="",
        placed="",
    )


def _number(label: str) -> int:
    """A quarter as a number: counted from year 0, or from the plan's first where it is open."""
    found = _QUARTER.search(label)
    if found is None:
        return 0
    year = int(found[1])
    return (year if year >= _FIRST_CALENDAR_YEAR else year - 1) * 4 + int(found[2]) - 1


def _aside(one: _Aside) -> Rejected:
    held = one.model_dump(include={"id", "title", "pillar", "strength", "decision"})
    return Rejected(**held, reason=one.reason, into=one.into, trace=one.firings)


def _answer(one: _Answer) -> AnswerLine:
    unknown: dict[str, Any] = {"text": "", "stage": "", "pillar": None, "by": "", "at": ""}
    return AnswerLine(**one.model_dump(), **unknown, sources=())


def _risk(one: _Listed) -> RaisedRisk:
    return RaisedRisk(
        id=one.id,
        group="",
        title=one.title,
        description="",
        signal="",
        response="",
        owner="",
        likelihood="low",
        impact="low",
        actions=(),
        sources=(),
        trace=one.firings,
    )
