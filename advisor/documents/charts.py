"""The charts, each from one Vega-Lite specification for page and document alike.

Shades are told apart without colour, by lightness and by labels; the numbers of each chart also
stand in a table of the document.
"""

from collections.abc import Callable
from typing import Any

import altair as alt

from advisor.documents.fonts import BODY
from advisor.documents.parts.delivery import cost_by_year, plan_years, priced, year_label
from advisor.documents.parts.sequence import PHASES, gantt_slices
from advisor.documents.reading import Reading

Chart = Any
DARK, MIDDLE, LIGHT, PALE, GREY = "#1F3A5F", "#5C7FA8", "#A9C0DA", "#DCE6F1", "#595959"
_WIDTH = 560
_LABELS, _SIGNS = 255, 50
_LEVELS = ("low", "medium", "high")
_PARTS = ("egdi", "osi", "hci", "tii")


def specifications(r: Reading) -> dict[str, dict[str, Any]]:
    """Chart name -> Vega-Lite specification, for those charts that have something to show."""
    makers: dict[str, Callable[[Reading], Chart | None]] = {
        "egdi": egdi,
        "scores": scores,
        "pillars": pillars,
        "cost": cost,
        "risks": risk_map,
    }
    found = {name: chart for name, make in makers.items() if (chart := make(r)) is not None}
    for number, codes in enumerate(gantt_slices(r), 1):
        found[f"gantt-{number}"] = gantt(r, codes)
    return {name: _dressed(chart).to_dict(validate=False) for name, chart in found.items()}


def _dressed(chart: Chart) -> Chart:
    dressed: Chart = (
        chart.configure(font=BODY, background="white")
        .configure_view(stroke=None)
        .configure_axis(
            labelFontSize=11,
            titleFontSize=11,
            titleFontWeight="normal",
            labelColor="black",
            titleColor=GREY,
            gridColor="#E3E7EC",
            domainColor=GREY,
            tickColor=GREY,
            labelLimit=330,
        )
        .configure_legend(labelFontSize=11, titleFontSize=11, orient="top", title=None)
    )
    return dressed


def _data(rows: list[dict[str, Any]]) -> Any:
    return alt.Data(values=rows)  # type: ignore[no-untyped-call]


def _bars(rows: list[dict[str, Any]], target: str) -> Chart:
    """Horizontal bars on the scale 1 to 5 with their values, and a line at the target of 4."""
    order = [row["label"] for row in rows]
    base = alt.Chart(_data(rows)).encode(y=alt.Y("label:N", sort=order, title=None))
    scale = alt.Scale(domain=[1, 5])
    bars = base.mark_bar(color=MIDDLE, height={"band": 0.62}).encode(
        x=alt.X(
            "value:Q", scale=scale, title=None, axis=alt.Axis(values=[1, 2, 3, 4, 5], format="d")
        ),
        x2=alt.datum(1),
    )
    text = base.mark_text(align="left", dx=5, fontSize=11).encode(x="value:Q", text="shown:N")
    aim = alt.Chart(_data([{"aim": 4, "text": target}]))
    line = aim.mark_rule(strokeDash=[5, 3], color=DARK, strokeWidth=1.5).encode(x="aim:Q")
    word = aim.mark_text(align="left", dx=4, dy=-6, y=0, fontSize=10, color=DARK).encode(
        x="aim:Q", text="text:N"
    )
    chart: Chart = alt.layer(bars, text, line, word).properties(
        width=_WIDTH - 230, height=28 * len(rows)
    )
    return chart


def scores(r: Reading) -> Chart | None:
    """Capability by dimension."""
    rows = [
        {"label": one.label, "value": one.score / 100, "shown": r.tenths(one.score)}
        for one in r.roadmap.scores
        if one.score is not None
    ]
    return _bars(rows, r.words.situation.target_line) if len(rows) > 1 else None


def pillars(r: Reading) -> Chart | None:
    """Score by pillar."""
    rows = [
        {
            "label": f"{one.no} {one.title}",
            "value": one.score.score / 100,
            "shown": r.tenths(one.score.score),
        }
        for one in r.roadmap.pillars
        if one.score.score is not None
    ]
    return _bars(rows, r.words.situation.target_line) if len(rows) > 1 else None


def egdi(r: Reading) -> Chart | None:
    """The country's index and its parts over the Surveys."""
    years = sorted(r.roadmap.egdi, key=lambda one: int(one["year"]))
    if len(years) < 2:
        return None
    names = {"egdi": r.words.situation.egdi_index, **r.words.situation.egdi_parts}
    rows = [
        {"year": str(one["year"]), "part": names[part], "value": one[part] / 100_000}
        for one in years
        for part in _PARTS
    ]
    shown = [names[part] for part in _PARTS]
    last = [row for row in rows if row["year"] == str(years[-1]["year"])]
    dashes = [[1, 0], [6, 3], [2, 2], [8, 3, 2, 3]]
    colours = [DARK, MIDDLE, "black", GREY]
    base = alt.Chart(_data(rows)).encode(
        x=alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0)),
        y=alt.Y("value:Q", title=None, scale=alt.Scale(domain=[0, 1])),
        color=alt.Color("part:N", scale=alt.Scale(domain=shown, range=colours), legend=None),
    )
    line = base.mark_line(strokeWidth=2).encode(
        strokeDash=alt.StrokeDash(
            "part:N", scale=alt.Scale(domain=shown, range=dashes), legend=None
        )
    )
    label = (
        alt.Chart(_data(_apart(last)))
        .mark_text(align="left", dx=6, fontSize=11)
        .encode(x="year:O", y="place:Q", text="part:N")
    )
    chart: Chart = alt.layer(line, base.mark_point(filled=True, size=32), label)
    return chart.properties(width=_WIDTH - 230, height=210)


