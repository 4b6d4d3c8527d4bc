"""The plan of one conversation: its log gives answers and settings, changes of it are checked."""

import json
from collections.abc import Mapping
from typing import Any

from advisor.model.answers import Answers, Event, fold
from advisor.model.content import KnowledgePack
from advisor.model.planning import changed, fold_settings, setting_events
from advisor.model.roadmap import PlanSettings, Roadmap, ScoreSpread, Spread
from advisor.roadmap.cycle import carried_answers, next_given, previous_of
from advisor.roadmap.draft import draft
from advisor.roadmap.records import Located, RefusedChanges
from advisor.roadmap.refine import STEPS
from advisor.roadmap.settings import read_settings, unplanned_targets
from advisor.roadmap.words import RoadmapWords

_NEXT_STEP = "Nothing was changed; mend it and try again."
_BY = "by"


def session_draft(
    pack: KnowledgePack,
    log: tuple[Event, ...],
    words: RoadmapWords,
    changes: Mapping[str, Any] | None = None,
    *,
    steps: int = STEPS,
    spreads: tuple[Spread, ...] = (),
    score_spreads: tuple[ScoreSpread, ...] = (),
) -> Roadmap:
    """The draft of a session; `changes` are tried and stored nowhere.

    Settings that no longer fit, since an answer or the knowledge changed, do not count and are
    listed to be confirmed.

    Raises:
        AdvisorError: when a change cannot be taken.
    """
    answers, given = fold(log)[0], fold_settings(log)
    if changes:
        given = _taken(pack, answers, given, _plain(changes))
    settings = session_settings(pack, answers, given)
    return draft(
        pack,
        answers,
        settings,
        log,
        words=words,
        steps=steps,
        spreads=spreads,
        score_spreads=score_spreads,
    )


def session_settings(
    pack: KnowledgePack, answers: Answers, given: Mapping[str, Any]
) -> PlanSettings:
    """The settings that fit, with a sentence for each one that does not."""
    settings, faults = read_settings(pack, answers, given)
    aside = tuple(dict.fromkeys(sentence for _, sentence in faults))
    return settings.model_copy(update={"set_aside": aside})


def next_events(
    pack: KnowledgePack, log: tuple[Event, ...], words: RoadmapWords
) -> tuple[Event, ...]:
    """The entries with which the session of the next cycle begins: answers, settings, figures."""
    answers = {one: answer for one, answer in fold(log)[0].items() if one in pack.question}
    previous = previous_of(session_draft(pack, log, words), words)
    given = next_given(fold_settings(log), previous)
    opening = carried_answers(answers, words.previous_cycle)
    # Without a step, so that nothing of it is taken back by an undo.
    carried = (one.model_copy(update={"turn": {}}) for one in setting_events((), given))
    return (*opening, *carried)


def plan_events(
    pack: KnowledgePack, log: tuple[Event, ...], changes: Mapping[str, Any], by: str = ""
) -> tuple[Event, ...]:
    """The entries that change the settings of a session, checked as a whole.

    Args:
        pack: the knowledge.
        log: the session's log.
        changes: settings, or records of them ('choices.A101'); None takes one back.
        by: who decides; kept with the entries and with each choice.

    Raises:
        AdvisorError: with a sentence for each change that cannot be taken.
    """
    plain = _signed(_plain(changes), by)
    _taken(pack, fold(log)[0], fold_settings(log), plain)
    return setting_events(log, plain, by)


def _plain(changes: Mapping[str, Any]) -> dict[str, Any]:
    """The changes as they will be read back from the store."""
    plain: dict[str, Any] = json.loads(json.dumps(dict(changes), default=str))
    return plain


def _signed(changes: dict[str, Any], by: str) -> dict[str, Any]:
    """The changes with who decided in every choice that does not say so."""
    if not by:
        return changes
    found = {}
    for path, value in changes.items():
        if path == "choices" and isinstance(value, dict):
            value = {key: _with(record, by) for key, record in value.items()}
        elif path.startswith("choices."):
            value = _with(value, by)
        found[path] = value
    return found


def _with(record: Any, by: str) -> Any:
    return {_BY: by, **record} if isinstance(record, dict) else record


def _taken(
    pack: KnowledgePack, answers: Answers, given: dict[str, Any], changes: Mapping[str, Any]
) -> dict[str, Any]:
    """The settings after the changes; refused when these bring a fault that was not there."""
    after = changed(given, changes)
    was = {sentence for _, sentence in _faults(pack, answers, given)}
    faults = [one for one in _faults(pack, answers, after) if one[1] not in was]
    if faults:
        raise RefusedChanges(faults, _NEXT_STEP)
    return after


def _faults(pack: KnowledgePack, answers: Answers, given: Mapping[str, Any]) -> tuple[Located, ...]:
    settings, faults = read_settings(pack, answers, given)
    return (*faults, *unplanned_targets(pack, answers, settings))
