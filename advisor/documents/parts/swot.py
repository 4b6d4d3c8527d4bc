"""Strengths, weaknesses, opportunities and threats, each line with what it rests on."""

from collections.abc import Iterable

from advisor.documents.parts.position import index_value, latest_peers
from advisor.documents.parts.situation import CHECKLISTS
from advisor.documents.reading import Reading
from advisor.documents.tree import Block, Cell, heading, para, set_columns, table

_STRONG, _WEAK = 350, 250  # means of a part of a dimension, in hundredths
_LEAST = 2  # statements behind a mean
_MOST = 10
_SIGNALS = "pre.signals"
_CHANCES = ("vision.partnerships", "p7.sources", "vision.values")
_PARTS = ("osi", "hci", "tii")
_QUARTERS = (("strengths", "weaknesses"), ("opportunities", "threats"))
Line = tuple[str, str]


def swot(r: Reading) -> list[Block]:
    """The four quarters as tables of statement and basis."""
    w = r.words.swot
    found = {
        "strengths": [*_parts(r, True), *_items(r, "yes"), *_peers(r, True)],
        "weaknesses": [*_parts(r, False), *_items(r, "no"), *_peers(r, False)],
        "opportunities": [*_chances(r), *_absent(r)],
        "threats": [*_risks(r), *_signals(r)],
    }
    if sum(bool(lines) for lines in found.values()) < 2:
        return []
    blocks = [heading(w.title, 2, "swot"), para(w.intro)]
    for names in _QUARTERS:
        for name in names:
            rows: list[list[Cell]] = [list(line) for line in _cut(r, found[name])]
            columns = set_columns([w.names[name], w.basis], (60, 40))
            blocks += table(w.captions[name], columns, rows, "small")
    return blocks


def _cut(r: Reading, lines: list[Line]) -> list[Line]:
    """The first lines, and how many more the annexes hold."""
    if len(lines) <= _MOST + 1:
        return lines
    return [*lines[:_MOST], (r.words.swot.more.format(n=len(lines) - _MOST), "")]


def _parts(r: Reading, strong: bool) -> list[Line]:
    """Parts of a dimension with a high or low mean, the most telling first."""
    found: dict[tuple[str, str], list[tuple[str, int]]] = {}
    for line in r.given():
        question = r.pack.question[line.question]
        value = r.number(line.question)
        if question.kind == "likert5" and question.dimension and value is not None:
            part = question.subdimension or ""
            found.setdefault((question.dimension, part), []).append((line.question, value))
    means = {
        key: sum(value for _, value in values) * 100 // len(values)
        for key, values in found.items()
        if len(values) >= _LEAST
    }
    chosen = [key for key, mean in means.items() if (mean >= _STRONG if strong else mean <= _WEAK)]
    chosen.sort(key=lambda key: (-means[key] if strong else means[key], key))
    labels = {one.id: one.label for one in r.pack.vocabulary.dimensions}
    w = r.words.swot
    return [
        (
            w.part.format(
                dimension=labels.get(key[0], key[0]),
                part=w.parts.get(key[1], key[1]),
                score=r.score(means[key]),
            )
            if key[1]
            else w.whole.format(dimension=labels.get(key[0], key[0]), score=r.score(means[key])),
            _basis(r, [name for name, _ in found[key]]),
        )
        for key in chosen
    ]


def _basis(r: Reading, questions: Iterable[str]) -> str:
    """The questions behind a line, as the annex of answers names them."""
    w = r.words.swot
    return w.answers.format(questions=", ".join(r.question_name(name) for name in questions))


def _items(r: Reading, state: str) -> list[Line]:
    """Features and laws that are in place, or are not."""
    return [
        (r.short_option(name, item), _basis(r, [name]))
        for name in CHECKLISTS
        for item, check in r.checks(name).items()
        if check == state
    ]


def _peers(r: Reading, above: bool) -> list[Line]:
    """Parts of the Survey's index above or below the mean of the neighbours."""
    groups = latest_peers(r)
    if not groups:
        return []
    w, own, near = r.words.swot, groups[0], groups[1]
    found = []
    for part in _PARTS:
        gap = getattr(own, part) - getattr(near, part)
        if gap != 0 and (gap > 0) is above:
            text = (w.above if above else w.below).format(
                part=r.words.situation.egdi_parts[part],
                value=index_value(getattr(own, part)),
                gap=index_value(abs(gap)),
                group=r.peer(near),
            )
            found.append((text, w.survey.format(year=own.year)))
    return found


def _chances(r: Reading) -> list[Line]:
    """Partners and sources of money at hand, a plan to which the work is tied."""
    w, found = r.words.swot, []
    for name, template in w.chances.items():
        for item in r.chosen(name) or ():
            found.append((template.format(shown=r.option(name, item)), _basis(r, [name])))
    for name, options in w.chance_options.items():
        if text := options.get(r.choice(name)):
            found.append((text, _basis(r, [name])))
    return found


def _absent(r: Reading) -> list[Line]:
    """Causes of failure that the office looked for and does not see."""
    checks = r.checks(_SIGNALS)
    absent = [r.option(_SIGNALS, item) for item, check in checks.items() if check == "no"]
    if not absent:
        return []
    text = r.words.swot.absent.format(n=len(absent), of=len(checks))
    return [(text, _basis(r, [_SIGNALS]))]


def _risks(r: Reading) -> list[Line]:
    """The risks that are raised, the gravest first."""
    return [
        (one.title, f"{r.risk_code[one.id]} {r.mark(one.trace)}".strip()) for one in r.ranked_risks
    ]


def _signals(r: Reading) -> list[Line]:
    """Causes of failure seen today."""
    return [
        (r.option(_SIGNALS, item), _basis(r, [_SIGNALS]))
        for item, check in r.checks(_SIGNALS).items()
        if check == "yes"
    ]
