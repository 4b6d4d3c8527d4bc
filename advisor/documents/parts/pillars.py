"""The nine pillars, and profiles of the actions on which most others rest."""

from collections.abc import Iterable

from advisor.documents.parts.indicators import headline
from advisor.documents.parts.marks import (
    cost_of,
    described,
    lead_of,
    marked,
    target_of,
    weight_of,
)
from advisor.documents.phrasing import lowered, sentence
from advisor.documents.reading import Reading
from advisor.documents.tree import (
    Block,
    Cell,
    bullets,
    figure,
    heading,
    lead,
    para,
    set_columns,
    table,
)
from advisor.model.roadmap import PillarPlan, PlannedAction

_FLAGSHIPS = 3
_LEAST_DEPENDENTS = 2


def pillars(r: Reading) -> list[Block]:
    """A section for each pillar."""
    told = [one for one in r.roadmap.pillars if one.actions or _asked(r, one)]
    blocks = [para(r.words.pillars.intro), *_overview(r)]
    blocks += [block for pillar in told for block in _pillar(r, pillar)]
    untold = [one.title for one in r.roadmap.pillars if one not in told]
    if untold:
        blocks.append(para(r.words.pillars.left_out.format(pillars="; ".join(untold))))
    return blocks if r.roadmap.pillars else []


def _asked(r: Reading, pillar: PillarPlan) -> list[str]:
    """The pillar's own questions that were answered."""
    return [
        line.question for line in r.given() if line.stage == "pillars" and line.pillar == pillar.no
    ]


def _overview(r: Reading) -> list[Block]:
    """The nine pillars at a glance: score, basis, number of actions."""
    w = r.words.pillars
    rows: list[list[Cell]] = []
    for pillar in r.roadmap.pillars:
        basis = r.words.situation.scores_answered.format(
            answered=pillar.score.answered, of=pillar.score.of
        )
        count = sum(one.pillar == pillar.no for one in r.actions)
        rows.append([f"{pillar.no} {pillar.title}", r.score(pillar.score.score), basis, str(count)])
    columns = set_columns(w.overview_head, (55, 15, 15, 15), right=(1, 2, 3))
    scored = [one for one in r.roadmap.pillars if one.score.score is not None]
    chart = []
    if len(scored) > 1:
        values = "; ".join(f"{one.title} {r.score(one.score.score)}" for one in scored)
        chart = [figure("pillars", w.overview_figure, w.overview_alt.format(values=values))]
    return [*chart, *table(w.overview_caption, columns, rows)]


def _pillar(r: Reading, pillar: PillarPlan) -> list[Block]:
    w = r.words.pillars
    actions = [one for one in r.actions if one.pillar == pillar.no]
    blocks = [
        heading(w.heading.format(no=pillar.no, title=pillar.title), 2, f"pillar-{pillar.no}"),
        lead(w.state, _state(r, pillar)),
        lead(w.objective, _objective(r, pillar)),
    ]
    if not actions:
        return [*blocks, para(_nothing(r, pillar))]
    blocks += _findings(r, actions)
    blocks += _actions(r, pillar, actions)
    blocks += _results(r, pillar, actions)
    blocks.append(lead(w.check, _check(r, actions)))
    risks = _risks(r, actions)
    return [*blocks, lead(w.risks, risks)] if risks else blocks


def _state(r: Reading, pillar: PillarPlan) -> str:
    w, score = r.words.pillars, pillar.score
    template = w.score_open if score.score is None else w.score
    found = []
    if score.of:
        found.append(
            template.format(score=r.score(score.score), answered=score.answered, of=score.of)
        )
    if said := r.statements(_asked(r, pillar)):
        found.append(sentence(w.answers.format(answers=said)))
    for firing in pillar.emphasised_by:
        mark = r.mark([firing])
        found.append(w.emphasis.format(because=sentence(firing.because), mark=mark))
    return " ".join(found) or w.unanswered


def _objective(r: Reading, pillar: PillarPlan) -> str:
    """What the pillar is for, and the indicator that stands for it."""
    best = headline(r, pillar.no)
    if best is None:
        return pillar.objective
    w = r.words.pillars
    measure = w.headline.format(
        name=best.indicator.name,
        code=best.code,
        baseline=r.baseline(best),
        target=target_of(r, best),
    )
    return f"{sentence(pillar.objective)} {measure}"


def _nothing(r: Reading, pillar: PillarPlan) -> str:
    """Why a pillar holds no action: nothing fired, or something waits for an answer."""
    w = r.words.pillars
    waiting = [
        question
        for firing in r.roadmap.open_rules
        for question in firing.missing
        if (known := r.pack.question.get(question)) and known.pillar == pillar.no
    ]
    if not waiting:
        return w.nothing
    labels = [r.pack.question[one].label for one in dict.fromkeys(waiting)]
    return w.nothing_open.format(questions=r.words.few(labels, 6))


def _findings(r: Reading, actions: list[PlannedAction]) -> list[Block]:
    """The sentences of the rules behind the actions, each once."""
    w = r.words.pillars
    found = {
        one.rule: w.finding.format(because=sentence(one.because), mark=r.mark([one]))
        for action in actions
        for one in action.trace
        if one.verdict
    }
    ordered = [found[rule] for rule in r.finding_code if rule in found]
    return [para(w.findings), *bullets(ordered)] if ordered else []


