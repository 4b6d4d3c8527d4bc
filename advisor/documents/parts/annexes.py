"""Annexes: action matrix, answers, practice notes, assumptions, points to be confirmed."""

from advisor.documents.parts.marks import cost_of, lead_of, marked, titled, weight_of
from advisor.documents.reading import Reading
from advisor.documents.tree import Block, Cell, bullets, group, para, set_columns, table
from advisor.model.roadmap import AnswerLine, PlannedAction


def matrix(r: Reading) -> list[Block]:
    """Every action with all of its record, across a landscape page."""
    w = r.words.annexes
    rows = [_matrix_row(r, one) for one in r.actions]
    if not rows:
        return []
    shares = (4, 18, 18, 11, 5, 10, 6, 6, 16, 6)
    columns = set_columns(w.matrix_head, shares)
    return [
        group(
            [para(w.matrix_intro), *table(w.matrix_caption, columns, rows, "tiny")],
            "landscape",
        )
    ]


def _matrix_row(r: Reading, action: PlannedAction) -> list[Cell]:
    w, vocabulary = r.words.annexes, r.pack.vocabulary
    support = w.support.format(posts=", ".join(action.supports)) if action.supports else ""
    levers = r.named(vocabulary.levers, [action.lever] if action.lever else [])
    reach = (
        ", ".join(r.named(vocabulary.barriers, action.barriers)),
        ", ".join(r.named(vocabulary.groups, action.groups)),
        *[w.matrix_lever.format(lever=lever) for lever in levers],
    )
    return [
        action.code,
        titled(r, action),
        (lead_of(r, action), marked(r, action, support, "supports")),
        (r.when(action), r.phase(action.phase), *weight_of(r, action)),
        marked(r, action, w.pm.format(n=action.effort_pm), "effort_pm"),
        cost_of(r, action),
        ", ".join(r.codes(action.needs)),
        ", ".join(action.sdg),
        reach,
        ", ".join(r.finding_codes(action.trace)),
    ]


def answers(r: Reading) -> list[Block]:
    """All that the office answered, stage by stage, in its own words where it used them."""
    w = r.words.annexes
    blocks: list[Block] = []
    columns = set_columns(w.answers_head, (17, 39, 36, 8))
    for stage in r.pack.vocabulary.stages:
        lines = [line for line in r.roadmap.answers if line.stage == stage.id]
        rows: list[list[Cell]] = [
            [line.question, line.text, _shown(r, line), _origin(r, line)] for line in lines
        ]
        if not any(row[-1] for row in rows):
            rows = [row[:-1] for row in rows]
        shown = columns[: len(rows[0])] if rows else columns
        blocks += table(w.answers_caption.format(stage=stage.title), shown, rows, "small")
    return [para(w.answers_intro), *blocks] if blocks else []


def _shown(r: Reading, line: AnswerLine) -> Cell:
    w = r.words.annexes
    lines = _checked(r, line) or line.shown.splitlines()
    if not line.active:
        lines = w.inactive.format(shown="\n".join(lines)).splitlines()
    return (*lines, w.note.format(note=line.note)) if line.note else tuple(lines)


def _checked(r: Reading, line: AnswerLine) -> list[str]:
    """A checklist's answer with a line for each state and the items in it; else nothing."""
    if not isinstance(line.value, dict):
        return []
    found = line.value
    return [
        text.format(items="; ".join(items))
        for state, text in r.words.annexes.checked.items()
        if (items := [r.short_option(line.question, one) for one in found if found[one] == state])
    ]


def _origin(r: Reading, line: AnswerLine) -> str:
    """Whose statement a capability statement is; empty for other questions."""
    question = r.pack.question.get(line.question)
    if question is None or question.dimension is None:
        return ""
    return r.words.annexes.origin[question.origin]


def notes(r: Reading) -> list[Block]:
    """What in the actions is the advisor's practice and not the material's."""
    found = [(one.code, one.practice_note) for one in r.actions if one.practice_note]
    w = r.words.annexes
    columns = set_columns(w.notes_head, (8, 92))
    return [para(w.notes_intro), *table(w.notes_caption, columns, found, "small")] if found else []


def assumptions(r: Reading) -> list[Block]:
    """What the plan was laid out with, given or open."""
    w, settings = r.words.annexes.assumptions_points, r.roadmap.settings
    tbc = r.words.general.to_confirm
    prices = [
        f"{text} {r.money(price)}"
        for name, text in r.words.resources.prices.items()
        if (price := getattr(settings, name)) is not None
    ]
    phases = [
        w["phase"].format(label=one.label, meaning=one.meaning.rstrip("."))
        if one.meaning
        else one.label
        for one in r.pack.vocabulary.phases
    ]
    years = r.words.count(settings.years, "years")
    if "years" in settings.assumed:
        years = w["assumed"].format(value=years)
    points = [
        w["start"].format(start=r.day(settings.start) if settings.start else tbc),
        w["years"].format(years=years),
        w["people"].format(people=settings.people or tbc),
        _budget(r),
        w["prices"].format(prices="; ".join(prices) or tbc),
        w["phases"].format(phases="; ".join(phases)),
        w["spread"],
    ]
    pins = [
        w["pin"].format(code=r.action[one.action].code, quarter=r.quarter(one.quarter))
        for one in settings.pins
        if one.action in r.action
    ]
    if pins:
        points.append(w["pins"].format(pins="; ".join(pins)))
    knowledge = r.roadmap.knowledge
    made = r.words.annexes.fingerprint.format(
        fingerprint=r.roadmap.fingerprint, version=knowledge.version, hash=knowledge.hash
    )
    return [*bullets(points), para(made)]


def _budget(r: Reading) -> str:
    """The money of each plan year, told once where it is the same in all."""
    w = r.words.annexes.assumptions_points
    sums = [r.money(one) for one in r.roadmap.settings.budget]
    if len(sums) > 1 and len(set(sums)) == 1:
        return w["budget_same"].format(budget=sums[0])
    return w["budget"].format(budget="; ".join(sums) or r.words.general.to_confirm)


def to_confirm(r: Reading) -> list[Block]:
    """All points that the office has not given."""
    w = r.words.annexes
    asked: list[list[Cell]] = []
    rest: list[list[Cell]] = [list(pair) for pair in w.open_document]
    details: list[list[Cell]] = []
    for point in r.roadmap.to_confirm:
        question = r.pack.question.get(point.question)
        if question:
            asked.append([point.what, point.where, question.text])
        else:
            (details if point.kind in r.DETAILS else rest).append([point.what, point.where])
    questions = set_columns(w.open_head, (34, 24, 42))
    others = set_columns(w.open_head[:2], (50, 50))
    text = w.open_intro.format(points=r.words.count(r.open_points, "points"))
    return [
        para(text),
        *table(w.open_questions, questions, asked, "small"),
        *table(w.open_further if asked else w.open_caption, others, rest, "small"),
        *table(w.open_details, others, details, "tiny"),
    ]
