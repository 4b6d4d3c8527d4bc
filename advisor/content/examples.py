"""Runs the examples that stand beside rules and facts."""

from collections.abc import Iterable, Mapping
from typing import Any

from advisor.model.answers import UNKNOWN, Answer, Answers, read_value
from advisor.model.content import Fact, KnowledgePack, Question, Rule
from advisor.rules import View, holds


def view_of_example(pack: KnowledgePack, example: Mapping[str, Any]) -> View:
    """A view of the answers of an example; keys are questions or facts.

    Raises:
        ValueError: for an unknown id or a value that the question does not take.
    """
    answers: Answers = {}
    given: dict[str, int] = {}
    for name, raw in example.items():
        if name in pack.fact:
            given[name] = int(raw)
        else:
            question = pack.known_question(name)
            answers[name] = Answer(question=name, rev=question.rev, value=read_value(question, raw))
    return ExampleView(pack, answers, given)


class ExampleView(View):
    """A view in which every question counts as asked: an example states only what it is about."""

    def asked(self, question: Question) -> bool | None:
        """Always true: an example needs no answers that merely open a path."""
        return True


def example_faults(pack: KnowledgePack, rule: Rule) -> Iterable[str]:
    """A sentence for each example of a rule that does not come out as it says."""
    wanted: list[tuple[bool | None, tuple[dict[str, Any], ...]]] = [
        (True, rule.examples.true),
        (False, rule.examples.false),
        (None, rule.examples.unknown),
    ]
    for want, examples in wanted:
        for number, example in enumerate(examples, 1):
            word = {True: "true", False: "false", None: "unknown"}
            try:
                got = holds(view_of_example(pack, example), rule.when)
            except (ValueError, TypeError) as fault:
                yield f"rule '{rule.id}': example {number} under '{word[want]}': {fault}"
                continue
            if got is not want:
                yield f"rule '{rule.id}': example {number} under '{word[want]}' is {word[got]}."


def fact_faults(pack: KnowledgePack, fact: Fact) -> Iterable[str]:
    """A sentence for each example of a fact that does not come out as it says."""
    for number, example in enumerate(fact.examples, 1):
        try:
            got = view_of_example(pack, example.answers).fact(fact.id)
        except (ValueError, TypeError) as fault:
            yield f"fact '{fact.id}': example {number}: {fault}"
            continue
        if (UNKNOWN if got is None else got) != example.gives:
            shown_got = UNKNOWN if got is None else got
            yield f"fact '{fact.id}': example {number} gives {shown_got}, not {example.gives}."
