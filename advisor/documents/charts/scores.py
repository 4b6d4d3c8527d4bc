"""Capability by dimension and by pillar, with how far respondents are apart."""

import altair as alt

from advisor.documents.charts.looks import DARK, MIDDLE, WIDTH, Chart, Row, layer
from advisor.documents.reading import Reading
from advisor.model.roadmap import Score


def scores(r: Reading) -> Chart | None:
    """Capability by dimension."""
    return _bars(r, [(one.label, one) for one in r.roadmap.scores])


def pillars(r: Reading) -> Chart | None:
    """Score by pillar."""
    return _bars(r, [(f"{one.no} {one.title}", one.score) for one in r.roadmap.pillars])


def _bars(r: Reading, found: list[tuple[str, Score]]) -> Chart | None:
    """Horizontal bars on the scale 1 to 5, the range of the respondents, a line at the target."""
    rows = [_row(r, label, one) for label, one in found if one.score is not None]
    if len(rows) < 2:
        return None
    order = [row["label"] for row in rows]
    y = alt.Y("label:N", sort=order, title=None)
    axis = alt.Axis(values=[1, 2, 3, 4, 5], format="d")
    x = alt.X("value:Q", scale=alt.Scale(domain=[1, 5]), title=None, axis=axis)
    bars = layer(rows).mark_bar(color=MIDDLE, height={"band": 0.62})
    text = layer(rows).mark_text(align="left", dx=5, fontSize=11)
    layers = [
        bars.encode(y=y, x=x, x2=alt.datum(1)),
        *_ranges(rows, y),
        text.encode(y=y, x="end:Q", text="shown:N"),
        *_aim(r),
    ]
    chart: Chart = alt.layer(*layers)
    return chart.properties(width=WIDTH - 230, height=28 * len(rows))


def _row(r: Reading, label: str, one: Score) -> Row:
    value = (one.score or 0) / 100
    apart = one.low is not None and one.high is not None and one.respondents > 1
    return {
        "label": label,
        "value": value,
        "shown": r.tenths(one.score or 0),
        "low": (one.low or 0) / 100 if apart else None,
        "high": (one.high or 0) / 100 if apart else None,
        "end": max(value, (one.high or 0) / 100 if apart else 0),
    }


def _ranges(rows: list[Row], y: alt.Y) -> list[Chart]:
    """A line with ends from the lowest to the highest respondent, where there are several."""
    apart = [row for row in rows if row["low"] is not None]
    if not apart:
        return []
    line = (
        layer(apart).mark_rule(color="black", strokeWidth=1.5).encode(y=y, x="low:Q", x2="high:Q")
    )
    ends = [
        layer(apart).mark_tick(color="black", thickness=1.5, size=9).encode(y=y, x=f"{end}:Q")
        for end in ("low", "high")
    ]
    return [line, *ends]


def _aim(r: Reading) -> list[Chart]:
    aim = layer([{"aim": 4, "text": r.words.situation.target_line}])
    line = aim.mark_rule(strokeDash=[5, 3], color=DARK, strokeWidth=1.5).encode(x="aim:Q")
    word = aim.mark_text(align="left", dx=4, dy=-6, y=0, fontSize=10, color=DARK).encode(
        x="aim:Q", text="text:N"
    )
    return [line, word]
