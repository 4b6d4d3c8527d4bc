"""What the office itself decides about its plan: actions, money, priorities, what was reached.

All of it is part of the planning settings, so that the roadmap stays a function of knowledge,
answers and settings. What is None or empty was not given.
"""

from typing import Literal

from pydantic import Field

from advisor.model.content import Nature, Phase, Strength
from advisor.model.frozen import Frozen
from advisor.model.sources import PillarNo
from advisor.model.trace import Firing

Decision = Literal["open", "accepted", "rejected", "merged"]
FundingStatus = Literal["secured", "requested", "expected"]
ActionStatus = Literal["planned", "under way", "done", "late", "stopped"]
# What actions are weighed by, after the GovStack playbook.
CRITERIA = (
    "demand",
    "access",
    "impact",
    "reuse",
    "skills",
    "blocks",
    "financing",
    "technology",
    "acceptability",
    "consensus",
)


class Edits(Frozen):
    """The office's own words and figures in place of the pack's; None leaves the pack's.

    Money in whole units of the plan's currency: `cost_low` and `cost_high` once, `running` a year.
    targets: one value a plan year, in the indicator's unit; an empty one is to be confirmed.
    """

    title: str | None = None
    deliverable: str | None = None
    owner: str | None = None
    supports: tuple[str, ...] | None = None
    months: int | None = Field(default=None, ge=1, le=60)
    effort_pm: int | None = Field(default=None, ge=1)
    cost_low: int | None = Field(default=None, ge=0)
    cost_high: int | None = Field(default=None, ge=0)
    running: int | None = Field(default=None, ge=0)
    funding: str | None = Field(default=None, description="name of the source that pays")
    indicator: str | None = None
    unit: str | None = None
    method: str | None = None
    baseline: str | None = None
    target: str | None = None
    targets: tuple[str, ...] | None = None
    frequency: Literal["monthly", "quarterly", "twice a year", "yearly"] | None = None


class Choice(Frozen):
    """What the office decided about one action.

    rejected: it leaves the plan and is listed with the reason. merged: `into` names the action
    that takes up its deliverable, effort, cost and trace. ratings: 1 to 5 by criterion.
    """

    action: str
    decision: Decision = "open"
    reason: str = ""
    into: str = ""
    edits: Edits = Edits()
    ratings: tuple[tuple[str, int], ...] = ()
    by: str = ""


class OwnAction(Frozen):
    """An action that the office adds; its id begins with 'own.'.

    earliest: the phase before which it does not start; None is the first 100 days where it fits
    into them, else the short term.
    """

    id: str = Field(pattern=r"^own\.[a-z0-9-]{1,40}$")
    pillar: PillarNo
    title: str
    deliverable: str = ""
    owner: str = ""
    supports: tuple[str, ...] = ()
    strength: Strength = "should"
    nature: Nature = "process"
    earliest: Phase | None = None
    months: int = Field(default=6, ge=1, le=60)
    effort_pm: int = Field(default=1, ge=1)
    cost_low: int | None = Field(default=None, ge=0)
    cost_high: int | None = Field(default=None, ge=0)
    running: int | None = Field(default=None, ge=0)
    needs: tuple[str, ...] = ()
    indicator: str = ""
    unit: str = ""
    method: str = ""
    baseline: str = ""
    target: str = ""
    sdg: tuple[str, ...] = ()
    reason: str = ""


class FundingSource(Frozen):
    """Money for the plan by source: one sum a plan year, in whole units of the currency.

    amounts: empty while the office has given none; then the source pays nothing yet.
    use: what it may pay for; 'any' pays both purchases and running cost.
    """

    name: str
    amounts: tuple[int, ...] = ()
    status: FundingStatus = "expected"
    use: Literal["capital", "running", "any"] = "any"


class Actual(Frozen):
    """What was reached: the value of an action's indicator at a date, and how the action stands."""

    action: str
    status: ActionStatus | None = None
    values: tuple[tuple[str, str], ...] = Field(
        default=(), description="(ISO date or year, value) pairs, oldest first"
    )
    note: str = ""


class Funding(Frozen):
    """How an action's purchases are paid: by which source and how much; the rest is the gap."""

    source: str
    status: FundingStatus
    amount: int


class SourceUse(Frozen):
    """What the plan takes of a source in a plan year, counted from 0.

    running: the part of `used` that pays the running cost of what is finished.
    """

    source: str
    status: FundingStatus
    year: int
    amount: int
    used: int
    running: int = 0


class PastScore(Frozen):
    """A score as it stood in the last cycle, in hundredths."""

    id: str
    label: str
    score: int | None


class PastAction(Frozen):
    """An action of the last cycle: what was planned of it and what was reached.

    baseline, planned, now: values of its indicator at the start, as planned for the date of the
    last actual value, and that value; empty where they were never given.
    """

    id: str
    title: str
    end: str
    status: ActionStatus
    indicator: str
    unit: str
    baseline: str = ""
    planned: str = ""
    now: str = ""


class Previous(Frozen):
    """The last cycle's figures, so that the next plan can say what moved."""

    fingerprint: str
    scores: tuple[PastScore, ...] = ()
    actions: tuple[PastAction, ...] = ()


class Rating(Frozen):
    """An action seen by one criterion, 1 to 5; None where nothing is known.

    by: 'office' where the office rated it, else the question or field it was read from.
    """

    criterion: str
    rating: int | None
    weight: int
    by: str


class YearTarget(Frozen):
    """The value that an indicator is to reach by the end of a plan year.

    by: 'office' where it was given; 'line' where it lies on the straight line from baseline to
    target; 'open' where it is to be confirmed.
    """

    year: int
    label: str
    value: str
    by: Literal["office", "line", "open"]


class SmartLetter(Frozen):
    """One letter of the SMART check: whether it holds, None when it cannot be told, and why."""

    letter: Literal["S", "M", "A", "R", "T"]
    holds: bool | None
    why: str


class Peer(Frozen):
    """The EGDI of a country or the mean of a group of peers in one survey, in hundred-thousandths.

    n: how many states the mean is taken over; 1 for the country itself.
    """

    group: Literal["country", "subregion", "region", "income", "world"]
    name: str
    year: int
    n: int
    egdi: int
    osi: int
    hci: int
    tii: int


class Rejected(Frozen):
    """An action that rules propose and the office has set aside, with its reason."""

    id: str
    title: str
    pillar: PillarNo
    strength: Strength
    decision: Literal["rejected", "merged"]
    reason: str
    into: str = ""
    by: str = ""
    trace: tuple[Firing, ...] = ()


class Movement(Frozen):
    """What moved since the last cycle: an indicator or a score, then, now and as it was planned."""

    kind: Literal["indicator", "score", "action"]
    id: str
    label: str
    was: str
    planned: str
    now: str
    direction: Literal["up", "down", "same", "unknown"]
