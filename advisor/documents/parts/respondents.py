"""Where respondents differ: what each said stays visible beside what counts."""

from advisor.documents.reading import Reading
from advisor.documents.tree import Block, Cell, heading, para, set_columns, table
from advisor.model.roadmap import Spread

_MOST = 20


def respondents(r: Reading) -> list[Block]:
    """The questions on which respondents are apart, the divided ones first."""
    apart = [one for one in r.roadmap.spreads if len(one.standpoints) > 1]
    if not apart:
        return []
    w = r.words.spread
    ranked = sorted(apart, key=lambda one: not one.divided)
    rows: list[list[Cell]] = [_row(r, one) for one in ranked[:_MOST]]
    divided = sum(one.divided for one in apart)
    text = w.intro.format(apart=len(apart), of=len(r.roadmap.spreads), divided=divided)
    if len(ranked) > _MOST:
        text = f"{text} {w.more.format(n=_MOST)}"
    columns = set_columns(w.head, (30, 42, 18, 10))
    return [heading(w.title, 2, "spread"), para(text), *table(w.caption, columns, rows, "small")]


def _row(r: Reading, one: Spread) -> list[Cell]:
    w = r.words.spread
    said = tuple(
        w.standpoint.format(shown=point.shown, n=len(point.who), who=r.words.joined(point.who))
        for point in one.standpoints
    )
    return [
        (one.label, one.question),
        said,
        one.settled or r.words.general.to_confirm,
        w.divided if one.divided else "",
    ]
