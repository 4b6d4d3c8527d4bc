"""The rules engine: facts from answers, conditions in three-valued logic, firing with a trace.

A missing answer is UNKNOWN, written None here. Unknown never fires a rule; it names the questions
that would settle it. There is one evaluator: it decides whether a question is asked, whether a
rule fires and, through rules, which actions a plan holds.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from advisor.model.answers import (
    NOT_APPLICABLE,
    UNKNOWN,
    Answer,
    Value,
    shown_value,
)
from advisor.model.conditions import AllOf, AnyOf, Condition, Leaf, NotOf
from advisor.model.content import Fact, KnowledgePack, Question, Rule
from advisor.model.roadmap import Firing, LeafSeen

FORM_QUESTION, FULL_FORM = "profile.depth", "full"
_PLACE = re.compile(r"\{([\w.-]+)\}")


@dataclass
class View:
    """A pack seen through one set of answers; values of facts are worked out once.

    Args:
        pack: the knowledge.
        answers: the answers that stand, by question id.
        given_facts: values that replace facts, for the examples beside rules.
    """

    pack: KnowledgePack
    answers: Mapping[str, Answer]
    given_facts: Mapping[str, int] = field(default_factory=dict)
    _facts: dict[str, int | None] = field(default_factory=dict)
    _active: dict[str, bool | None] = field(default_factory=dict)

    def asked(self, question: Question) -> bool | None:
        """Whether the question belongs to this office's path; None while that is open.

        A statement of the full form belongs to it when the office chose the full form, or has
        answered it: answers carry over from one form to the other.
        """
        if not question.rapid and question.id not in self.answers and not self._full_form():
            return False
        if question.ask_if is None:
            return True
        if question.id not in self._active:
            self._active[question.id] = None
            self._active[question.id] = holds(self, question.ask_if)
        return self._active[question.id]

    def _full_form(self) -> bool:
        depth = self.answers.get(FORM_QUESTION)
        return depth is not None and depth.value == FULL_FORM

    def value(self, question_id: str) -> Value | None:
        """The value answered; None when missing, unknown or closed by another answer."""
        answer = self.answers.get(question_id)
        if answer is None or not answer.given:
            return None
        return None if self.asked(self.pack.question[question_id]) is False else answer.value

    def not_applicable(self, question_id: str) -> bool:
        """True when the office said that the question does not apply to it."""
        answer = self.answers.get(question_id)
        return answer is not None and answer.value == NOT_APPLICABLE

    def fact(self, fact_id: str) -> int | None:
        """The fact's integer, or None while too little is answered."""
        if fact_id in self.given_facts:
            return self.given_facts[fact_id]
        if fact_id not in self._facts:
            self._facts[fact_id] = _fact_value(self, self.pack.fact[fact_id])
        return self._facts[fact_id]

    def see(self, ref: str) -> Value | None:
        """The value under a reference: a question, an item of a checklist, or a fact."""
        if ref in self.pack.fact:
            return self.fact(ref)
        if ref in self.pack.question:
            return self.value(ref)
        question_id, _, item = ref.rpartition(".")
        checklist = self.value(question_id)
        check = checklist.get(item) if isinstance(checklist, dict) else None
        return None if check in (UNKNOWN, NOT_APPLICABLE) else check

    def behind(self, ref: str) -> tuple[str, ...]:
        """The questions behind a reference."""
        if ref in self.pack.fact:
            return covered(self.pack, self.pack.fact[ref])
        return (ref,) if ref in self.pack.question else (ref.rpartition(".")[0],)

    def missing(self, ref: str) -> tuple[str, ...]:
        """The questions behind a reference that have no answer yet and could be asked."""
        return tuple(
            one
            for one in self.behind(ref)
            if one not in self.answers and self.asked(self.pack.question[one]) is not False
        )


def known_refs(pack: KnowledgePack) -> set[str]:
    """Every name that a condition may use."""
    items = {f"{q.id}.{o.id}" for q in pack.questions if q.kind == "checklist" for o in q.options}
    return {*pack.question, *pack.fact, *items}


def covered(pack: KnowledgePack, fact: Fact) -> tuple[str, ...]:
    """The ids of the questions a fact is made from, in the pack's order."""
    over = fact.over
    if over.items is not None:
        return (over.items,)
    if over.questions:
        return over.questions
    return tuple(
        question.id
        for question in pack.questions
        if question.kind == "likert5"
        and (over.pillar is None or question.pillar == over.pillar)
        and (over.dimension is None or question.dimension == over.dimension)
        and (over.subdimension is None or question.subdimension == over.subdimension)
    )


def _fact_value(view: View, fact: Fact) -> int | None:
    seen: list[tuple[Any, int]] = []
    asked = 0
    for name, weight in _cells(view, fact):
        asked += 1
        value = view.see(name)
        if value is not None:
            seen.append((value, weight))
    if not asked or not seen or len(seen) * 100 < fact.min_share * asked:
        return None
    return _arithmetic(fact, seen)


def _cells(view: View, fact: Fact) -> list[tuple[str, int]]:
    """What a fact counts over: (reference, weight) of all that apply to this office."""
    if fact.over.items is not None:
        question = view.pack.question[fact.over.items]
        if view.not_applicable(question.id):
            return []
        checks = view.value(question.id)
        checks = checks if isinstance(checks, dict) else {}
        out = {item for item, check in checks.items() if check == NOT_APPLICABLE}
        wanted = [o.id for o in question.options if o.id.startswith(fact.over.prefix)]
        return [(f"{question.id}.{item}", 1) for item in wanted if item not in out]
    questions = [view.pack.question[one] for one in covered(view.pack, fact)]
    return [
        (question.id, question.weight)
        for question in questions
        if not view.not_applicable(question.id) and _counts(view, question)
    ]


