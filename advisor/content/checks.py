"""What must hold between the records of a pack; each fault is a sentence at a file and line."""

import graphlib
from collections.abc import Iterator
from typing import Any

from advisor.content.examples import example_faults, fact_faults
from advisor.content.listing import Places
from advisor.errors import Fault, did_you_mean
from advisor.model.conditions import Condition, Leaf, leaves
from advisor.model.content import (
    Action,
    Emphasise,
    Fact,
    Hold,
    KnowledgePack,
    Migration,
    Post,
    Propose,
    Question,
    Raise,
    Risk,
    Rule,
    SourceRef,
)
from advisor.model.posts import LEVEL_QUESTION
from advisor.rules import covered, known_refs, places

_ABSENT = ("there is no ", "no rule can ", "covers no question")
_ORDERED = ("lt", "lte", "gt", "gte")
SETTING_QUESTIONS = {
    "profile.country": "text",
    "profile.office": "text",
    "profile.level": "choice",
    "profile.currency": "text",
    "plan.start": "date",
    "plan.years": "number",
    "plan.budget": "money",
    "plan.people": "number",
    "cost.person_month": "money",
    "cost.small": "money",
    "cost.medium": "money",
    "cost.large": "money",
}


def pack_faults(pack: KnowledgePack, places_: Places, *, complete: bool) -> list[Fault]:
    """All faults between records.

    Args:
        pack: the records that could be read.
        places_: where each record stands.
        complete: whether every record could be read; while that is not so, a name that is
            missing may only be hidden behind its own fault, and examples are not run.
    """
    found = [
        *_at(places_, Question, _question_faults(pack)),
        *_at(places_, Fact, _fact_faults(pack)),
        *_at(places_, Rule, _rule_faults(pack)),
        *_at(places_, Action, _action_faults(pack)),
        *_at(places_, Risk, _risk_faults(pack)),
        *_at(places_, Migration, _migration_faults(pack)),
        *_at(places_, Post, _post_faults(pack)),
        *_digest_faults(pack),
    ]
    if not complete:
        return [fault for fault in found if not any(word in fault.message for word in _ABSENT)]
    if not found:
        found += _at(places_, Fact, _examples(pack.facts, fact_faults, pack))
        found += _at(places_, Rule, _examples(pack.rules, example_faults, pack))
    return found


def _at(places_: Places, kind: type, faults: Iterator[tuple[str, str]]) -> Iterator[Fault]:
    for key, message in faults:
        place = places_.get((kind, key), Fault("pack.yaml", 1, ""))
        yield Fault(place.file, place.line, message)


def _examples(records: Any, check: Any, pack: KnowledgePack) -> Iterator[tuple[str, str]]:
    for one in records:
        for message in check(pack, one):
            yield one.id, message


def _sources(pack: KnowledgePack, who: str, sources: tuple[SourceRef, ...]) -> Iterator[str]:
    for source in sources:
        if str(source) not in pack.slide:
            hint = did_you_mean(source, pack.slide)
            yield f"'{who}' cites {source}; there is no such slide in the digest.{hint}"


def _name(who: str, kind: str, name: Any, known: Any) -> Iterator[str]:
    if name not in known:
        yield f"'{who}': there is no {kind} '{name}'.{did_you_mean(name, known)}"


def _condition(pack: KnowledgePack, who: str, condition: Condition) -> Iterator[str]:
    refs = known_refs(pack)
    for leaf in leaves(condition):
        if leaf.of not in refs:
            yield from _name(who, "question or fact", leaf.of, refs)
        else:
            yield from _comparison(pack, who, leaf)


