"""What an indicator is to reach by the end of each plan year.

The office's own values stand where it gave them. Between figures that are known the advisor draws a
straight line: from the baseline, held until the year in which the action starts, through the
office's values, to the target. A target's 'year 2' is counted from the action's start; a target
without a date is for the last plan year. Where baseline or target is no figure, or the target is a
change against the start, only the office's own values are shown and the rest is to be confirmed.
"""

import re
from collections.abc import Mapping
from fractions import Fraction

from advisor.model.choices import YearTarget
from advisor.model.roadmap import TO_CONFIRM, PlannedAction
from advisor.roadmap.calendar import QUARTERS, Calendar
from advisor.roadmap.measures import figure, target_of
from advisor.roadmap.words import RoadmapWords

_CALENDAR_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_WORD = re.compile(r"[a-z]+|\d+")
Points = dict[int, Fraction]


def year_targets(
    action: PlannedAction, given: tuple[str, ...], calendar: Calendar, words: RoadmapWords
) -> tuple[YearTarget, ...]:
    """One target for each plan year.

    Args:
        action: the planned action with its indicator and baseline.
        given: the office's own values, one a plan year from the first on; an empty one is none.
        calendar: names of the plan's years.
        words: the wording.
    """
    points = _points(action, given, calendar, words)
    found = []
    for year in range(calendar.quarters // QUARTERS):
        label, value = calendar.year(year), given[year] if year < len(given) else ""
        if value:
            found.append(YearTarget(year=year, label=label, value=value, by="office"))
        elif points:
            value = _on_line(points, year)
            found.append(YearTarget(year=year, label=label, value=value, by="line"))
        else:
            found.append(YearTarget(year=year, label=label, value=TO_CONFIRM, by="open"))
    return tuple(found)


def _points(
    action: PlannedAction, given: tuple[str, ...], calendar: Calendar, words: RoadmapWords
) -> Points:
    """The figures that are known, by plan year; none when a line would have no end."""
    measures = words.smart.measures
    baseline = None if action.baseline == TO_CONFIRM else figure(action.baseline, measures)
    target = target_of(action.indicator.target, measures)
    if baseline is None:
        return {}
    figures = {year: figure(one, measures) for year, one in enumerate(given)}
    own = {year: one for year, one in figures.items() if one is not None}
    first = action.start_quarter // QUARTERS
    points = {min(first, *own) - 1 if own else first - 1: baseline, **own}
    if target.value is not None and not target.relative:
        last = calendar.quarters // QUARTERS - 1
        due = _due(target.due, first, calendar, words.time.counts)
        due = max(first, last if due is None else due)
        if not own or due > max(own):
            points[due] = target.value
    return points if len(points) > 1 else {}


def _due(due: str, first: int, calendar: Calendar, counts: Mapping[str, int]) -> int | None:
    """The plan year of a date in a target, counted from 0; None when it names none.

    'year 2', 'two years' and 'its second year' count from the year `first` on.
    """
    named = _CALENDAR_YEAR.search(due)
    if named:
        return calendar.plan_year(int(named[0]))
    counted = [int(one) if one.isdigit() else counts.get(one) for one in _WORD.findall(due)]
    years = [one for one in counted if one]
    if "year" in due and years:
        return first + years[0] - 1
    return first if due and ("month" in due or "day" in due or "year" in due) else None


def _on_line(points: Points, year: int) -> str:
    """The value at the end of a year, on the straight line between the points around it."""
    low = max((one for one in points if one <= year), default=min(points))
    high = min((one for one in points if one >= year), default=max(points))
    value = points[low]
    if low < high:
        value += (points[high] - points[low]) * (year - low) / (high - low)
    return _written(value, _places(points))


def _places(points: Points) -> int:
    """As many decimals as the known figures have, three at most."""
    places = 0
    while places < 3 and any((one * 10**places).denominator > 1 for one in points.values()):
        places += 1
    return places


def _written(value: Fraction, places: int) -> str:
    """The value rounded half up."""
    digits = str(int(abs(value) * 10**places + Fraction(1, 2))).zfill(places + 1)
    sign = "-" if value < 0 and int(digits) else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"