def _apart(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The last points with a place for each label, moved so that no two overlap."""
    found: list[dict[str, Any]] = []
    for row in sorted(rows, key=lambda one: one["value"]):
        least = found[-1]["place"] + 0.075 if found else 0.0
        found.append({**row, "place": max(row["value"], least)})
    return found


def cost(r: Reading) -> Chart | None:
    """Lower and upper cost by plan year, and the budget where it was given."""
    if not priced(r):
        return None
    w, budget = r.words.resources, r.roadmap.settings.budget
    rows, lines = [], []
    for at, (low, high) in enumerate(cost_by_year(r)):
        year = year_label(r, at)
        rows += [
            {"year": year, "bound": w.cost_high, "money": high},
            {"year": year, "bound": w.cost_low, "money": low},
        ]
        if at < len(budget):
            lines.append({"year": year, "money": budget[at], "bound": w.cost_budget})
    order = [year_label(r, at) for at in range(plan_years(r))]
    shades = alt.Scale(domain=[w.cost_low, w.cost_high], range=[DARK, LIGHT])
    bars = (
        alt.Chart(_data(rows))
        .mark_bar(width={"band": 0.5})
        .encode(
            x=alt.X("year:O", sort=order, title=None, axis=alt.Axis(labelAngle=0)),
            y=alt.Y("money:Q", stack=None, title=r.roadmap.settings.currency or None),
            color=alt.Color("bound:N", scale=shades),
        )
    )
    layers = [bars]
    if lines:
        layers.append(
            alt.Chart(_data(lines))
            .mark_tick(color="black", thickness=2, width={"band": 0.8})
            .encode(
                x=alt.X("year:O", sort=order),
                y="money:Q",
                strokeDash=alt.StrokeDash("bound:N", scale=alt.Scale(range=[[1, 0]])),
            )
        )
    chart: Chart = alt.layer(*layers)
    return chart.properties(width=_WIDTH - 90, height=220)


def risk_map(r: Reading) -> Chart | None:
    """Risks by likelihood and impact, by their codes."""
    if not r.roadmap.risks:
        return None
    w, names = r.words.risks, r.words.general.levels
    rows = []
    for likelihood in _LEVELS:
        for impact in _LEVELS:
            codes = [
                r.risk_code[one.id]
                for one in r.ranked_risks
                if (one.likelihood, one.impact) == (likelihood, impact)
            ]
            weight = (_LEVELS.index(likelihood) + 1) * (_LEVELS.index(impact) + 1)
            lines = [", ".join(codes[at : at + 5]) for at in range(0, len(codes), 5)]
            rows.append(
                {
                    "likelihood": names[likelihood],
                    "impact": names[impact],
                    "weight": weight,
                    "codes": lines or [""],
                }
            )
    order = [names[level] for level in _LEVELS]
    base = alt.Chart(_data(rows)).encode(
        x=alt.X("impact:O", sort=order, title=w.impact, axis=alt.Axis(labelAngle=0)),
        y=alt.Y("likelihood:O", sort=order[::-1], title=w.likelihood),
    )
    shades = alt.Scale(domain=[1, 9], range=["#F3F6FA", LIGHT])
    tiles = base.mark_rect(stroke="white", strokeWidth=3).encode(
        color=alt.Color("weight:Q", scale=shades, legend=None)
    )
    text = base.mark_text(fontSize=11, lineBreak="\n").encode(text="codes:N")
    chart: Chart = alt.layer(tiles, text)
    return chart.properties(width=_WIDTH - 90, height=230)


def _short(text: str) -> str:
    """A label cut here: Vega would measure each one many times, which takes a second."""
    return text if len(text) <= _SIGNS else f"{text[: _SIGNS - 1].rstrip()}…"


def gantt(r: Reading, codes: list[str]) -> Chart:
    """Actions as bars over quarters, in the order of their codes, shaded by phase."""
    chosen = [one for one in r.actions if one.code in codes]
    rows = [
        {
            "name": _short(f"{one.code}  {one.title}"),
            "from": one.start_quarter / 4,
            "to": (one.end_quarter + 1) / 4,
            "phase": r.phase(one.phase),
        }
        for one in chosen
    ]
    years = plan_years(r)
    ticks = [{"at": at + 0.5, "year": year_label(r, at)} for at in range(years)]
    phases = [r.phase(phase) for phase in PHASES]
    shades = alt.Scale(domain=phases, range=[DARK, MIDDLE, LIGHT, PALE])
    scale = alt.Scale(domain=[0, years], nice=False)
    axis = alt.Axis(values=list(range(years + 1)), labels=False, ticks=False, domain=False)
    order = [str(row["name"]) for row in rows]
    rank = alt.Y(
        "name:N",
        sort=order,
        title=None,
        axis=alt.Axis(
            labelFontSize=9,
            labelLimit=0,
            labelAlign="left",
            labelPadding=_LABELS,
            ticks=False,
            domain=False,
            grid=False,
        ),
    )
    bars = (
        alt.Chart(_data(rows))
        .mark_bar(height={"band": 0.72}, stroke=DARK, strokeWidth=0.5)
        .encode(
            x=alt.X("from:Q", scale=scale, title=None, axis=axis),
            x2="to:Q",
            y=rank,
            color=alt.Color("phase:N", scale=shades),
        )
    )
    heads = (
        alt.Chart(_data(ticks)).mark_text(dy=-8, y=0, fontSize=10).encode(x="at:Q", text="year:N")
    )
    chart: Chart = alt.layer(bars, heads)
    return chart.properties(width=_WIDTH - _LABELS - 10, height=12 * len(rows))
