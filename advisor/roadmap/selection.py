"""Which actions a plan holds and why: rules propose, prerequisites follow, holds order.

An action is proposed with the strongest wish of the rules that fired for it. What it needs comes
along unless every rule that could propose the prerequisite is settled as not calling for it: then
it is taken as given, and listed to be confirmed. A prerequisite is wished as strongly as what
needs it.
"""

from dataclasses import dataclass, field

from advisor.model.content import (
    Action,
    Emphasise,
    Hold,
    KnowledgePack,
    Propose,
    Raise,
    Strength,
)
from advisor.model.roadmap import Firing
from advisor.roadmap.words import RoadmapWords

RANK: dict[Strength, int] = {"must": 0, "should": 1, "could": 2}
# What the name of a reason begins with when an action is there for another one's sake.
PULLED = "needed-by."


@dataclass(frozen=True)
class Chosen:
    """An action of the plan.

    Args:
        action: the action.
        strength: the strongest wish for it.
        trace: all firings that put it there.
        needs: what has to be done before, of what is in the plan; holds are among them.
        given: prerequisites that are taken to be in place.
        set_aside: holds that could not be kept because the other action waits for this one.
    """

    action: Action
    strength: Strength
    trace: tuple[Firing, ...]
    needs: tuple[str, ...]
    given: tuple[str, ...]
    set_aside: tuple[str, ...]


@dataclass
class Fired:
    """The effects of all rules that fired, by what they are about."""

    proposed: dict[str, Strength] = field(default_factory=dict)
    traces: dict[str, list[Firing]] = field(default_factory=dict)
    risks: dict[str, list[Firing]] = field(default_factory=dict)
    emphasised: dict[int, list[Firing]] = field(default_factory=dict)
    holds: dict[str, dict[str, Firing]] = field(default_factory=dict)


def effects(pack: KnowledgePack, firings: tuple[Firing, ...]) -> Fired:
    """What the rules that fired ask for."""
    fired = Fired()
    for firing in firings:
        if firing.verdict is not True:
            continue
        for effect in pack.rule[firing.rule].then:
            match effect:
                case Propose():
                    held = fired.proposed.get(effect.propose, "could")
                    fired.proposed[effect.propose] = _stronger(held, effect.strength)
                    _note(fired.traces.setdefault(effect.propose, []), firing)
                case Raise():
                    _note(fired.risks.setdefault(effect.raise_, []), firing)
                case Emphasise():
                    _note(fired.emphasised.setdefault(effect.emphasise, []), firing)
                case Hold():
                    for one in effect.behind:
                        fired.holds.setdefault(effect.hold, {}).setdefault(one, firing)
    return fired


def _note(trace: list[Firing], firing: Firing) -> None:
    if firing not in trace:
        trace.append(firing)


def _stronger(one: Strength, other: Strength) -> Strength:
    return min(one, other, key=RANK.__getitem__)


def chosen_actions(
    pack: KnowledgePack, firings: tuple[Firing, ...], fired: Fired, words: RoadmapWords
) -> tuple[Chosen, ...]:
    """All actions that the plan should hold, by id."""
    settled = _settled(pack, firings)
    strength = dict(fired.proposed)
    traces = {one: list(trace) for one, trace in fired.traces.items()}
    waiting = sorted(strength)
    while waiting:
        action = pack.action[waiting.pop(0)]
        for need in sorted(action.needs):
            if need not in strength and need in settled:
                continue
            wish = strength[action.id]
            if need in strength and RANK[strength[need]] <= RANK[wish]:
                continue
            strength[need] = wish
            _note(traces.setdefault(need, []), _needed_by(action, words))
            waiting.append(need)
    needs, set_aside = _ordering(pack, fired, strength, traces)
    return tuple(
        Chosen(
            action=pack.action[one],
            strength=strength[one],
            trace=tuple(traces[one]),
            needs=tuple(sorted(needs[one])),
            given=tuple(need for need in pack.action[one].needs if need not in strength),
            set_aside=tuple(sorted(set_aside.get(one, ()))),
        )
        for one in sorted(strength)
    )


def _settled(pack: KnowledgePack, firings: tuple[Firing, ...]) -> frozenset[str]:
    """The actions that some rule could propose and that every such rule says are not called for."""
    called: dict[str, bool] = {}
    for firing in firings:
        for effect in pack.rule[firing.rule].then:
            if isinstance(effect, Propose):
                quiet = firing.verdict is False
                called[effect.propose] = called.get(effect.propose, True) and quiet
    return frozenset(one for one, quiet in called.items() if quiet)


def _needed_by(action: Action, words: RoadmapWords) -> Firing:
    """The reason of an action that is there for another one's sake."""
    return Firing(
        rule=f"{PULLED}{action.id}",
        verdict=True,
        because=words.needed_by.format(action=action.title),
        leaves=(),
        sources=action.sources,
    )


def _ordering(
    pack: KnowledgePack,
    fired: Fired,
    planned: dict[str, Strength],
    traces: dict[str, list[Firing]],
) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """What each planned action waits for, and the holds set aside because they would go in rounds.

    A hold that counts joins the trace of the action that it holds.
    """
    needs = {one: {n for n in pack.action[one].needs if n in planned} for one in planned}
    set_aside: dict[str, set[str]] = {}
    for held in sorted(fired.holds):
        for behind, firing in sorted(fired.holds[held].items()):
            if held not in planned or behind not in planned or behind in needs[held]:
                continue
            if _waits_for(needs, behind, held):
                set_aside.setdefault(held, set()).add(behind)
            else:
                needs[held].add(behind)
                _note(traces[held], firing)
    return needs, set_aside


def _waits_for(needs: dict[str, set[str]], one: str, other: str) -> bool:
    """Whether `one` waits for `other`, directly or not, or is the same."""
    seen: set[str] = set()
    ahead = [one]
    while ahead:
        at = ahead.pop()
        if at == other:
            return True
        if at not in seen:
            seen.add(at)
            ahead.extend(needs[at])
    return False
