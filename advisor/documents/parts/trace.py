"""Annexes that prove the document: findings, why each action stands where it stands, sources."""

import re
from collections.abc import Iterable

from advisor.documents.phrasing import nbsp, sentence
from advisor.documents.reading import Reading
from advisor.documents.tree import Block, Cell, bullets, para, set_columns, table
from advisor.model.content import Deck, SlideNote
from advisor.model.roadmap import Firing, LeafSeen


def trace(r: Reading) -> list[Block]:
    """Answer, rule, slide for each finding; finding and place for each action."""
    if not r.findings:
        return _waiting(r)
    w = r.words.annexes
    rows: list[list[Cell]] = [_finding(r, one) for one in r.findings]
    columns = set_columns(w.trace_head, (6, 35, 43, 16))
    placed: list[list[Cell]] = [
        [
            f"{one.code} {one.title}",
            ", ".join(r.finding_codes(one.trace)),
            r.cited(one.sources),
            sentence(one.placed),
        ]
        for one in r.actions
    ]
    spread = set_columns(w.placed_head, (26, 10, 16, 48))
    return [
        para(w.trace_intro),
        *table(w.trace_caption, columns, rows, "small"),
        *table(w.placed_caption, spread, placed, "small"),
        *_waiting(r),
    ]


def _finding(r: Reading, firing: Firing) -> list[Cell]:
    seen = tuple(_leaf(r, leaf) for leaf in _once(firing.leaves))
    ids = dict.fromkeys(one for leaf in firing.leaves if leaf.held for one in leaf.answers)
    w = r.words.annexes
    behind = (w.behind.format(answers=", ".join(ids)),) if ids else ()
    return [
        r.finding_code[firing.rule],
        (sentence(firing.because), w.rule.format(rule=firing.rule)),
        (*seen, *behind),
        r.cited(firing.sources),
    ]


def _once(leaves: Iterable[LeafSeen]) -> list[LeafSeen]:
    """The leaves that held, each once; what one answer was found to hold is told together."""
    found: dict[tuple[str, str, str], LeafSeen] = {}
    for leaf in leaves:
        if not leaf.held:
            continue
        key = (leaf.fact, leaf.op, "" if leaf.op == "has" else str(leaf.want))
        if leaf.op == "has":
            before = _listed(found[key].want) if key in found else []
            wanted = dict.fromkeys((*before, *_listed(leaf.want)))
            leaf = leaf.model_copy(update={"want": tuple(wanted)})
        found[key] = leaf
    return list(found.values())


def _listed(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else [value]


def _leaf(r: Reading, leaf: LeafSeen) -> str:
    """A comparison in words: 'Legal: 1.8 of 5 (below 3.0 of 5)'.

    What was seen is not told twice where it is what was asked for, or one of these.
    """
    w = r.words.annexes
    want, form = _listed(leaf.want), w.leaf
    if leaf.op in ("eq", "in") and leaf.saw in want:
        want = [one for one in want if one != leaf.saw]
        form = w.leaf_other if want else w.leaf_same
    elif leaf.op == "has" and set(_listed(leaf.saw)) <= set(want):
        form = w.leaf_same
    return form.format(
        fact=_name(r, leaf.fact),
        saw=_value(r, leaf.fact, leaf.saw),
        op=w.ops.get(leaf.op, leaf.op),
        want=", ".join(_value(r, leaf.fact, one) for one in want),
    )


def _name(r: Reading, fact: str) -> str:
    """What was compared: a fact's label, a question's, or a checklist item's."""
    if known := r.pack.fact.get(fact):
        return known.label
    if question := r.pack.question.get(fact):
        return question.label
    name, _, item = fact.rpartition(".")
    return r.short_option(name, item) if name in r.pack.question else fact


def _value(r: Reading, fact: str, value: object) -> str:
    """A compared value in words: an option's label, a score out of five, a share in per cent."""
    if isinstance(value, bool):
        return r.words.annexes.truth["true" if value else "false"]
    if isinstance(value, list | tuple):
        return ", ".join(_value(r, fact, one) for one in value) or r.words.general.none
    known, question = r.pack.fact.get(fact), r.pack.question.get(fact)
    if known and isinstance(value, int):
        if known.kind == "mean":
            return r.score(value)
        if known.kind == "share":
            return nbsp(f"{value} %")
    if question and isinstance(value, str):
        return r.option(fact, value)
    return str(value)


def _waiting(r: Reading) -> list[Block]:
    """Rules that no answer has settled, and the questions that would."""
    if not r.roadmap.open_rules:
        return []
    questions = dict.fromkeys(one for firing in r.roadmap.open_rules for one in firing.missing)
    if not questions:
        return []
    labels = [r.pack.question[one].label for one in questions if one in r.pack.question]
    text = r.words.annexes.open_rules.format(
        count=len(r.roadmap.open_rules), questions=r.words.few(labels, 12)
    )
    return [para(sentence(text))]


def sources(r: Reading, text: str) -> list[Block]:
    """The notes on slides that the document's text cites, deck by deck."""
    w = r.words.annexes
    blocks: list[Block] = []
    columns = set_columns(w.sources_head, (22, 78))
    for deck in r.pack.decks:
        found = set(re.findall(rf"(?<![\w-]){re.escape(deck.id)}[ \u00a0](s\d+)\b", text))
        cited = [note for note in deck.slides if note.slide in found]
        caption = w.sources_caption.format(
            title=deck.title, presenter=deck.presenter, date=r.day(deck.date)
        )
        blocks += table(caption, columns, [_slide(r, deck, note) for note in cited], "small")
    figures = _figures(r)
    if not blocks and not figures:
        return []
    return [para(w.sources_intro), *blocks, *bullets(figures)]


def _slide(r: Reading, deck: Deck, note: SlideNote) -> list[Cell]:
    code = r.words.general.source_code.format(source=deck.id, slide=note.slide)
    return [nbsp(code), note.title]


def _figures(r: Reading) -> list[str]:
    years = sorted(int(one["year"]) for one in r.roadmap.egdi)
    if not years:
        return []
    text = r.words.annexes.sources_figures
    return [text.format(country=r.the(r.country), first=years[0], last=years[-1])]
