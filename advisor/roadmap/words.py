"""The sentences of a plan: their templates come from outside, this says which there are.

Each field is a template of prompts/roadmap.yaml; the names in braces that it may use are fixed
here, so that a slip in the wording is found when it is loaded and not when a plan is drawn.
"""

import re
from string import Formatter
from typing import Annotated

from pydantic import AfterValidator, field_validator

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
    """Names of quarters and years; counts are the words by which a target counts years."""

    quarter: Annotated[str, _using("year", "quarter")]
    quarter_open: Annotated[str, _using("year", "quarter")]
    year: Annotated[str, _using("year", "first", "last")]
    year_open: Annotated[str, _using("year")]
    span: Annotated[str, _using("first", "last")]
    phases: dict[Phase, str]
    counts: dict[str, int]


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
    rejected: Annotated[str, _using("action")]
    funding: Annotated[str, _using("sources")]
    set_aside: Annotated[str, _using("sentence")]
    own_cost: Annotated[str, _using("count")]
    running: Annotated[str, _using("count")]
    no_owner: Plain
    unrated: Annotated[str, _using("criteria")]
    baseline: Annotated[str, _using("indicator")]
    targets: Annotated[str, _using("count")]
    owner: Annotated[str, _using("owner")]
    where_time: Plain
    where_money: Plain
    where_settings: Plain
    where_order: Plain
    where_actions: Annotated[str, _using("actions")]


class MeasureWords(Frozen):
    """Words by which figures in indicators are understood; in lower case, '%' as 'per cent'.

    dates: patterns that stand for a date or a plan year. relative: a target is a change against
    the start. shares: a unit is a part of a whole; open_shares: it may still pass 100.
    falling: things of which less is better. failing: phrases that say a thing went wrong;
    solving: that it went well. cycles: the most there can be in a day, a week, a year.
    """

    numbers: dict[str, str]
    dates: tuple[str, ...]
    relative: tuple[str, ...]
    at_most: tuple[str, ...]
    at_least: tuple[str, ...]
    shares: tuple[str, ...]
    open_shares: tuple[str, ...]
    scales: tuple[str, ...]
    cycles: dict[str, int]
    falling: tuple[str, ...]
    failing: tuple[str, ...]
    solving: tuple[str, ...]
    rising: tuple[str, ...]

    @field_validator("dates")
    @classmethod
    def _patterns(cls, dates: tuple[str, ...]) -> tuple[str, ...]:
        for one in dates:
            try:
                re.compile(one)
            except re.error as fault:
                raise ValueError(f"'{one}' is no pattern: {fault}") from None
        return dates


class SmartWords(Frozen):
    """What the SMART check of an indicator says, and the words by which it judges.

    activities: words that begin a task and not a measure. counting: nouns that are measures.
    wishes: words that wish for more without saying of what. vague: things nobody can count;
    surveyed: those of them that people can be asked about.
    joins: words that tie two measures together. clauses: words that begin a clause which only
    narrows down what is counted. empty: ways to leave a field open. loose: units that are no
    numbers. common: words that tie an indicator to nothing.
    """

    measures: MeasureWords
    activities: tuple[str, ...]
    counting: tuple[str, ...]
    wishes: tuple[str, ...]
    vague: tuple[str, ...]
    surveyed: tuple[str, ...]
    joins: tuple[str, ...]
    clauses: tuple[str, ...]
    empty: tuple[str, ...]
    loose: tuple[str, ...]
    common: tuple[str, ...]
    s_holds: Plain
    s_missing: Plain
    s_short: Annotated[str, _using("name")]
    s_activity: Annotated[str, _using("word")]
    s_bundle: Annotated[str, _using("word")]
    s_wish: Annotated[str, _using("word")]
    s_vague: Annotated[str, _using("word")]
    m_holds: Annotated[str, _using("unit")]
    m_no_unit: Plain
    m_not_number: Annotated[str, _using("unit")]
    m_no_method: Plain
    m_open: Plain
    m_target: Annotated[str, _using("target")]
    m_units_differ: Annotated[str, _using("target", "unit")]
    a_holds: Annotated[str, _using("baseline", "target")]
    a_no_target: Plain
    a_no_number: Annotated[str, _using("target")]
    a_no_baseline: Annotated[str, _using("target")]
    a_out: Annotated[str, _using("value", "least", "most")]
    a_negative: Annotated[str, _using("value")]
    a_same: Annotated[str, _using("baseline", "target")]
    a_backwards: Annotated[str, _using("baseline", "target")]
    a_contradicts: Annotated[str, _using("target")]
    a_way: Annotated[str, _using("baseline", "target")]
    r_holds: Annotated[str, _using("words")]
    r_link: Annotated[str, _using("goal")]
    r_none: Annotated[str, _using("action")]
    r_open: Plain
    t_holds: Annotated[str, _using("date")]
    t_none: Plain
    t_past: Annotated[str, _using("date", "start")]
    t_open: Plain


class RoadmapWords(Frozen):
    """All sentence templates that drawing a plan takes."""

    time: TimeWords
    placed: PlacedWords
    not_placed: NotPlacedWords
    conflict: ConflictWords
    open: OpenWords
    smart: SmartWords
    criteria: dict[str, str]
    previous_cycle: Plain
    own: Plain
    accepted: Plain
    merged: Annotated[str, _using("action")]
    joined: Annotated[str, _using("one", "other")]
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
