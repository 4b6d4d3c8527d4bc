"""Who pays: each action's purchases and work, and the running cost of what is finished.

Money that is secured goes first, then what is requested, then what is expected; among these what
may pay only this kind of cost before what may pay any, then by name. An action for which the office
named a source is paid from it as far as it goes, before anything else is. One action may be paid
from several sources; what none of them covers is the gap. Purchases go before running cost.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from advisor.model.choices import Funding, FundingSource, SourceUse
from advisor.roadmap.calendar import QUARTERS
from advisor.roadmap.reasons import Drawn
from advisor.roadmap.sequencing import NOT_PLACED
from advisor.roadmap.work import has_upkeep

_STATUS = {"secured": 0, "requested": 1, "expected": 2}


@dataclass
class Purse:
    """What a source has in one plan year, and what is taken of it.

    Args:
        source: the source.
        year: the plan year, counted from 0.
        used: what is taken for all costs.
        running: the part of it that pays running cost.
    """

    source: FundingSource
    year: int
    used: int = 0
    running: int = 0

    def take(self, wanted: int, running: bool = False) -> int:
        """Take as much as there is of what is wanted."""
        amount = min(wanted, self.source.amounts[self.year] - self.used)
        self.used += amount
        if running:
            self.running += amount
        return amount


@dataclass
class Paid:
    """How a plan is paid.

    Args:
        purses: every source in every year, by name and year.
        by_job: what pays each placed action, in the order in which it was taken.
        running: the running cost of each plan year, as far as it is given.
        running_open: by year, the finished actions without a figure.
        running_funded: what sources pay of it, by year.
    """

    purses: tuple[Purse, ...]
    by_job: dict[int, tuple[Funding, ...]] = field(default_factory=dict)
    running: list[int] = field(default_factory=list)
    running_open: list[tuple[str, ...]] = field(default_factory=list)
    running_funded: list[int] = field(default_factory=list)

    def uses(self) -> tuple[SourceUse, ...]:
        """What the plan takes of each source in each year."""
        return tuple(
            SourceUse(
                source=one.source.name,
                status=one.source.status,
                year=one.year,
                amount=one.source.amounts[one.year],
                used=one.used,
                running=one.running,
            )
            for one in self.purses
        )

    def funded(self, jobs: Iterable[int], secured: bool = False) -> int:
        """What sources pay of these actions; only the secured ones where that is asked."""
        return sum(
            one.amount
            for at in jobs
            for one in self.by_job.get(at, ())
            if one.status == "secured" or not secured
        )


def paid(drawn: Drawn) -> Paid:
    """How the plan is paid from the office's sources, and what it costs to run."""
    sources = [one for one in drawn.settings.funding if one.amounts]
    years = range(drawn.settings.years)
    found = Paid(tuple(Purse(source, year) for source in sources for year in years))
    for year in years:
        purses = [one for one in found.purses if one.year == year]
        _purchases(drawn, year, purses, found)
        cost, open_ = _running_of(drawn, year)
        found.running.append(cost)
        found.running_open.append(open_)
        rest = cost
        for purse in _in_order(purses, "running"):
            rest -= purse.take(rest, running=True)
        found.running_funded.append(cost - rest)
    return found


def _purchases(drawn: Drawn, year: int, purses: list[Purse], found: Paid) -> None:
    jobs, prices = drawn.problem.jobs, drawn.portfolio.prices
    there = [
        at
        for at, start in enumerate(drawn.starts)
        if start != NOT_PLACED and start // QUARTERS == year and prices[at].charged
    ]
    there.sort(key=lambda at: (jobs[at].rank, jobs[at].priority, jobs[at].id))
    rest = {at: prices[at].charged or 0 for at in there}
    taken: dict[int, list[Funding]] = {at: [] for at in there}
    in_order = list(_in_order(purses, "capital"))
    for at in there:
        wished = drawn.portfolio.chosen[at].action.paid_by
        for purse in in_order:
            if purse.source.name == wished:
                _pay(purse, at, rest, taken)
    for at in there:
        for purse in in_order:
            _pay(purse, at, rest, taken)
    for at in there:
        found.by_job[at] = tuple(taken[at])


def _pay(purse: Purse, at: int, rest: dict[int, int], taken: dict[int, list[Funding]]) -> None:
    amount = purse.take(rest[at])
    if amount:
        rest[at] -= amount
        source = purse.source
        taken[at].append(Funding(source=source.name, status=source.status, amount=amount))


def _in_order(purses: list[Purse], use: str) -> Iterator[Purse]:
    """The purses that may pay this kind of cost, in the order in which they are emptied."""
    fit = [one for one in purses if one.source.use in (use, "any")]
    fit.sort(key=lambda one: (_STATUS[one.source.status], one.source.use == "any", one.source.name))
    yield from fit


def _running_of(drawn: Drawn, year: int) -> tuple[int, tuple[str, ...]]:
    """The running cost of a plan year, by quarters after each action's end; who has no figure."""
    cost, open_ = 0, []
    last = (year + 1) * QUARTERS
    for at, start in enumerate(drawn.starts):
        if start == NOT_PLACED:
            continue
        quarters = min(QUARTERS, last - start - drawn.problem.jobs[at].length)
        if quarters <= 0:
            continue
        work = drawn.portfolio.chosen[at].action
        if work.running is not None:
            cost += work.running * quarters
        elif has_upkeep(work.nature, work.cost):
            open_.append(work.id)
    return -(-cost // QUARTERS), tuple(open_)