def _comparison(pack: KnowledgePack, who: str, leaf: Leaf) -> Iterator[str]:
    """Whether what a leaf compares with can ever be seen under its name."""
    if leaf.op == "answered":
        if not isinstance(leaf.want, bool):
            yield f"'{who}': 'answered' takes true or false."
        return
    wanted = leaf.want if isinstance(leaf.want, tuple) else (leaf.want,)
    question = pack.question.get(leaf.of)
    numeric = leaf.of in pack.fact or (
        question is not None and question.kind in ("likert5", "number", "money")
    )
    if numeric or leaf.op in _ORDERED:
        dated = question is not None and question.kind == "date"
        if not (numeric or dated) or leaf.op == "has":
            yield f"'{who}': '{leaf.of}' cannot be compared with '{leaf.op}'."
        elif not all(isinstance(one, str if dated else int) for one in wanted):
            yield f"'{who}': '{leaf.of}' is compared with {leaf.want!r}, which is no number."
    elif question is None:
        yield from _words(who, leaf.of, wanted, ("yes", "partly", "no"))
    elif question.options:
        yield from _words(who, leaf.of, wanted, tuple(one.id for one in question.options))


def _words(who: str, ref: str, wanted: tuple[Any, ...], known: tuple[str, ...]) -> Iterator[str]:
    for word in wanted:
        if word not in known:
            hint = did_you_mean(word, known)
            yield f"'{who}': there is no value '{word}' of '{ref}' ({', '.join(known)}).{hint}"


def _question_faults(pack: KnowledgePack) -> Iterator[tuple[str, str]]:
    words = pack.vocabulary
    known = {
        "dimension": {one.id for one in words.dimensions},
        "topic": {one.id for one in words.topics},
    }
    for question in pack.questions:
        who = question.id
        for message in _sources(pack, who, question.sources):
            yield who, message
        for field, names in known.items():
            value = getattr(question, field)
            if value is not None:
                for message in _name(who, field, value, names):
                    yield who, message
        if question.ask_if is not None:
            for message in _condition(pack, who, question.ask_if):
                yield who, message
    yield from _cycle({q.id: _asks(pack, q) for q in pack.questions}, "ask_if")
    for who, kind in SETTING_QUESTIONS.items():
        if who in pack.question and pack.question[who].kind != kind:
            yield who, f"'{who}' must be of kind '{kind}'."


def _asks(pack: KnowledgePack, question: Question) -> list[str]:
    """The questions on which it depends whether a question is asked."""
    found: list[str] = []
    for leaf in leaves(question.ask_if) if question.ask_if else ():
        if leaf.of in pack.fact:
            found += covered(pack, pack.fact[leaf.of])
        else:
            found.append(leaf.of if leaf.of in pack.question else leaf.of.rpartition(".")[0])
    return sorted(set(found))


def _cycle(graph: dict[str, list[str]], field: str) -> Iterator[tuple[str, str]]:
    try:
        graphlib.TopologicalSorter({one: sorted(graph[one]) for one in sorted(graph)}).prepare()
    except graphlib.CycleError as error:
        chain = " → ".join(error.args[1])
        yield error.args[1][0], f"'{field}' goes round in a circle: {chain}."


def _fact_faults(pack: KnowledgePack) -> Iterator[tuple[str, str]]:
    for fact in pack.facts:
        names = (*fact.over.questions, *((fact.over.items,) if fact.over.items else ()))
        unknown = [m for one in names for m in _name(fact.id, "question", one, pack.question)]
        for message in unknown:
            yield fact.id, message
        if fact.id in pack.question:
            yield fact.id, f"'{fact.id}' is the name of a question as well."
        if not unknown and not covered(pack, fact):
            yield fact.id, f"'{fact.id}' covers no question."


def _rule_faults(pack: KnowledgePack) -> Iterator[tuple[str, str]]:
    refs = known_refs(pack)
    for rule in pack.rules:
        messages = [*_sources(pack, rule.id, rule.sources), *_condition(pack, rule.id, rule.when)]
        for place in places(rule.because):
            messages += _name(rule.id, "question or fact", place, refs)
        for effect in rule.then:
            match effect:
                case Propose():
                    messages += _name(rule.id, "action", effect.propose, pack.action)
                case Raise():
                    messages += _name(rule.id, "risk", effect.raise_, pack.risk)
                case Hold():
                    for one in (effect.hold, *effect.behind):
                        messages += _name(rule.id, "action", one, pack.action)
                case Emphasise():
                    pass
        for message in messages:
            yield rule.id, message


