"""What actions cost, from the office's own prices only.

A purchase costs half to one and a half times the office's price of its band; work of the
government's own people costs its person-months at the office's price, a fifth less to a fifth
more. The plan charges the middle of the range, which is the office's own price, and charges it
whole in the year of the start: the year in which the contract is signed and the people are bound.
"""

from dataclasses import dataclass

from advisor.model.content import Action
from advisor.model.roadmap import Cost, PlanSettings


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


def price_of(action: Action, settings: PlanSettings) -> Price:
    """The price of an action at the office's own prices, in whole units of the currency."""
    missing: list[str] = []
    low = high = middle = 0
    if settings.person_month is None:
        missing.append("person_month")
    else:
        work = action.effort_pm * settings.person_month
        low, high, middle = work * 80 // 100, -(-work * 120 // 100), work
    if action.cost != "none":
        price = {
            "small": settings.small,
            "medium": settings.medium,
            "large": settings.large,
        }[action.cost]
        if price is None:
            missing.append(action.cost)
        else:
            low, high, middle = low + price // 2, high + -(-price * 3 // 2), middle + price
    parts = 1 if action.cost == "none" else 2
    known = not missing
    return Price(
        cost=Cost(
            low=low if known else None, high=high if known else None, currency=settings.currency
        ),
        charged=None if len(missing) == parts else middle,
        missing=tuple(missing),
    )
