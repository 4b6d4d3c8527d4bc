"""Gaps in policy, implementation and data, what takes each up, and lessons of the last strategy."""

from collections.abc import Iterable

from advisor.documents.parts.situation import CHECKLISTS, OPEN_DATA
from advisor.documents.phrasing import lowered, sentence
from advisor.documents.reading import Reading
from advisor.documents.tree import Block, Cell, heading, para, set_columns, table
from advisor.model.roadmap import Firing

_LOW = 2
_KINDS = ("policy", "implementation", "data")
_MOST = 12
_SIGNALS = "pre.signals"
Gap = tuple[str, str, str]  # statement, question, fact that rules look at


def gaps(r: Reading) -> list[Block]:
    """What is missing, what exists on paper only, what is not known; and what the plan does."""
    w = r.words.gaps
    blocks: list[Block] = []
    counts = []
    for kind, found in zip(_KINDS, (_policy(r), _implementation(r), _data(r)), strict=True):
        if not found:
            continue
        rows: list[list[Cell]] = [
            [text, r.question_name(question), ", ".join(_taken_up(r, fact, question)) or w.nobody]
            for text, question, fact in found
        ]
        holes = sum(row[2] == w.nobody for row in rows)
        counts.append(w.counted[kind].format(n=len(rows), holes=holes))
        columns = set_columns(w.head, (48, 28, 24))
        blocks += table(w.captions[kind], columns, rows, "small")
    if not blocks:
        return []
    text = w.intro.format(counts=r.words.joined(counts))
    return [heading(w.title, 2, "gaps"), para(text), *blocks]


def _policy(r: Reading) -> list[Gap]:
    """Laws, bodies and features that are not there."""
    return [
        (r.short_option(name, item), name, f"{name}.{item}")
        for name in CHECKLISTS
        for item, check in r.checks(name).items()
        if check == "no"
    ]


def _implementation(r: Reading) -> list[Gap]:
    """What exists in part, and practice on the pillars that is rated low."""
    w = r.words.gaps
    partly = [
        (w.partly.format(item=r.short_option(name, item)), name, f"{name}.{item}")
        for name in CHECKLISTS
        for item, check in r.checks(name).items()
        if check == "partly"
    ]
    practice = [
        (
            r.words.general.rated.format(
                label=line.label, value=value, anchor=lowered(question.anchors[value])
            ),
            line.question,
            line.question,
        )
        for line in r.given()
        if (question := r.pack.question[line.question]).kind == "likert5"
        and line.stage == "pillars"
        and (value := r.number(line.question)) is not None
        and value <= _LOW
    ]
    return [*partly, *practice]


def _data(r: Reading) -> list[Gap]:
    """Open data that is not there, registers and starting values that are not known."""
    w = r.words.gaps
    items = [
        (r.short_option(OPEN_DATA, item), OPEN_DATA, f"{OPEN_DATA}.{item}")
        for item, check in r.checks(OPEN_DATA).items()
        if check == "no"
    ]
    choices = [
        (text, name, name)
        for name, options in w.data_options.items()
        if (text := options.get(r.choice(name)))
    ]
    return [*items, *choices]


def _taken_up(r: Reading, fact: str, question: str) -> list[str]:
    """The codes of the actions that a rule proposes because of this very value.

    A rule that looks at the checklist as a whole counts for none of its items alone.
    """
    return [one.code for one in r.actions if _saw(one.trace, fact, question)]


def _saw(trace: Iterable[Firing], fact: str, question: str) -> bool:
    leaves = [leaf for firing in trace if firing.verdict for leaf in firing.leaves if leaf.held]
    if fact == question:
        return any(leaf.fact == fact or question in leaf.answers for leaf in leaves)
    return any(leaf.fact == fact for leaf in leaves)


def lessons(r: Reading) -> list[Block]:
    """What the last strategy teaches: what became of it, which causes are seen today."""
    w = r.words.gaps
    found = []
    if text := w.last.get(r.choice("profile.last_strategy")):
        found.append(text)
    if completion := r.said("pre.completion"):
        found.append(sentence(r.words.situation.completion.format(shown=lowered(completion))))
    rows: list[list[Cell]] = []
    for check in ("yes", "partly"):
        for item, state in r.checks(_SIGNALS).items():
            if state == check:
                fact = f"{_SIGNALS}.{item}"
                risks = [
                    r.risk_code[one.id] for one in r.ranked_risks if _saw(one.trace, fact, _SIGNALS)
                ]
                codes = _taken_up(r, fact, _SIGNALS) or _answering(r, fact)
                seen = r.words.situation.signs_today[check]
                answer = ", ".join(codes) or w.nobody
                rows.append([r.option(_SIGNALS, item), seen, ", ".join(risks), answer])
    checks = r.checks(_SIGNALS)
    if checks:
        states = r.tally(checks, "sign", ("yes", "partly")) or r.words.situation.signs_none
        found.append(r.words.situation.signs_text.format(states=states, total=len(checks)))
    columns = set_columns(w.lessons_head, (46, 14, 14, 26))
    blocks = [para(" ".join(found))] if found else []
    blocks += table(w.lessons_caption, columns, rows, "small")
    return [heading(w.lessons, 2, "lessons"), *blocks] if blocks else []


def _answering(r: Reading, fact: str) -> list[str]:
    """The actions that reduce the risks which this sign raises."""
    ids = [
        action
        for one in r.ranked_risks
        if _saw(one.trace, fact, _SIGNALS)
        for action in one.actions
    ]
    return r.codes(ids)
