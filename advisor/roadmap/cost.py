"""What actions cost, from the office's own prices only.

A purchase costs half to one and a half times the office's price of its band; work of the
government's own people costs its person-months at the office's price, a fifth less to a fifth
more. The plan charges the middle of the range, which is the office's own price, and charges it
whole in the year of the start: the year in which the contract is signed and the people are bound.
"""

from dataclasses import dataclass

from advisor.model.roadmap import Cost, PlanSettings
from advisor.roadmap.work import Work


@dataclass(frozen=True)
class Price:
    """An action's price.

    Args:
        cost: the range that the document shows; None while a price is missing.
        charged: what the plan counts, from the prices that are known; None while none is.
        missing: the settings without which the range is open.
    """

    cost: Cost
    charged: int | None
    missing: tuple[str, ...]


def price_of(work: Work, settings: PlanSettings) -> Price:
    """The price of an action at the office's own prices, in whole units of the currency.

    Where the office gave figures for the whole action, they stand; where it gave only one end of
    the range, the other end follows from its prices, and is no further than the given one.
    """
    price = _of_parts(work, settings)
    low, high = work.cost_low, work.cost_high
    if low is None and high is None:
        return price
    if low is None:
        low = high if price.cost.low is None or high is None else min(price.cost.low, high)
    if high is None:
        high = low if price.cost.high is None or low is None else max(price.cost.high, low)
    first, last = sorted((low or 0, high or 0))
    cost = Cost(low=first, high=last, currency=settings.currency)
    return Price(cost=cost, charged=(first + last) // 2, missing=())


def _of_parts(work: Work, settings: PlanSettings) -> Price:
    """The price of the work and of each purchase, and of what the office priced itself."""
    missing: dict[str, None] = {}
    low, high = work.fixed_low, work.fixed_high
    middle, counted = (low + high) // 2, work.fixed_pm > 0
    effort = max(0, work.effort_pm - work.fixed_pm)
    if effort and settings.person_month is None:
        missing["person_month"] = None
    elif effort and settings.person_month is not None:
        cost = effort * settings.person_month
        low, high, middle = low + cost * 80 // 100, high + -(-cost * 120 // 100), middle + cost
        counted = True
    prices = {"small": settings.small, "medium": settings.medium, "large": settings.large}
    for band in work.bands:
        if band == "none":
            continue
        price = prices[band]
        if price is None:
            missing[band] = None
        else:
            low, high, middle = low + price // 2, high + -(-price * 3 // 2), middle + price
            counted = True
    known = work.priced and not missing
    return Price(
        cost=Cost(
            low=low if known else None, high=high if known else None, currency=settings.currency
        ),
        charged=middle if counted else None,
        missing=tuple(missing),
    )
