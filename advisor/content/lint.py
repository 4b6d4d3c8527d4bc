"""Advice on a pack that has no fault: what is unused, unreachable, lopsided or hard to read."""

import ast
import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from advisor.content.checks import SETTING_QUESTIONS
from advisor.content.examples import view_of_example
from advisor.content.readability import grade
from advisor.model.answers import Answer
from advisor.model.conditions import leaves
from advisor.model.content import Action, Fact, KnowledgePack, Propose, Question, Rule
from advisor.roadmap.smart import Measure, smart
from advisor.roadmap.words import SmartWords
from advisor.rules import FORM_QUESTION, View, covered, holds, places

HARD_GRADE = 10
LONGEST_ANCHOR = 12
_FEW, _MANY = 2 / 3, 3 / 2
_MOST_MIXTURES = 500


def lint(pack: KnowledgePack, smart_words: SmartWords | None = None) -> tuple[str, ...]:
    """Lines of advice for content authors; none when there is nothing to say.

    Args:
        pack: the knowledge.
        smart_words: the words of the SMART check; indicators are not looked at without them.
    """
    return (
        *_unused(pack),
        *_unreachable(pack),
        *_without_inclusion(pack),
        *_balance(pack),
        *_hard_to_read(pack),
        *_anchors(pack),
        *(_not_smart(pack, smart_words) if smart_words is not None else ()),
    )


def _line(words: str, names: Iterable[str]) -> Iterator[str]:
    found = list(names)
    if found:
        yield f"{words}: {', '.join(found)}."


def _unused(pack: KnowledgePack) -> Iterator[str]:
    """Questions and facts that change nothing, wherever they are answered."""
    whole, begins = _named_in_code(Path(__file__).parents[1])
    refs = {leaf.of for rule in pack.rules for leaf in leaves(rule.when)}
    refs |= {place for rule in pack.rules for place in places(rule.because)}
    refs |= {leaf.of for one in pack.questions if one.ask_if for leaf in leaves(one.ask_if)}
    refs |= {one.rpartition(".")[0] for one in refs} | whole | {FORM_QUESTION, *SETTING_QUESTIONS}
    refs |= {one.indicator.baseline_from or "" for one in pack.actions}
    counted = {one for fact in pack.facts for one in covered(pack, fact)}

    def unused(name: str) -> bool:
        return name not in refs and not name.startswith(begins)

    free = [one.id for one in pack.questions if unused(one.id) and one.id not in counted]
    yield from _line("Questions that no fact, rule, document part or setting uses", free)
    yield from _line("Facts that nothing uses", [one.id for one in pack.facts if unused(one.id)])


