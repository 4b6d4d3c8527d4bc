"""Executive summary and plan on a page."""

from advisor.documents.parts.front import period
from advisor.documents.phrasing import nbsp
from advisor.documents.reading import Reading
from advisor.documents.tree import Block, Column, bullets, group, heading, para, styled, table
from advisor.model.roadmap import PlannedAction

FEATURES = "inst.features"
_FIRST = 6
_PILLAR_SHARE, _PHASE_SHARE = 3, 5
_PAGE_WIDTH, _PAGE_LINES = 175, 39  # signs across and lines down a landscape page
_PHASES = ("quick", "short", "medium", "long")


def summary(r: Reading) -> list[Block]:
    """The chapter for the reader who reads no other."""
    w = r.words.summary
    statement = r.said("vision.statement")
    blocks = [styled(w.vision.format(vision=statement), "vision")] if statement else []
    blocks.append(para(_scope(r)))
    blocks += [para(text) for text in (_stand(r), _features(r), _risks(r)) if text]
    blocks += [para(text) for text in (_order(r), _means(r)) if text]
    blocks += _decisions(r)
    blocks += _first_days(r)
    return blocks


def _scope(r: Reading) -> str:
    w, actions = r.words.summary, r.actions
    quick = r.in_phase("quick")
    start = r.roadmap.settings.start
    if not actions:
        return w.scope_empty.format(office=r.the(r.office))
    text = w.scope.format(
        office=r.the(r.office),
        actions=r.words.count(len(actions), "actions"),
        pillars=r.words.count(len({one.pillar for one in actions}), "pillars"),
        years=r.words.count(r.roadmap.settings.years, "years"),
        start=w.scope_start.format(start=r.day(start)) if start else "",
        musts=r.words.count(sum(one.strength == "must" for one in actions), "actions"),
    )
    found = w.scope_quick.format(quick=r.words.count(len(quick), "actions"))
    return f"{text} {found if quick else w.scope_no_quick}"


def _stand(r: Reading) -> str:
    w = r.words.summary
    scored = sorted(
        (one for one in r.roadmap.scores if one.score is not None),
        key=lambda one: -(one.score or 0),
    )
    unscored = [one.label for one in r.roadmap.scores if one.score is None]
    found = []
    if len(scored) == 1:
        found.append(w.stand_one.format(best=scored[0].label, best_score=r.score(scored[0].score)))
    elif scored:
        best, worst = scored[0], scored[-1]
        found.append(
            w.stand.format(
                scored=len(scored),
                best=best.label,
                best_score=r.score(best.score),
                worst=worst.label,
                worst_score=r.score(worst.score),
            )
        )
    if unscored:
        found.append(w.unscored.format(dimensions=r.words.joined(unscored)))
    return " ".join(found)


def _features(r: Reading) -> str:
    checks = r.checks(FEATURES)
    if not checks:
        return ""
    w = r.words.summary
    missing = [r.short_option(FEATURES, item) for item, one in checks.items() if one == "no"]
    template = w.features if missing else w.features_all
    states = r.tally(checks, "check", ("yes", "partly")) or r.words.count(len(missing), "check_no")
    return template.format(total=len(checks), states=states, missing=r.words.few(missing, 4))


def _risks(r: Reading) -> str:
    if not r.roadmap.risks:
        return ""
    top = [f"{one.title} ({r.risk_code[one.id]})" for one in r.ranked_risks[:3]]
    return r.words.summary.risks.format(
        risks=r.words.count(len(r.roadmap.risks), "risks"), top="; ".join(top)
    )


def _order(r: Reading) -> str:
    """How much work on bodies, rules and people starts before technology is bought."""
    bought = [one for one in r.actions if one.nature == "technology" and one.cost_band != "none"]
    if not bought:
        return ""
    first = min(bought, key=lambda one: (one.start_quarter, one.code))
    early = sum(
        one.nature in ("institution", "law", "people") and one.start_quarter <= first.start_quarter
        for one in r.actions
    )
    if not early:
        return ""
    return r.words.summary.order.format(
        early=r.words.count(early, "groundwork"), code=first.code, when=nbsp(first.start)
    )


def _means(r: Reading) -> str:
    w, settings, roadmap = r.words.summary, r.roadmap.settings, r.roadmap
    if not r.actions:
        return _open(r)
    effort = r.words.count(sum(one.effort_pm for one in r.actions), "pm")
    people = r.words.count(settings.people or 0, "people")
    found = [(w.means_people if settings.people else w.means).format(effort=effort, people=people)]
    lows = [one.cost.low for one in r.actions]
    highs = [one.cost.high for one in r.actions]
    if lows and None not in lows + highs:
        template = w.cost_budget if settings.budget else w.cost
        found.append(
            template.format(
                low=r.money(sum(one or 0 for one in lows)),
                high=r.money(sum(one or 0 for one in highs)),
                budget=r.money(sum(settings.budget)),
            )
        )
    else:
        found.append(w.cost_open)
    if roadmap.not_placed:
        actions = r.words.count(len(roadmap.not_placed), "actions")
        found.append(w.not_placed.format(actions=actions, chapter=r.words.sequence.title))
    found.append(_open(r))
    return " ".join(found)


