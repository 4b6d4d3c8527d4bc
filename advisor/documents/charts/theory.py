"""The theory of change: columns of boxes from means over the pillars to outcomes and goals."""

from dataclasses import dataclass
from itertools import pairwise

import altair as alt

from advisor.documents.charts.looks import (
    DARK,
    GREY,
    LIGHT,
    PALE,
    WIDTH,
    Chart,
    Row,
    broken,
    layer,
)
from advisor.documents.parts.theory import Chain, chain
from advisor.documents.reading import Reading

_SIZE, _LINE, _PAD, _GAP = 9.5, 12.5, 6, 7
_TOP = 22
_COLUMNS = ((0, 104), (130, 168), (324, 126), (476, 84))  # left edge and width of each
_MOST_LINES = 9
_FILLS = ("white", PALE, LIGHT, "white")


@dataclass(frozen=True)
class Box:
    """A box with its lines; `top` is its upper edge in pixels."""

    column: int
    lines: tuple[str, ...]
    top: float

    @property
    def height(self) -> float:
        """The box's height in pixels."""
        return len(self.lines) * _LINE + 2 * _PAD

    @property
    def middle(self) -> float:
        """Where lines meet the box."""
        return self.top + self.height / 2


def theory(r: Reading) -> Chart | None:
    """The chain of a plan as a drawing; nothing for a plan without actions."""
    found = chain(r)
    if found is None:
        return None
    texts = _texts(r, found)
    height = max(_height(one) for one in texts)
    columns = [_stacked(at, one, height) for at, one in enumerate(texts)]
    boxes = [box for column in columns for box in column]
    x, y = _plane(height + _TOP)
    layers = [
        *_links([column for column in columns if column], x, y),
        *_drawn(boxes, x, y),
        *_written(boxes, x, y),
        _heads(r, columns, x, y),
    ]
    chart: Chart = alt.layer(*layers)
    return chart.properties(width=WIDTH, height=height + _TOP)


def _texts(r: Reading, found: Chain) -> list[list[tuple[str, ...]]]:
    """The lines of each box, column by column."""
    w = r.words.theory
    pillars: list[tuple[str, ...]] = [
        (
            w.pillar.format(no=one.no, title=one.title),
            w.pillar_line.format(
                actions=r.words.count(one.actions, "actions"),
                effort=r.words.count(one.effort, "pm"),
            ),
        )
        for one in found.pillars
    ]
    columns: list[list[tuple[str, ...]]] = [
        [(one,) for one in found.inputs],
        pillars,
        [(one,) for one in found.outcomes],
        [(one,) for one in found.goals],
    ]
    return [
        [
            tuple(
                line
                for part in parts
                for line in broken(part, _COLUMNS[at][1] - 2 * _PAD, _SIZE, _MOST_LINES)
            )
            for parts in column
        ]
        for at, column in enumerate(columns)
    ]


def _height(column: list[tuple[str, ...]]) -> float:
    return sum(len(lines) * _LINE + 2 * _PAD + _GAP for lines in column)


def _stacked(column: int, texts: list[tuple[str, ...]], height: float) -> list[Box]:
    """The boxes of a column, spread evenly over the height."""
    spare = (height - _height(texts)) / (len(texts) + 1) if texts else 0
    found, top = [], _TOP + spare
    for lines in texts:
        found.append(Box(column, lines, top))
        top += found[-1].height + _GAP + spare
    return found


def _plane(height: float) -> tuple[alt.X, alt.Y]:
    """The drawing's pixels as coordinates, downwards."""
    x, y = (alt.Scale(domain=list(ends), nice=False) for ends in ((0, WIDTH), (height, 0)))
    return alt.X("x:Q", scale=x, axis=None), alt.Y("y:Q", scale=y, axis=None)


def _drawn(boxes: list[Box], x: alt.X, y: alt.Y) -> list[Chart]:
    rows = [
        {
            "x": _COLUMNS[box.column][0],
            "to": sum(_COLUMNS[box.column]),
            "y": box.top,
            "below": box.top + box.height,
            "fill": _FILLS[box.column],
        }
        for box in boxes
    ]
    mark = layer(rows).mark_rect(stroke=DARK, strokeWidth=0.8, opacity=1, cornerRadius=2)
    fill = alt.Color("fill:N", scale=None, legend=None)
    return [mark.encode(x=x, x2="to:Q", y=y, y2="below:Q", color=fill)]


def _written(boxes: list[Box], x: alt.X, y: alt.Y) -> list[Chart]:
    rows = [
        {
            "x": _COLUMNS[box.column][0] + _PAD,
            "y": box.top + _PAD + _LINE * (at + 0.5),
            "text": line,
        }
        for box in boxes
        for at, line in enumerate(box.lines)
    ]
    mark = layer(rows).mark_text(align="left", baseline="middle", fontSize=_SIZE, color="black")
    return [mark.encode(x=x, y=y, text="text:N")]


def _heads(r: Reading, columns: list[list[Box]], x: alt.X, y: alt.Y) -> Chart:
    names = r.words.theory.columns
    rows = [
        {"x": _COLUMNS[at][0], "y": 8, "text": names[at]}
        for at, column in enumerate(columns)
        if column
    ]
    mark = layer(rows).mark_text(align="left", fontSize=11, fontWeight="bold", color=DARK)
    return mark.encode(x=x, y=y, text="text:N")


def _links(columns: list[list[Box]], x: alt.X, y: alt.Y) -> list[Chart]:
    """From each column to the next: lines that meet in one rail, since all serve all."""
    points: list[Row] = []
    heads: list[Row] = []
    for before, after in pairwise(columns):
        right = sum(_COLUMNS[before[0].column])
        left = _COLUMNS[after[0].column][0]
        rail = (right + left) / 2
        middles = [box.middle for box in (*before, *after)]
        lines = [[(rail, min(middles)), (rail, max(middles))]]
        lines += [[(right, box.middle), (rail, box.middle)] for box in before]
        lines += [[(rail, box.middle), (left - 3, box.middle)] for box in after]
        for line in lines:
            name = f"{before[0].column} {line}"
            points += [
                {"x": across, "y": down, "line": name, "step": at}
                for at, (across, down) in enumerate(line)
            ]
        heads += [{"x": left - 5, "y": box.middle} for box in after]
    if not points:
        return []
    path = layer(points).mark_line(color=GREY, strokeWidth=1.2, opacity=1)
    arrows = layer(heads).mark_point(
        shape="triangle-right", size=40, filled=True, color=GREY, opacity=1
    )
    return [
        path.encode(x=x, y=y, detail="line:N", order="step:Q"),
        arrows.encode(x=x, y=y),
    ]