@cache
def _named_in_code(package: Path) -> tuple[frozenset[str], tuple[str, ...]]:
    """The words that the product's code uses as names, and the beginnings of names it joins."""
    whole: set[str] = set()
    begins: set[str] = set()
    for path in sorted(package.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                whole.add(node.value)
            elif isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                begins.add(str(node.values[0].value))
    return frozenset(whole), tuple(sorted(one for one in begins if one.endswith(".")))


def _unreachable(pack: KnowledgePack) -> Iterator[str]:
    rules = [rule.id for rule in pack.rules if not _reachable(pack, rule)]
    yield from _line("Rules that no office can make true on its path of questions", rules)


def _reachable(pack: KnowledgePack, rule: Rule) -> bool:
    return any(_can_happen(pack, rule, example) for example in rule.examples.true)


def _can_happen(pack: KnowledgePack, rule: Rule, example: Mapping[str, Any]) -> bool:
    """Whether an office that is asked its own questions can give these answers."""
    seen = view_of_example(pack, example)
    if not all(_in_range(pack, pack.fact[one], value) for one, value in seen.given_facts.items()):
        return False
    asked = [pack.question[one] for one in seen.answers]
    for extra in _openings(pack, asked):
        view = View(pack, {**extra, **seen.answers}, seen.given_facts)
        if holds(view, rule.when) and not any(view.asked(one) is False for one in asked):
            return True
    return False


def _openings(pack: KnowledgePack, asked: list[Question]) -> Iterator[dict[str, Answer]]:
    """Answers to the questions on which it depends whether these are asked, in every mixture."""
    deciding = {leaf.of for one in asked if one.ask_if for leaf in leaves(one.ask_if)}
    choices = [
        [Answer(question=one, value=value) for value in _values(pack.question[one])]
        for one in sorted(deciding & {*pack.question})
    ]
    mixtures = itertools.product(*(one for one in choices if one))
    for mixture in itertools.islice(mixtures, _MOST_MIXTURES):
        yield {answer.question: answer for answer in mixture}


def _values(question: Question) -> list[Any]:
    if question.kind == "likert5":
        return [1, 2, 3, 4, 5]
    if question.kind == "multi":
        return [(), *((option.id,) for option in question.options)]
    return [option.id for option in question.options] if question.kind == "choice" else []


def _in_range(pack: KnowledgePack, fact: Fact, value: int) -> bool:
    """Whether a fact can ever have this value."""
    match fact.kind:
        case "mean":
            return 100 <= value <= 500
        case "gap":
            return 0 <= value <= fact.target - 100
        case "share":
            return 0 <= value <= 100
        case "count" if fact.over.items is not None:
            items = pack.question[fact.over.items].options
            return 0 <= value <= sum(one.id.startswith(fact.over.prefix) for one in items)
        case "count":
            return 0 <= value <= len(covered(pack, fact))
        case _:
            return True


def _without_inclusion(pack: KnowledgePack) -> Iterator[str]:
    """Actions that say nothing on whom they reach, and those that say only half of it."""
    for pillar in sorted({one.pillar for one in pack.actions}):
        actions = [one for one in pack.actions if one.pillar == pillar]
        none = [one.id for one in actions if _no_view(one)]
        words = f"Pillar {pillar}: {len(none)} of {len(actions)} actions have no inclusion view"
        yield from _line(f"{words} (barriers, groups, lever) and no reason for it", none)
    half = [one.id for one in pack.actions if _half_view(one)]
    yield from _line("Actions that name barriers without groups, or groups without barriers", half)


def _no_view(action: Action) -> bool:
    return not (action.barriers or action.groups or action.lever or action.inclusion)


def _half_view(action: Action) -> bool:
    return bool(action.barriers) != bool(action.groups)


def _balance(pack: KnowledgePack) -> Iterator[str]:
    """Pillars with far fewer or far more of something than the mean."""
    effects = [one for rule in pack.rules for one in rule.then]
    counted: dict[str, Counter[int]] = {
        "questions": Counter(one.pillar for one in pack.questions if one.pillar),
        "actions": Counter(one.pillar for one in pack.actions),
        "proposals by rules": Counter(
            pack.action[one.propose].pillar for one in effects if isinstance(one, Propose)
        ),
    }
    pillars = [pillar.no for pillar in pack.vocabulary.pillars]
    for what, counts in counted.items():
        mean = sum(counts.values()) / len(pillars)
        for no in pillars:
            if not mean * _FEW <= counts[no] <= mean * _MANY:
                yield f"Pillar {no} has {counts[no]} {what}; the mean of all is {mean:.1f}."


def _hard_to_read(pack: KnowledgePack) -> Iterator[str]:
    """Questions above the reading grade; official wording is not ours to change."""
    own = [one for one in pack.questions if not one.official]
    grades = [(grade(f"{one.text} {one.why}"), one.id) for one in own]
    hard = sorted((found for found in grades if found[0] > HARD_GRADE), reverse=True)
    named = [f"{who} ({level:.0f})" for level, who in hard]
    yield from _line(f"Questions that read above school grade {HARD_GRADE}", named)


def _anchors(pack: KnowledgePack) -> Iterator[str]:
    """Levels of a statement that cannot be told apart, or are too long for a button."""
    same, long = [], []
    for one in pack.questions:
        texts = [" ".join(text.casefold().split()) for text in one.anchors.values()]
        if len(set(texts)) < len(texts):
            same.append(one.id)
        if any(len(text.split()) > LONGEST_ANCHOR for text in texts):
            long.append(one.id)
    yield from _line("Statements with the same words for two levels", same)
    yield from _line(f"Statements with a level of more than {LONGEST_ANCHOR} words", long)


def _not_smart(pack: KnowledgePack, words: SmartWords) -> Iterator[str]:
    """Indicators of the pack that fail a letter; the starting value is the office's to give."""
    for action in pack.actions:
        indicator = action.indicator
        measure = Measure(
            name=indicator.name,
            unit=indicator.unit,
            method=indicator.method,
            target=indicator.target,
            serves=f"{action.deliverable} {pack.pillar[action.pillar].objective}",
            title=action.title,
            goals=action.sdg,
        )
        for letter in smart(measure, words):
            if letter.holds is False:
                yield f"Indicator of {action.id}, letter {letter.letter}: {letter.why}"
