"""How the office wants its plan: what was given, and what it decided."""

from pydantic import Field

from advisor.model.choices import Actual, Choice, FundingSource, OwnAction, Previous
from advisor.model.frozen import Frozen


class Pin(Frozen):
    """The office's wish that an action starts in a given quarter, counted from 0."""

    action: str
    quarter: int = Field(ge=0)


class PlanSettings(Frozen):
    """How the office wants its plan laid out; what is None is to be confirmed.

    start: first day of the plan, ISO date. budget: money per plan year, whole units of the
    currency. people: full-time people who can work on the roadmap at the same time.
    person_month, small, medium, large: the office's own prices, for turning bands into ranges.
    assumed: settings that hold a default of the advisor's because the office gave none.
    weights: what each criterion counts for, 0 to 5; empty where the advisor's own weights count.
    choices, own, funding, actuals: what the office decided, added, can spend and has reached.
    previous: the figures of the last cycle. set_aside: sentences on settings that do not fit any
    more since an answer or the knowledge changed; they do not count.
    """

    start: str | None = None
    years: int = Field(default=5, ge=1, le=10)
    currency: str = ""
    budget: tuple[int, ...] = ()
    people: int | None = Field(default=None, ge=1)
    person_month: int | None = Field(default=None, ge=0)
    small: int | None = Field(default=None, ge=0)
    medium: int | None = Field(default=None, ge=0)
    large: int | None = Field(default=None, ge=0)
    pins: tuple[Pin, ...] = ()
    weights: tuple[tuple[str, int], ...] = ()
    choices: tuple[Choice, ...] = ()
    own: tuple[OwnAction, ...] = ()
    funding: tuple[FundingSource, ...] = ()
    actuals: tuple[Actual, ...] = ()
    previous: Previous | None = None
    assumed: tuple[str, ...] = ()
    set_aside: tuple[str, ...] = ()
