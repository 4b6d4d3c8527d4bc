"""Draws the roadmap: a pure function of knowledge pack, answers and planning settings."""

from dataclasses import replace

from advisor.model.answers import Answers, Event
from advisor.model.content import KnowledgePack
from advisor.model.posts import LEVEL_QUESTION
from advisor.model.roadmap import (
    Conflict,
    NotPlaced,
    Pack,
    PlannedAction,
    PlanSettings,
    Roadmap,
    ScoreSpread,
    Spread,
)
from advisor.roadmap.calendar import Calendar, phase_of
from advisor.roadmap.conflicts import pin_conflict
from advisor.roadmap.critical import critical_path, slack
from advisor.roadmap.cycle import movements, reached_values
from advisor.roadmap.effects import effects
from advisor.roadmap.findings import (
    answer_lines,
    baseline_of,
    country_figures,
    pillar_plans,
    raised_risks,
    shown_answers,
)
from advisor.roadmap.fingerprint import fingerprint
from advisor.roadmap.indicators import year_targets
from advisor.roadmap.layout import first_plan
from advisor.roadmap.misfits import not_placed
from advisor.roadmap.open_points import open_points
from advisor.roadmap.paying import Paid, paid
from advisor.roadmap.peers import peers
from advisor.roadmap.portfolio import Portfolio, portfolio_of
from advisor.roadmap.posts import posts_at
from advisor.roadmap.ratings import score_of
from advisor.roadmap.reasons import Drawn, placed
from advisor.roadmap.refine import STEPS, refined
from advisor.roadmap.scores import dimension_scores, pillar_scores
from advisor.roadmap.selection import selected
from advisor.roadmap.sequencing import NOT_PLACED, Board, Starts
from advisor.roadmap.settings import settings_from
from advisor.roadmap.shortfalls import must_conflicts
from advisor.roadmap.smart import judged
from advisor.roadmap.usage import quarter_uses, year_uses
from advisor.roadmap.words import RoadmapWords
from advisor.rules import View, fire_all


def draft(
    pack: KnowledgePack,
    answers: Answers,
    settings: PlanSettings | None = None,
    events: tuple[Event, ...] = (),
    *,
    words: RoadmapWords,
    steps: int = STEPS,
    spreads: tuple[Spread, ...] = (),
    score_spreads: tuple[ScoreSpread, ...] = (),
) -> Roadmap:
    """The draft roadmap of these answers; nothing but the arguments enters into it.

    Args:
        pack: the knowledge.
        answers: the answers that stand.
        settings: how the office wants its plan; from the answers when None.
        events: the session's log, for what stood before; it changes nothing in the plan.
        words: the sentences.
        steps: how long the search for a better plan goes on; 0 keeps the first plan.
        spreads: where several respondents answered, how far apart they are on each question.
        score_spreads: the same for the scores.
    """
    if settings is None:
        settings = settings_from(pack, answers)
    view = View(pack, answers)
    firings = fire_all(view)
    fired = effects(pack, firings)
    posts = posts_at(pack, view.see(LEVEL_QUESTION))
    selection = selected(pack, firings, fired, settings, words, posts)
    apart = {one.id: one for one in score_spreads}
    scores = pillar_scores(view, apart)
    portfolio = portfolio_of(view, selection.chosen, settings, fired.emphasised, scores)
    drawn, conflicts = _draw(portfolio, settings, words, steps)
    money = paid(drawn)
    planned = judged(pack, settings, _planned(view, drawn, money), words.smart)
    roadmap = Roadmap(
        fingerprint="",
        knowledge=Pack(version=pack.version, hash=pack.hash),
        profile=shown_answers(view, "profile."),
        vision=shown_answers(view, "vision."),
        settings=settings,
        scores=dimension_scores(view, apart),
        pillars=pillar_plans(pack, fired, scores, planned, firings),
        actions=planned,
        not_placed=_left_out(drawn),
        risks=raised_risks(pack, fired, planned, posts),
        answers=answer_lines(view, events),
        open_rules=tuple(firing for firing in firings if firing.verdict is None),
        to_confirm=open_points(view, portfolio, settings, planned, words),
        egdi=country_figures(view),
        peers=peers(view),
        critical_path=_ids(drawn, critical_path(drawn.problem, drawn.starts)),
        conflicts=conflicts,
        quarters=quarter_uses(drawn),
        years=year_uses(drawn, money),
        spreads=spreads,
        rejected=selection.rejected,
        funding=money.uses(),
        movements=movements(
            settings.previous, (*dimension_scores(view, apart), *scores.values()), words
        ),
    )
    return roadmap.model_copy(update={"fingerprint": fingerprint(roadmap)})


