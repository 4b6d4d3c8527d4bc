"""Sequence: waves, quick wins, what rests on what, the longest chain, what does not fit."""

from collections.abc import Sequence

from advisor.documents.parts.decisions import priorities
from advisor.documents.parts.marks import lead_of, titled
from advisor.documents.phrasing import nbsp, sentence
from advisor.documents.reading import Reading
from advisor.documents.tree import (
    Block,
    Cell,
    figure,
    group,
    heading,
    lead,
    para,
    set_columns,
    table,
)
from advisor.model.roadmap import PlannedAction

_MOST_GIVEN = 6  # prerequisites named in the text
_MOST_ROWS = 34  # of a chart on a landscape page
PHASES = ("quick", "short", "medium", "long")


def sequence(r: Reading) -> list[Block]:
    """The chapter on what comes when."""
    if not r.actions:
        return _not_placed(r)
    return [
        para(" ".join([r.words.sequence.intro, *_limits(r)])),
        *priorities(r),
        *_waves(r),
        *_gantt(r),
        *_quick(r),
        *_dependencies(r),
        *_not_placed(r),
        *_conflicts(r),
    ]


def _limits(r: Reading) -> list[str]:
    w, settings = r.words.sequence, r.roadmap.settings
    people = r.words.count(settings.people or 0, "people")
    budget = [r.money(one) for one in settings.budget]
    if len(set(budget)) == 1:
        money = w.money_same.format(budget=budget[0])
    else:
        money = w.money.format(budget="; ".join(budget)) if budget else w.money_open
    return [w.limits.format(people=people) if settings.people else w.limits_open, money]


def _waves(r: Reading) -> list[Block]:
    w = r.words.sequence
    rows: list[list[Cell]] = []
    for phase in PHASES:
        actions = r.in_phase(phase)
        if actions:
            effort = r.words.count(sum(one.effort_pm for one in actions), "pm")
            codes = ", ".join(one.code for one in actions)
            spread = r.words.general.span.format(
                start=nbsp(min(actions, key=lambda one: one.start_quarter).start),
                end=nbsp(max(actions, key=lambda one: one.end_quarter).end),
            )
            rows.append([r.phase(phase), spread, codes, effort])
    columns = set_columns(w.waves_head, (18, 24, 38, 20))
    return [heading(w.waves, 2, "waves"), *table(w.waves_caption, columns, rows)]


def _gantt(r: Reading) -> list[Block]:
    w = r.words.sequence
    slices = gantt_slices(r)
    resting = sum(any(need in r.action for need in one.needs) for one in r.actions)
    alt = w.gantt_alt.format(resting=resting, of=len(r.actions))
    charts = [
        figure(
            f"gantt-{number}",
            w.gantt_caption.format(first=part[0].code, last=part[-1].code),
            alt,
            wide=True,
        )
        for number, part in enumerate(slices, 1)
    ]
    if not charts:
        return []
    return [group([heading(w.gantt, 2, "calendar"), para(w.gantt_text), *charts], "landscape")]


def gantt_rows(actions: Sequence[PlannedAction]) -> list[PlannedAction | int]:
    """The rows of a chart: each pillar's number above its actions."""
    rows: list[PlannedAction | int] = []
    pillar = 0
    for one in actions:
        if one.pillar != pillar:
            pillar = one.pillar
            rows.append(one.pillar)
        rows.append(one)
    return rows


