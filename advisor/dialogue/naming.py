"""Finds the questions that a name or a statement speaks of, by label and other words."""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from advisor.dialogue.matching import Clause, Names, said_stems, scores
from advisor.dialogue.message import hear, line_of
from advisor.dialogue.options import names_of, short_label
from advisor.dialogue.understanding import Understanding
from advisor.model.content import KnowledgePack, Question, Stage

_CLEAR = 0.6
_NEAR = 0.5
_ALIKE = 0.15
_SEVERAL = 2
_THOUSAND, _LARGE = 1000, 4
DATED = ("money", "date")
FIGURES = ("date", "money", "number")


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


def targets_of(
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
        dated = pack.question[target.question].kind in DATED
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
    if here is None or here.kind not in FIGURES or here.kind == kind:
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


def _denied(clause: Clause, u: Understanding) -> bool:
    return bool(u.negating & set(clause.words))
