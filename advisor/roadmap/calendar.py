"""The plan's calendar: quarters counted from 0, phases, and how both are written.

A plan quarter is three months from the plan's first day. It is called by the calendar quarter in
which its middle lies, so a plan that starts on 20 March begins in the second quarter. Phases:
quick is done within quarter 0 (the first 100 days), short starts in year 1, medium in years 2
and 3, long from year 4 on.
"""

from datetime import date, timedelta

from advisor.model.content import Phase
from advisor.model.roadmap import PlanSettings
from advisor.roadmap.words import RoadmapWords

QUARTERS = 4
MONTHS = 3
# Short-term work begins after the first 100 days, which are kept for quick wins.
FIRST_QUARTER: dict[Phase, int] = {"quick": 0, "short": 1, "medium": 4, "long": 12}
_HALF_QUARTER = timedelta(days=45)


def quarters_of(months: int) -> int:
    """How many quarters a piece of work takes."""
    return -(-months // MONTHS)


def phase_of(start: int, end: int) -> Phase:
    """The phase of work from quarter `start` to quarter `end`."""
    if end == FIRST_QUARTER["quick"]:
        return "quick"
    if start < FIRST_QUARTER["medium"]:
        return "short"
    return "medium" if start < FIRST_QUARTER["long"] else "long"


class Calendar:
    """Names the quarters and years of one plan."""

    def __init__(self, settings: PlanSettings, words: RoadmapWords) -> None:
        self._words = words.time
        self.quarters = settings.years * QUARTERS
        self._first: int | None = None
        if settings.start is not None:
            middle = date.fromisoformat(settings.start) + _HALF_QUARTER
            self._first = middle.year * QUARTERS + (middle.month - 1) // MONTHS

    def quarter(self, number: int) -> str:
        """'2027 Q1', or 'Year 1 Q1' while the start is open."""
        if self._first is None:
            year, quarter = divmod(number, QUARTERS)
            return self._words.quarter_open.format(year=year + 1, quarter=quarter + 1)
        year, quarter = divmod(self._first + number, QUARTERS)
        return self._words.quarter.format(year=year, quarter=quarter + 1)

    def span(self, first: int, last: int) -> str:
        """One quarter, or the first and the last of several."""
        if first == last:
            return self.quarter(first)
        return self._words.span.format(first=self.quarter(first), last=self.quarter(last))

    def year(self, number: int) -> str:
        """'year 1 (2027 Q1 to 2027 Q4)', or 'year 1' while the start is open; counted from 0."""
        if self._first is None:
            return self._words.year_open.format(year=number + 1)
        first = number * QUARTERS
        return self._words.year.format(
            year=number + 1,
            first=self.quarter(first),
            last=self.quarter(first + QUARTERS - 1),
        )

    def plan_year(self, year: int) -> int | None:
        """The plan year, counted from 0, in which a calendar year ends; None while that is open."""
        if self._first is None:
            return None
        return (year * QUARTERS + QUARTERS - 1 - self._first) // QUARTERS

    def phase(self, phase: Phase) -> str:
        """The phase as a sentence names it."""
        return self._words.phases[phase]
