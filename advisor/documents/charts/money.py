"""Cost by plan year: by the sources that pay and the gap, or as a range while none are named."""

import altair as alt

from advisor.documents.charts.looks import DARK, LIGHT, MIDDLE, PALE, WIDTH, Chart, Row, layer
from advisor.documents.parts.means import cost_by_year, paid_by_year, plan_years, priced, year_label
from advisor.documents.reading import Reading

_SHADES = (DARK, MIDDLE, LIGHT, PALE, "#7F7F7F", "#C9C9C9")
_GAP = "white"
_LINE = "M-1,-.25H1V.25H-1Z"  # Vega fills the symbols of this legend, so that a line needs a body


def cost(r: Reading) -> Chart | None:
    """What a year costs and who pays it; the cost range and the budget while no source is named."""
    if r.roadmap.funding and any(one.charged or one.running for one in r.roadmap.years):
        return _by_source(r)
    return _range(r) if priced(r) else None


def _by_source(r: Reading) -> Chart:
    """Bars by plan year, the secured money at the bottom and what nobody pays on top."""
    rows, names = [], []
    for at, parts in enumerate(paid_by_year(r)):
        for rank, (name, amount) in enumerate(parts):
            rows.append({"year": year_label(r, at), "source": name, "money": amount, "rank": rank})
            names.append(name)
    shown = list(dict.fromkeys(names))
    shades = [_SHADES[at % len(_SHADES)] for at in range(len(shown) - 1)] + [_GAP]
    scale = alt.Scale(domain=shown, range=shades)
    legend = alt.Legend(columns=2, labelLimit=260, symbolStrokeColor="black")
    bars = (
        layer(rows)
        .mark_bar(width={"band": 0.55}, stroke="black", strokeWidth=0.7)
        .encode(
            x=_years(r),
            y=_money(r),
            color=alt.Color("source:N", scale=scale, legend=legend),
            order=alt.Order("rank:Q"),
        )
    )
    chart: Chart = alt.layer(bars, *_budget(r))
    return chart.properties(width=WIDTH - 90, height=230)


def _years(r: Reading) -> alt.X:
    order = [year_label(r, at) for at in range(plan_years(r))]
    return alt.X("year:O", sort=order, title=None, axis=alt.Axis(labelAngle=0))


def _money(r: Reading) -> alt.Y:
    """Sums with their thousands apart, as the tables write them."""
    axis = alt.Axis(labelExpr="replace(format(datum.value, ',.0f'), regexp(',', 'g'), '\u00a0')")
    return alt.Y("money:Q", title=r.roadmap.settings.currency or None, axis=axis)


def _range(r: Reading) -> Chart:
    """Lower and upper cost by plan year, and the budget where it was given."""
    w = r.words.resources
    rows: list[Row] = []
    for at, (low, high) in enumerate(cost_by_year(r)):
        year = year_label(r, at)
        rows.append({"year": year, "bound": w.cost_high, "money": high})
        rows.append({"year": year, "bound": w.cost_low, "money": low})
    shades = alt.Scale(domain=[w.cost_low, w.cost_high], range=[DARK, LIGHT])
    bars = (
        layer(rows)
        .mark_bar(width={"band": 0.5})
        .encode(
            x=_years(r),
            y=_money(r).stack(None),
            color=alt.Color("bound:N", scale=shades),
        )
    )
    chart: Chart = alt.layer(bars, *_budget(r))
    return chart.properties(width=WIDTH - 90, height=220)


def _budget(r: Reading) -> list[Chart]:
    """A line at the budget of each year that has one."""
    w, budget = r.words.resources, r.roadmap.settings.budget
    rows = [
        {"year": year_label(r, at), "money": budget[at], "line": w.cost_budget}
        for at in range(min(plan_years(r), len(budget)))
    ]
    if not rows:
        return []
    legend = alt.Legend(symbolType=_LINE, symbolOpacity=1)
    dash = alt.StrokeDash("line:N", scale=alt.Scale(range=[[1, 0]]), legend=legend)
    ticks = layer(rows).mark_tick(color="black", thickness=2.5, width={"band": 0.8})
    return [ticks.encode(x=_years(r), y="money:Q", strokeDash=dash)]
