"""Which actions a plan holds and why: rules propose, the office decides, prerequisites follow.

An action is proposed with the strongest wish of the rules that fired for it. What the office adds
or accepts is there whatever the rules say; what it rejects is not, and what needs that takes it as
given. What an action needs comes along unless every rule that could propose the prerequisite is
settled as not calling for it: then it is taken as given too, and both are listed to be confirmed.
A prerequisite is wished as strongly as what needs it, and an action as what is merged into it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from advisor.model.choices import Choice, Rejected
from advisor.model.content import KnowledgePack, Strength
from advisor.model.roadmap import Firing, PlanSettings
from advisor.roadmap.effects import Fired, note
from advisor.roadmap.merging import contracted
from advisor.roadmap.posts import Posts, with_posts
from advisor.roadmap.wishes import ACCEPTED, MERGED, OWN, PULLED, Wishes
from advisor.roadmap.words import RoadmapWords
from advisor.roadmap.work import Work, edited, own_work, with_joined, work_of


@dataclass(frozen=True)
class Chosen:
    """An action of the plan.

    Args:
        action: the action as the office plans it.
        strength: the strongest wish for it.
        trace: all firings that put it there.
        needs: what has to be done before, of what is in the plan; holds are among them.
        given: prerequisites that are taken to be in place.
        set_aside: holds that could not be kept because the other action waits for this one.
    """

    action: Work
    strength: Strength
    trace: tuple[Firing, ...]
    needs: tuple[str, ...]
    given: tuple[str, ...]
    set_aside: tuple[str, ...]


@dataclass(frozen=True)
class Selection:
    """What the rules and the office make of the pack.

    Args:
        chosen: the actions that the plan should hold, by id.
        rejected: those that the office has set aside or merged, by id.
        done: those that were finished in the last cycle and would be planned again.
    """

    chosen: tuple[Chosen, ...]
    rejected: tuple[Rejected, ...]
    done: tuple[str, ...]


def selected(
    pack: KnowledgePack,
    firings: tuple[Firing, ...],
    fired: Fired,
    settings: PlanSettings,
    words: RoadmapWords,
    posts: Posts,
) -> Selection:
    """All actions that the plan should hold, and those that the office has taken out."""
    wishes = Wishes(pack, firings, fired, settings)
    return _Selector(pack, fired, wishes, words, posts).selection()


class _Selector:
    """Turns wishes into actions that can be planned."""

    def __init__(
        self,
        pack: KnowledgePack,
        fired: Fired,
        wishes: Wishes,
        words: RoadmapWords,
        posts: Posts,
    ) -> None:
        self._pack, self._fired, self._wishes, self._words = pack, fired, wishes, words
        self._posts = posts

    def selection(self) -> Selection:
        """The selection."""
        wishes = self._wishes
        planned = wishes.planned
        works = {one: self._work(one) for one in wishes.strength}
        needs = self._needs(planned)
        set_aside = self._hold(planned, needs)
        chosen = tuple(
            Chosen(
                action=edited(with_joined(works[one], self._joining(one, works), self._words)),
                strength=wishes.strength[one],
                trace=self._trace(one),
                needs=tuple(sorted(needs[one])),
                given=self._given(one, planned),
                set_aside=tuple(sorted(set_aside.get(one, ()))),
            )
            for one in sorted(planned)
        )
        done = tuple(sorted(wishes.done & wishes.strength.keys()))
        return Selection(chosen, self._rejected(works), done)

    def _spoken(self, firing: Firing, name: str) -> Firing:
        """A reason for an action with its sentence, where no rule gives it one."""
        if firing.because:
            return firing
        say, rule = self._words, firing.rule
        if rule.startswith(PULLED):
            about = self._wishes.known(rule.removeprefix(PULLED))
            because = say.needed_by.format(action=about.title)
        elif rule.startswith(MERGED):
            about = self._wishes.known(rule.removeprefix(MERGED))
            because = say.merged.format(action=about.title)
        else:
            because = self._office_reason(name) or {OWN: say.own, ACCEPTED: say.accepted}[rule]
        return firing.model_copy(update={"because": because})

    def _office_reason(self, name: str) -> str:
        choice, own = self._wishes.choices.get(name), self._wishes.own.get(name)
        return (choice.reason if choice else "") or (own.reason if own else "")

    def _work(self, name: str) -> Work:
        choice = self._wishes.choices.get(name)
        if name in self._wishes.own:
            return own_work(self._wishes.own[name], choice)
        return work_of(with_posts(self._pack.action[name], self._posts), choice)

    def _joining(self, name: str, works: Mapping[str, Work]) -> list[Work]:
        """The actions that are merged into one, each with its own edits."""
        return [edited(works[one]) for one in self._wishes.members(name)]

    def _trace(self, name: str) -> tuple[Firing, ...]:
        """The reasons of an action and of those merged into it, each once."""
        found: list[Firing] = []
        for one in (name, *self._wishes.members(name)):
            for firing in self._wishes.traces[one]:
                if firing.rule != f"{PULLED}{name}":
                    note(found, self._spoken(firing, one))
        return tuple(found)

    def _needs(self, planned: frozenset[str]) -> dict[str, set[str]]:
        """What each planned action waits for, that of the actions merged into it included."""
        joining = (
            one
            for one in self._wishes.into
            if one in self._wishes.strength and not self._wishes.out(one)
        )
        there = {*planned, *joining}
        direct = {
            one: [need for need in self._wishes.known(one).needs if need in there]
            for one in sorted(there)
        }
        return contracted(direct, self._wishes.into, frozenset())

    def _given(self, name: str, planned: frozenset[str]) -> tuple[str, ...]:
        """The prerequisites that no work of the plan answers for; done ones are in place."""
        found: dict[str, None] = {}
        for one in (name, *self._wishes.members(name)):
            for need in self._wishes.known(one).needs:
                end = self._wishes.into.get(need, need)
                wished = need in self._wishes.strength and end in planned
                if not wished and end not in self._wishes.done:
                    found[need] = None
        return tuple(found)

    def _hold(self, planned: frozenset[str], needs: dict[str, set[str]]) -> dict[str, set[str]]:
        """Add the holds to the needs; those that would go in rounds are set aside and returned.

        A hold that counts joins the trace of the action that it holds.
        """
        set_aside: dict[str, set[str]] = {}
        for held in sorted(self._fired.holds):
            late = self._wishes.into.get(held, held)
            for other, firing in sorted(self._fired.holds[held].items()):
                behind = self._wishes.into.get(other, other)
                if late not in planned or behind not in planned or behind in needs[late]:
                    continue
                if late == behind:
                    continue
                if _waits_for(needs, behind, late):
                    set_aside.setdefault(late, set()).add(behind)
                else:
                    needs[late].add(behind)
                    note(self._wishes.traces[late], firing)
        return set_aside

    def _rejected(self, works: Mapping[str, Work]) -> tuple[Rejected, ...]:
        """What the office has rejected or merged, of all that is wished for."""
        found = []
        for name in sorted(self._wishes.strength):
            choice = self._wishes.choices.get(name)
            if choice is None or choice.decision not in ("rejected", "merged"):
                continue
            trace = tuple(self._spoken(one, name) for one in self._wishes.traces[name])
            found.append(_taken_out(works[name], choice, self._wishes.strength[name], trace))
        return tuple(found)


def _taken_out(
    work: Work, choice: Choice, strength: Strength, trace: tuple[Firing, ...]
) -> Rejected:
    return Rejected(
        id=work.id,
        title=edited(work).title,
        pillar=work.pillar,
        strength=strength,
        decision="merged" if choice.decision == "merged" else "rejected",
        reason=choice.reason,
        into=choice.into,
        by=choice.by,
        trace=trace,
    )


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
