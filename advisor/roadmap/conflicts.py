"""Explains wishes that cannot be met: the smallest set of pins or musts that is in conflict.

Where the conflict can be proved from phases, prerequisites or sums, the set is the smallest there
is. Where only the search failed, wishes are left out one by one as long as the rest still fails:
each wish that remains is then part of the trouble, and the conflict says that it is not proved.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Literal

from advisor.model.roadmap import Conflict
from advisor.roadmap.layout import first_plan
from advisor.roadmap.reasons import Drawn
from advisor.roadmap.sequencing import Problem

Kind = Literal["pin", "people", "money", "time"]


def pin_conflict(drawn: Drawn, at: int, held: tuple[int, ...]) -> Conflict:
    """Why the pin of a job could not be kept beside the pins that are held."""
    problem, words = drawn.problem, drawn.words.conflict
    job = problem.jobs[at]
    pin = -1 if job.pin is None else job.pin
    facts = {"action": drawn.names[at], "pin": drawn.calendar.quarter(pin)}
    if pin + job.length > problem.periods:
        return _pin(drawn, [at], words.pin_long.format(**facts, years=drawn.settings.years))
    if pin < job.first:
        phase = drawn.calendar.phase(drawn.portfolio.chosen[at].action.earliest)
        when = drawn.calendar.quarter(job.first)
        return _pin(drawn, [at], words.pin_phase.format(**facts, phase=phase, when=when))
    return (
        _needs_too_late(drawn, at, pin, held, facts)
        or _holds_up(drawn, at, held, facts)
        or _too_many(drawn, at, pin, held, facts)
        or _too_dear(drawn, at, pin, held, facts)
        or _no_way_found(drawn, at, held, facts)
    )


def _pin(drawn: Drawn, jobs: list[int], sentence: str, smallest: bool = True) -> Conflict:
    return conflict(drawn, "pin", jobs, sentence, smallest)


def conflict(
    drawn: Drawn, kind: Kind, jobs: list[int], sentence: str, smallest: bool = True
) -> Conflict:
    """The record of a conflict between jobs."""
    ids = tuple(drawn.problem.jobs[at].id for at in jobs)
    return Conflict(kind=kind, actions=ids, sentence=sentence, smallest=smallest)


def _needs_too_late(
    drawn: Drawn, at: int, pin: int, held: tuple[int, ...], facts: dict[str, str]
) -> Conflict | None:
    """Prerequisites that cannot end before the pin, alone or because one of them is pinned."""
    causes: list[int | None] = [None, *(one for one in held if one in drawn.problem.before[at])]
    for cause in causes:
        earliest = _earliest(drawn.problem, cause)
        if earliest[at] > pin:
            chain = chain_to(drawn.problem, earliest, at, cause)
            needs, when = drawn.listed(chain), drawn.calendar.quarter(earliest[at])
            sentence = drawn.words.conflict.pin_needs.format(**facts, needs=needs, when=when)
            return _pin(drawn, [at, *chain], sentence)
    return None


def _holds_up(
    drawn: Drawn, at: int, held: tuple[int, ...], facts: dict[str, str]
) -> Conflict | None:
    """A job that waits for this one and is pinned before this one can end."""
    earliest = _earliest(drawn.problem, at)
    for other in held:
        pin = drawn.problem.jobs[other].pin
        if at in drawn.problem.before[other] and pin is not None and earliest[other] > pin:
            between = chain_to(drawn.problem, earliest, other, at)[:-1]
            waiting = drawn.listed([other, *between])
            sentence = drawn.words.conflict.pin_holds_up.format(**facts, waiting=waiting)
            return _pin(drawn, [at, *reversed(between), other], sentence)
    return None


def _earliest(problem: Problem, pinned: int | None) -> tuple[int, ...]:
    """The earliest starts by phase and prerequisites when one job stands at its pin."""
    if pinned is None:
        return problem.earliest
    job = problem.jobs[pinned]
    moved = replace(job, first=max(job.first, -1 if job.pin is None else job.pin))
    jobs = (*problem.jobs[:pinned], moved, *problem.jobs[pinned + 1 :])
    return replace(problem, jobs=jobs).earliest


def chain_to(
    problem: Problem, earliest: tuple[int, ...], at: int, last: int | None = None
) -> list[int]:
    """The prerequisites that fix the earliest start of a job, the nearest first, up to `last`."""
    chain: list[int] = []
    while at != last:
        start = earliest[at]
        binding = [
            need
            for need in problem.jobs[at].needs
            if earliest[need] + problem.jobs[need].length - 1 + problem.lag == start
        ]
        if not binding:
            break
        at = last if last in binding and last is not None else binding[0]
        chain.append(at)
    return chain


def _too_many(
    drawn: Drawn, at: int, pin: int, held: tuple[int, ...], facts: dict[str, str]
) -> Conflict | None:
    """Pins that together need more people in one quarter than there are."""
    problem = drawn.problem
    if problem.people is None:
        return None
    found: list[tuple[int, int, list[int]]] = []
    for quarter in range(pin, pin + problem.jobs[at].length):
        there = [one for one in held if _at_work(problem, one, quarter)]
        others = fewest(there, lambda one: problem.jobs[one].people, problem.people[quarter], at)
        if others is not None:
            found.append((len(others), quarter, others))
    if not found:
        return None
    _, quarter, others = min(found)
    sentence = drawn.words.conflict.pin_people.format(
        **facts,
        wanted=sum(problem.jobs[one].people for one in [at, *others]),
        limit=problem.people[quarter],
        others=_others(drawn, others),
    )
    return _pin(drawn, [at, *others], sentence)


def _at_work(problem: Problem, at: int, quarter: int) -> bool:
    start = problem.jobs[at].pin
    return start is not None and start <= quarter < start + problem.jobs[at].length


def _too_dear(
    drawn: Drawn, at: int, pin: int, held: tuple[int, ...], facts: dict[str, str]
) -> Conflict | None:
    """Pins that together take more of one year's money than there is."""
    problem = drawn.problem
    if problem.money is None:
        return None
    year = problem.year[pin]
    there = [one for one in held if problem.year[problem.jobs[one].pin or 0] == year]
    others = fewest(there, lambda one: problem.jobs[one].money, problem.money[year], at)
    if others is None:
        return None
    sentence = drawn.words.conflict.pin_money.format(
        **facts,
        wanted=drawn.money(sum(problem.jobs[one].money for one in [at, *others])),
        budget=drawn.money(problem.money[year]),
        year=drawn.calendar.year(year),
        others=_others(drawn, others),
    )
    return _pin(drawn, [at, *others], sentence)


