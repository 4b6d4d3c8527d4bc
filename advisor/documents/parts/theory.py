"""How the plan is meant to work: from means over the pillars to outcomes and goals."""

import re
from dataclasses import dataclass

from advisor.documents.parts.indicators import headline
from advisor.documents.parts.means import cost_by_year, priced
from advisor.documents.reading import Reading
from advisor.documents.tree import Block, Cell, figure, heading, para, set_columns, table

_GOALS = "vision.sdg"
_MOST_GOALS = 6
_ENDS = re.compile(r"(?<=[.!?;])\s+|\n+")


@dataclass(frozen=True)
class Link:
    """A pillar with what goes into it and which goals its actions serve, by number."""

    no: int
    title: str
    actions: int
    effort: int
    goals: tuple[str, ...]


@dataclass(frozen=True)
class Chain:
    """The theory of change of a plan, each part a column of the chart."""

    inputs: tuple[str, ...]
    pillars: tuple[Link, ...]
    outcomes: tuple[str, ...]
    goals: tuple[str, ...]


def chain(r: Reading) -> Chain | None:
    """The chain of this plan; None when it holds no action."""
    links = tuple(
        Link(
            no=one.no,
            title=one.title,
            actions=len(mine),
            effort=sum(action.effort_pm for action in mine),
            goals=_served([target for action in mine for target in action.sdg]),
        )
        for one in r.roadmap.pillars
        if (mine := [action for action in r.actions if action.pillar == one.no])
    )
    return Chain(_inputs(r), links, _outcomes(r), _goals(r, links)) if links else None


def _served(targets: list[str]) -> tuple[str, ...]:
    """The numbers of the goals to which these targets belong, in order."""
    return tuple(sorted({one.split(".")[0] for one in targets}, key=lambda one: (len(one), one)))


def _inputs(r: Reading) -> tuple[str, ...]:
    w = r.words.theory
    found = [w.staff.format(effort=r.words.count(sum(one.effort_pm for one in r.actions), "pm"))]
    if priced(r):
        low, high = (sum(bounds) for bounds in zip(*cost_by_year(r), strict=True))
        found.append(w.money.format(low=r.money(low), high=r.money(high)))
    else:
        found.append(w.money_open)
    if names := list(dict.fromkeys(one.source for one in r.roadmap.funding)):
        found.append(w.sources.format(sources="; ".join(names)))
    elif said := r.said("p7.sources"):
        found.append(w.sources.format(sources=said))
    return tuple(found)


def _outcomes(r: Reading) -> tuple[str, ...]:
    """The office's outcomes, a sentence each, and its headline measure."""
    w = r.words.theory
    said = r.said("vision.outcomes") or ""
    found = [part.strip() for part in _ENDS.split(said) if part.strip()]
    if measure := r.said("vision.headline"):
        found.append(w.headline.format(measure=measure))
    return tuple(found) or (w.outcomes_open,)


def _goals(r: Reading, links: tuple[Link, ...]) -> tuple[str, ...]:
    """The goals that the office chose; else those to which most pillars contribute."""
    known = r.pack.question.get(_GOALS)
    if known is None:
        return ()
    chosen = r.chosen(_GOALS)
    if not chosen:
        counts = {
            goal: sum(goal in one.goals for one in links) for one in links for goal in one.goals
        }
        ranked = sorted(counts, key=lambda one: (-counts[one], len(one), one))[:_MOST_GOALS]
        options = {f"sdg{goal}" for goal in ranked}
        chosen = tuple(one.id for one in known.options if one.id in options)
    return tuple(r.option(_GOALS, one) for one in chosen)


def theory(r: Reading) -> list[Block]:
    """The chart of the chain, and its numbers in a table."""
    found = chain(r)
    if found is None:
        return []
    w = r.words.theory
    rows: list[list[Cell]] = []
    for link in found.pillars:
        best = headline(r, link.no)
        rows.append(
            [
                w.pillar.format(no=link.no, title=link.title),
                r.words.count(link.effort, "pm"),
                str(link.actions),
                w.shown_by.format(code=best.code, name=best.indicator.name) if best else "",
                ", ".join(link.goals),
            ]
        )
    columns = set_columns(w.head, (30, 18, 9, 31, 12), right=(2,))
    alt = w.alt.format(
        inputs="; ".join(found.inputs),
        pillars="; ".join(w.pillar.format(no=one.no, title=one.title) for one in found.pillars),
        outcomes=" ".join(found.outcomes),
        goals="; ".join(found.goals) or r.words.general.to_confirm,
    )
    intro = w.intro if r.chosen(_GOALS) else w.intro_goals_open
    return [
        heading(w.title, 2, "theory"),
        para(intro),
        *table(w.caption, columns, rows),
        figure("theory", w.figure, alt),
    ]
