"""What does not fit into the plan, and what it would take."""

from collections.abc import Iterator

from advisor.roadmap.reasons import Drawn
from advisor.roadmap.sequencing import NOT_PLACED, Board


def not_placed(drawn: Drawn, board: Board, at: int) -> str:
    """Why an action is not in the plan, and what would bring it in; the board holds the plan."""
    return " ".join([*drawn.pin_given_up(at), _hindered(drawn, board, at)])


def _hindered(drawn: Drawn, board: Board, at: int) -> str:
    job, problem, words = drawn.problem.jobs[at], drawn.problem, drawn.words.not_placed
    years = drawn.settings.years
    if job.first + job.length > problem.periods:
        phase = drawn.calendar.phase(drawn.portfolio.chosen[at].action.earliest)
        wanted = drawn.years(job.first + job.length)
        return words.phase.format(phase=phase, years=years, wanted=wanted)
    absent = [need for need in job.needs if drawn.starts[need] == NOT_PLACED]
    if absent:
        return words.needs.format(needs=drawn.listed(absent))
    walls = list(_walls(drawn, at))
    if walls:
        return " ".join(walls)
    starts = range(drawn.ready(at), problem.periods - job.length + 1)
    return words.room.format(ways=words.way_or.join(_ways(drawn, board, at, starts)))


def _walls(drawn: Drawn, at: int) -> Iterator[str]:
    """What keeps an action out whatever else is planned: its people, its money, its time."""
    job, problem, words = drawn.problem.jobs[at], drawn.problem, drawn.words.not_placed
    if problem.people is not None and job.people > max(problem.people):
        yield words.people.format(wanted=job.people, limit=max(problem.people))
    ready = drawn.ready(at)
    late = ready + job.length > problem.periods
    if problem.money is not None:
        # What comes too late anyway is measured against the best year there is.
        starts = range(0 if late else ready, problem.periods - job.length + 1)
        most = max((problem.money[problem.year[start]] for start in starts), default=0)
        if job.money > most:
            yield words.money.format(wanted=drawn.money(job.money), budget=drawn.money(most))
    if late:
        wanted = drawn.years(ready + job.length)
        needs = drawn.listed(drawn.binding(at))
        yield words.time.format(years=drawn.settings.years, wanted=wanted, needs=needs)


def _ways(drawn: Drawn, board: Board, at: int, starts: range) -> list[str]:
    """More people alone, more money alone, or both: the least of each that makes room."""
    job, problem, words = drawn.problem.jobs[at], drawn.problem, drawn.words.not_placed
    short = [(board.short_of_people(job, s), board.short_of_money(job, s), s) for s in starts]
    ways = []
    by_people = min(((people, start) for people, money, start in short if not money), default=None)
    by_money = min(((money, start) for people, money, start in short if not people), default=None)
    if by_people:
        people, start = by_people
        when = drawn.calendar.span(start, start + job.length - 1)
        ways.append(words.way_people.format(people=people, when=when))
    if by_money:
        money, start = by_money
        when = drawn.calendar.year(problem.year[start])
        ways.append(words.way_money.format(money=drawn.money(money), when=when))
    if not ways:
        people, money, start = min(short, key=lambda one: (one[1], one[0], one[2]))
        ways.append(
            words.way_both.format(
                people=people,
                money=drawn.money(money),
                when=drawn.calendar.span(start, start + job.length - 1),
            )
        )
    return ways
