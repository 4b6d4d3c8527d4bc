"""Musts that the plan cannot hold, and the smallest set of them that is in conflict."""

from collections.abc import Iterator
from dataclasses import replace

from advisor.model.roadmap import Conflict
from advisor.roadmap.conflicts import chain_to, conflict, fewest, reduced
from advisor.roadmap.layout import first_plan
from advisor.roadmap.reasons import Drawn
from advisor.roadmap.sequencing import NOT_PLACED, Problem


def must_conflicts(drawn: Drawn) -> tuple[Conflict, ...]:
    """One conflict for each cause that keeps musts out of the plan; none when all are in it."""
    problem = drawn.problem
    musts = [at for at, job in enumerate(problem.jobs) if job.rank == 0]
    if all(drawn.starts[at] != NOT_PLACED for at in musts):
        return ()
    alone = {at: found for at in musts if (found := _alone(drawn, at)) is not None}
    rest = [at for at in musts if at not in alone and not problem.before[at] & alone.keys()]
    together = [one for one in (_dear(drawn, rest), _much(drawn, rest)) if one is not None]
    if not together and any(drawn.starts[at] == NOT_PLACED for at in rest):
        together = list(_crowded(drawn, rest))
    return (*alone.values(), *together)


def _alone(drawn: Drawn, at: int) -> Conflict | None:
    """A must that no plan of this length, with these people or this money, can hold."""
    problem, words = drawn.problem, drawn.words.conflict
    job, name = problem.jobs[at], drawn.names[at]
    end = problem.earliest[at] + job.length
    if end > problem.periods:
        chain = chain_to(problem, problem.earliest, at)
        sentence = words.must_time.format(
            action=name,
            wanted=drawn.years(end),
            years=drawn.settings.years,
            needs=drawn.listed(chain) or name,
        )
        return conflict(drawn, "time", [at, *chain], sentence)
    if problem.people is not None and job.people > max(problem.people):
        limit = max(problem.people)
        sentence = words.must_people.format(action=name, wanted=job.people, limit=limit)
        return conflict(drawn, "people", [at], sentence)
    if problem.money is not None and job.money > max(problem.money):
        sentence = words.must_year.format(
            action=name, wanted=drawn.money(job.money), budget=drawn.money(max(problem.money))
        )
        return conflict(drawn, "money", [at], sentence)
    return None


def _dear(drawn: Drawn, musts: list[int]) -> Conflict | None:
    """The fewest musts that cost more together than all years of the plan give."""
    problem = drawn.problem
    if problem.money is None:
        return None
    total = sum(problem.money)
    most = fewest(musts, lambda at: problem.jobs[at].money, total)
    if most is None:
        return None
    sentence = drawn.words.conflict.musts_money.format(
        actions=drawn.listed(most),
        wanted=drawn.money(sum(problem.jobs[at].money for at in most)),
        budget=drawn.money(total),
        years=drawn.settings.years,
    )
    return conflict(drawn, "money", most, sentence)


def _much(drawn: Drawn, musts: list[int]) -> Conflict | None:
    """The fewest musts that are more work together than the people can do in all quarters."""
    problem = drawn.problem
    if problem.people is None:
        return None
    total = sum(problem.people)
    most = fewest(musts, lambda at: _work(problem, at), total)
    if most is None:
        return None
    sentence = drawn.words.conflict.musts_work.format(
        actions=drawn.listed(most),
        wanted=sum(_work(problem, at) for at in most),
        limit=total,
        years=drawn.settings.years,
    )
    return conflict(drawn, "people", most, sentence)


def _work(problem: Problem, at: int) -> int:
    return problem.jobs[at].people * problem.jobs[at].length


def _crowded(drawn: Drawn, musts: list[int]) -> Iterator[Conflict]:
    """Musts for which no plan was found though no sum forbids one."""
    problem = drawn.problem

    def fails(some: list[int]) -> bool:
        return NOT_PLACED in first_plan(_only(problem, some)).starts

    if fails(musts):
        some = reduced(musts, fails)
        sentence = drawn.words.conflict.musts_room.format(actions=drawn.listed(some))
        yield conflict(drawn, "time", some, sentence, smallest=False)


def _only(problem: Problem, some: list[int]) -> Problem:
    """The problem with these jobs and what they need, and no pins."""
    kept = sorted(frozenset(some).union(*(problem.before[at] for at in some)))
    place = {old: new for new, old in enumerate(kept)}
    jobs = tuple(
        replace(
            problem.jobs[old],
            pin=None,
            needs=tuple(place[need] for need in problem.jobs[old].needs),
        )
        for old in kept
    )
    return replace(problem, jobs=jobs)
