"""What a plan is wished to hold: by rules, by the office, and for the sake of other actions."""

from collections.abc import Iterable

from advisor.model.answers import Answers
from advisor.model.choices import Decision, OwnAction
from advisor.model.content import Action, KnowledgePack, Propose, Strength
from advisor.model.roadmap import Firing, PlanSettings
from advisor.roadmap.effects import RANK, Fired, effects, note, stronger
from advisor.roadmap.merging import joined
from advisor.rules import View, fire_all

# What the name of a reason begins with when an action is there for another one's sake.
PULLED = "needed-by."
# Reasons that are the office's and no rule's.
OFFICE = "office."
OWN, ACCEPTED, MERGED = f"{OFFICE}own", f"{OFFICE}accepted", f"{OFFICE}merged."


class Wishes:
    """Every action that is wished for, those that the office has taken out among them.

    `strength` has the strongest wish for each; `traces` the reasons, those that no rule gives
    without a sentence yet. `into` says which action takes up a merged one, `done` which actions
    were finished in the last cycle and are not planned again.
    """

    def __init__(
        self,
        pack: KnowledgePack,
        firings: tuple[Firing, ...],
        fired: Fired,
        settings: PlanSettings,
    ) -> None:
        self._pack = pack
        self.choices = {one.action: one for one in settings.choices}
        self.own = {one.id: one for one in settings.own}
        self.into = joined(settings.choices)
        past = settings.previous.actions if settings.previous else ()
        finished = {one.id for one in past if one.status == "done"}
        self.done = frozenset(one for one in finished if self.decision(one) == "open")
        self.strength: dict[str, Strength] = dict(fired.proposed)
        self.traces = {one: list(trace) for one, trace in fired.traces.items()}
        self._settled = _settled(pack, firings)
        self._office_wishes()
        self._pull()

    @property
    def planned(self) -> frozenset[str]:
        """The actions that the plan should hold."""
        return frozenset(one for one in self.strength if not self.out(one) and one not in self.into)

    def decision(self, action: str) -> Decision:
        """What the office decided about an action."""
        choice = self.choices.get(action)
        return choice.decision if choice else "open"

    def out(self, action: str) -> bool:
        """Whether an action is no part of the plan's work although it may be wished for."""
        end = self.into.get(action, action)
        return end in self.done or self.decision(action) == "rejected"

    def members(self, name: str) -> list[str]:
        """The actions that are merged into one."""
        merged = (one for one in sorted(self.into) if self.into[one] == name)
        return [one for one in merged if one in self.strength]

    def known(self, name: str) -> Action | OwnAction:
        """The action of the pack or of the office by that id."""
        return self.own[name] if name in self.own else self._pack.action[name]

    def _office_wishes(self) -> None:
        """What the office added or accepted is wished for whatever the rules say."""
        for name, own in sorted(self.own.items()):
            self._wish(name, own.strength, _reason(OWN))
        for name in sorted(self.choices):
            if self.decision(name) == "accepted" and name not in self.strength:
                self._wish(name, "should", _reason(ACCEPTED))

    def _wish(self, action: str, strength: Strength, why: Firing) -> None:
        self.strength[action] = stronger(strength, self.strength.get(action, "could"))
        note(self.traces.setdefault(action, []), why)

    def _pull(self) -> None:
        """Let what is needed come along, and what others are merged into."""
        waiting = sorted(self.strength)
        while waiting:
            name = waiting.pop(0)
            if self.out(name):
                continue
            for need, why in self._brings(name):
                held, wish = self.strength.get(need), self.strength[name]
                if held is None or RANK[held] > RANK[wish]:
                    self._wish(need, wish, why)
                    waiting.append(need)

    def _brings(self, name: str) -> Iterable[tuple[str, Firing]]:
        """What an action brings into the plan, each with the reason."""
        known = self.known(name)
        for need in sorted(known.needs):
            if need in self.strength or need not in self._settled:
                sources = known.sources if isinstance(known, Action) else ()
                yield need, _reason(f"{PULLED}{name}").model_copy(update={"sources": sources})
        if name in self.into:
            yield self.into[name], _reason(f"{MERGED}{name}")


def planned_ids(pack: KnowledgePack, answers: Answers, settings: PlanSettings) -> frozenset[str]:
    """The actions that a plan of these answers and settings should hold."""
    firings = fire_all(View(pack, answers))
    return Wishes(pack, firings, effects(pack, firings), settings).planned


def _reason(rule: str) -> Firing:
    return Firing(rule=rule, verdict=True, because="", leaves=())


def _settled(pack: KnowledgePack, firings: tuple[Firing, ...]) -> frozenset[str]:
    """The actions that some rule could propose and that every such rule says are not called for."""
    called: dict[str, bool] = {}
    for firing in firings:
        for effect in pack.rule[firing.rule].then:
            if isinstance(effect, Propose):
                quiet = firing.verdict is False
                called[effect.propose] = called.get(effect.propose, True) and quiet
    return frozenset(one for one, quiet in called.items() if quiet)
