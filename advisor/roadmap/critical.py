"""The critical path of a plan, and how far each action can slip."""

from advisor.roadmap.sequencing import NOT_PLACED, Problem, Starts


def critical_path(problem: Problem, starts: Starts) -> tuple[int, ...]:
    """The chain of prerequisites that fixes how short the plan can be, first job first.

    It is the longest way through phases and prerequisites of the placed jobs, were people and
    money no matter; of several equally long ones the chain with more jobs, then the lower ids.
    """
    placed = [at for at, start in enumerate(starts) if start != NOT_PLACED]
    if not placed:
        return ()
    chains: dict[int, tuple[int, ...]] = {}
    for at in problem.topological:
        if starts[at] == NOT_PLACED:
            continue
        start = problem.earliest[at]
        binding = [need for need in problem.jobs[at].needs if _ready(problem, need) == start]
        before = max((chains[need] for need in binding), key=_longest, default=())
        chains[at] = (*before, at)
    last = max(_ready(problem, at) for at in placed)
    return max((chains[at] for at in placed if _ready(problem, at) == last), key=_longest)


def _ready(problem: Problem, at: int) -> int:
    return problem.earliest[at] + problem.jobs[at].length - 1 + problem.lag


def _longest(chain: tuple[int, ...]) -> tuple[int, tuple[int, ...]]:
    return len(chain), tuple(-at for at in chain)


def slack(problem: Problem, starts: Starts, at: int) -> int:
    """How many periods a placed job can slip, people and money apart, with no other job moved.

    It can slip up to the jobs that wait for it, and up to the end of the plan's last job.
    """
    job = problem.jobs[at]
    after = [starts[one] for one in problem.dependents[at] if starts[one] != NOT_PLACED]
    last = max(
        start + other.length
        for other, start in zip(problem.jobs, starts, strict=True)
        if start != NOT_PLACED
    )
    ends = [last, *(start + 1 - problem.lag for start in after)]
    return min(ends) - starts[at] - job.length
