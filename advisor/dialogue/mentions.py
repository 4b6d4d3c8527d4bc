"""Finds the questions that a message speaks of, by label and other words."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from advisor.dialogue.matching import (
    DENIED,
    Clause,
    Names,
    clauses,
    said_stems,
    scores,
)
from advisor.dialogue.message import Message, hear, holds_any, line_of
from advisor.dialogue.options import names_of, short_label
from advisor.dialogue.reader import read
from advisor.dialogue.reading import Hearing, Reading
from advisor.dialogue.understanding import Understanding
from advisor.model.answers import Value
from advisor.model.content import KnowledgePack, Question, Stage

_CLEAR = 0.6
_NEAR = 0.5
_ALIKE = 0.15
_SEVERAL = 2
_THOUSAND, _LARGE = 1000, 4
_YEAR = r"(?:19|20|21)\d\d"
_DATED = ("money", "date")
_FIGURES = ("date", "money", "number")
_LOOSE = ("text",)
_LIKELY = {"yes": 4, "partly": 3, "no": 1}


@dataclass(frozen=True)
class Target:
    """A question, or one item of a checklist, that can be spoken of.

    denies: it was named by a name that is a denial itself, such as 'no training'.
    """

    question: str
    item: str = ""
    denies: bool = False


@dataclass(frozen=True)
class Index:
    """All targets of a pack with their names."""

    targets: tuple[Target, ...]
    names: Names


_INDEXES: list[tuple[KnowledgePack, Understanding, Index]] = []


def index_of(pack: KnowledgePack, u: Understanding) -> Index:
    """The targets of a pack; worked out once for each pack."""
    for known, words, index in _INDEXES:
        if known is pack and words is u:
            return index
    targets, things = list[Target](), list[list[str]]()
    for question in pack.questions:
        targets.append(Target(question.id))
        things.append([question.label, *question.terms, question.id.replace(".", " ")])
        if question.kind == "checklist":
            for option in question.options:
                targets.append(Target(question.id, option.id))
                things.append([short_label(option), *names_of(option)[1:]])
    index = Index(tuple(targets), Names.made(things, u))
    _INDEXES[:] = [*_INDEXES[-3:], (pack, u, index)]
    return index


def named(
    pack: KnowledgePack, u: Understanding, thing: str, preferred: Collection[str]
) -> tuple[Target, ...]:
    """The targets that a short name may mean, the preferred questions first; usually one."""
    line = line_of_said(thing, u)
    for question in pack.questions:
        if line in {line_of(question.id, u), line_of(question.label, u)}:
            return (Target(question.id),)
    index = index_of(pack, u)
    values = scores(said_stems(line.split(), u, index.names), index.names)
    ranked = [
        (abs(value) * (1.5 if target.question in preferred else 1.0) - 0.1 * bool(target.item), at)
        for at, (target, value) in enumerate(zip(index.targets, values, strict=True))
        if value
    ]
    if not ranked:
        return ()
    top = max(value for value, _ in ranked)
    close = [index.targets[at] for value, at in ranked if value >= top - 0.15]
    exact = [one for one in close if _is_term(pack, one, line, u)]
    return tuple(exact or close)


def line_of_said(thing: str, u: Understanding) -> str:
    """The words of something the user said; not kept, as our own texts are."""
    return hear(thing, u).line


def _is_term(pack: KnowledgePack, target: Target, line: str, u: Understanding) -> bool:
    question = pack.question[target.question]
    core = [word for word in line.split() if word not in u.topic_free]
    terms = (line_of(term, u).split() for term in (question.label, *question.terms))
    return not target.item and core in list(terms)


def stage_named(pack: KnowledgePack, u: Understanding, thing: str) -> Stage | None:
    """The step of the method that a name, or its number, means."""
    number = re.fullmatch(r"(?:part|step|stage|section|chapter) (\d)", line_of_said(thing, u))
    if number is not None and 1 <= int(number[1]) <= len(pack.vocabulary.stages):
        return pack.vocabulary.stages[int(number[1]) - 1]
    said = set(said_stems(line_of_said(thing, u).split(), u))
    for stage in pack.vocabulary.stages:
        own = set(said_stems(line_of(f"{stage.id} {stage.title}", u).split(), u))
        if said and said <= own:
            return stage
    return None


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
        for target, by_word in _in_turn(_targets(pack, index, clause, u, here, open_ones)):
            question = pack.question[target.question]
            elsewhere = here is None or question.id != here.id
            named_well = _named_well(question, clause, u)
            if elsewhere and not (named_well or _about_it(question, target.item, clause, u)):
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
    """Several figures, each a statement: '4 years from 1 March 2027 with 6 people'."""
    several = len(re.findall(r"\d[\d.,]*", message.raw)) > 1 and not holds_any(
        message.line, u.spread
    )
    if here is None or here.kind not in _FIGURES or not several:
        return message
    leads = "|".join(map(re.escape, u.leads_figure))
    return hear(re.sub(rf"(?<=\w) +(?=(?:{leads})\b)", ", ", message.raw, flags=re.I), u)


def _about_it(question: Question, item: str, clause: Clause, u: Understanding) -> bool:
    """Whether most of what a statement names is the question's, so that it is not about others."""
    texts = [question.label, *question.terms]
    texts += [name for one in question.options if one.id == item for name in names_of(one)]
    own = {one for name in texts for one in said_stems(line_of(name, u).split(), u)}
    said = [one for one in said_stems(clause.words, u) if one != DENIED and not one[0].isdigit()]
    figure = len(said) < len(said_stems(clause.words, u)) and question.kind in ("number", *_DATED)
    return figure or 2 * sum(one in own for one in said) > len(said)


