"""What moved since the last cycle: actions, indicators, and the scores that changed."""

from collections import Counter

from advisor.documents.reading import Reading
from advisor.documents.tree import Block, Cell, para, set_columns, table
from advisor.model.choices import Movement

_KINDS = ("action", "indicator", "score")


def movements(r: Reading) -> list[Block]:
    """The chapter that opens the situation analysis of a second cycle."""
    w, found = r.words.movements, r.roadmap.movements
    if not found:
        return []
    blocks = [para(" ".join([w.intro, *_counted(r)]))]
    for kind in _KINDS:
        lines = [one for one in found if one.kind == kind]
        if kind == "score":
            lines = [one for one in lines if one.direction != "same"]
        shown = w.actions_head if kind == "action" else w.head
        rows: list[list[Cell]] = [
            [one.label, *_known(r, one, kind), w.directions[one.direction]] for one in lines
        ]
        shares = (40, 20, 20, 20) if kind == "score" else (36, 16, 16, 16, 16)
        heads = [shown[0], shown[1], shown[3], shown[4]] if kind == "score" else shown
        blocks += table(w.captions[kind], set_columns(heads, shares), rows)
    return blocks


def _known(r: Reading, one: Movement, kind: str) -> list[Cell]:
    """Then, as planned, now; a score has no plan."""
    values = [one.was, one.now] if kind == "score" else [one.was, one.planned, one.now]
    return [r.tbc(value) for value in values]


def _counted(r: Reading) -> list[str]:
    """How many measures rose and fell, in words."""
    w = r.words.movements
    ways: Counter[str] = Counter(
        one.direction for one in r.roadmap.movements if one.kind != "action"
    )
    done = sum(one.kind == "action" for one in r.roadmap.movements)
    found = []
    if done:
        found.append(w.actions.format(actions=r.words.count(done, "actions")))
    if ways:
        shown = [w.counted[way].format(n=ways[way]) for way in w.counted if ways[way]]
        compared = r.words.count(ways.total(), "measures")
        found.append(w.measures.format(measures=compared, counts=r.words.joined(shown)))
    return found