def _actions(r: Reading, pillar: PillarPlan, actions: list[PlannedAction]) -> list[Block]:
    w = r.words.pillars
    rows: list[list[Cell]] = [
        [
            one.code,
            described(r, one),
            lead_of(r, one),
            r.when(one),
            weight_of(r, one),
        ]
        for one in actions
    ]
    columns = set_columns(w.actions_head, (8, 47, 20, 15, 10), titled=(1,))
    return table(w.actions_caption.format(no=pillar.no), columns, rows)


def _results(r: Reading, pillar: PillarPlan, actions: list[PlannedAction]) -> list[Block]:
    w = r.words.pillars
    rows: list[list[Cell]] = [
        [
            one.code,
            marked(r, one, one.indicator.name, "indicator"),
            marked(r, one, r.baseline(one), "baseline"),
            target_of(r, one),
        ]
        for one in actions
    ]
    columns = set_columns(w.results_head, (9, 45, 19, 27))
    return table(w.results_caption.format(no=pillar.no), columns, rows)


def _check(r: Reading, actions: list[PlannedAction]) -> str:
    """Which barriers, groups and levers the actions of a pillar take up."""
    w, vocabulary = r.words.pillars, r.pack.vocabulary
    barriers = r.named(vocabulary.barriers, {one for action in actions for one in action.barriers})
    groups = r.named(vocabulary.groups, {one for action in actions for one in action.groups})
    levers = r.named(vocabulary.levers, {one.lever for one in actions if one.lever})
    found = [
        w.check_text.format(barriers=r.words.joined([lowered(one) for one in barriers]))
        if barriers
        else w.check_none
    ]
    if groups:
        found.append(w.check_groups.format(groups=r.words.joined([lowered(one) for one in groups])))
    if levers:
        found.append(w.check_levers.format(levers=r.words.joined([lowered(one) for one in levers])))
    return " ".join(found)


def _risks(r: Reading, actions: Iterable[PlannedAction]) -> str:
    """The raised risks that the actions bear or reduce."""
    w, actions = r.words.pillars, list(actions)
    named = {risk for action in actions for risk in action.risks}
    ids = {action.id for action in actions}
    found = [
        w.risk.format(title=risk.title, code=r.risk_code[risk.id])
        for risk in r.ranked_risks
        if risk.id in named or ids & set(risk.actions)
    ]
    return w.risks_text.format(risks="; ".join(found)) if found else ""


def dependents(actions: Iterable[PlannedAction]) -> dict[str, set[str]]:
    """Action -> all planned actions that rest on it, directly or through others."""
    actions = list(actions)
    needs = {one.id: set(one.needs) for one in actions}
    above: dict[str, set[str]] = {}
    for one in needs:
        reached: set[str] = set()
        edge = {one}
        while edge:
            edge = {up for up, below in needs.items() if below & edge} - reached
            reached |= edge
        above[one] = reached - {one}
    return above


def flagships(r: Reading) -> list[Block]:
    """A profile for each of the few actions on which most others rest."""
    w = r.words.flagships
    above = dependents(r.actions)
    ranked = sorted(r.actions, key=lambda one: (-len(above[one.id]), one.code))
    chosen = [one for one in ranked[:_FLAGSHIPS] if len(above[one.id]) >= _LEAST_DEPENDENTS]
    if not chosen:
        return []
    blocks = [para(w.intro)]
    for action in chosen:
        blocks.append(heading(f"{action.code} {action.title}", 2, f"flagship-{action.code}"))
        columns = set_columns(w.head, (20, 80))
        rows: list[list[Cell]] = [
            [w.rows[key], text] for key, text in _profile(r, action, above[action.id]) if text
        ]
        blocks += table(w.caption.format(code=action.code), columns, rows)
    return blocks


def _funding(r: Reading, action: PlannedAction) -> str:
    """Who pays how much of the action."""
    w = r.words.resources
    return "; ".join(
        w.paid.format(
            source=w.source_label.format(name=one.source, status=w.statuses[one.status]),
            amount=r.money(one.amount),
        )
        for one in action.funding
    )


def _profile(r: Reading, action: PlannedAction, above: set[str]) -> list[tuple[str, Cell]]:
    why = tuple(f"{sentence(one.because)} {r.mark([one])}" for one in action.trace if one.verdict)
    sdg = {one.id: one.label for one in r.pack.vocabulary.sdg}
    risks = [
        r.words.pillars.risk.format(title=risk.title, code=r.risk_code[risk.id])
        for risk in r.ranked_risks
        if risk.id in action.risks or action.id in risk.actions
    ]
    return [
        ("deliverable", marked(r, action, action.deliverable, "deliverable")),
        ("why", why),
        ("lead", lead_of(r, action)),
        ("support", ", ".join(action.supports)),
        ("when", r.when(action)),
        ("effort", r.words.count(action.effort_pm, "pm")),
        ("cost", "; ".join(cost_of(r, action))),
        ("funding", _funding(r, action)),
        ("indicator", f"{action.indicator.name} ({action.indicator.unit})"),
        ("target", target_of(r, action)),
        ("needs", ", ".join(r.titled(action.needs))),
        ("enables", ", ".join(r.codes(above))),
        ("sdg", "; ".join(f"{one} {sdg.get(one, '')}".strip() for one in action.sdg)),
        ("risks", "; ".join(risks)),
    ]