def _counts(view: View, question: Question) -> bool:
    """Whether a question is one of those that a fact waits for."""
    asked = view.asked(question)
    return asked is True or (asked is None and question.id in view.answers)


def _arithmetic(fact: Fact, seen: list[tuple[Any, int]]) -> int:
    if fact.kind in ("count", "share"):
        ((op, want),) = fact.where.items()
        hits = sum(1 for value, _ in seen if _compare(op, value, want))
        return hits if fact.kind == "count" else (hits * 200 + len(seen)) // (2 * len(seen))
    numbers = [(value, weight) for value, weight in seen if isinstance(value, int)]
    if fact.kind == "min":
        return min(value for value, _ in numbers)
    if fact.kind == "max":
        return max(value for value, _ in numbers)
    if fact.kind == "sum":
        return sum(value for value, _ in numbers)
    weight = sum(weight for _, weight in numbers)
    mean = (sum(v * w for v, w in numbers) * 200 + weight) // (2 * weight)
    return mean if fact.kind == "mean" else max(0, fact.target - mean)


def _compare(op: str, saw: Any, want: Any) -> bool:
    match op:
        case "eq":
            return bool(saw == want)
        case "ne":
            return bool(saw != want)
        case "lt":
            return bool(saw < want)
        case "lte":
            return bool(saw <= want)
        case "gt":
            return bool(saw > want)
        case "gte":
            return bool(saw >= want)
        case "in":
            return saw in want
        case _:
            return want in saw


def _leaf(view: View, leaf: Leaf) -> LeafSeen:
    saw = view.see(leaf.of)
    held: bool | None
    if leaf.op == "answered":
        held = (saw is not None) == leaf.want
    else:
        held = None if saw is None else _compare(leaf.op, saw, leaf.want)
    return LeafSeen(
        fact=leaf.of,
        op=leaf.op,
        want=leaf.want,
        saw=saw,
        held=held,
        answers=tuple(one for one in view.behind(leaf.of) if one in view.answers),
        missing=view.missing(leaf.of) if held is None else (),
    )


def evaluate(view: View, condition: Condition) -> tuple[bool | None, tuple[LeafSeen, ...]]:
    """The verdict on a condition in Kleene's logic, and every comparison with what it saw."""
    match condition:
        case Leaf():
            seen = _leaf(view, condition)
            return seen.held, (seen,)
        case NotOf():
            verdict, leaves = evaluate(view, condition.not_)
            return (None if verdict is None else not verdict), leaves
        case AllOf():
            parts = [evaluate(view, part) for part in condition.all]
            return _join([verdict for verdict, _ in parts], False), _leaves(parts)
        case AnyOf():
            parts = [evaluate(view, part) for part in condition.any]
            return _join([verdict for verdict, _ in parts], True), _leaves(parts)


def holds(view: View, condition: Condition) -> bool | None:
    """The verdict alone."""
    return evaluate(view, condition)[0]


def _join(verdicts: list[bool | None], decisive: bool) -> bool | None:
    if decisive in verdicts:
        return decisive
    return None if None in verdicts else not decisive


def _leaves(parts: list[tuple[bool | None, tuple[LeafSeen, ...]]]) -> tuple[LeafSeen, ...]:
    return tuple(leaf for _, leaves in parts for leaf in leaves)


def fire(view: View, rule: Rule) -> Firing:
    """One rule's verdict with its trace; an open verdict names the questions still needed."""
    verdict, leaves = evaluate(view, rule.when)
    return Firing(
        rule=rule.id,
        verdict=verdict,
        because=because(view, rule.because),
        leaves=leaves,
        missing=_missing(leaves) if verdict is None else (),
        sources=rule.sources,
    )


def _missing(leaves: tuple[LeafSeen, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for leaf in leaves for one in leaf.missing))


def fire_all(view: View) -> tuple[Firing, ...]:
    """All rules in the pack's order."""
    return tuple(fire(view, rule) for rule in view.pack.rules)


def leaves_open(view: View, rule: Rule) -> tuple[str, ...]:
    """The questions that would settle a rule whose verdict is open; none once it is settled."""
    verdict, leaves = evaluate(view, rule.when)
    return _missing(leaves) if verdict is None else ()


def because(view: View, template: str) -> str:
    """The sentence with each {reference} replaced by the value seen, in words."""
    return _PLACE.sub(lambda place: shown(view, place.group(1)), template)


def places(template: str) -> tuple[str, ...]:
    """The references a sentence template uses."""
    return tuple(_PLACE.findall(template))


def shown(view: View, ref: str) -> str:
    """The value under a reference as a reader wants it: '2.3 of 5', '45 %', an option's label."""
    value = view.see(ref)
    if value is None:
        return "not known"
    fact = view.pack.fact.get(ref)
    if fact is not None:
        if fact.kind in ("mean", "gap"):
            return f"{int(str(value)) / 100:.1f} of 5" if fact.kind == "mean" else f"{value}"
        return f"{value} %" if fact.kind == "share" else str(value)
    question = view.pack.question.get(ref)
    if question is None:
        return str(value)
    if question.kind == "likert5":
        return f"{value} of 5"
    return shown_value(question, value)