def gantt_slices(r: Reading) -> list[list[PlannedAction]]:
    """The actions in parts that fit on a page each, cut between pillars where that is fair."""
    if len(r.actions) < 2:
        return []
    blocks = [
        chunk
        for pillar in dict.fromkeys(one.pillar for one in r.actions)
        for chunk in _chunks([one for one in r.actions if one.pillar == pillar])
    ]
    rows = sum(len(block) + 1 for block in blocks)
    parts = -(-rows // _MOST_ROWS)
    found: list[list[PlannedAction]] = [[]]
    used = 0
    for block in blocks:
        fits = used + len(block) + 1 <= _MOST_ROWS
        if found[-1] and (not fits or used + (len(block) + 1) / 2 > rows / parts):
            found.append([])
            used = 0
        found[-1] += block
        used += len(block) + 1
    return found


def _chunks(actions: list[PlannedAction]) -> list[list[PlannedAction]]:
    """A pillar's actions in pieces that fit on a page."""
    step = _MOST_ROWS - 1
    return [actions[at : at + step] for at in range(0, len(actions), step)]


def _quick(r: Reading) -> list[Block]:
    w = r.words.sequence
    rows: list[list[Cell]] = [
        [one.code, titled(r, one), lead_of(r, one), nbsp(one.end), one.indicator.name]
        for one in r.in_phase("quick")
    ]
    if not rows:
        return []
    columns = set_columns(w.quick_head, (8, 34, 20, 11, 27))
    return [heading(w.quick, 2, "quick-wins"), *table(w.quick_caption, columns, rows)]


def _dependencies(r: Reading) -> list[Block]:
    w = r.words.sequence
    above = {
        one.id: [other.id for other in r.actions if one.id in other.needs] for one in r.actions
    }
    direct = {one.id: r.codes(one.needs) for one in r.actions}
    rows: list[list[Cell]] = [
        [f"{one.code} {one.title}", ", ".join(direct[one.id]), ", ".join(r.codes(above[one.id]))]
        for one in r.actions
        if direct[one.id] or above[one.id]
    ]
    if not rows:
        return []
    resting = sum(bool(codes) for codes in direct.values())
    text = w.dependencies_text.format(number=resting, of=len(r.actions))
    columns = set_columns(w.dependencies_head, (50, 20, 30))
    blocks = [heading(w.dependencies, 2, "dependencies"), para(f"{text} {_critical(r)}".strip())]
    return [*blocks, *table(w.dependencies_caption, columns, rows), *_taken_as_given(r)]


def _critical(r: Reading) -> str:
    chain = [r.action[one] for one in r.roadmap.critical_path if one in r.action]
    if len(chain) < 2:
        return ""
    last: PlannedAction = max(chain, key=lambda one: one.end_quarter)
    codes = ", ".join(one.code for one in chain)
    return r.words.sequence.critical.format(chain=codes, end=nbsp(last.end))


def _taken_as_given(r: Reading) -> list[Block]:
    """Prerequisites that the answers do not call for and that are therefore assumed in place."""
    w = r.words.sequence
    assumed = dict.fromkeys(one for action in r.actions for one in action.taken_as_given)
    titles = [r.title(one) for one in assumed]
    if not titles:
        return []
    if len(titles) <= _MOST_GIVEN:
        return [para(sentence(w.taken_as_given.format(actions="; ".join(titles))))]
    named = [*titles[:_MOST_GIVEN], r.words.general.more.format(n=len(titles) - _MOST_GIVEN)]
    told = sentence(w.taken_as_given.format(actions="; ".join(named)))
    return [para(f"{told} {w.taken_more}")]


def _not_placed(r: Reading) -> list[Block]:
    w = r.words.sequence
    rows: list[list[Cell]] = [
        [one.title, str(one.pillar), r.words.general.strength[one.strength], sentence(one.reason)]
        for one in r.roadmap.not_placed
    ]
    if not rows:
        return []
    columns = set_columns(w.not_placed_head, (36, 8, 12, 44))
    return [
        heading(w.not_placed, 2, "not-placed"),
        para(w.not_placed_intro),
        *table(w.not_placed_caption, columns, rows),
    ]


def _conflicts(r: Reading) -> list[Block]:
    """Wishes that cannot all be met, each explained by the few that conflict."""
    w = r.words.sequence
    found = [
        lead(", ".join(r.codes(one.actions)) or w.conflict, sentence(one.sentence))
        for one in r.roadmap.conflicts
    ]
    return [group([heading(w.conflicts, 2, "conflicts"), *found], "kept")] if found else []
