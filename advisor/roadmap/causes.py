"""Which changed answers and settings lie behind a difference between two drafts."""

from advisor.model.conditions import leaves
from advisor.model.content import KnowledgePack, Propose
from advisor.model.roadmap import Change, Firing, Roadmap
from advisor.roadmap.setting_changes import ACTUALS, CHOICES, OWN
from advisor.roadmap.wishes import MERGED, PULLED
from advisor.rules import View

# Settings that say something of one action, and those that move none.
_OF_ACTIONS = (f"{CHOICES}.", f"{OWN}.", f"{ACTUALS}.")
_STILL = ("start", "currency", "previous")
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
        self._records = {one.id: None for one in settings if one.id.startswith(_OF_ACTIONS)}
        self.settings = tuple(
            one.id for one in settings if one.id not in _STILL and one.id not in self._records
        )
        self._needs = _needs(before, after)
        self._done = _done(before) ^ _done(after)

    def of(self, action: str) -> tuple[str, ...]:
        """The changed answers and choices through which the action's reasons differ.

        Answers come in the pack's order, then what the office decided.
        """
        behind = self._through(action, set())
        answers = (q.id for q in self._pack.questions if q.id in behind & self._answers)
        decided = (one for one in self._records if one in behind)
        return (*answers, *decided, *(("previous",) if action in self._done else ()))

    def ahead_of(self, action: str) -> tuple[str, ...]:
        """What the office decided about the actions that this one waits for, directly or not."""
        seen: set[str] = set()
        ahead = list(self._needs.get(action, ()))
        while ahead:
            at = ahead.pop()
            if at not in seen:
                seen.add(at)
                ahead += self._needs.get(at, ())
        paths = {path for one in seen - {action} for path in _paths(one)}
        return tuple(one for one in self._records if one in paths)

    def behind(self, rules: set[str]) -> tuple[str, ...]:
        """The changed answers that these rules look at."""
        found = {one for rule in rules for one in self._looks_at(rule)}
        return tuple(q.id for q in self._pack.questions if q.id in found & self._answers)

    def _through(self, action: str, seen: set[str]) -> set[str]:
        """The questions and choices behind the reasons that only one of the drafts has.

        Where an action is there for another one's sake, that one's reasons count.
        """
        if action in seen:
            return set()
        seen.add(action)
        was = {firing.rule for firing in self._before.get(action, ())}
        now = {firing.rule for firing in self._after.get(action, ())}
        found = set(_paths(action))
        for rule in sorted(was ^ now):
            if rule.startswith(PULLED):
                found |= self._through(rule.removeprefix(PULLED), seen)
                found |= self._calls_for(action)
            elif rule.startswith(MERGED):
                found |= self._through(rule.removeprefix(MERGED), seen)
            elif rule in self._pack.rule:
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
        **{one.id: one.trace for one in roadmap.rejected},
    }


def _paths(action: str) -> tuple[str, ...]:
    """The settings in which the office decides about an action."""
    return f"{CHOICES}.{action}", f"{OWN}.{action.removeprefix('own.')}"


def _needs(*roadmaps: Roadmap) -> dict[str, set[str]]:
    """What each placed action waits for, in any of the drafts."""
    found: dict[str, set[str]] = {}
    for roadmap in roadmaps:
        for one in roadmap.actions:
            found.setdefault(one.id, set()).update((*one.needs, *one.taken_as_given))
    return found


def _done(roadmap: Roadmap) -> set[str]:
    past = roadmap.settings.previous
    return {one.id for one in past.actions if one.status == "done"} if past else set()
