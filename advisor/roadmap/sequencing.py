"""The sequencing problem in plain integers, and the first plan that holds.

Jobs are taken one after the other in an order; each goes to the first period in which its phase,
its prerequisites, the people and the money allow it (serial schedule generation). Every plan made
so keeps all limits, and in it no job could start earlier unless another one gave way.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

NOT_PLACED = -1
Starts = tuple[int, ...]


@dataclass(frozen=True)
class Job:
    """One piece of work.

    Args:
        id: its name; ties are settled by it.
        first: the first period that its phase allows.
        length: periods from start to finish, at least 1.
        people: people at work on it at once, in each of its periods.
        money: what it takes of the money of the year in which it starts.
        needs: positions of the jobs that come before it.
        rank: 0 must, 1 should, 2 could.
        priority: lower goes first among equals of rank.
        weight: how much one period of delay counts.
        pin: the period in which the office wants it to start.
    """

    id: str
    first: int
    length: int
    people: int
    money: int
    needs: tuple[int, ...] = ()
    rank: int = 1
    priority: int = 0
    weight: int = 1
    pin: int | None = None


@dataclass(frozen=True)
class Problem:
    """Jobs and what they have to share.

    Args:
        jobs: sorted by id; `needs` hold no cycle.
        periods: how many periods the plan has.
        people: people in each period; None when they are not known and do not bind.
        money: money in each year; None when it is not known and does not bind.
        year: the year of each period, rising from 0.
        lag: 1 when a job starts after the last period of what it needs; 0 when the same period
            will do (long periods, such as phases).
    """

    jobs: tuple[Job, ...]
    periods: int
    people: tuple[int, ...] | None
    money: tuple[int, ...] | None
    year: tuple[int, ...]
    lag: int = 1

    @cached_property
    def dependents(self) -> tuple[tuple[int, ...], ...]:
        """For each job the jobs that wait for it."""
        found: list[list[int]] = [[] for _ in self.jobs]
        for at, job in enumerate(self.jobs):
            for need in job.needs:
                found[need].append(at)
        return tuple(tuple(one) for one in found)

    @cached_property
    def topological(self) -> tuple[int, ...]:
        """All jobs, prerequisites first; by position where either order would do."""
        open_needs = [len(job.needs) for job in self.jobs]
        ready = [at for at, count in enumerate(open_needs) if not count]
        order: list[int] = []
        while ready:
            at = min(ready)
            ready.remove(at)
            order.append(at)
            for waiting in self.dependents[at]:
                open_needs[waiting] -= 1
                if not open_needs[waiting]:
                    ready.append(waiting)
        return tuple(order)

    @cached_property
    def before(self) -> tuple[frozenset[int], ...]:
        """For each job all that has to come before it, directly or not."""
        found: list[frozenset[int]] = [frozenset()] * len(self.jobs)
        for at in self.topological:
            needs = self.jobs[at].needs
            found[at] = frozenset(needs).union(*(found[need] for need in needs))
        return tuple(found)

    @cached_property
    def earliest(self) -> Starts:
        """The first start that phase and prerequisites allow, were people and money no matter."""
        found = [0] * len(self.jobs)
        for at in self.topological:
            job = self.jobs[at]
            ends = [found[need] + self.jobs[need].length - 1 + self.lag for need in job.needs]
            found[at] = max([job.first, *ends])
        return tuple(found)

    @cached_property
    def left_out(self) -> tuple[int, ...]:
        """What leaving each job out counts: its weight times twice the plan's length.

        For a must it is more than all delays and all weaker jobs together, so that no number of
        gains elsewhere can push a must out of the plan.
        """
        cost = [job.weight * 2 * self.periods for job in self.jobs]
        above = sum(cost) + 1
        pairs = zip(self.jobs, cost, strict=True)
        return tuple(one + (above if job.rank == 0 else 0) for job, one in pairs)

    def without_pins(self, jobs: frozenset[int]) -> "Problem":
        """The same with the pins of these jobs taken out."""
        if not jobs:
            return self
        unpinned = tuple(
            replace(job, pin=None) if at in jobs else job for at, job in enumerate(self.jobs)
        )
        return replace(self, jobs=unpinned)


def weighted_delay(problem: Problem, starts: Sequence[int]) -> int:
    """How late a plan is: periods after the earliest start times weight, and what is left out."""
    return sum(
        problem.left_out[at]
        if start == NOT_PLACED
        else problem.jobs[at].weight * (start - problem.earliest[at])
        for at, start in enumerate(starts)
    )


def urgent_first(problem: Problem) -> list[int]:
    """The order of the first plan: of what is ready, by rank, then priority, then id.

    What leads to a pinned job goes first, so that the pin can hold.
    """
    pinned = [at for at, job in enumerate(problem.jobs) if job.pin is not None]
    leads = frozenset(pinned).union(*(problem.before[at] for at in pinned))
    urgency = [(at not in leads, job.rank, job.priority, job.id) for at, job in _numbered(problem)]
    open_needs = [len(job.needs) for job in problem.jobs]
    ready = [at for at, count in enumerate(open_needs) if not count]
    order: list[int] = []
    while ready:
        at = min(ready, key=lambda one: urgency[one])
        ready.remove(at)
        order.append(at)
        for waiting in problem.dependents[at]:
            open_needs[waiting] -= 1
            if not open_needs[waiting]:
                ready.append(waiting)
    return order


def _numbered(problem: Problem) -> list[tuple[int, Job]]:
    return list(enumerate(problem.jobs))


class Board:
    """What is taken of people and money, while a plan is laid out or explained."""

    def __init__(self, problem: Problem, starts: Sequence[int] = ()) -> None:
        self.problem = problem
        self.people = [0] * problem.periods
        self.money = [0] * (max(problem.year, default=0) + 1)
        for at, start in enumerate(starts):
            if start != NOT_PLACED:
                self.take(problem.jobs[at], start)

    def fits(self, job: Job, start: int) -> bool:
        """Whether the plan is long enough, and people and money are there, for that start."""
        if start < 0 or start + job.length > self.problem.periods:
            return False
        return not self.short_of_money(job, start) and not self.short_of_people(job, start)

    def short_of_money(self, job: Job, start: int) -> int:
        """How much money is missing in the year of that start."""
        if self.problem.money is None:
            return 0
        year = self.problem.year[start]
        return max(0, self.money[year] + job.money - self.problem.money[year])

    def short_of_people(self, job: Job, start: int) -> int:
        """How many people are missing in the worst period from that start on."""
        limit = self.problem.people
        if limit is None:
            return 0
        span = range(start, start + job.length)
        return max(0, max(self.people[at] + job.people - limit[at] for at in span))

    def take(self, job: Job, start: int) -> None:
        """Enter a job."""
        for at in range(start, start + job.length):
            self.people[at] += job.people
        self.money[self.problem.year[start]] += job.money

    def give_back(self, job: Job, start: int) -> None:
        """Take a job out again."""
        for at in range(start, start + job.length):
            self.people[at] -= job.people
        self.money[self.problem.year[start]] -= job.money
