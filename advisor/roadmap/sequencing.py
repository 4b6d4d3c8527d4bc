"""Placing work into periods: the problem in plain integers, and the first plan that holds.

The order is made by hand, the dates follow from it: jobs are taken one after the other, each goes
to the first period in which its phase, its prerequisites, the people and the money allow it. Every
plan made so is feasible, and no job in it could start earlier without another one giving way.
"""

from dataclasses import dataclass
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
        rank: 0 must, 1 should, 2 could; a prerequisite ranks with what waits for it.
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
        year: the year of each period.
        lag: 1 when a job starts after the last period of what it needs, 0 when the same period
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
    def earliest(self) -> tuple[int, ...]:
        """The first start that phase and prerequisites allow, were people and money no matter."""
        found = [0] * len(self.jobs)
        for at in self.topological:
            job = self.jobs[at]
            ends = [found[need] + self.jobs[need].length - 1 + self.lag for need in job.needs]
            found[at] = max([job.first, *ends])
        return tuple(found)

    @cached_property
    def missing(self) -> tuple[int, ...]:
        """What leaving a job out counts: twice the plan's length, and any must above all delays."""
        cost = [job.weight * 2 * self.periods for job in self.jobs]
        above = sum(cost) + 1
        return tuple(
            one + (above if job.rank == 0 else 0)
            for one, job in zip(cost, self.jobs, strict=True)
        )


def weighted_delay(problem: Problem, starts: Starts) -> int:
    """How late a plan is: periods after the earliest start times weight, and what is left out."""
    return sum(
        problem.missing[at]
        if start == NOT_PLACED
        else problem.jobs[at].weight * (start - problem.earliest[at])
        for at, start in enumerate(starts)
    )


def urgent_first(problem: Problem) -> tuple[int, ...]:
    """The order of the first plan: of what is ready, by rank, then priority, then id.

    What leads to a pinned job goes first, so that the pin can hold.
    """
    before_pin = _leads_to_pin(problem)
    open_needs = [len(job.needs) for job in problem.jobs]
    ready = {at for at, count in enumerate(open_needs) if not count}
    order: list[int] = []
    while ready:
        at = min(ready, key=lambda one: (one not in before_pin, *_urgency(problem.jobs[one])))
        ready.remove(at)
        order.append(at)
        for waiting in problem.dependents[at]:
            open_needs[waiting] -= 1
            if not open_needs[waiting]:
                ready.add(waiting)
    return tuple(order)


def _urgency(job: Job) -> tuple[int, int, str]:
    return job.rank, job.priority, job.id


def _leads_to_pin(problem: Problem) -> frozenset[int]:
    wanted = [at for at, job in enumerate(problem.jobs) if job.pin is not None]
    found: set[int] = set()
    while wanted:
        at = wanted.pop()
        if at not in found:
            found.add(at)
            wanted.extend(problem.jobs[at].needs)
    return frozenset(found)


class Board:
    """What is taken of people and money so far, while a plan is being laid out."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.people = [0] * problem.periods
        self.money = [0] * (max(problem.year, default=0) + 1)

    def fits(self, job: Job, start: int) -> bool:
        """Whether people and money are there when the job starts then."""
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

    def take(self, job: Job, start: int, sign: int = 1) -> None:
        """Enter a job; with sign -1, take it out again."""
        for at in range(start, start + job.length):
            self.people[at] += sign * job.people
        self.money[self.problem.year[start]] += sign * job.money


def filled(problem: Problem, starts: Starts) -> Board:
    """The board of a whole plan."""
    board = Board(problem)
    for job, start in zip(problem.jobs, starts, strict=True):
        if start != NOT_PLACED:
            board.take(job, start)
    return board


def lay_out(problem: Problem, order: tuple[int, ...]) -> Starts:
    """The plan that an order gives; prerequisites come before what needs them.

    A pinned job takes its place before all others. It stays unplaced when what it needs ends too
    late for its pin: the caller decides which pins to give up.
    """
    board = Board(problem)
    starts = [NOT_PLACED] * len(problem.jobs)
    held: set[int] = set()
    for at, job in enumerate(problem.jobs):
        if job.pin is not None and board.fits(job, job.pin):
            board.take(job, job.pin)
            held.add(at)
    for at in order:
        job = problem.jobs[at]
        ready = ready_at(problem, starts, at)
        if job.pin is not None:
            if at in held and ready is not None and ready <= job.pin:
                starts[at] = job.pin
            elif at in held:
                board.take(job, job.pin, sign=-1)
        elif ready is not None:
            starts[at] = _first_fit(board, job, ready)
    return tuple(starts)


def ready_at(problem: Problem, starts: Starts | list[int], at: int) -> int | None:
    """The first period that phase and placed prerequisites allow; None when one is not placed."""
    job = problem.jobs[at]
    ready = job.first
    for need in job.needs:
        if starts[need] == NOT_PLACED:
            return None
        ready = max(ready, starts[need] + problem.jobs[need].length - 1 + problem.lag)
    return ready


def _first_fit(board: Board, job: Job, ready: int) -> int:
    for start in range(ready, board.problem.periods - job.length + 1):
        if board.fits(job, start):
            board.take(job, start)
            return start
    return NOT_PLACED
