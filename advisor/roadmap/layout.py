"""Lays an order of jobs out in time, as fast as plain Python can, and again from where it differs.

The search for a better plan lays out thousands of orders. Two orders mostly begin alike: what was
free before each job is kept, so that only the rest has to be laid out anew.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from advisor.roadmap.sequencing import NOT_PLACED, Board, Problem, Starts, urgent_first

_NEVER = 1 << 40
_PLENTY = 1 << 60

State = tuple[list[int], list[int], int]


@dataclass
class Laid:
    """An order with the plan it gives.

    Args:
        order: the jobs, prerequisites first.
        starts: the start of each job.
        ready: for each job the first period in which what waits for it may start.
        states: before each job of the order: people free, money left, delay so far.
        delay: the plan's weighted delay.
    """

    order: list[int]
    starts: list[int]
    ready: list[int]
    states: list[State]
    delay: int


class Layout:
    """A problem made ready for laying out; pins in it are known to fit together."""

    def __init__(self, problem: Problem) -> None:
        jobs = problem.jobs
        self.problem = problem
        self._rows = [
            (
                job.first,
                job.length,
                job.people,
                job.money,
                job.needs,
                job.weight,
                problem.earliest[at],
                problem.left_out[at],
                job.pin,
            )
            for at, job in enumerate(jobs)
        ]
        pins = [NOT_PLACED if job.pin is None else job.pin for job in jobs]
        taken = Board(problem, pins)
        people = problem.people or [_PLENTY] * problem.periods
        money = problem.money or [_PLENTY] * len(taken.money)
        self._start: State = (
            [limit - used for limit, used in zip(people, taken.people, strict=True)],
            [limit - used for limit, used in zip(money, taken.money, strict=True)],
            0,
        )

    def whole(self, order: Sequence[int]) -> Laid | int:
        """The plan of an order; or the pinned job for which its prerequisites end too late."""
        count = len(order)
        empty = Laid(list(order), [NOT_PLACED] * count, [0] * count, [self._start], 0)
        return self.again(empty, list(order), 0, _NEVER * _NEVER)

    def again(self, old: Laid, order: list[int], at: int, limit: int) -> Laid | int:
        """The plan of an order that differs from the old one from position `at` on.

        Returns:
            The plan; or a job's number, as soon as a pin breaks there or the delay passes `limit`.
        """
        free, left, delay = old.states[at]
        free, left = free[:], left[:]
        starts, ready, states = old.starts[:], old.ready[:], old.states[:at]
        year, periods, after = self.problem.year, self.problem.periods, self.problem.lag - 1
        for one in order[at:]:
            states.append((free[:], left[:], delay))
            first, length, people, money, needs, weight, earliest, left_out, pin = self._rows[one]
            start = first
            for need in needs:
                if ready[need] > start:
                    start = ready[need]
            if pin is not None:
                if start > pin:
                    return one
                start = pin
            else:
                start = _fit(start, periods - length, length, people, money, free, left, year)
                if start >= 0:
                    for period in range(start, start + length):
                        free[period] -= people
                    left[year[start]] -= money
            starts[one] = start
            ready[one] = start + length + after if start >= 0 else _NEVER
            delay += weight * (start - earliest) if start >= 0 else left_out
            if delay > limit:
                return one
        return Laid(order, starts, ready, states, delay)


def _fit(
    start: int,
    last: int,
    length: int,
    people: int,
    money: int,
    free: list[int],
    left: list[int],
    year: tuple[int, ...],
) -> int:
    """The first start from `start` to `last` with people and money enough."""
    while start <= last:
        if left[year[start]] < money:
            full = year[start]
            while start <= last and year[start] == full:
                start += 1
            continue
        period = start + length - 1
        while period >= start and free[period] >= people:
            period -= 1
        if period < start:
            return start
        start = period + 1
    return NOT_PLACED


@dataclass(frozen=True)
class FirstPlan:
    """The plan made at once, before any search.

    Args:
        problem: the problem with only those pins that hold.
        laid: the plan.
        given_up: the jobs whose pins could not hold, each with the pins that held before it.
    """

    problem: Problem
    laid: Laid
    given_up: dict[int, tuple[int, ...]]

    @property
    def starts(self) -> Starts:
        """The start of each job."""
        return tuple(self.laid.starts)


def first_plan(problem: Problem) -> FirstPlan:
    """The first plan that holds.

    Pins are heard by rank, priority and id; one that cannot hold beside those before it is given
    up, and its job is placed like any other.
    """
    pinned = [at for at, job in enumerate(problem.jobs) if job.pin is not None]
    pinned.sort(key=lambda at: (problem.jobs[at].rank, problem.jobs[at].priority, at))
    kept = problem.without_pins(frozenset(pinned))
    laid = Layout(kept).whole(urgent_first(kept))
    held: list[int] = []
    given_up: dict[int, tuple[int, ...]] = {}
    for at in pinned:
        tried = problem.without_pins(frozenset(pinned) - {*held, at})
        found = Layout(tried).whole(urgent_first(tried)) if _room_for_pins(tried) else at
        if isinstance(found, Laid):
            kept, laid = tried, found
            held.append(at)
        else:
            given_up[at] = tuple(held)
    if isinstance(laid, int):
        raise AssertionError("an order without pins always gives a plan")
    return FirstPlan(kept, laid, given_up)


def _room_for_pins(problem: Problem) -> bool:
    """Whether the pins lie in their time and fit beside each other."""
    board = Board(problem)
    for at, job in enumerate(problem.jobs):
        if job.pin is None:
            continue
        if job.pin < problem.earliest[at] or not board.fits(job, job.pin):
            return False
        board.take(job, job.pin)
    return True
