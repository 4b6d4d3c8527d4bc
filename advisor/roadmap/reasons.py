"""Why each action stands where it stands, and not earlier."""

from collections.abc import Iterator
from dataclasses import dataclass

from advisor.model.roadmap import PlanSettings
from advisor.roadmap.calendar import QUARTERS, Calendar
from advisor.roadmap.portfolio import Portfolio
from advisor.roadmap.sequencing import NOT_PLACED, Board, Job, Problem, Starts
from advisor.roadmap.words import RoadmapWords


@dataclass(frozen=True)
class Drawn:
    """A finished plan with all that sentences about it need.

    Args:
        portfolio: actions and problem, with the pins as the office wished them.
        starts: the plan.
        settings: the office's settings.
        calendar: names of quarters.
        words: the sentences.
        names: how each action is called in a sentence, by position.
        pin_trouble: why a pin was given up, by position.
    """

    portfolio: Portfolio
    starts: Starts
    settings: PlanSettings
    calendar: Calendar
    words: RoadmapWords
    names: tuple[str, ...]
    pin_trouble: dict[int, str]

    @property
    def problem(self) -> Problem:
        """The sequencing problem."""
        return self.portfolio.problem

    def listed(self, jobs: list[int], most: int = 4) -> str:
        """Names of actions in one line; past `most` of them, how many more there are."""
        return self.words.listed([self.names[at] for at in jobs], most)

    def listed_ids(self, ids: tuple[str, ...]) -> str:
        """The same for actions by id."""
        place = {one.action.id: at for at, one in enumerate(self.portfolio.chosen)}
        return self.listed([place[one] for one in ids])

    def money(self, amount: int) -> str:
        """An amount in the office's currency."""
        return self.words.money(amount, self.settings.currency)

    def years(self, quarters: int) -> int:
        """How many plan years so many quarters are, rounded up."""
        return -(-quarters // QUARTERS)

    def after(self, at: int) -> int:
        """The first quarter in which what waits for a placed action may start."""
        return self.starts[at] + self.problem.jobs[at].length - 1 + self.problem.lag

    def ready(self, at: int) -> int:
        """The first quarter that phase and prerequisites allow; these have to be placed."""
        job = self.problem.jobs[at]
        return max([job.first, *(self.after(need) for need in job.needs)])

    def binding(self, at: int) -> list[int]:
        """The prerequisites that decide when an action may start."""
        ready = self.ready(at)
        return [need for need in self.problem.jobs[at].needs if self.after(need) == ready]

    def pin_held(self, at: int) -> bool:
        """Whether the action stands where the office pinned it."""
        return self.problem.jobs[at].pin is not None and at not in self.pin_trouble

    def pin_given_up(self, at: int) -> Iterator[str]:
        """A sentence when the office's pin could not be kept."""
        pin = self.problem.jobs[at].pin
        if at in self.pin_trouble and pin is not None:
            yield self.words.placed.pin_given_up.format(
                when=self.calendar.quarter(pin), reason=self.pin_trouble[at]
            )


def placed(drawn: Drawn, board: Board, at: int) -> str:
    """Why a placed action starts when it does: what leads to it, what blocked it earlier.

    The board holds the whole plan; it is left as it was.
    """
    sentences = [*drawn.pin_given_up(at), _cause(drawn, at), *_blocked(drawn, board, at)]
    aside = drawn.portfolio.chosen[at].set_aside
    if aside:
        needs = drawn.listed_ids(aside)
        sentences.append(drawn.words.placed.hold_set_aside.format(needs=needs))
    return " ".join(sentences)


def _cause(drawn: Drawn, at: int) -> str:
    words, pin = drawn.words.placed, drawn.problem.jobs[at].pin
    if pin is not None and drawn.pin_held(at):
        return words.pinned.format(when=drawn.calendar.quarter(pin))
    ready = drawn.ready(at)
    when = drawn.calendar.quarter(ready)
    binding = drawn.binding(at)
    if binding:
        return words.needs.format(needs=drawn.listed(binding), when=when)
    if ready:
        phase = drawn.calendar.phase(drawn.portfolio.chosen[at].action.earliest)
        return words.phase.format(phase=phase, when=when)
    return words.free


def _blocked(drawn: Drawn, board: Board, at: int) -> Iterator[str]:
    """A sentence for each stretch of earlier starts that people or money did not allow."""
    if drawn.pin_held(at):
        return
    job, start = drawn.problem.jobs[at], drawn.starts[at]
    board.give_back(job, start)
    stretch: list[int] = []
    for quarter in range(drawn.ready(at), start):
        if stretch and _hindrance(board, job, quarter) != _hindrance(board, job, stretch[0]):
            yield _hindered(drawn, board, at, stretch)
            stretch = []
        stretch.append(quarter)
    if stretch:
        yield _hindered(drawn, board, at, stretch)
    board.take(job, start)


def _hindrance(board: Board, job: Job, quarter: int) -> int:
    """What stands against a start: the money of its year (by number), or people (-1)."""
    return board.problem.year[quarter] if board.short_of_money(job, quarter) else -1


def _hindered(drawn: Drawn, board: Board, at: int, stretch: list[int]) -> str:
    job, problem, words = drawn.problem.jobs[at], drawn.problem, drawn.words.placed
    when = drawn.calendar.span(stretch[0], stretch[-1])
    if problem.money is not None and board.short_of_money(job, stretch[0]):
        year = problem.year[stretch[0]]
        return words.money.format(
            when=when,
            left=drawn.money(problem.money[year] - board.money[year]),
            budget=drawn.money(problem.money[year]),
            wanted=drawn.money(job.money),
        )
    limit = problem.people or ()
    free = [most - used for most, used in zip(limit, board.people, strict=True)]
    tight = min(range(stretch[0], stretch[-1] + job.length), key=free.__getitem__)
    return words.people.format(
        when=when,
        free=free[tight],
        limit=limit[tight],
        wanted=job.people,
        actions=drawn.listed(_at_work(drawn, tight, at), most=3),
    )


def _at_work(drawn: Drawn, quarter: int, but: int) -> list[int]:
    """The other actions under way in a quarter, those with most people first."""
    jobs = drawn.problem.jobs
    found = [
        at
        for at, start in enumerate(drawn.starts)
        if at != but and start != NOT_PLACED and start <= quarter < start + jobs[at].length
    ]
    return sorted(found, key=lambda at: (-jobs[at].people, at))
