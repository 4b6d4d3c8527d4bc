"""Governance, resources, change management."""

from advisor.documents.phrasing import nbsp, sentence
from advisor.documents.reading import Reading
from advisor.documents.tree import (
    Block,
    Cell,
    Column,
    bullets,
    figure,
    heading,
    para,
    set_columns,
    table,
)

_PRICES = ("person_month", "small", "medium", "large")


def governance(r: Reading) -> list[Block]:
    """Who decides, coordinates, leads and supports."""
    w = r.words.governance
    sponsor = w.sponsor.format(sponsor=r.the(r.sponsor)) if r.sponsor else w.sponsor_open
    blocks = [para(f"{sponsor} {w.office.format(office=r.the(r.office))}")]
    if said := r.statements(w.questions):
        blocks.append(para(sentence(w.state.format(answers=said))))
    bodies = [(one.code, one.title) for one in r.actions if one.nature == "institution"]
    if bodies:
        blocks += [para(w.bodies), *bullets(bodies)]
    leading, helping = _posts(r)
    once = []
    rows: list[list[Cell]] = []
    for post in leading:
        leads = [one.code for one in r.actions if one.owner == post]
        if len(leads) < 2:
            once.append(w.helper.format(post=post, codes=leads[0]))
            continue
        supports = [one.code for one in r.actions if post in one.supports]
        rows.append([post, ", ".join(leads), ", ".join(supports)])
    columns = set_columns(w.owners_head, (40, 30, 30))
    if rows:
        blocks.append(
            para(w.raci.format(sponsor=r.the(r.sponsor) if r.sponsor else w.raci_sponsor))
        )
    blocks += table(w.owners_caption, columns, rows)
    if once:
        blocks.append(para(w.once.format(posts="; ".join(once))))
    if helping:
        posts = [w.helper.format(post=post, codes=", ".join(codes)) for post, codes in helping]
        blocks.append(para(w.helpers.format(posts=r.words.few(posts, 6))))
    return blocks


def _posts(r: Reading) -> tuple[list[str], list[tuple[str, list[str]]]]:
    """Posts that lead, the busiest first, and posts that only support, with what they support."""
    led: dict[str, int] = {}
    helped: dict[str, list[str]] = {}
    for action in r.actions:
        led[action.owner] = led.get(action.owner, 0) + 1
        for post in action.supports:
            helped.setdefault(post, []).append(action.code)
    leading = sorted(led, key=lambda post: (-led[post], post))
    only = [(post, codes) for post, codes in helped.items() if post not in led]
    return leading, sorted(only, key=lambda one: (-len(one[1]), one[0]))


def resources(r: Reading) -> list[Block]:
    """People and money by plan year, against what is there."""
    if not r.actions:
        return []
    w = r.words.resources
    effort = effort_by_year(r)
    peak = max(range(len(effort)), key=lambda year: effort[year])
    total = r.words.count(sum(one.effort_pm for one in r.actions), "pm")
    text = [
        w.effort.format(
            effort=total, peak=r.words.count(effort[peak], "pm"), year=year_label(r, peak)
        )
    ]
    if people := r.roadmap.settings.people:
        capacity = r.words.count(people * 12, "pm")
        text.append(w.capacity.format(people=r.words.count(people, "people"), capacity=capacity))
    return [
        para(" ".join(text)),
        para(_money(r)),
        *_chart(r),
        *_years(r, effort),
        para(_sources(r)),
    ]


def _money(r: Reading) -> str:
    w, settings = r.words.resources, r.roadmap.settings
    bands = [
        w.band.format(
            actions=r.words.count(number, "actions"), band=r.words.general.cost_bands[band]
        )
        for band in ("none", "small", "medium", "large")
        if (number := sum(one.cost_band == band for one in r.actions))
    ]
    found = [w.bands.format(bands=r.words.joined(bands))]
    missing = [w.prices[name] for name in _PRICES if getattr(settings, name) is None]
    if missing:
        found.append(w.unpriced.format(missing=r.words.joined(missing)))
    if not priced(r):
        return " ".join(found)
    low, high = (sum(bounds) for bounds in zip(*cost_by_year(r), strict=True))
    found.append(w.total.format(low=r.money(low), high=r.money(high)))
    if settings.budget:
        budget = sum(settings.budget)
        found.append(w.budget.format(budget=r.money(budget)))
        found.append(w.short.format(gap=r.money(high - budget)) if high > budget else w.enough)
    return " ".join(found)


def priced(r: Reading) -> bool:
    """Whether every action has a cost range."""
    costs = [one.cost for one in r.actions]
    return bool(costs) and all(one.low is not None and one.high is not None for one in costs)


