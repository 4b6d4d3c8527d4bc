"""What the office's choices say of each other: who joins whom, who waits for whom, no rings.

Checked over all actions of the pack, planned or not, so that a choice that is taken today still
holds when answers change.
"""

from collections.abc import Iterable, Mapping

from advisor.errors import did_you_mean
from advisor.model.choices import Choice, OwnAction
from advisor.model.content import KnowledgePack
from advisor.roadmap.records import Reading

Needs = Mapping[str, Iterable[str]]


def joined(choices: Iterable[Choice]) -> dict[str, str]:
    """For each merged action the one that takes it up, past those that are merged themselves."""
    into = {one.action: one.into for one in choices if one.decision == "merged"}
    return {one: _end(into, one) for one in into}


def _end(into: Mapping[str, str], one: str) -> str:
    seen = {one}
    while one in into and into[one] not in seen:
        one = into[one]
        seen.add(one)
    return one


def contracted(needs: Needs, into: Mapping[str, str], gone: frozenset[str]) -> dict[str, set[str]]:
    """Who waits for whom once merged actions have joined their targets and others are gone."""
    found: dict[str, set[str]] = {}
    for one, ahead in needs.items():
        if one in gone:
            continue
        name = into.get(one, one)
        there = {into.get(need, need) for need in ahead if need not in gone}
        found.setdefault(name, set()).update(there - {name})
    return found


def ring(needs: Mapping[str, set[str]]) -> tuple[str, ...]:
    """Actions that wait for each other in a ring, in order; empty when there is none."""
    state: dict[str, int] = {}
    for first in sorted(needs):
        path = [first]
        while path:
            at = path[-1]
            if state.get(at) is None:
                state[at] = 1
            ahead = [one for one in sorted(needs.get(at, ())) if state.get(one) != 2]
            if not ahead:
                state[at] = 2
                path.pop()
            elif state.get(ahead[0]) == 1:
                return tuple(path[path.index(ahead[0]) :])
            else:
                path.append(ahead[0])
    return ()


def checked_own(
    reading: Reading, pack: KnowledgePack, own: tuple[OwnAction, ...]
) -> tuple[OwnAction, ...]:
    """The own actions whose prerequisites are known and go in no ring; the rest are faults."""
    known = {*pack.action, *(one.id for one in own)}
    kept: list[OwnAction] = []
    for one in own:
        where = (*reading.places.get(one.id, ("own", one.id)), "needs")
        strange = [need for need in one.needs if need not in known]
        for need in strange:
            hint = did_you_mean(need, known)
            reading.fault(where, f"setting '{one.id}': there is no action '{need}'.{hint}")
        around = ring(contracted(_needs(pack, [*kept, one]), {}, frozenset()))
        if around:
            names = ", ".join(around)
            sentence = f"setting '{one.id}': these actions would wait for each other: {names}."
            reading.fault(where, sentence)
        if not strange and not around:
            kept.append(one)
    return tuple(kept)


def checked_choices(
    reading: Reading,
    pack: KnowledgePack,
    own: tuple[OwnAction, ...],
    choices: tuple[Choice, ...],
) -> tuple[Choice, ...]:
    """The choices without the merges that cannot be; each of these is a fault."""
    known = {*pack.action, *(one.id for one in own)}
    gone = frozenset(one.action for one in choices if one.decision == "rejected")
    needs = _needs(pack, own)
    kept = [one for one in choices if one.decision != "merged"]
    for one in choices:
        if one.decision != "merged":
            continue
        fault = _merge_fault(one, known, gone, kept, needs)
        if fault:
            reading.fault(
                ("choices", one.action, "into"), f"setting 'choices.{one.action}': {fault}"
            )
        else:
            kept.append(one)
    return tuple(sorted(kept, key=lambda one: one.action))


def _merge_fault(
    one: Choice, known: set[str], gone: frozenset[str], kept: list[Choice], needs: Needs
) -> str:
    if one.into not in known:
        hint = did_you_mean(one.into, known)
        return f"there is no action '{one.into}' to merge it into.{hint}"
    if one.into in gone:
        return f"it is merged into '{one.into}', which is rejected."
    into = {other.action: other.into for other in kept if other.decision == "merged"}
    if one.into == one.action or _end(into, one.into) == one.action:
        return f"merged into '{one.into}', it would be merged into itself."
    around = ring(contracted(needs, joined([*kept, one]), gone))
    if around:
        between = ", ".join(name for name in around if name != one.into) or one.into
        return f"it cannot join '{one.into}': this has to be done between the two: {between}."
    return ""


def _needs(pack: KnowledgePack, own: Iterable[OwnAction]) -> dict[str, tuple[str, ...]]:
    found = {one.id: one.needs for one in pack.actions}
    return {**found, **{one.id: one.needs for one in own}}
