"""What the office decided about the plan, and by what its actions were weighed."""

from advisor.documents.parts.marks import decided, titled
from advisor.documents.phrasing import sentence
from advisor.documents.reading import Reading
from advisor.documents.tree import Block, Cell, Column, group, heading, para, set_columns, table
from advisor.model.choices import Rating


def choices(r: Reading) -> list[Block]:
    """The office's choices: what it kept, changed and added, and what it set aside and why."""
    kept, gone = _kept(r), _set_aside(r)
    return [para(r.words.choices.intro), *kept, *gone] if kept or gone else []


def _kept(r: Reading) -> list[Block]:
    w = r.words.choices
    by = {one.action: one.by for one in r.roadmap.settings.choices}
    rows: list[list[Cell]] = [
        [one.code, titled(r, one), what, sentence(one.reason), by.get(one.id, "")]
        for one in r.actions
        if (what := decided(r, one))
    ]
    return table(w.kept_caption, *_filled(w.kept_head, (7, 31, 32, 18, 12), rows), "small")


def _set_aside(r: Reading) -> list[Block]:
    w = r.words.choices
    rows: list[list[Cell]] = []
    for one in r.roadmap.rejected:
        into = ", ".join(r.titled([one.into])) or r.title(one.into)
        what = w.merged.format(action=into) if one.decision == "merged" else w.rejected
        findings = r.mark(one.trace)
        rows.append(
            [
                (one.title, findings) if findings else one.title,
                str(one.pillar),
                r.words.general.strength[one.strength],
                what,
                sentence(one.reason),
                one.by,
            ]
        )
    return table(w.gone_caption, *_filled(w.gone_head, (30, 7, 9, 22, 22, 10), rows), "small")


def _filled(
    heads: tuple[str, ...], shares: tuple[int, ...], rows: list[list[Cell]]
) -> tuple[list[Column], list[list[Cell]]]:
    """Columns and rows without those columns in which no row says anything."""
    kept = [at for at in range(len(heads)) if any(row[at] for row in rows)]
    columns = set_columns([heads[at] for at in kept], [shares[at] for at in kept])
    return columns, [[row[at] for at in kept] for row in rows]


def priorities(r: Reading) -> list[Block]:
    """The criteria with their weights, for the chapter on the sequence."""
    weights = _weights(r)
    if not weights:
        return []
    w = r.words.priorities
    own = dict(r.roadmap.settings.weights)
    rows: list[list[Cell]] = [
        [
            w.names[name],
            w.meanings[name],
            f"{weight}{r.words.general.own_mark if name in own else ''}",
        ]
        for name, weight in weights.items()
    ]
    columns = set_columns(w.head, (30, 56, 14), right=(2,))
    office = sum(one.by == "office" for action in r.actions for one in action.ratings)
    text = w.intro_own if own else w.intro
    if office:
        text = f"{text} {w.rated.format(ratings=r.words.count(office, 'ratings'))}"
    return [heading(w.title, 2, "priorities"), para(text), *table(w.caption, columns, rows)]


def _weights(r: Reading) -> dict[str, int]:
    """The weight of each criterion in force; empty where actions are not rated."""
    return {one.criterion: one.weight for action in r.actions for one in action.ratings}


def ratings(r: Reading) -> list[Block]:
    """How each action rates by each criterion, across a landscape page."""
    weights = _weights(r)
    if not weights:
        return []
    w = r.words.priorities
    ordered = sorted(r.actions, key=lambda one: (one.priority, one.code))
    rows: list[list[Cell]] = []
    for action in ordered:
        by = {one.criterion: one for one in action.ratings}
        marks = [_rating(r, by[name]) if name in by else "" for name in weights]
        score = r.tenths(action.score) if action.score else ""
        rows.append([f"{action.code} {titled(r, action)}", *marks, score, str(action.priority)])
    columns = [
        Column(w.action, 40),
        *[Column(w.short[name], 7, right=True) for name in weights],
        Column(w.score, 6, right=True),
        Column(w.order, 6, right=True),
    ]
    found = table(w.ratings_caption, columns, rows, "tiny")
    return [group([para(w.ratings_intro), *found], "landscape")]


def _rating(r: Reading, one: Rating) -> str:
    """A rating; the office's own one marked, an unknown one shown as such."""
    if one.rating is None:
        return r.words.priorities.unknown
    mark = r.words.general.own_mark if one.by == "office" else ""
    return f"{one.rating}{mark}"
