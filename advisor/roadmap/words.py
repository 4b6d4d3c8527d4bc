"""The sentences of a plan: their templates come from outside, this says which there are.

Each field is a template of prompts/roadmap.yaml; the names in braces that it may use are fixed
here, so that a slip in the wording is found when it is loaded and not when a plan is drawn.
"""

from string import Formatter
from typing import Annotated

from pydantic import AfterValidator

from advisor.errors import did_you_mean
from advisor.model.content import Phase
from advisor.model.frozen import Frozen


def _using(*names: str) -> AfterValidator:
    """A template that uses only these names in braces."""

    def check(template: str) -> str:
        for _, name, spec, conversion in Formatter().parse(template):
            if name is None:
                continue
            if spec or conversion:
                raise ValueError(f"'{{{name}}}' takes no format")
            if name not in names:
                known = ", ".join(f"{{{one}}}" for one in names) or "none"
                raise ValueError(f"'{{{name}}}' is not one of {known}.{did_you_mean(name, names)}")
        return template

    return AfterValidator(check)


Plain = Annotated[str, _using()]


class TimeWords(Frozen):
    """Names of quarters and years."""

    quarter: Annotated[str, _using("year", "quarter")]
    quarter_open: Annotated[str, _using("year", "quarter")]
    year: Annotated[str, _using("year", "first", "last")]
    year_open: Annotated[str, _using("year")]
    span: Annotated[str, _using("first", "last")]
    phases: dict[Phase, str]


class PlacedWords(Frozen):
    """Why an action stands where it stands."""

    free: Plain
    phase: Annotated[str, _using("phase", "when")]
    needs: Annotated[str, _using("needs", "when")]
    pinned: Annotated[str, _using("when")]
    pin_given_up: Annotated[str, _using("when", "reason")]
    people: Annotated[str, _using("when", "free", "limit", "wanted", "actions")]
    money: Annotated[str, _using("when", "left", "budget", "wanted")]
    hold_set_aside: Annotated[str, _using("needs")]


class NotPlacedWords(Frozen):
    """Why an action is not in the plan, and what it would take."""

    needs: Annotated[str, _using("needs")]
    phase: Annotated[str, _using("phase", "years", "wanted")]
    time: Annotated[str, _using("years", "wanted", "needs")]
    people: Annotated[str, _using("wanted", "limit")]
    money: Annotated[str, _using("wanted", "budget")]
    room: Annotated[str, _using("ways")]
    way_people: Annotated[str, _using("people", "when")]
    way_money: Annotated[str, _using("money", "when")]
    way_both: Annotated[str, _using("people", "money", "when")]
    way_or: Plain


class ConflictWords(Frozen):
    """Which wishes cannot be met together."""

    pin_phase: Annotated[str, _using("action", "pin", "when", "phase")]
    pin_needs: Annotated[str, _using("action", "pin", "when", "needs")]
    pin_people: Annotated[str, _using("action", "pin", "wanted", "limit", "others")]
    pin_money: Annotated[str, _using("action", "pin", "wanted", "budget", "year", "others")]
    pin_long: Annotated[str, _using("action", "pin", "years")]
    pin_holds_up: Annotated[str, _using("action", "pin", "waiting")]
    pin_late: Annotated[str, _using("action", "pin", "others")]
    others: Annotated[str, _using("others")]
    must_people: Annotated[str, _using("action", "wanted", "limit")]
    must_time: Annotated[str, _using("action", "wanted", "years", "needs")]
    must_year: Annotated[str, _using("action", "wanted", "budget")]
    musts_money: Annotated[str, _using("actions", "wanted", "budget", "years")]
    musts_work: Annotated[str, _using("actions", "wanted", "limit", "years")]
    musts_room: Annotated[str, _using("actions")]


class OpenWords(Frozen):
    """What is to be confirmed, and where it is missing."""

    start: Plain
    years: Annotated[str, _using("years")]
    budget: Plain
    people: Plain
    currency: Plain
    person_month: Plain
    small: Plain
    medium: Plain
    large: Plain
    unanswered: Annotated[str, _using("label")]
    unknown: Annotated[str, _using("label")]
    partly: Annotated[str, _using("label", "items")]
    given: Annotated[str, _using("action")]
    baseline: Annotated[str, _using("indicator")]
    targets: Annotated[str, _using("count")]
    owner: Annotated[str, _using("owner")]
    where_time: Plain
    where_money: Plain
    where_actions: Annotated[str, _using("actions")]


class RoadmapWords(Frozen):
    """All sentence templates that drawing a plan takes."""

    time: TimeWords
    placed: PlacedWords
    not_placed: NotPlacedWords
    conflict: ConflictWords
    open: OpenWords
    needed_by: Annotated[str, _using("action")]
    name: Annotated[str, _using("code", "title")]
    and_: Plain
    more: Annotated[str, _using("count")]
    amount: Annotated[str, _using("amount", "currency")]

    def listed(self, names: list[str], most: int = 4) -> str:
        """Names in one line: 'a, b and c'; past `most` of them, how many more there are."""
        shown = names if len(names) <= most else names[: most - 1]
        if len(shown) < len(names):
            shown = [*shown, self.more.format(count=len(names) - len(shown))]
        if len(shown) < 2:
            return "".join(shown)
        return f"{', '.join(shown[:-1])} {self.and_} {shown[-1]}"

    def money(self, amount: int, currency: str) -> str:
        """An amount as the plan writes it: '1 200 000 USD'."""
        digits = f"{amount:,}".replace(",", " ")
        return self.amount.format(amount=digits, currency=currency).strip()
