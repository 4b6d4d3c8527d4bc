"""Indicator sheets: for each pillar its headline and score, for each action all of its measure."""

from advisor.documents.parts.marks import lead_of, marked, target_of
from advisor.documents.parts.means import plan_years, year_label
from advisor.documents.phrasing import sentence
from advisor.documents.reading import Reading
from advisor.documents.tree import Block, Cell, bullets, group, heading, para, set_columns, table
from advisor.model.choices import SmartLetter
from advisor.model.roadmap import TO_CONFIRM, PillarPlan, PlannedAction

_TARGET = 400
_STRENGTH = {"must": 0, "should": 1, "could": 2}


def headline(r: Reading, pillar: int) -> PlannedAction | None:
    """The action whose indicator stands for its pillar.

    It passes most letters of the SMART check; among such the stronger and more urgent one.
    """
    mine = [one for one in r.actions if one.pillar == pillar]
    return min(mine, key=_fitness, default=None)


def _fitness(action: PlannedAction) -> tuple[int, int, int, str]:
    held = sum(one.holds is True for one in action.smart)
    return -held, _STRENGTH[action.strength], action.priority, action.code


def sheets(r: Reading) -> list[Block]:
    """A table of sheets for each pillar, its objective first, across landscape pages."""
    if not r.actions:
        return []
    w = r.words.indicators
    count = r.words.count(len(r.actions), "indicators")
    blocks = [heading(w.title, 2, "indicators"), para(w.intro.format(indicators=count))]
    for pillar in r.roadmap.pillars:
        mine = [one for one in r.actions if one.pillar == pillar.no]
        if mine:
            blocks += _pillar(r, pillar, mine)
    return [group([*blocks, *bullets(_verdicts(r))], "landscape")]


def _pillar(r: Reading, pillar: PillarPlan, mine: list[PlannedAction]) -> list[Block]:
    w = r.words.indicators
    best = headline(r, pillar.no)
    actual = any(one.actual and (one.actual.values or one.actual.status) for one in mine)
    rows = [_objective(r, pillar), *[_sheet(r, one, one is best) for one in mine]]
    heads = list(zip(w.head, (6, 32, 12, 19, 13, 12, 8), strict=True))
    if not actual:
        del heads[4]
        rows = [[*row[:4], *row[5:]] for row in rows]
    columns = set_columns([head for head, _ in heads], [share for _, share in heads], titled=(1,))
    caption = w.caption.format(no=pillar.no, title=pillar.title)
    return table(caption, columns, rows, "small")


def _objective(r: Reading, pillar: PillarPlan) -> list[Cell]:
    """The pillar's own score as the measure of its objective."""
    w, score = r.words.indicators, pillar.score
    goal = max(_TARGET, score.score or 0)
    lines = [w.objective_target.format(target=r.tenths(goal))]
    if score.score is not None and score.score < goal:
        years = plan_years(r)
        steps = [score.score + (goal - score.score) * (at + 1) // years for at in range(years)]
        lines.append(
            _joined(r, [(year_label(r, at), r.tenths(one)) for at, one in enumerate(steps)])
        )
    basis = r.words.situation.scores_answered.format(answered=score.answered, of=score.of)
    return [
        w.objective_code.format(no=pillar.no),
        (pillar.objective, w.objective_measure, w.objective_method.format(basis=basis)),
        r.score(score.score) if score.score is not None else r.words.general.to_confirm,
        tuple(lines),
        "",
        (r.words.monitoring.frequencies["yearly"], r.office),
        "",
    ]


def _sheet(r: Reading, action: PlannedAction, is_headline: bool) -> list[Cell]:
    w, spec = r.words.indicators, action.indicator
    name = marked(r, action, spec.name, "indicator")
    return [
        action.code,
        (
            w.headline.format(name=name) if is_headline else name,
            w.unit.format(unit=marked(r, action, r.tbc(spec.unit), "unit")),
            w.method.format(method=marked(r, action, r.tbc(spec.method), "method")),
        ),
        marked(r, action, r.baseline(action), "baseline"),
        _targets(r, action),
        _latest(r, action),
        (
            marked(r, action, r.words.monitoring.frequencies[spec.frequency], "frequency"),
            lead_of(r, action),
        ),
        _letters(r, action),
    ]


def _targets(r: Reading, action: PlannedAction) -> Cell:
    """The target, and the values by year as far as they can be told."""
    known = [one for one in action.targets if one.by != "open"]
    if not known:
        return target_of(r, action)
    mark = r.words.general.own_mark
    steps = [(one.label, one.value + (mark if one.by == "office" else "")) for one in known]
    open_ = [(one.label, r.words.general.to_confirm) for one in action.targets if one.by == "open"]
    return target_of(r, action), _joined(r, [*steps, *open_])


def _joined(r: Reading, steps: list[tuple[str, str]]) -> str:
    w = r.words.indicators
    return "; ".join(w.step.format(year=year, value=value) for year, value in steps)


def _latest(r: Reading, action: PlannedAction) -> Cell:
    """What was reached last and when, and how the action stands."""
    w, found = r.words.indicators, action.actual
    if found is None:
        return ""
    lines = []
    if found.values:
        when, value = found.values[-1]
        lines.append(w.latest.format(value=value, when=r.day(when)))
    if found.status:
        lines.append(w.statuses[found.status])
    return (*lines, found.note)


def _letters(r: Reading, action: PlannedAction) -> str:
    w = r.words.indicators
    signs = {True: w.holds, False: w.fails, None: w.cannot_tell}
    return " ".join(signs[one.holds].format(letter=one.letter) for one in action.smart)


def _verdicts(r: Reading) -> list[tuple[str, str]]:
    """Why letters fail or cannot be told, each reason once with the actions it is true of."""
    w = r.words.indicators
    found: dict[tuple[bool, str, str], list[str]] = {}
    for action in r.actions:
        for one in action.smart:
            if one.holds is not True:
                key = (one.holds is None, one.letter, _why(r, action, one))
                found.setdefault(key, []).append(action.code)
    ranked = sorted(found, key=lambda key: (key[0], "SMART".index(key[1])))
    return [
        (
            (w.why_open if key[0] else w.why_fails).format(
                letter=w.letters[key[1]], actions=_which(r, found[key])
            ),
            sentence(key[2]),
        )
        for key in ranked
    ]


def _which(r: Reading, codes: list[str]) -> str:
    """The codes; where they are most of the plan's, those that are not among them."""
    w = r.words.indicators
    others = [one.code for one in r.actions if one.code not in codes]
    if len(others) >= len(codes):
        return ", ".join(codes)
    return w.all_but.format(actions=", ".join(others)) if others else w.all


def _why(r: Reading, action: PlannedAction, one: SmartLetter) -> str:
    """The reason; the same for all actions that wait for a starting value in their unit."""
    waits = one.letter == "A" and one.holds is None and action.indicator.target
    if waits and (action.baseline in ("", TO_CONFIRM) or r.baseline(action) != action.baseline):
        return r.words.indicators.no_baseline
    return one.why
