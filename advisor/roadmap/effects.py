"""What the rules that fired ask for, sorted by what it is about."""

from dataclasses import dataclass, field

from advisor.model.content import Emphasise, Hold, KnowledgePack, Propose, Raise, Strength
from advisor.model.roadmap import Firing

RANK: dict[Strength, int] = {"must": 0, "should": 1, "could": 2}


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
                    fired.proposed[effect.propose] = stronger(held, effect.strength)
                    note(fired.traces.setdefault(effect.propose, []), firing)
                case Raise():
                    note(fired.risks.setdefault(effect.raise_, []), firing)
                case Emphasise():
                    note(fired.emphasised.setdefault(effect.emphasise, []), firing)
                case Hold():
                    for one in effect.behind:
                        fired.holds.setdefault(effect.hold, {}).setdefault(one, firing)
    return fired


def note(trace: list[Firing], firing: Firing) -> None:
    """Add a reason to a trace that does not hold it yet."""
    if firing not in trace:
        trace.append(firing)


def stronger(one: Strength, other: Strength) -> Strength:
    """The stronger of two wishes."""
    return min(one, other, key=RANK.__getitem__)
