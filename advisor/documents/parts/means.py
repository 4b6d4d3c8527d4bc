"""People and money by plan year, as chapters and charts count them."""

from collections.abc import Iterable

from advisor.documents.phrasing import nbsp
from advisor.documents.reading import Reading
from advisor.model.choices import SourceUse


def priced(r: Reading) -> bool:
    """Whether every action has a cost range."""
    costs = [one.cost for one in r.actions]
    return bool(costs) and all(one.low is not None and one.high is not None for one in costs)


def plan_years(r: Reading) -> int:
    """How many years the plan runs, the last action's end included."""
    ends = [one.end_quarter // 4 + 1 for one in r.actions]
    return max([r.roadmap.settings.years, *ends])


def year_label(r: Reading, year: int) -> str:
    """A plan year counted from 0: '2027', '2027/28' when it starts within a year, or 'Year 1'."""
    w, start = r.words.resources, r.roadmap.settings.start
    if start is None:
        return nbsp(w.year.format(year=year + 1))
    first = int(start[:4]) + year
    if start[5:7] == "01":
        return str(first)
    return w.year_split.format(first=first, last=f"{(first + 1) % 100:02d}")


def effort_by_year(r: Reading) -> list[int]:
    """Person-months by plan year; an action's effort is spread evenly over its quarters.

    Whole months: what is left over by rounding falls into the earliest quarters.
    """
    found = [0] * plan_years(r)
    for action in r.actions:
        length = action.end_quarter - action.start_quarter + 1
        for step in range(length):
            share = action.effort_pm // length + (step < action.effort_pm % length)
            found[(action.start_quarter + step) // 4] += share
    return found


def cost_by_year(r: Reading) -> list[tuple[int, int]]:
    """Lower and upper cost by plan year: charged to the year in which an action starts."""
    found = [(0, 0)] * plan_years(r)
    for action in r.actions:
        year = action.start_quarter // 4
        low, high = found[year]
        found[year] = (low + (action.cost.low or 0), high + (action.cost.high or 0))
    return found


def gap_by_year(r: Reading) -> list[int]:
    """What no source pays of purchases, work and running cost, by plan year."""
    found = [0] * plan_years(r)
    for one in r.roadmap.years:
        capital = one.charged - (one.funded or 0)
        running = one.running - (one.running_funded or 0)
        found[one.year] = max(0, capital) + max(0, running)
    return found


def paid_by_year(r: Reading) -> list[list[tuple[str, int]]]:
    """By plan year: each source with what it pays, the secured ones first, and the gap last."""
    sources = list(dict.fromkeys(source_label(r, one) for one in in_order(r.roadmap.funding)))
    found = []
    for year, gap in enumerate(gap_by_year(r)):
        used = {source_label(r, one): one.used for one in r.roadmap.funding if one.year == year}
        paid = [(name, used.get(name, 0)) for name in sources]
        found.append([*paid, (r.words.resources.gap_label, gap)])
    return found


def in_order(uses: Iterable[SourceUse]) -> list[SourceUse]:
    """The sources' years, the secured money first and the expected last."""
    rank = {"secured": 0, "requested": 1, "expected": 2}
    return sorted(uses, key=lambda one: (rank[one.status], one.source, one.year))


def source_label(r: Reading, one: SourceUse) -> str:
    """A source with the state of its money."""
    w = r.words.resources
    return w.source_label.format(name=one.source, status=w.statuses[one.status])
