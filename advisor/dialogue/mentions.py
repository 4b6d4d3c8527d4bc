"""Finds the answers that the statements of a message give, each to the question it names."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from advisor.dialogue.matching import DENIED, Clause, clauses, said_stems
from advisor.dialogue.message import Message, hear, holds_any, line_of
from advisor.dialogue.naming import DATED, FIGURES, Target, index_of, targets_of
from advisor.dialogue.options import names_of
from advisor.dialogue.reader import read
from advisor.dialogue.reading import Hearing, Reading
from advisor.dialogue.understanding import Understanding
from advisor.model.answers import Value
from advisor.model.content import KnowledgePack, Question

_YEAR = r"(?:19|20|21)\d\d"
_LOOSE = ("text",)
_SEVERAL = 2
_LIKELY = {"yes": 4, "partly": 3, "no": 1}


@dataclass(frozen=True)
class Within:
    """The answers within a message, by question.

    elsewhere: one of them is for another question than the open one. clear: another question is
    named so plainly that the message is not about the open one.
    """

    values: dict[str, Value]
    elsewhere: bool = False
    clear: bool = False


def answers_within(
    pack: KnowledgePack,
    message: Message,
    hearing: Hearing,
    here: Question | None,
    open_ones: Collection[str],
    standing: Mapping[str, Value],
) -> Within:
    """The answers that the statements of a message give, each to the question it names."""
    u = hearing.understanding
    index = index_of(pack, u)
    message = _figures_apart(message, here, u)
    found: dict[str, Value] = {}
    away, clear = 0, False
    by_rule = replace(hearing, similar=lambda _, choices: [0.0] * len(choices))
    said = clauses(message, u)
    for clause in said:
        for target, by_word in _in_turn(targets_of(pack, index, clause, u, here, open_ones)):
            question = pack.question[target.question]
            elsewhere = here is None or question.id != here.id
            named_well = _named_well(question, clause, u)
            if elsewhere and not (named_well or _about_it(question, target.item, clause, u)):
                continue
            if elsewhere and not by_word and _too_little(question, target.item, clause, u):
                continue
            if elsewhere and len(said) < 2 and not (target.item or named_well):
                continue
            held = found.get(question.id, standing.get(question.id))
            value = (
                _by_polarity(question, clause, u)
                if by_word
                else _value(question, target, clause, message, by_rule, held)
            )
            if value is not None:
                found[question.id] = value
                away += elsewhere
                clear = clear or (elsewhere and named_well and not by_word)
                break
    if away and here is not None and here.id not in found:
        own = _own_figure(here, said, message, by_rule)
        found = {here.id: own, **found} if own is not None else found
    return Within(found, away > 0, clear or away > 1)


def _figures_apart(message: Message, here: Question | None, u: Understanding) -> Message:
    """Several figures, each a statement: '4 years from 1 March 2027 with 6 people'.

    One that is shared out, as in '20 million in total for 4 years', stays whole.
    """
    shared = holds_any(message.line, [one for one in u.spread if one not in u.units])
    several = len(re.findall(r"\d[\d.,]*", message.raw)) > 1 and not shared
    if here is None or here.kind not in FIGURES or not several:
        return message
    leads = "|".join(map(re.escape, u.leads_figure))
    return hear(re.sub(rf"(?<=\w) +(?=(?:{leads})\b)", ", ", message.raw, flags=re.I), u)


def _about_it(question: Question, item: str, clause: Clause, u: Understanding) -> bool:
    """Whether most of what a statement names is the question's, so that it is not about others."""
    own = _stems_of([question.label, *question.terms, *_item_names(question, item)], u)
    said = [one for one in said_stems(clause.words, u) if one != DENIED and not one[0].isdigit()]
    figure = len(said) < len(said_stems(clause.words, u)) and question.kind in ("number", *DATED)
    return figure or 2 * sum(one in own for one in said) > len(said)


def _too_little(question: Question, item: str, clause: Clause, u: Understanding) -> bool:
    """Whether a statement says too little of another question: of an item one word among others."""
    if question.kind in FIGURES:
        return not any(word[0].isdigit() or word in u.numbers for word in clause.words)
    own = _stems_of(_item_names(question, item), u)
    said = set(said_stems(clause.words, u)) - {DENIED}
    return bool(item) and len(own & said) < _SEVERAL <= len(said)


def _item_names(question: Question, item: str) -> list[str]:
    return [name for one in question.options if one.id == item for name in names_of(one)]


def _stems_of(names: Sequence[str], u: Understanding) -> set[str]:
    return {one for name in names for one in said_stems(line_of(name, u).split(), u)}


def _own_figure(
    here: Question, said: Sequence[Clause], message: Message, hearing: Hearing
) -> Value | None:
    """The figure or day that one statement gives to the open question, beside answers to others."""
    if here.kind not in FIGURES:
        return None
    for clause in said[:1]:
        part = hear(message.raw[clause.start : clause.end], hearing.understanding)
        found = read(here, part, hearing)
        if isinstance(found, Reading) and len(found.values) == 1:
            return found.values[0]
    return None


def _in_turn(targets: list[Target]) -> Iterator[tuple[Target, bool]]:
    """Each target by the value that was said; where none was, by 'have' and 'have not'."""
    for by_word in (False, True):
        yield from ((target, by_word) for target in targets if not (by_word and target.item))


def _named_well(question: Question, clause: Clause, u: Understanding) -> bool:
    """Whether a statement names a question by several words, or by all it says beside a figure."""
    figure = any(word[0].isdigit() for word in clause.words)
    said = {one for one in said_stems(clause.words, u) if not one[0].isdigit()}
    names = [
        set(said_stems(line_of(one, u).split(), u)) for one in (question.label, *question.terms)
    ]
    full = any(len(name) > 1 and name <= said for name in names)
    alone = figure and any(said and said <= name for name in names)
    return full or alone or (figure and question.kind in DATED)


def _value(
    question: Question,
    target: Target,
    clause: Clause,
    message: Message,
    hearing: Hearing,
    standing: Value | None,
) -> Value | None:
    if target.item:
        if any(word[0].isdigit() for word in clause.words):
            return None
        if not clause.polarity and len(said_stems(clause.words, hearing.understanding)) > 1:
            return None
        checks = dict(standing) if isinstance(standing, dict) else {}
        checks[target.item] = "yes" if target.denies else clause.polarity or "yes"
        return {one.id: checks[one.id] for one in question.options if one.id in checks}
    if question.kind in _LOOSE:
        return None
    part = hear(message.raw[clause.start : clause.end], hearing.understanding)
    found = read(question, part, hearing, standing)
    if not isinstance(found, Reading) or len(found.values) != 1:
        return None
    year = question.kind == "money" and any(re.fullmatch(_YEAR, word) for word in clause.words)
    return None if year else found.values[0]


def _by_polarity(question: Question, clause: Clause, u: Understanding) -> Value | None:
    """What 'we have it' and 'we do not' mean where no level or option was named."""
    polarity = clause.polarity
    if not polarity or (polarity == "yes" and not holds_any(clause.line, u.possess)):
        return None
    if question.kind == "likert5":
        return _LIKELY[polarity]
    if question.kind == "choice" and any(option.id == polarity for option in question.options):
        return polarity
    return None