def _draw(
    portfolio: Portfolio, settings: PlanSettings, words: RoadmapWords, steps: int
) -> tuple[Drawn, tuple[Conflict, ...]]:
    """Place the actions, and explain the wishes that could not be met."""
    first = first_plan(portfolio.problem)
    starts = refined(first, steps)
    drawn = Drawn(
        portfolio=portfolio,
        starts=starts,
        settings=settings,
        calendar=Calendar(settings, words),
        words=words,
        names=_names(portfolio, starts, words),
        pin_trouble={},
    )
    pins = {at: pin_conflict(drawn, at, held) for at, held in sorted(first.given_up.items())}
    trouble = {at: conflict.sentence for at, conflict in pins.items()}
    drawn = replace(drawn, pin_trouble=trouble)
    return drawn, (*pins.values(), *must_conflicts(drawn))


def _codes(portfolio: Portfolio, starts: Starts) -> dict[int, str]:
    """A short code for each placed action: its pillar, and its place in the pillar's order."""
    count: dict[int, int] = {}
    codes = {}
    for at in _in_time(portfolio, starts):
        pillar = portfolio.chosen[at].action.pillar
        count[pillar] = count.get(pillar, 0) + 1
        codes[at] = f"A{pillar}.{count[pillar]}"
    return codes


def _in_time(portfolio: Portfolio, starts: Starts) -> list[int]:
    """The placed actions by start, end and id."""
    jobs = portfolio.problem.jobs
    there = [at for at, start in enumerate(starts) if start != NOT_PLACED]
    return sorted(there, key=lambda at: (starts[at], starts[at] + jobs[at].length, jobs[at].id))


def _names(portfolio: Portfolio, starts: Starts, words: RoadmapWords) -> tuple[str, ...]:
    codes = _codes(portfolio, starts)
    return tuple(
        words.name.format(code=codes[at], title=one.action.title)
        if at in codes
        else one.action.title
        for at, one in enumerate(portfolio.chosen)
    )


def _planned(view: View, drawn: Drawn, money: Paid) -> tuple[PlannedAction, ...]:
    board = Board(drawn.problem, drawn.starts)
    codes = _codes(drawn.portfolio, drawn.starts)
    critical = critical_path(drawn.problem, drawn.starts)
    found = []
    for at in _in_time(drawn.portfolio, drawn.starts):
        one = _planned_action(view, drawn, board, at, codes[at])
        given = drawn.portfolio.chosen[at].action.targets
        more = {
            "critical": at in critical,
            "funding": money.by_job.get(at, ()),
            "targets": year_targets(one, given, drawn.calendar, drawn.words),
        }
        found.append(one.model_copy(update=more))
    return tuple(found)


def _planned_action(view: View, drawn: Drawn, board: Board, at: int, code: str) -> PlannedAction:
    one, price = drawn.portfolio.chosen[at], drawn.portfolio.prices[at]
    action, job, start = one.action, drawn.problem.jobs[at], drawn.starts[at]
    end = start + job.length - 1
    reached = reached_values(drawn.settings.previous)
    actuals = {found.action: found for found in drawn.settings.actuals}
    return PlannedAction(
        code=code,
        id=action.id,
        pillar=action.pillar,
        title=action.title,
        deliverable=action.deliverable,
        nature=action.nature,
        strength=one.strength,
        owner=action.owner,
        supports=action.supports,
        phase=phase_of(start, end),
        start_quarter=start,
        end_quarter=end,
        start=drawn.calendar.quarter(start),
        end=drawn.calendar.quarter(end),
        needs=one.needs,
        effort_pm=action.effort_pm,
        cost_band=action.cost,
        cost=price.cost,
        indicator=action.indicator,
        baseline=action.baseline or reached.get(action.id) or baseline_of(view, action),
        sdg=action.sdg,
        strategies=action.strategies,
        barriers=action.barriers,
        groups=action.groups,
        lever=action.lever,
        risks=action.risks,
        sources=action.sources,
        practice_note=action.practice_note,
        trace=one.trace,
        placed=placed(drawn, board, at),
        priority=job.priority,
        people=job.people,
        charged=price.charged,
        slack=slack(drawn.problem, drawn.starts, at),
        pinned=drawn.pin_held(at),
        taken_as_given=one.given,
        decision="accepted" if action.choice.decision == "accepted" else "open",
        own=action.own,
        edited=action.edited,
        merged=action.merged,
        reason=action.choice.reason,
        running=action.running,
        ratings=drawn.portfolio.ratings[at],
        score=score_of(drawn.portfolio.ratings[at]),
        actual=actuals.get(action.id),
    )


def _left_out(drawn: Drawn) -> tuple[NotPlaced, ...]:
    """The actions that did not fit, the most urgent first."""
    board, jobs = Board(drawn.problem, drawn.starts), drawn.problem.jobs
    out = [at for at, start in enumerate(drawn.starts) if start == NOT_PLACED]
    out.sort(key=lambda at: (jobs[at].priority, jobs[at].id))
    return tuple(
        NotPlaced(
            id=one.action.id,
            title=one.action.title,
            pillar=one.action.pillar,
            strength=one.strength,
            reason=not_placed(drawn, board, at),
            trace=one.trace,
        )
        for at, one in ((at, drawn.portfolio.chosen[at]) for at in out)
    )


def _ids(drawn: Drawn, jobs: tuple[int, ...]) -> tuple[str, ...]:
    return tuple(drawn.problem.jobs[at].id for at in jobs)
