"""An action as this office plans it: the pack's or its own, what joined it, and its edits."""

from collections.abc import Iterable
from typing import TypeVar

from pydantic import Field

from advisor.model.choices import Choice, Edits, OwnAction
from advisor.model.content import Action, CostBand, IndicatorSpec, Nature, Phase, SourceRef
from advisor.model.roadmap import TO_CONFIRM
from advisor.roadmap.words import RoadmapWords

T = TypeVar("T")
_QUICK_MONTHS = 3
_BANDS: tuple[CostBand, ...] = ("none", "small", "medium", "large")
_ABOUT_INDICATOR = {
    "indicator": "name",
    "unit": "unit",
    "method": "method",
    "target": "target",
    "frequency": "frequency",
}
_SAME = ("title", "deliverable", "owner", "supports", "months", "effort_pm", "running")


class Work(Action):
    """An action of the plan; the office's own have no sources, and no development goals until told.

    bands: purchases at the office's prices. fixed_low, fixed_high: what the office gave as a range,
    the work of fixed_pm person-months in it. cost_low, cost_high: the office's figures for the
    whole, whatever the parts come to. priced: False where the office added an action and gave no
    cost. paid_by: the source that the office named. choice: what it decided. edited: the fields in
    its own words. merged: the actions taken up.
    """

    sdg: tuple[str, ...] = ()
    sources: tuple[SourceRef, ...] = ()
    own: bool = False
    bands: tuple[CostBand, ...] = ()
    fixed_low: int = 0
    fixed_high: int = 0
    fixed_pm: int = 0
    priced: bool = True
    cost_low: int | None = None
    cost_high: int | None = None
    running: int | None = None
    paid_by: str = ""
    baseline: str = ""
    targets: tuple[str, ...] = ()
    choice: Choice = Field(default_factory=lambda: Choice(action=""))
    edited: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()


def has_upkeep(nature: Nature, band: CostBand) -> bool:
    """Whether something is bought or built that costs money once it is there."""
    return nature == "technology" or band != "none"


def work_of(action: Action, choice: Choice | None) -> Work:
    """An action of the pack, before anything joins it."""
    return Work(
        **{name: getattr(action, name) for name in Action.model_fields},
        bands=(action.cost,),
        choice=choice or Choice(action=action.id),
    )


def own_work(own: OwnAction, choice: Choice | None) -> Work:
    """An action that the office added; what it left out is to be confirmed."""
    return Work(
        id=own.id,
        pillar=own.pillar,
        title=own.title,
        deliverable=own.deliverable or TO_CONFIRM,
        nature=own.nature,
        owner=own.owner or TO_CONFIRM,
        supports=own.supports,
        earliest=own.earliest or _earliest(own),
        months=own.months,
        effort_pm=own.effort_pm,
        cost="none",
        needs=own.needs,
        indicator=IndicatorSpec(
            name=own.indicator or TO_CONFIRM,
            unit=own.unit or TO_CONFIRM,
            method=own.method or TO_CONFIRM,
            target=own.target,
        ),
        sdg=own.sdg,
        own=True,
        priced=own.cost_low is not None or own.cost_high is not None,
        cost_low=own.cost_low if own.cost_low is not None else own.cost_high,
        cost_high=own.cost_high if own.cost_high is not None else own.cost_low,
        running=own.running,
        baseline=own.baseline,
        choice=choice or Choice(action=own.id, reason=own.reason),
    )


def _earliest(own: OwnAction) -> Phase:
    return "quick" if own.months <= _QUICK_MONTHS else "short"


def with_joined(work: Work, others: Iterable[Work], words: RoadmapWords) -> Work:
    """The work with what merged actions bring into it; its owner and indicator stay."""
    others = tuple(others)
    if others:
        work = _fixed(work)
    for other in map(_fixed, others):
        work = work.model_copy(
            update={
                "deliverable": words.joined.format(one=work.deliverable, other=other.deliverable),
                "months": max(work.months, other.months),
                "effort_pm": work.effort_pm + other.effort_pm,
                "cost": max(work.cost, other.cost, key=_BANDS.index),
                "bands": (*work.bands, *other.bands),
                "priced": work.priced and other.priced,
                "fixed_low": work.fixed_low + other.fixed_low,
                "fixed_high": work.fixed_high + other.fixed_high,
                "fixed_pm": work.fixed_pm + other.fixed_pm,
                "running": _sum(work.running, other.running),
                "merged": (*work.merged, other.id, *other.merged),
                **{
                    name: _union(getattr(work, name), getattr(other, name))
                    for name in ("supports", "sdg", "strategies", "barriers", "groups", "risks")
                },
                "sources": _union(work.sources, other.sources),
            }
        )
    return work


def _fixed(work: Work) -> Work:
    """The work with the office's figures for the whole as a part, so that others can be added."""
    low, high = work.cost_low, work.cost_high
    if low is None and high is None:
        return work
    return work.model_copy(
        update={
            "bands": (),
            "fixed_low": high if low is None else low,
            "fixed_high": low if high is None else high,
            "fixed_pm": work.effort_pm,
            "cost_low": None,
            "cost_high": None,
        }
    )


def _sum(one: int | None, other: int | None) -> int | None:
    return None if one is None and other is None else (one or 0) + (other or 0)


def _union(one: tuple[T, ...], other: tuple[T, ...]) -> tuple[T, ...]:
    return tuple(dict.fromkeys((*one, *other)))


def edited(work: Work) -> Work:
    """The work with the office's own words and figures in place of what stood there."""
    edits = work.choice.edits
    given = {name: getattr(edits, name) for name in Edits.model_fields}
    names = tuple(name for name, value in given.items() if value is not None)
    if not names:
        return work
    changes = {name: given[name] for name in _SAME if given[name] is not None}
    about = {
        field: given[name] for name, field in _ABOUT_INDICATOR.items() if given[name] is not None
    }
    if edits.indicator is not None:
        # Another indicator: what the pack says of its own does not hold for it.
        blank = {"unit": TO_CONFIRM, "method": TO_CONFIRM, "target": "", "baseline_from": None}
        about = {**blank, **about}
    if about:
        changes["indicator"] = work.indicator.model_copy(update=about)
    if edits.cost_low is not None or edits.cost_high is not None:
        low = work.cost_low if edits.cost_low is None else edits.cost_low
        high = work.cost_high if edits.cost_high is None else edits.cost_high
        changes |= {"cost_low": low, "cost_high": high, "priced": True}
    return work.model_copy(
        update={
            **changes,
            "paid_by": edits.funding or work.paid_by,
            "baseline": edits.baseline or work.baseline,
            "targets": edits.targets or work.targets,
            "edited": names,
        }
    )