def plan_years(r: Reading) -> int:
    """How many years the plan runs, the last action's end included."""
    ends = [one.end_quarter // 4 + 1 for one in r.actions]
    return max([r.roadmap.settings.years, *ends])


def year_label(r: Reading, year: int) -> str:
    """A plan year counted from 0: '2027', '2027/28' when it starts within a year, or 'Year 1'."""
    w, start = r.words.resources, r.roadmap.settings.start
    if start is None:
        return nbsp(w.year.format(year=year + 1))
    first = int(start[:4]) + year
    if start[5:7] == "01":
        return str(first)
    return w.year_split.format(first=first, last=f"{(first + 1) % 100:02d}")


def effort_by_year(r: Reading) -> list[int]:
    """Person-months by plan year; an action's effort is spread evenly over its quarters.

    Whole months: what is left over by rounding falls into the earliest quarters.
    """
    found = [0] * plan_years(r)
    for action in r.actions:
        length = action.end_quarter - action.start_quarter + 1
        for step in range(length):
            share = action.effort_pm // length + (step < action.effort_pm % length)
            found[(action.start_quarter + step) // 4] += share
    return found


def cost_by_year(r: Reading) -> list[tuple[int, int]]:
    """Lower and upper cost by plan year: charged to the year in which an action starts."""
    found = [(0, 0)] * plan_years(r)
    for action in r.actions:
        year = action.start_quarter // 4
        low, high = found[year]
        found[year] = (low + (action.cost.low or 0), high + (action.cost.high or 0))
    return found


def _chart(r: Reading) -> list[Block]:
    w = r.words.resources
    if not priced(r):
        return []
    highs = [high for _, high in cost_by_year(r)]
    dearest = max(range(len(highs)), key=lambda year: highs[year])
    alt = w.years_alt.format(year=year_label(r, dearest), high=r.money(highs[dearest]))
    return [figure("cost", w.years_figure, alt)]


def _years(r: Reading, effort: list[int]) -> list[Block]:
    """Effort, cost and budget by plan year; only the columns for which there are figures."""
    w, budget = r.words.resources, r.roadmap.settings.budget
    rows: list[list[Cell]] = [[year_label(r, at), str(months)] for at, months in enumerate(effort)]
    keys = ["year", "effort"]
    if priced(r):
        keys += ["low", "high"]
        for row, (low, high) in zip(rows, cost_by_year(r), strict=True):
            row += [r.money(low), r.money(high)]
    if budget:
        keys.append("budget")
        for at, row in enumerate(rows):
            row.append(r.money(budget[at]) if at < len(budget) else r.words.general.to_confirm)
    columns = [Column(w.years_head[key], 1, key != "year") for key in keys]
    return table(w.years_caption, columns, rows)


def _sources(r: Reading) -> str:
    w = r.words.resources
    sources = r.said("p7.sources")
    found = [sentence(w.sources.format(sources=sources)) if sources else w.sources_open]
    if said := r.statements(w.questions):
        found.append(sentence(w.statements.format(answers=said)))
    return " ".join([*found, w.split])


def change(r: Reading) -> list[Block]:
    """Change management, capacity building, communication."""
    w = r.words.change
    found = []
    if shown := r.said("p1.change"):
        found.append(sentence(w.answer.format(shown=shown)))
    signs = [
        r.option("pre.signals", item)
        for item, check in r.checks("pre.signals").items()
        if check in ("yes", "partly") and item.split("-")[0] in ("change", "skills", "culture")
    ]
    if signs:
        found.append(sentence(w.signs.format(signs="; ".join(signs))))
    if said := r.statements(w.questions):
        found.append(sentence(w.statements.format(answers=said)))
    actions = [one for one in r.actions if one.nature == "people"]
    blocks = [para(" ".join(found))] if found else []
    if actions:
        rows: list[list[Cell]] = [
            [one.code, (one.title, one.deliverable), r.tbc(one.owner), r.when(one)]
            for one in actions
        ]
        columns = set_columns(w.actions_head, (8, 52, 23, 17), titled=(1,))
        blocks += [
            heading(w.actions, 2, "capacity"),
            para(f"{w.actions_intro} {_before(r)}".strip()),
        ]
        blocks += table(w.actions_caption, columns, rows)
    return [*blocks, para(w.communication)]


def _before(r: Reading) -> str:
    """How many actions on people start no later than the first purchase of technology."""
    bought = [one for one in r.actions if one.nature == "technology" and one.cost_band != "none"]
    if not bought:
        return ""
    first = min(bought, key=lambda one: (one.start_quarter, one.code))
    early = [
        one.code
        for one in r.actions
        if one.nature == "people" and one.start_quarter <= first.start_quarter
    ]
    if not early:
        return ""
    return r.words.change.before.format(
        people=r.words.joined(early), technology=first.code, when=nbsp(first.start)
    )
