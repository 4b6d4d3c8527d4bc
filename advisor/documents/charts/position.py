"""The country in the UN E-Government Survey: over the years, and among its peers."""

import altair as alt

from advisor.documents.charts.looks import DARK, GREY, MIDDLE, WIDTH, Chart, Row, layer
from advisor.documents.reading import Reading

PARTS = ("egdi", "osi", "hci", "tii")
_DASHES = [[1, 0], [6, 3], [2, 2], [8, 3, 2, 3], [1, 4]]
_COLOURS = [DARK, MIDDLE, "black", GREY, GREY]
_SHAPES = ["circle", "square", "triangle-up", "cross", "diamond"]
_APART = 0.075


def egdi(r: Reading) -> Chart | None:
    """The index over the Surveys: against the peers, or with its parts where there are none."""
    years = sorted(r.roadmap.egdi, key=lambda one: int(one["year"]))
    if len(years) < 2:
        return None
    if len({one.group for one in r.roadmap.peers}) > 1:
        return _lines(
            [
                {"year": str(one.year), "line": r.peer(one), "value": one.egdi / 100_000}
                for one in r.roadmap.peers
            ]
        )
    names = {"egdi": r.words.situation.egdi_index, **r.words.situation.egdi_parts}
    return _lines(
        [
            {"year": str(one["year"]), "line": names[part], "value": one[part] / 100_000}
            for one in years
            for part in PARTS
        ]
    )


def _lines(rows: list[Row]) -> Chart:
    shown = list(dict.fromkeys(row["line"] for row in rows))
    last = max(row["year"] for row in rows)
    colours = alt.Scale(domain=shown, range=_COLOURS)
    base = layer(rows).encode(
        x=alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0)),
        y=alt.Y("value:Q", title=None, scale=alt.Scale(domain=[0, 1])),
        color=alt.Color("line:N", scale=colours, legend=None),
    )
    dashes = alt.Scale(domain=shown, range=_DASHES)
    line = base.mark_line(strokeWidth=2).encode(
        strokeDash=alt.StrokeDash("line:N", scale=dashes, legend=None)
    )
    ends = _apart([row for row in rows if row["year"] == last])
    label = layer(ends).mark_text(align="left", dx=6, fontSize=11)
    chart: Chart = alt.layer(
        line,
        base.mark_point(filled=True, size=32, opacity=1),
        label.encode(x="year:O", y="place:Q", text="line:N"),
    )
    return chart.properties(width=WIDTH - 230, height=230)


def _apart(rows: list[Row]) -> list[Row]:
    """The last points with a place for each label, moved so that no two overlap."""
    found: list[Row] = []
    for row in sorted(rows, key=lambda one: (one["value"], one["line"])):
        least = found[-1]["place"] + _APART if found else 0.0
        found.append({**row, "place": max(row["value"], least)})
    over = max(0.0, found[-1]["place"] - 1.0) if found else 0.0
    return [{**row, "place": row["place"] - over} for row in found]


def peers(r: Reading) -> Chart | None:
    """The parts of the index in the last Survey: the country and the means of its groups."""
    last = max((one.year for one in r.roadmap.peers), default=0)
    groups = [one for one in r.roadmap.peers if one.year == last]
    if len(groups) < 2:
        return None
    names = {"egdi": r.words.situation.egdi_index, **r.words.situation.egdi_parts}
    rows = [
        {"part": names[part], "group": r.peer(one), "value": getattr(one, part) / 100_000}
        for part in PARTS
        for one in groups
    ]
    shown = [r.peer(one) for one in groups]
    parts = [names[part] for part in PARTS]
    y = alt.Y("part:N", sort=parts, title=None, axis=alt.Axis(grid=True, ticks=False))
    colours = ["black", MIDDLE, DARK, GREY, MIDDLE]
    legend = alt.Legend(columns=3, labelLimit=240, symbolSize=90)
    points = (
        layer(rows)
        .mark_point(size=85, strokeWidth=2, opacity=1)
        .encode(
            x=alt.X("value:Q", title=None, scale=alt.Scale(domain=_span(rows), nice=False)),
            y=y,
            shape=alt.Shape("group:N", scale=alt.Scale(domain=shown, range=_SHAPES), legend=legend),
            color=alt.Color("group:N", scale=alt.Scale(domain=shown, range=colours), legend=legend),
        )
    )
    own = [row for row in rows if row["group"] == shown[0]]
    filled = layer(own).mark_point(size=85, shape="circle", filled=True, color="black", opacity=1)
    chart: Chart = alt.layer(points, filled.encode(x="value:Q", y=y))
    return chart.properties(width=WIDTH - 190, height=150)


def _span(rows: list[Row]) -> list[float]:
    """The tenths between which all values lie."""
    values = [row["value"] for row in rows]
    return [max(0, int(min(values) * 10 - 0.5)) / 10, min(10, int(max(values) * 10 + 1.5)) / 10]
