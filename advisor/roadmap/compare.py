"""Two drafts side by side: what came, what went, what moved, and which answer caused it.

Causes are read from the traces: what differs between an action's reasons then and now leads to the
rules, the rules to the questions, and of these the changed ones are named, with what the office
decided about the action and about what it waits for. An action that moved names the changed
settings too; one that names nothing only made room for others, or found some.
"""

from collections.abc import Mapping

from advisor.model.content import KnowledgePack
from advisor.model.roadmap import (
    Change,
    Comparison,
    NotPlaced,
    PlannedAction,
    RaisedRisk,
    Roadmap,
)
from advisor.roadmap.causes import Causes
from advisor.roadmap.setting_changes import settings_changes


def compare(pack: KnowledgePack, before: Roadmap, after: Roadmap) -> Comparison:
    """What differs between two drafts made with one pack, each difference with its cause."""
    answers = _answers(before, after)
    settings = settings_changes(before, after)
    causes = Causes(pack, before, after, answers, settings)
    was = {one.id: one for one in before.actions}
    now = {one.id: one for one in after.actions}
    out = {one.id: one for one in before.not_placed}
    left = {one.id: one for one in after.not_placed}
    wished_before, wished_now = was.keys() | out.keys(), now.keys() | left.keys()
    both = sorted(was.keys() & now.keys())
    return Comparison(
        came=_listed({**now, **left}, wished_now - wished_before, causes, now_there=True),
        went=_listed({**was, **out}, wished_before - wished_now, causes, now_there=False),
        moved=tuple(_moved(was[one], now[one], causes) for one in both if _differ(was, now, one)),
        strength=tuple(
            Change(
                id=one,
                title=now[one].title,
                was=was[one].strength,
                now=now[one].strength,
                because=causes.of(one),
            )
            for one in both
            if was[one].strength != now[one].strength
        ),
        no_longer_fits=tuple(
            _fit(one, was[one].title, was[one].start, left[one].reason, causes)
            for one in sorted(was.keys() & left.keys())
        ),
        now_fits=tuple(
            _fit(one, now[one].title, out[one].reason, now[one].start, causes)
            for one in sorted(now.keys() & out.keys())
        ),
        risks_came=_risks(after.risks, before.risks, causes),
        risks_went=_risks(before.risks, after.risks, causes),
        answers=answers,
        settings=settings,
    )


def _differ(was: dict[str, PlannedAction], now: dict[str, PlannedAction], one: str) -> bool:
    return was[one].start_quarter != now[one].start_quarter


def _listed(
    actions: Mapping[str, PlannedAction | NotPlaced],
    ids: set[str],
    causes: Causes,
    now_there: bool,
) -> tuple[Change, ...]:
    """Actions that only one of the drafts wishes, with where they stand or why they do not fit."""
    found = []
    for one in sorted(ids):
        action = actions[one]
        where = action.start if isinstance(action, PlannedAction) else action.reason
        found.append(
            Change(
                id=one,
                title=action.title,
                was="" if now_there else where,
                now=where if now_there else "",
                because=causes.of(one),
            )
        )
    return tuple(found)


def _moved(was: PlannedAction, now: PlannedAction, causes: Causes) -> Change:
    return Change(
        id=now.id,
        title=now.title,
        was=was.start,
        now=now.start,
        quarters=now.start_quarter - was.start_quarter,
        because=(*causes.of(now.id), *causes.ahead_of(now.id), *causes.settings),
    )


def _fit(one: str, title: str, was: str, now: str, causes: Causes) -> Change:
    because = (*causes.of(one), *causes.ahead_of(one), *causes.settings)
    return Change(id=one, title=title, was=was, now=now, because=because)


def _risks(
    those: tuple[RaisedRisk, ...], others: tuple[RaisedRisk, ...], causes: Causes
) -> tuple[Change, ...]:
    """The risks that the others lack."""
    there = {one.id for one in others}
    return tuple(
        Change(
            id=risk.id,
            title=risk.title,
            because=causes.behind({firing.rule for firing in risk.trace}),
        )
        for risk in those
        if risk.id not in there
    )


def _answers(before: Roadmap, after: Roadmap) -> tuple[Change, ...]:
    """Answers that were given, changed or withdrawn, or that came on or off the office's path."""
    was = {line.question: line for line in before.answers}
    now = {line.question: line for line in after.answers}
    found = []
    for question in sorted(was.keys() | now.keys()):
        old, new = was.get(question), now.get(question)
        line = new or old
        if line is None or (old and new and (old.shown, old.active) == (new.shown, new.active)):
            continue
        found.append(
            Change(
                id=question,
                title=line.label,
                was=old.shown if old else "",
                now=new.shown if new else "",
            )
        )
    return tuple(found)