def _own_figure(
    here: Question, said: Sequence[Clause], message: Message, hearing: Hearing
) -> Value | None:
    """The figure or day that one statement gives to the open question, beside answers to others."""
    if here.kind not in _FIGURES:
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
    return full or alone or (figure and question.kind in _DATED)


def _targets(
    pack: KnowledgePack,
    index: Index,
    clause: Clause,
    u: Understanding,
    here: Question | None,
    open_ones: Collection[str],
) -> list[Target]:
    """What one statement may speak of, the likeliest first; the open question before all others.

    A name has to stand there in full, except for the open question and for amounts and days,
    which hardly fit anywhere else.
    """
    values = scores(said_stems(clause.words, u, index.names), index.names)
    scored = [
        (replace(target, denies=value > 0 and _denied(clause, u)), abs(value))
        for target, value in zip(index.targets, values, strict=True)
        if value
    ]
    if _is_sum(clause, u):
        known = pack.question
        sums = [(one, value) for one, value in scored if known[one.question].kind == "money"]
        scored = sums or _next_of("money", pack, index, here, open_ones) or scored
    if not scored and set(clause.words) & u.months.keys():
        scored = _next_of("date", pack, index, here, open_ones)
    if here is not None:
        mine = [(one, value) for one, value in scored if one.question == here.id]
        scored = mine if max((value for _, value in mine), default=0.0) >= _CLEAR else scored
    ranked = []
    for at, (target, value) in enumerate(scored):
        own = here is not None and target.question == here.id
        dated = pack.question[target.question].kind in _DATED
        if value >= 1.0 or (value and (own or dated)):
            weight = 1.6 if own else 1.2 if target.question in open_ones else 1.0
            ranked.append((-(value * weight + 0.1 * bool(target.item)), at, target))
    ranked.sort(key=lambda one: one[:2])
    near_top = [one for one in ranked if one[0] <= ranked[0][0] + _NEAR]
    alike = {one[2].question for one in ranked if one[0] <= ranked[0][0] + _ALIKE}
    own = here is not None and here.id in alike
    return [] if len(alike) > _SEVERAL and not own else [target for _, _, target in near_top]


def _next_of(
    kind: str, pack: KnowledgePack, index: Index, here: Question | None, open_ones: Collection[str]
) -> list[tuple[Target, float]]:
    """Beside other figures, an amount or a day goes to the nearest question that takes one."""
    if here is None or here.kind not in _FIGURES or here.kind == kind:
        return []
    at = pack.questions.index(here)
    takes = [
        (abs(place - at), one.id)
        for place, one in enumerate(pack.questions)
        if one.kind == kind and one.id in open_ones
    ]
    nearest = min(takes, default=(0, ""))[1]
    return [(one, 1.0) for one in index.targets if one.question == nearest]


def _is_sum(clause: Clause, u: Understanding) -> bool:
    """Whether a statement gives an amount of money: '2 million', '300k', '5 EUR'."""
    figure = any(word[0].isdigit() or word in u.numbers for word in clause.words)
    large = any(
        u.scales.get(word, 0) >= _THOUSAND or (len(word) > _LARGE and word.isdigit())
        for word in clause.words
    )
    return figure and (large or any(u.currencies.get(word) for word in clause.words))


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


def _denied(clause: Clause, u: Understanding) -> bool:
    return bool(u.negating & set(clause.words))
