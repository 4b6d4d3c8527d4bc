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
    for one in roadmap.actions:
        action = pack.action[one.id]
        faults += _time_faults(action, one, settings)
        faults += _need_faults(action, one, {other.id: other for other in roadmap.actions})
        if not one.trace or not one.placed:
            faults.append(f"{one.id} does not say why it is there")
        for quarter in range(one.start_quarter, one.end_quarter + 1):
            people[quarter] += -(-action.effort_pm // action.months)
        money[one.start_quarter // 4] += _charge(action, settings)
    if settings.people is not None:
        faults += [f"quarter {q}: {n} people" for q, n in people.items() if n > settings.people]
    if settings.budget:
        faults += [f"year {y}: {n}" for y, n in money.items() if n > settings.budget[y]]
    return faults


def _time_faults(action: Any, one: Any, settings: Any) -> list[str]:
    faults = []
    quarters = -(-action.months // 3)
    if one.end_quarter - one.start_quarter + 1 != quarters:
        faults.append(f"{one.id} does not take {quarters} quarters")
    if one.start_quarter < FIRST_QUARTER[action.earliest]:
        faults.append(f"{one.id} starts before its phase")
    if one.end_quarter >= settings.years * 4:
        faults.append(f"{one.id} ends after the plan")
    return faults


def _need_faults(action: Any, one: Any, planned: dict[str, Any]) -> list[str]:
    faults = []
    for need in {*action.needs, *one.needs}:
        if need in planned and planned[need].end_quarter >= one.start_quarter:
            faults.append(f"{one.id} starts before {need} is done")
        elif need not in planned and need not in one.taken_as_given:
            faults.append(f"{one.id} is planned without {need}")
    return faults


def _count(roadmap: Roadmap) -> Counter[str]:
    return Counter([*(a.id for a in roadmap.actions), *(a.id for a in roadmap.not_placed)])


def _charge(action: Any, settings: Any) -> int:
    purchase = {
        "none": 0,
        "small": settings.small,
        "medium": settings.medium,
        "large": settings.large,
    }[action.cost]
    return action.effort_pm * (settings.person_month or 0) + (purchase or 0)
