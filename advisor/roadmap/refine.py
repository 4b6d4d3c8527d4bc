"""Improves a plan by trying other orders: seeded and bounded by steps, so the same everywhere.

A step moves one job earlier or later in the order, with what it needs or what waits for it, and
keeps the new order when the plan is no later, or a little later while the search is young
(simulated annealing in whole numbers). The best plan met is the answer; it is never worse than the
first one. Measured against CP-SAT in benchmarks/sequencing.py.
"""

from advisor.roadmap.layout import FirstPlan, Laid, Layout
from advisor.roadmap.sequencing import Problem, Starts

STEPS = 16_000
_SEED = 2030
_REACH = 12
_MASK = (1 << 64) - 1


class _Draws:
    """A row of numbers that looks random and is the same on every machine.

    Knuth's linear congruential generator; its upper bits are used.
    """

    def __init__(self, seed: int) -> None:
        self._state = seed
        self.below(1)

    def below(self, count: int) -> int:
        """The next number from 0 to count - 1."""
        self._state = (self._state * 6364136223846793005 + 1442695040888963407) & _MASK
        return (self._state >> 33) * count >> 31

    def spread(self) -> int:
        """A number in sixteenths; each whole is half as frequent as the one below it."""
        bits = self.below(1 << 16) | 1 << 16
        return 16 * ((bits & -bits).bit_length() - 1) + self.below(16)


def refined(first: FirstPlan, steps: int = STEPS, seed: int = _SEED) -> Starts:
    """The best plan found within a number of steps, from the first plan on."""
    problem, laid = first.problem, first.laid
    if not laid.delay or len(problem.jobs) < 2:
        return first.starts
    draws, layout = _Draws(seed), Layout(problem)
    before, behind = problem.before, _behind(problem)
    warm = 4 * sum(job.weight for job in problem.jobs) // len(problem.jobs)
    best, least = laid.starts, laid.delay
    for step in range(steps):
        moved = _moved(laid, draws, problem.earliest, before, behind)
        if moved is None:
            continue
        order, at = moved
        warmth = warm * (steps - step) // steps
        tried = layout.again(laid, order, at, laid.delay + warmth * draws.spread() // 256)
        if not isinstance(tried, Laid):
            continue
        laid = tried
        if laid.delay < least:
            best, least = laid.starts, laid.delay
            if not least:
                break
    return tuple(best)


def _behind(problem: Problem) -> list[frozenset[int]]:
    """For each job all that waits for it, directly or not."""
    found: list[set[int]] = [set() for _ in problem.jobs]
    for at, before in enumerate(problem.before):
        for one in before:
            found[one].add(at)
    return [frozenset(one) for one in found]


def _moved(
    laid: Laid,
    draws: _Draws,
    earliest: Starts,
    before: tuple[frozenset[int], ...],
    behind: list[frozenset[int]],
) -> tuple[list[int], int] | None:
    """Another order, and the position from which it differs; None when the move changes nothing."""
    order, count = laid.order, len(laid.order)
    one = _chosen(laid, draws, earliest)
    at = order.index(one)
    far = draws.below(2)
    if draws.below(3):
        if not at:
            return None
        low = draws.below(at) if far else max(0, at - 1 - draws.below(_REACH))
        part, high = [*order[low:at], one], at
        ahead = before[one]
        part = [*(x for x in part if x in ahead), one, *_others(part, ahead, one)]
    else:
        if at == count - 1:
            return None
        rest = count - 1 - at
        low, high = at, at + 1 + (draws.below(rest) if far else min(rest - 1, draws.below(_REACH)))
        part, after = order[at : high + 1], behind[one]
        part = [*_others(part, after, one), one, *(x for x in part if x in after)]
    same = 0
    while same < len(part) and part[same] == order[low + same]:
        same += 1
    if same == len(part):
        return None
    return [*order[:low], *part, *order[high + 1 :]], low + same


def _others(part: list[int], kin: frozenset[int], one: int) -> list[int]:
    return [x for x in part if x not in kin and x != one]


def _chosen(laid: Laid, draws: _Draws, earliest: Starts) -> int:
    """A job to move: three times in four one that is late, else any."""
    if draws.below(4):
        late = [at for at, start in enumerate(laid.starts) if start != earliest[at]]
        if late:
            return late[draws.below(len(late))]
    return draws.below(len(laid.starts))
