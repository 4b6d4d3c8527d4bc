"""Situation analysis: capability scores, institutions, services."""

from advisor.documents.phrasing import lowered, sentence
from advisor.documents.reading import Reading
from advisor.documents.tree import (
    Block,
    Cell,
    Column,
    bullets,
    figure,
    heading,
    lead,
    para,
    set_columns,
    table,
)
from advisor.model.conditions import leaves
from advisor.model.roadmap import AnswerLine, Score

CHECKLISTS = ("inst.features", "inst.more")
OPEN_DATA = "svc.open_data"
OFFERED = "svc.offered"


def capability(r: Reading) -> list[Block]:
    """Scores by dimension with the number of answers behind each, and what stands out."""
    scores = [score for score in r.roadmap.scores if score.of]
    if not any(score.answered for score in scores):
        return []
    w = r.words.situation
    rows: list[list[Cell]] = [
        [
            score.label,
            r.score(score.score),
            w.scores_answered.format(answered=score.answered, of=score.of),
            str(score.official),
            f"{score.gap / 100:.1f}" if score.gap else "",
        ]
        for score in scores
    ]
    shares = (40, 15, 15, 15, 15)
    columns = set_columns(w.scores_head, shares, right=(1, 2, 3, 4))
    scored = [score for score in scores if score.score is not None]
    chart = []
    if len(scored) > 1:
        values = "; ".join(
            w.scores_value.format(label=one.label, score=r.score(one.score)) for one in scored
        )
        chart = [figure("scores", w.scores_figure, w.scores_alt.format(values=values))]
    return [
        heading(w.scores, 2, "capability"),
        *chart,
        *table(w.scores_caption, columns, rows),
        *[_dimension(r, score) for score in scores if score.answered],
    ]


def _dimension(r: Reading, score: Score) -> Block:
    """The statements that pull a dimension down and up, in the words of their anchors."""
    w = r.words.situation
    rated = [
        (value, line)
        for line in r.given()
        if (question := r.pack.question[line.question]).dimension == score.id
        and question.kind == "likert5"
        and (value := r.number(line.question)) is not None
    ]
    low = [_item(r, line) for value, line in sorted(rated, key=_by_value) if value <= 2][:3]
    high = [_item(r, line) for value, line in sorted(rated, key=_by_value) if value >= 4][-2:]
    found = []
    if score.score is None:
        found.append(w.dimension_open.format(answered=score.answered, of=score.of))
    if low:
        found.append(w.weak_items.format(items="; ".join(low)))
    if high:
        found.append(w.strong_items.format(items="; ".join(high)))
    if not found:
        found.append(w.middling.format(items="; ".join(_item(r, line) for _, line in rated[:3])))
    term = w.dimension.format(label=score.label, score=r.score(score.score))
    return lead(term, " ".join(found))


def _by_value(pair: tuple[int, AnswerLine]) -> int:
    return pair[0]


def _item(r: Reading, line: AnswerLine) -> str:
    value = r.number(line.question) or 0
    anchor = lowered(r.pack.question[line.question].anchors[value])
    return r.words.situation.item.format(label=lowered(line.label), value=value, anchor=anchor)


def institutions(r: Reading) -> list[Block]:
    """Laws, bodies and features: what is in place, partly or not."""
    lists = [name for name in CHECKLISTS if r.checks(name)]
    blocks = [block for name in lists for block in _checklist(r, name)]
    return [heading(r.words.situation.institutions, 2, "institutions"), *blocks] if blocks else []


def _checklist(r: Reading, name: str) -> list[Block]:
    """A checklist as a sentence with counts and a table with a column for each state."""
    w = r.words.situation
    checks = r.checks(name)
    label = r.lines[name].label
    found = {
        state: [r.option(name, item) for item, one in checks.items() if one == state]
        for state in ("yes", "partly", "no", "unknown")
    }
    states = r.tally(checks, "check", found)
    text = w.institutions_text.format(label=label, states=states, total=len(checks))
    heads = dict(zip(found, w.institutions_head, strict=True))
    kept = {state: items for state, items in found.items() if items}
    columns = [Column(heads[state], 1) for state in kept]
    caption = w.institutions_caption.format(label=label)
    return [
        para(text),
        *table(caption, columns, [[tuple(items) for items in kept.values()]], "list"),
    ]


def services(r: Reading) -> list[Block]:
    """How far services go online, what stands behind them, open data."""
    w = r.words.situation
    found = []
    for name, template in (("svc.stage", w.stage), ("svc.back_office", w.back_office)):
        if shown := r.said(name):
            found.append(sentence(template.format(shown=shown)))
    blocks = [para(" ".join(found))] if found else []
    if priority := r.said("svc.priority"):
        blocks.append(para(sentence(w.priority.format(shown=priority))))
    for name in ("svc.portfolio", "svc.channels", OFFERED):
        if shown := r.said(name):
            blocks.append(para(sentence(w.other.format(label=r.lines[name].label, shown=shown))))
    blocks += _one_by_one(r)
    if r.checks(OPEN_DATA):
        blocks += _checklist(r, OPEN_DATA)
    return [heading(w.services, 2, "services"), *blocks] if blocks else []


def _one_by_one(r: Reading) -> list[Block]:
    """The stage of each service that the office looked at by itself."""
    asked = [
        one.id
        for one in r.pack.questions
        if one.ask_if and OFFERED in {leaf.of for leaf in leaves(one.ask_if)}
    ]
    stages = [(r.lines[name].label, shown) for name in asked if (shown := r.said(name))]
    return bullets(stages) if stages else []
