"""What a plan takes of people and money, quarter by quarter and year by year."""

from advisor.model.roadmap import QuarterUse, YearUse
from advisor.roadmap.calendar import QUARTERS
from advisor.roadmap.paying import Paid
from advisor.roadmap.reasons import Drawn
from advisor.roadmap.sequencing import NOT_PLACED, Board


def quarter_uses(drawn: Drawn) -> tuple[QuarterUse, ...]:
    """How many people are at work in each quarter."""
    board, limit = Board(drawn.problem, drawn.starts), drawn.problem.people
    return tuple(
        QuarterUse(
            quarter=at,
            label=drawn.calendar.quarter(at),
            people=people,
            limit=None if limit is None else limit[at],
        )
        for at, people in enumerate(board.people)
    )


def year_uses(drawn: Drawn, paid: Paid) -> tuple[YearUse, ...]:
    """What each year's new actions take of its money, who pays, and what runs by then."""
    money = drawn.problem.money
    found = []
    for year in range(drawn.settings.years):
        there = [
            at
            for at, start in enumerate(drawn.starts)
            if start != NOT_PLACED and start // QUARTERS == year
        ]
        prices = [drawn.portfolio.prices[at] for at in there]
        found.append(
            YearUse(
                year=year,
                label=drawn.calendar.year(year),
                charged=sum(price.charged or 0 for price in prices),
                budget=None if money is None else money[year],
                low=sum(price.cost.low or 0 for price in prices),
                high=sum(price.cost.high or 0 for price in prices),
                unpriced=tuple(
                    drawn.problem.jobs[at].id
                    for at in there
                    if drawn.portfolio.prices[at].cost.low is None
                ),
                funded=paid.funded(there) if paid.purses else None,
                secured=paid.funded(there, secured=True) if paid.purses else None,
                running=paid.running[year],
                running_funded=paid.running_funded[year] if paid.purses else None,
                running_open=paid.running_open[year],
            )
        )
    return tuple(found)
