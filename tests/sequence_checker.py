"""Checks plans without the planner: rules written down a second time, from the contract alone.

Nothing of advisor.roadmap is used here but the records that go in and come out.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from advisor.model.content import KnowledgePack
from advisor.model.roadmap import Roadmap

FIRST_QUARTER = {"quick": 0, "short": 1, "medium": 4, "long": 12}


def problem_faults(problem: Any, starts: Sequence[int]) -> list[str]:
    """What is wrong with a plan of plain jobs; -1 stands for a job that is not placed."""
    faults = []
    people: Counter[int] = Counter()
    money: Counter[int] = Counter()
    for job, start in zip(problem.jobs, starts, strict=True):
        if start == -1:
            continue
        if start < job.first or start + job.length > problem.periods:
            faults.append(f"{job.id} starts in {start}, outside its time")
            continue
        for period in range(start, start + job.length):
            people[period] += job.people
        money[problem.year[start]] += job.money
        for need in job.needs:
            end = starts[need] + problem.jobs[need].length - 1
            if starts[need] == -1 or end + problem.lag > start:
                faults.append(f"{job.id} starts before {problem.jobs[need].id} is done")
    if problem.people is not None:
        faults += [f"period {q}: {n} people" for q, n in people.items() if n > problem.people[q]]
    if problem.money is not None:
        faults += [f"year {y}: {sum_}" for y, sum_ in money.items() if sum_ > problem.money[y]]
    return faults


def roadmap_faults(pack: KnowledgePack, roadmap: Roadmap) -> list[str]:
    """What is wrong with a drafted roadmap, seen from the pack and the office's settings."""
    settings = roadmap.settings
    faults = [f"{one} is there twice" for one, n in _count(roadmap).items() if n > 1]
    people: Counter[int] = Counter()
    money: Counter[int] = Counter()
    planned = {other.id: other for other in roadmap.actions}
    for one in roadmap.actions:
        work = wanted_work(pack, settings, one)
        faults += _time_faults(work, one, settings)
        faults += _need_faults(work, one, planned, settings)
        if not one.trace or not one.placed:
            faults.append(f"{one.id} does not say why it is there")
        for quarter in range(one.start_quarter, one.end_quarter + 1):
            people[quarter] += -(-work["effort_pm"] // work["months"])
        money[one.start_quarter // 4] += work["charge"]
    if settings.people is not None:
        faults += [f"quarter {q}: {n} people" for q, n in people.items() if n > settings.people]
    paying = [one for one in settings.funding if one.use != "running" and one.amounts]
    if paying:
        limits = [sum(source.amounts[year] for source in paying) for year in range(settings.years)]
        faults += [f"year {y}: {n}" for y, n in money.items() if n > limits[y]]
        faults += _funding_faults(roadmap)
    elif settings.budget:
        faults += [f"year {y}: {n}" for y, n in money.items() if n > settings.budget[y]]
    return faults


def wanted_work(pack: KnowledgePack, settings: Any, one: Any) -> dict[str, Any]:
    """An action as pack and office describe it: needs, phase, length, effort and charge."""
    choices = {choice.action: choice for choice in settings.choices}
    whole = _described(pack, settings, one.id)
    for merged in one.merged:
        part = _edited(_described(pack, settings, merged), choices.get(merged), settings)
        whole = {
            **whole,
            "needs": whole["needs"] | part["needs"],
            "months": max(whole["months"], part["months"]),
            "effort_pm": whole["effort_pm"] + part["effort_pm"],
            "charge": whole["charge"] + part["charge"],
            "fixed": whole["fixed"] or part["fixed"],
        }
    whole["needs"] -= {one.id, *one.merged}
    return _edited(whole, choices.get(one.id), settings)


def _described(pack: KnowledgePack, settings: Any, name: str) -> dict[str, Any]:
    own = {action.id: action for action in settings.own}
    if name in own:
        action = own[name]
        quick = action.months <= 3
        figures = [x for x in (action.cost_low, action.cost_high) if x is not None]
        work = action.effort_pm * (settings.person_month or 0)
        return {
            "needs": {*action.needs},
            "first": FIRST_QUARTER[action.earliest or ("quick" if quick else "short")],
            "months": action.months,
            "effort_pm": action.effort_pm,
            "charge": (min(figures) + max(figures)) // 2 if figures else work,
            "fixed": bool(figures),
        }
    action = pack.action[name]
    return {
        "needs": {*action.needs},
        "first": FIRST_QUARTER[action.earliest],
        "months": action.months,
        "effort_pm": action.effort_pm,
        "charge": _charge(action, settings),
        "fixed": False,
    }


def _edited(work: dict[str, Any], choice: Any, settings: Any) -> dict[str, Any]:
    """The same with the office's figures; one end of a cost range alone is not looked at here."""
    if choice is None:
        return work
    edits = choice.edits
    effort = work["effort_pm"] if edits.effort_pm is None else edits.effort_pm
    charge = work["charge"]
    if not work["fixed"]:
        charge += (effort - work["effort_pm"]) * (settings.person_month or 0)
    if edits.cost_low is not None and edits.cost_high is not None:
        charge = (edits.cost_low + edits.cost_high) // 2
    return {**work, "effort_pm": effort, "months": edits.months or work["months"], "charge": charge}


def _time_faults(work: dict[str, Any], one: Any, settings: Any) -> list[str]:
    faults = []
    quarters = -(-work["months"] // 3)
    if one.end_quarter - one.start_quarter + 1 != quarters:
        faults.append(f"{one.id} does not take {quarters} quarters")
    if one.start_quarter < work["first"]:
        faults.append(f"{one.id} starts before its phase")
    if one.end_quarter >= settings.years * 4:
        faults.append(f"{one.id} ends after the plan")
    return faults


def _need_faults(
    work: dict[str, Any], one: Any, planned: dict[str, Any], settings: Any
) -> list[str]:
    """A prerequisite is done before, or taken up by another action, or taken as given."""
    taken_up = {part: other.id for other in planned.values() for part in other.merged}
    done = (
        {x.id for x in settings.previous.actions if x.status == "done"}
        if (settings.previous)
        else set()
    )
    faults = []
    for name in {*work["needs"], *one.needs}:
        need = taken_up.get(name, name)
        if need == one.id:
            continue
        if need in planned and planned[need].end_quarter >= one.start_quarter:
            faults.append(f"{one.id} starts before {need} is done")
        elif need not in planned and name not in one.taken_as_given and name not in done:
            faults.append(f"{one.id} is planned without {name}")
    return faults


def _funding_faults(roadmap: Roadmap) -> list[str]:
    """Sources pay no more than they have, and no more than things cost."""
    faults, taken = [], Counter[tuple[str, int]]()
    for one in roadmap.actions:
        paid = sum(part.amount for part in one.funding)
        if paid != (one.charged or 0):
            faults.append(f"{one.id} costs {one.charged} and is paid {paid}")
        for part in one.funding:
            taken[part.source, one.start_quarter // 4] += part.amount
    for use in roadmap.funding:
        capital = taken[use.source, use.year]
        if use.used != capital + use.running or use.used > use.amount:
            faults.append(f"{use.source} in year {use.year}: {use.used} of {use.amount}")
    return faults


def _count(roadmap: Roadmap) -> Counter[str]:
    return Counter(
        [
            *(a.id for a in roadmap.actions),
            *(a.id for a in roadmap.not_placed),
            *(a.id for a in roadmap.rejected),
        ]
    )


def _charge(action: Any, settings: Any) -> int:
    purchase = {
        "none": 0,
        "small": settings.small,
        "medium": settings.medium,
        "large": settings.large,
    }[action.cost]
    return action.effort_pm * (settings.person_month or 0) + (purchase or 0)
