"""Which changed answers and settings lie behind a difference between two drafts."""

from advisor.model.conditions import leaves
from advisor.model.content import KnowledgePack, Propose
from advisor.model.roadmap import Change, Firing, Roadmap
from advisor.roadmap.selection import PULLED
from advisor.rules import View

Traces = dict[str, tuple[Firing, ...]]


class Causes:
    """Reads causes from the traces of two drafts.

    Args:
        pack: the knowledge that made them.
        before: the earlier draft.
        after: the later one.
        answers: the answers that differ.
        settings: the settings that differ.
    """

    def __init__(
        self,
        pack: KnowledgePack,
        before: Roadmap,
        after: Roadmap,
        answers: tuple[Change, ...],
        settings: tuple[Change, ...],
    ) -> None:
        self._pack = pack
        self._names = View(pack, {})
        self._before, self._after = _traces(before), _traces(after)
        self._answers = {one.id for one in answers}
        self.settings = tuple(one.id for one in settings if one.id != "start")

    def of(self, action: str) -> tuple[str, ...]:
        """The changed answers through which the action's reasons differ, in the pack's order."""
        behind = self._through(action, set())
        return tuple(q.id for q in self._pack.questions if q.id in behind & self._answers)

    def behind(self, rules: set[str]) -> tuple[str, ...]:
        """The changed answers that these rules look at."""
        found = {one for rule in rules for one in self._looks_at(rule)}
        return tuple(q.id for q in self._pack.questions if q.id in found & self._answers)

    def _through(self, action: str, seen: set[str]) -> set[str]:
        """The questions behind the reasons that one draft has and the other has not.

        Where an action is there for another one's sake, that one's reasons count.
        """
        if action in seen:
            return set()
        seen.add(action)
        was = {firing.rule for firing in self._before.get(action, ())}
        now = {firing.rule for firing in self._after.get(action, ())}
        found: set[str] = set()
        for rule in sorted(was ^ now):
            if rule.startswith(PULLED):
                found |= self._through(rule.removeprefix(PULLED), seen)
                found |= self._calls_for(action)
            else:
                found |= self._looks_at(rule)
        return found

    def _calls_for(self, action: str) -> set[str]:
        """The questions that settle whether an action is called for or taken as given."""
        rules = [
            rule.id
            for rule in self._pack.rules
            if any(isinstance(one, Propose) and one.propose == action for one in rule.then)
        ]
        return {one for rule in rules for one in self._looks_at(rule)}

    def _looks_at(self, rule: str) -> set[str]:
        """The questions that decide a rule, with those that decide whether these are asked."""
        when = self._pack.rule[rule].when
        ahead = [one for leaf in leaves(when) for one in self._names.behind(leaf.of)]
        found: set[str] = set()
        while ahead:
            question = ahead.pop()
            if question in found:
                continue
            found.add(question)
            ask_if = self._pack.question[question].ask_if
            if ask_if is not None:
                ahead += [one for leaf in leaves(ask_if) for one in self._names.behind(leaf.of)]
        return found


def _traces(roadmap: Roadmap) -> Traces:
    return {
        **{one.id: one.trace for one in roadmap.actions},
        **{one.id: one.trace for one in roadmap.not_placed},
    }
