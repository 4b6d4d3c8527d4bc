"""Resources: people, purchases and running cost by year, who pays, and what nobody pays yet."""

from advisor.documents.parts.means import (
    cost_by_year,
    effort_by_year,
    gap_by_year,
    in_order,
    paid_by_year,
    plan_years,
    priced,
    source_label,
    year_label,
)
from advisor.documents.phrasing import sentence
from advisor.documents.reading import Reading
from advisor.documents.tree import Block, Cell, Column, figure, heading, para, table

_PRICES = ("person_month", "small", "medium", "large")


def resources(r: Reading) -> list[Block]:
    """People and money by plan year, against what is there."""
    if not r.actions:
        return []
    effort = effort_by_year(r)
    return [
        para(_people(r, effort)),
        para(_money(r)),
        *_chart(r),
        *_years(r, effort),
        *_running(r),
        *_funding(r),
        para(_sources(r)),
    ]


def _people(r: Reading, effort: list[int]) -> str:
    w = r.words.resources
    peak = max(range(len(effort)), key=lambda year: effort[year])
    total = r.words.count(sum(one.effort_pm for one in r.actions), "pm")
    busiest = r.words.count(effort[peak], "pm")
    text = [w.effort.format(effort=total, peak=busiest, year=year_label(r, peak))]
    if people := r.roadmap.settings.people:
        capacity = r.words.count(people * 12, "pm")
        text.append(w.capacity.format(people=r.words.count(people, "people"), capacity=capacity))
    return " ".join(text)


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
    if settings.budget and not r.roadmap.funding:
        budget = sum(settings.budget)
        found.append(w.budget.format(budget=r.money(budget)))
        found.append(w.short.format(gap=r.money(high - budget)) if high > budget else w.enough)
    return " ".join(found)


def _chart(r: Reading) -> list[Block]:
    """The chart that `charts.money` draws, under the words that fit it."""
    w = r.words.resources
    if r.roadmap.funding:
        if not any(one.charged or one.running for one in r.roadmap.years):
            return []
        paid = paid_by_year(r)
        totals = [sum(amount for _, amount in parts) for parts in paid]
        dearest = max(range(len(totals)), key=lambda year: totals[year])
        alt = w.funded_alt.format(
            sources=r.words.joined([name for name, _ in paid[0][:-1]]),
            year=year_label(r, dearest),
            high=r.money(totals[dearest]),
            gap=r.money(sum(gap_by_year(r))),
        )
        return [figure("cost", w.funded_figure, alt)]
    if not priced(r):
        return []
    highs = [high for _, high in cost_by_year(r)]
    dearest = max(range(len(highs)), key=lambda year: highs[year])
    alt = w.years_alt.format(year=year_label(r, dearest), high=r.money(highs[dearest]))
    return [figure("cost", w.years_figure, alt)]


def _years(r: Reading, effort: list[int]) -> list[Block]:
    """Effort and money by plan year; only the columns for which there are figures."""
    w, budget = r.words.resources, r.roadmap.settings.budget
    tbc = r.words.general.to_confirm
    columns = {"year": [year_label(r, at) for at in range(len(effort))]}
    columns["effort"] = [str(months) for months in effort]
    if priced(r):
        columns["low"] = [r.sum(low) for low, _ in cost_by_year(r)]
        columns["high"] = [r.sum(high) for _, high in cost_by_year(r)]
    uses = {one.year: one for one in r.roadmap.years}
    if any(one.running for one in uses.values()):
        years = range(len(effort))
        columns["running"] = [r.sum(uses[at].running) if at in uses else tbc for at in years]
    if budget and not r.roadmap.funding:
        given = [r.sum(one) for one in budget[: len(effort)]]
        columns["budget"] = given + [tbc] * (len(effort) - len(given))
    if r.roadmap.funding:
        funded = [sum(amount for _, amount in parts[:-1]) for parts in paid_by_year(r)]
        columns["funded"] = [r.sum(one) for one in funded]
        columns["gap"] = [r.sum(one) for one in gap_by_year(r)]
    heads = [Column(w.years_head[key], 1, key != "year") for key in columns]
    rows: list[list[Cell]] = [list(row) for row in zip(*columns.values(), strict=True)]
    blocks = table(r.in_currency(w.years_caption), heads, rows, "small" if len(heads) > 6 else "")
    charged = [para(w.charged)] if {"funded", "running"} & columns.keys() else []
    return [*blocks, *charged]


def _running(r: Reading) -> list[Block]:
    """For which finished actions the running cost is still open."""
    w = r.words.resources
    open_ = list(dict.fromkeys(one for use in r.roadmap.years for one in use.running_open))
    codes = r.codes(open_)
    return [para(w.running_open.format(actions=", ".join(codes)))] if codes else []


def _funding(r: Reading) -> list[Block]:
    """Each source by year: what it gives, what the plan takes of it."""
    if not r.roadmap.funding:
        return []
    w, uses = r.words.resources, in_order(r.roadmap.funding)
    kinds = {one.name: w.uses[one.use] for one in r.roadmap.settings.funding}
    years = sorted({one.year for one in uses})[: plan_years(r)]
    rows: list[list[Cell]] = []
    for name in dict.fromkeys(one.source for one in uses):
        mine = {one.year: one for one in uses if one.source == name}
        label = source_label(r, next(iter(mine.values())))
        amounts = [_taken(r, mine[at].used, mine[at].amount) if at in mine else "" for at in years]
        whole = _taken(
            r, sum(one.used for one in mine.values()), sum(one.amount for one in mine.values())
        )
        rows.append([label, kinds.get(name, ""), *amounts, whole])
    heads = [Column(w.funding_head["source"], 24), Column(w.funding_head["use"], 16)]
    heads += [Column(year_label(r, at), 13, right=True) for at in years]
    heads += [Column(w.funding_head["all"], 14, right=True)]
    return [
        heading(w.funding, 2, "funding"),
        para(_paid(r)),
        *table(r.in_currency(w.funding_caption), heads, rows, "small"),
    ]


def _paid(r: Reading) -> str:
    """What secured money pays, what has no source yet, and which actions nobody pays."""
    w = r.words.resources
    gap, total = sum(gap_by_year(r)), sum(one.charged + one.running for one in r.roadmap.years)
    secured = sum(one.used for one in r.roadmap.funding if one.status == "secured")
    open_ = w.funding_gap.format(gap=r.money(gap), total=r.money(total))
    found = [
        w.funding_secured.format(secured=r.money(secured)),
        open_ if gap else w.funding_covered,
    ]
    unpaid = [one.code for one in r.actions if one.charged and not one.funding]
    if unpaid:
        found.append(w.funding_unpaid.format(actions=", ".join(unpaid)))
    return " ".join(found)


def _taken(r: Reading, used: int, amount: int) -> tuple[str, str]:
    return (r.sum(used), r.words.resources.of_amount.format(amount=r.sum(amount)))


def _sources(r: Reading) -> str:
    w = r.words.resources
    found = []
    if not r.roadmap.funding:
        sources = r.said("p7.sources")
        found.append(sentence(w.sources.format(sources=sources)) if sources else w.sources_open)
    if said := r.statements(w.questions):
        found.append(sentence(w.statements.format(answers=said)))
    split = w.split.format(finance=w.finance[r.level])
    return " ".join(found if r.roadmap.funding else [*found, split])