def _open(r: Reading) -> str:
    w = r.words.summary
    details = sum(one.kind in r.DETAILS for one in r.roadmap.to_confirm)
    points = r.words.count(r.open_points, "points")
    return (w.open_details if details else w.open).format(points=points, details=details)


def _item(r: Reading, action: PlannedAction) -> tuple[str, str]:
    return (action.code, r.words.summary.item.format(title=action.title, by=nbsp(action.end)))


def _decisions(r: Reading) -> list[Block]:
    """What a signature commits to: the musts of the first year that set up bodies or rules."""
    w = r.words.summary
    found = [
        action
        for action in r.actions
        if action.strength == "must"
        and action.nature in ("institution", "law")
        and action.phase in ("quick", "short")
    ]
    if not found:
        return []
    sponsor = r.the(r.sponsor) if r.sponsor else w.decisions_signatory
    return [
        heading(w.decisions, 2, "decisions"),
        para(w.decisions_intro.format(sponsor=sponsor)),
        *_listed(r, found),
    ]


def _listed(r: Reading, actions: list[PlannedAction]) -> list[Block]:
    """The first of the actions with their titles, and the codes of the others."""
    rest = ", ".join(one.code for one in actions[_FIRST:])
    more = [para(r.words.summary.more.format(codes=rest))] if rest else []
    return [*bullets([_item(r, one) for one in actions[:_FIRST]]), *more]


def _first_days(r: Reading) -> list[Block]:
    w = r.words.summary
    quick = sorted(r.in_phase("quick"), key=lambda one: (one.strength != "must", one.code))
    if not quick:
        return []
    return [
        heading(w.first, 2, "first-days"),
        para(w.first_intro),
        *_listed(r, quick),
    ]


def _page_cell(r: Reading, actions: list[PlannedAction], titled: set[str]) -> tuple[str, ...]:
    """Actions with their titles, and the codes of those for which there is no room."""
    w = r.words.summary
    lines = [
        w.page_cell.format(code=one.code, title=one.title) for one in actions if one.id in titled
    ]
    rest = [one.code for one in actions if one.id not in titled]
    if rest:
        template = w.page_more if lines else w.page_codes
        lines.append(template.format(codes=", ".join(rest)))
    return tuple(lines)


def _page_rows(
    r: Reading, phases: list[str], titled: list[PlannedAction]
) -> list[list[tuple[str, ...]]]:
    """The table's rows when these actions bear their titles and the others only their codes."""
    w, chosen = r.words.summary, {one.id for one in titled}
    rows = []
    for pillar in r.roadmap.pillars:
        mine = [one for one in r.actions if one.pillar == pillar.no]
        if mine:
            name = w.page_cell.format(code=pillar.no, title=pillar.title)
            in_phase = [[one for one in mine if one.phase == phase] for phase in phases]
            rows.append([(name,), *[_page_cell(r, found, chosen) for found in in_phase]])
    return rows


def _fits(rows: list[list[tuple[str, ...]]], phases: int) -> bool:
    """Whether rows fit on one landscape page, by a count of lines on the safe side."""
    width = _PAGE_WIDTH * _PHASE_SHARE // (_PILLAR_SHARE + _PHASE_SHARE * phases)
    lines = [max(sum(-(-len(text) // width) for text in cell) for cell in row) for row in rows]
    return sum(lines) + len(rows) // 2 <= _PAGE_LINES


def plan_on_a_page(r: Reading) -> list[Block]:
    """All actions on one landscape page, pillars down and phases across.

    Where there is no room for all titles, the musts and the most urgent actions bear theirs.
    """
    w = r.words.summary
    phases = [phase for phase in _PHASES if r.in_phase(phase)]
    rank = {"must": 0, "should": 1, "could": 2}
    ordered = sorted(r.actions, key=lambda one: (rank[one.strength], one.priority, one.code))
    titled = ordered
    rows = _page_rows(r, phases, titled)
    while titled and not _fits(rows, len(phases)):
        titled = titled[:-1]
        rows = _page_rows(r, phases, titled)
    if not rows:
        return []
    columns = [
        Column(w.page_pillar, _PILLAR_SHARE),
        *[Column(r.phase(phase), _PHASE_SHARE) for phase in phases],
    ]
    caption = w.page_caption.format(period=period(r))
    return [
        group(
            [heading(w.page, 2, "plan-on-a-page"), *table(caption, columns, rows, "tiny")],
            "landscape",
        )
    ]