def fewest(
    there: list[int], amount: Callable[[int], int], limit: int, *given: int
) -> list[int] | None:
    """The fewest jobs that pass the limit together with the given ones; None when none do."""
    total = sum(amount(one) for one in given)
    taken: list[int] = []
    for one in sorted(there, key=lambda one: (-amount(one), one)):
        if total > limit:
            break
        total += amount(one)
        taken.append(one)
    return taken if total > limit else None


def _others(drawn: Drawn, others: list[int]) -> str:
    return drawn.words.conflict.others.format(others=drawn.listed(others)) if others else ""


def _no_way_found(drawn: Drawn, at: int, held: tuple[int, ...], facts: dict[str, str]) -> Conflict:
    """No plan was found that keeps this pin beside the others; proved by no sum."""
    problem = drawn.problem

    def fails(others: list[int]) -> bool:
        pinned = {at, *others}
        free = frozenset(one for one in range(len(problem.jobs)) if one not in pinned)
        return bool(first_plan(problem.without_pins(free)).given_up)

    others = reduced(list(held), fails)
    sentence = drawn.words.conflict.pin_late.format(**facts, others=_others(drawn, others))
    return _pin(drawn, [at, *others], sentence, smallest=False)


def reduced(wishes: list[int], fails: Callable[[list[int]], bool]) -> list[int]:
    """Leave out every wish without which the rest still fails."""
    for one in list(wishes):
        rest = [other for other in wishes if other != one]
        if fails(rest):
            wishes = rest
    return wishes
