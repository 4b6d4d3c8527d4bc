"""The Gantt chart: actions by pillar over quarters, with lines to what rests on them."""

from collections.abc import Sequence

import altair as alt

from advisor.documents.charts.looks import (
    DARK,
    GREY,
    LIGHT,
    MIDDLE,
    PALE,
    WIDE,
    Chart,
    Row,
    layer,
    short,
    width_of,
)
from advisor.documents.parts.means import plan_years, year_label
from advisor.documents.parts.sequence import PHASES, gantt_rows
from advisor.documents.reading import Reading
from advisor.model.roadmap import PlannedAction

_MOST_LABELS, _AFTER_LABEL, _SIZE = 490, 8, 9
_OTHER_FONT = 1.13  # how much wider a browser without the document's font may set the labels
_SHADES = dict(zip(PHASES, (DARK, MIDDLE, LIGHT, PALE), strict=True))
_ROW, _LEAST_ROW, _HEIGHT = 17, 11, 375
_QUARTER = 0.25  # of a plan year
_ROOM = 0.6  # of the quarter before a start, for the lines that end there


def gantt(r: Reading, actions: Sequence[PlannedAction]) -> Chart:
    """Actions as bars under their pillars, shaded by phase, and the lines of dependence."""
    lines = gantt_rows(actions)
    places = {one.id: at for at, one in enumerate(lines) if isinstance(one, PlannedAction)}
    years = plan_years(r)
    names = [_name(r, one) for one in lines]
    widest = max(width_of(one, _SIZE) for one in names) * _OTHER_FONT
    labels = min(_MOST_LABELS, widest + _AFTER_LABEL)
    x = alt.X(
        "x:Q",
        scale=alt.Scale(domain=[0, years], nice=False),
        title=None,
        axis=alt.Axis(values=list(range(years + 1)), labels=False, ticks=False, domain=False),
    )
    y = alt.Y("y:Q", scale=alt.Scale(domain=[len(lines), 0], nice=False), title=None, axis=None)
    layers = [
        *_edges(r, places, len(lines), x, y),
        _bars(r, places, x, y),
        *_labels(lines, names, labels, y),
        _years(r, years, x),
    ]
    chart: Chart = alt.layer(*layers)
    return chart.properties(
        width=WIDE - labels - 10,
        height=max(_LEAST_ROW, min(_ROW, _HEIGHT / len(lines))) * len(lines),
    )


def _bars(r: Reading, places: dict[str, int], x: alt.X, y: alt.Y) -> Chart:
    rows = [
        {
            "x": one.start_quarter * _QUARTER,
            "to": (one.end_quarter + 1) * _QUARTER,
            "y": places[one.id] + 0.2,
            "below": places[one.id] + 0.8,
            "phase": r.phase(one.phase),
            "line": 1.8 if one.critical else 0.5,
        }
        for one in r.actions
        if one.id in places
    ]
    used = {one.phase for one in r.actions}
    found = {r.phase(one): shade for one, shade in _SHADES.items() if one in used}
    shades = alt.Scale(domain=list(found), range=list(found.values()))
    return (
        layer(rows)
        .mark_rect(stroke="black", opacity=1)
        .encode(
            x=x,
            x2="to:Q",
            y=y,
            y2="below:Q",
            color=alt.Color("phase:N", scale=shades),
            strokeWidth=alt.StrokeWidth("line:Q", scale=None),
        )
    )


def _edges(r: Reading, places: dict[str, int], rows: int, x: alt.X, y: alt.Y) -> list[Chart]:
    """A line from each action's end down or up to the start of each that rests on it.

    All lines to one action share a lane, so that they run together before its start. A line from
    an action in another part of the chart comes in at the upper or lower edge.
    """
    lanes = _lanes(r, places)
    order = {one.id: at for at, one in enumerate(r.actions)}
    points: list[Row] = []
    heads: list[Row] = []
    for one in r.actions:
        found = [r.action[need] for need in one.needs if need in r.action]
        if one.id not in places or not found:
            continue
        row, start = places[one.id] + 0.5, one.start_quarter * _QUARTER
        for need in found:
            path = [(lanes[one.id], row), (start, row)]
            if need.id in places:
                end = (need.end_quarter + 1) * _QUARTER
                from_ = places[need.id] + 0.5
                path = [(min(end, lanes[one.id]), from_), (lanes[one.id], from_), *path]
            else:
                above = order[need.id] < order[one.id]
                path = [(lanes[one.id], 0.0 if above else float(rows)), *path]
            heavy = one.critical and need.critical
            points += [
                {"x": at, "y": down, "edge": f"{need.id}>{one.id}", "step": step, "heavy": heavy}
                for step, (at, down) in enumerate(path)
            ]
        heads.append({"x": start, "y": row})
    if not points:
        return []
    drawn = []
    for heavy, colour, width in ((False, GREY, 0.6), (True, "black", 1.6)):
        drawable = [one for one in points if one["heavy"] is heavy]
        if drawable:
            line = layer(drawable).mark_line(color=colour, strokeWidth=width, opacity=1)
            drawn.append(line.encode(x=x, y=y, detail="edge:N", order="step:Q"))
    arrows = layer(heads).mark_point(
        shape="triangle-right", size=22, filled=True, color="black", opacity=1, xOffset=-3
    )
    return [*drawn, arrows.encode(x=x, y=y)]


def _lanes(r: Reading, places: dict[str, int]) -> dict[str, float]:
    """Where the lines to an action run: before its start, apart from those to its neighbours."""
    starts: dict[int, list[str]] = {}
    for one in r.actions:
        if one.id in places and any(need in r.action for need in one.needs):
            starts.setdefault(one.start_quarter, []).append(one.id)
    found = {}
    for quarter, ids in starts.items():
        for at, name in enumerate(ids, 1):
            back = _QUARTER * (0.2 + _ROOM * at / (len(ids) + 1))
            found[name] = max(0.0, quarter * _QUARTER - back)
    return found


def _name(r: Reading, line: PlannedAction | int) -> str:
    """What stands before a row: an action's code and title, or a pillar's number and title."""
    if isinstance(line, PlannedAction):
        return f"{line.code}  {line.title}"
    titles: dict[int, str] = {one.no: one.title for one in r.roadmap.pillars}
    return r.words.sequence.gantt_pillar.format(no=line, title=titles.get(line, "")).strip()


def _labels(
    lines: Sequence[PlannedAction | int], names: Sequence[str], width: float, y: alt.Y
) -> list[Chart]:
    """Code and title before each bar, the pillar's title above its actions."""
    plain, heads, room = [], [], (width - _AFTER_LABEL) / _OTHER_FONT + 1
    for at, (one, name) in enumerate(zip(lines, names, strict=True)):
        if isinstance(one, PlannedAction):
            plain.append({"y": at + 0.5, "name": short(name, room, _SIZE)})
        else:
            heads.append({"y": at + 0.55, "name": short(name, room, _SIZE, bold=True)})
    here = alt.value(-width)
    text = layer(plain).mark_text(align="left", fontSize=_SIZE, color="black")
    bold = layer(heads).mark_text(align="left", fontSize=_SIZE, fontWeight="bold", color=DARK)
    return [one.encode(x=here, y=y, text="name:N") for one in (text, bold)]


def _years(r: Reading, years: int, x: alt.X) -> Chart:
    ticks = [{"x": at + 0.5, "year": year_label(r, at)} for at in range(years)]
    return layer(ticks).mark_text(dy=-8, y=0, fontSize=10).encode(x=x, text="year:N")