def _action_faults(pack: KnowledgePack) -> Iterator[tuple[str, str]]:
    proposed = {e.propose for r in pack.rules for e in r.then if isinstance(e, Propose)}
    words = pack.vocabulary
    known: dict[str, set[str]] = {
        "groups": {one.id for one in words.groups},
        "sdg": {one.id for one in words.sdg},
        "risks": set(pack.risk),
        "needs": set(pack.action),
    }
    strategies = {int(one.id) for one in words.strategies}
    for action in pack.actions:
        messages = list(_sources(pack, action.id, action.sources))
        for field, names in known.items():
            for one in getattr(action, field):
                messages += _name(action.id, field.rstrip("s"), one, names)
        for number in action.strategies:
            messages += _name(action.id, "strategy", number, strategies)
        if action.indicator.baseline_from is not None:
            messages += _name(action.id, "question", action.indicator.baseline_from, pack.question)
        if action.id not in proposed:
            messages.append(f"no rule can propose '{action.id}'.")
        for message in messages:
            yield action.id, message
    needs = {one.id: [n for n in one.needs if n in pack.action] for one in pack.actions}
    yield from _cycle(needs, "needs")


def _risk_faults(pack: KnowledgePack) -> Iterator[tuple[str, str]]:
    groups = {one.id for one in pack.vocabulary.risk_groups}
    raised = {e.raise_ for r in pack.rules for e in r.then if isinstance(e, Raise)}
    for risk in pack.risks:
        messages = list(_sources(pack, risk.id, risk.sources))
        messages += _name(risk.id, "risk group", risk.group, groups)
        for one in risk.answered_by:
            messages += _name(risk.id, "action", one, pack.action)
        if risk.id not in raised:
            messages.append(f"no rule can raise '{risk.id}'.")
        for message in messages:
            yield risk.id, message


def _migration_faults(pack: KnowledgePack) -> Iterator[tuple[str, str]]:
    taken: dict[tuple[str, int], str] = {}
    renamed = {one.was for one in pack.migrations}
    for one in pack.migrations:
        question = pack.question.get(one.question)
        if question is None and one.question not in renamed:
            yield from ((one.id, m) for m in _name(one.id, "question", one.question, pack.question))
        if one.was in pack.question:
            yield one.id, f"'{one.id}': the question '{one.was}' is still there under that name."
        if question is not None and one.to_rev > question.rev:
            yield (
                one.id,
                f"'{one.id}' leads to rev {one.to_rev}; the question is at {question.rev}.",
            )
        if question is not None and question.options and one.to_rev == question.rev:
            known = tuple(option.id for option in question.options)
            for message in _words(one.id, one.question, tuple(one.values.values()), known):
                yield one.id, message
        start = (one.was or one.question, one.from_rev)
        first = taken.setdefault(start, one.id)
        if first != one.id:
            yield one.id, f"'{one.id}' leads on from where '{first}' does already."


def _post_faults(pack: KnowledgePack) -> Iterator[tuple[str, str]]:
    """Posts that nobody names, and levels that nobody can choose."""
    written = {one.owner for one in pack.actions} | {one.owner for one in pack.risks}
    written |= {post for one in pack.actions for post in one.supports}
    asked = pack.question.get(LEVEL_QUESTION)
    levels = tuple(one.id for one in asked.options) if asked else ()
    for post in pack.posts:
        for message in _name(post.id, "post in actions or risks called", post.id, written):
            yield post.id, message
        for level in post.at:
            for message in _name(post.id, "level of government", level, levels):
                yield post.id, message


def _digest_faults(pack: KnowledgePack) -> Iterator[Fault]:
    for note in pack.slide.values():
        if note.same_as and note.same_as not in pack.slide:
            hint = did_you_mean(note.same_as, pack.slide)
            message = f"'{note.slide}' is the same as '{note.same_as}', which is no slide.{hint}"
            yield Fault(f"workshop/{note.deck}.md", 1, message)
