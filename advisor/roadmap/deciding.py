"""What a person decides over the plan that is shown, as changes of its settings.

A page or a table holds every field of an action as it stands. Only what was typed over it becomes
the office's; a field that was emptied goes back to what it was before the office's word.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from advisor.model.choices import Choice, Edits, OwnAction
from advisor.model.content import KnowledgePack
from advisor.model.posts import LEVEL_QUESTION
from advisor.model.roadmap import TO_CONFIRM, PlannedAction, Roadmap
from advisor.roadmap.posts import posts_at, with_posts
from advisor.roadmap.work import Work, edited, own_work, work_of

# Every field of an action that the office can put in its own words or figures.
FIELDS: tuple[str, ...] = tuple(Edits.model_fields)
_ABOUT_DECISION = ("decision", "reason", "into")
# What is seen beside a field that is changed is meant with it: the other end of a range, and what
# was said of the indicator.
_RANGE = ("cost_low", "cost_high")
_TOGETHER = (
    (_RANGE, _RANGE),
    (("indicator",), ("unit", "method", "baseline", "target")),
)
_OWN = "own."
_NOT_A_LETTER = re.compile(r"[^a-z0-9]+")
_LONGEST_ID = 40
_PATH = re.compile(r"^setting '[^']*'(?:: )?\s*")
_QUOTED = re.compile(r"'([^']+)'")
Record = dict[str, Any]


def wished(roadmap: Roadmap) -> tuple[str, ...]:
    """Every action that is planned, does not fit or was set aside: by pillar, then as planned."""
    planned = {one.id: (one.pillar, 0, one.priority) for one in roadmap.actions}
    left = {one.id: (one.pillar, 1, 0) for one in roadmap.not_placed}
    aside = {one.id: (one.pillar, 2, 0) for one in roadmap.rejected}
    places = {**planned, **left, **aside}
    return tuple(sorted(places, key=lambda one: (places[one], one)))


def choice_on(roadmap: Roadmap, action: str) -> Choice:
    """What the office decided about an action; an open choice where it decided nothing."""
    held = {one.action: one for one in roadmap.settings.choices}
    return held.get(action, Choice(action=action))


def standing(pack: KnowledgePack, roadmap: Roadmap, action: str) -> Record:
    """Each field of an action as it stands; what is to be confirmed is empty or None."""
    work = edited(_work(pack, roadmap, action))
    planned = {one.id: one for one in roadmap.actions}.get(action)
    low, high = work.cost_low, work.cost_high
    found: Record = {
        "title": work.title,
        "deliverable": work.deliverable,
        "owner": work.owner,
        "supports": work.supports,
        "months": work.months,
        "effort_pm": work.effort_pm,
        "cost_low": low,
        "cost_high": high,
        "running": work.running,
        "funding": work.paid_by,
        "indicator": work.indicator.name,
        "unit": work.indicator.unit,
        "method": work.indicator.method,
        "baseline": work.baseline,
        "target": work.indicator.target,
        "targets": work.targets,
        "frequency": work.indicator.frequency,
    }
    if planned is not None:
        found |= _as_planned(pack, planned, work)
    return {name: "" if value == TO_CONFIRM else value for name, value in found.items()}


def _as_planned(pack: KnowledgePack, planned: PlannedAction, work: Work) -> Record:
    """The fields into which other actions, answers and prices have gone."""
    joined = [pack.action[one].months for one in planned.merged if one in pack.action]
    months = work.months if "months" in planned.edited else max([work.months, *joined])
    return {
        "deliverable": planned.deliverable,
        "supports": planned.supports,
        "months": months,
        "effort_pm": planned.effort_pm,
        "cost_low": planned.cost.low,
        "cost_high": planned.cost.high,
        "running": planned.running,
        "baseline": planned.baseline,
    }


def _work(pack: KnowledgePack, roadmap: Roadmap, action: str) -> Work:
    choice = choice_on(roadmap, action)
    own = {one.id: one for one in roadmap.settings.own}
    if action in own:
        return own_work(own[action], choice)
    level = next((one.value for one in roadmap.answers if one.question == LEVEL_QUESTION), None)
    return work_of(with_posts(pack.action[action], posts_at(pack, level)), choice)


def decided(
    pack: KnowledgePack,
    roadmap: Roadmap,
    given: Mapping[str, Any],
    action: str,
    typed: Mapping[str, Any],
) -> Record:
    """The changes of settings that make an action as it was typed.

    Args:
        pack: the knowledge.
        roadmap: the plan over which it was typed.
        given: the settings as they stand, as `fold_settings` gives them.
        action: the action's id.
        typed: any of FIELDS, with 'decision', 'reason', 'into', 'ratings' (None for a criterion
            that is not rated by the office) and 'pin' (a quarter from 0, or None).

    Returns:
        Records by path, as `plan_events` takes them; empty when nothing differs.
    """
    before = standing(pack, roadmap, action)
    over = {
        name: None if _empty(typed[name]) else typed[name]
        for name in FIELDS
        if name in typed and not _same(typed[name], before[name])
    }
    for changed, together in _TOGETHER:
        if any(over.get(name) is not None for name in changed):
            over |= {name: typed[name] for name in together if not _empty(typed.get(name))}
    if any(name in typed for name in _ABOUT_DECISION):
        over |= {name: typed.get(name) or None for name in _ABOUT_DECISION}
        over["decision"] = None if typed.get("decision") == "open" else over["decision"]
    if "ratings" in typed:
        rated = {name: one for name, one in typed["ratings"].items() if one is not None}
        over["ratings"] = rated or None
    changes = _records(given, action, over)
    pins = given.get("pins", {})
    if "pin" in typed and typed["pin"] != pins.get(action):
        changes[f"pins.{action}"] = typed["pin"]
    return changes


def _records(given: Mapping[str, Any], action: str, over: Mapping[str, Any]) -> Record:
    """What is written over the records of an action: its own, if the office added it, and the rest.

    A record loses who decided it before, since another one may decide now.
    """
    added = action in given.get("own", {})
    own = {name: one for name, one in over.items() if added and name in OwnAction.model_fields}
    own.pop("reason", None)
    rest = {name: one for name, one in over.items() if name not in own}
    changes: Record = {}
    for path, held, fresh in (
        (f"choices.{action}", given.get("choices", {}).get(action, {}), rest),
        (action, given.get("own", {}).get(action, {}), own),
    ):
        record = {name: one for name, one in {**held, **fresh}.items() if one is not None}
        record.pop("by", None)
        if record != {name: one for name, one in held.items() if name != "by"}:
            changes[path] = record or None
    return changes


def _empty(value: Any) -> bool:
    """Whether a field was left without a word; a row of empty yearly targets says nothing."""
    return value in (None, "") or (isinstance(value, list | tuple) and not any(value))


def _same(typed: Any, stands: Any) -> bool:
    if _empty(typed) and _empty(stands):
        return True
    if isinstance(typed, list | tuple) and isinstance(stands, list | tuple):
        return _trimmed(typed) == _trimmed(stands)
    if isinstance(typed, str) and isinstance(stands, str):
        return typed.strip() == stands.strip()
    return bool(typed == stands)


def _trimmed(values: Sequence[Any]) -> list[Any]:
    """A list without the empty values at its end."""
    kept = [one.strip() if isinstance(one, str) else one for one in values]
    while kept and not kept[-1]:
        kept.pop()
    return kept


def taken_back(given: Mapping[str, Any], action: str) -> Record:
    """The changes that let nothing stand of what the office decided about an action.

    An action that the office added leaves the plan with it.
    """
    paths = [f"choices.{action}", f"pins.{action}"]
    held = [path for path in paths if action in given.get(path.partition(".")[0], {})]
    added = [action] if action in given.get("own", {}) else []
    return dict.fromkeys((*held, *added))


def own_id(title: str, taken: Collection[str]) -> str:
    """An id for an action that the office adds, told by its title and not taken yet."""
    letters = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    name = _NOT_A_LETTER.sub("-", letters)[: _LONGEST_ID - 4].strip("-") or "action"
    found, number = f"{_OWN}{name}", 1
    while found in taken:
        number += 1
        found = f"{_OWN}{name}-{number}"
    return found


def whole(value: Any) -> Any:
    """A number from a table: without a fraction where it has none, None where the cell is empty."""
    if isinstance(value, float):
        if value != value:
            return None
        return int(value) if value.is_integer() else value
    return value


def in_words(sentence: str, names: Mapping[str, str]) -> str:
    """The sentence of a fault as a page says it: without the setting's path, ids by their names."""
    said = _PATH.sub("", sentence)
    said = _QUOTED.sub(lambda found: f"'{names.get(found[1], found[1])}'", said)
    return said[:1].upper() + said[1:]


def funding_of(
    rows: Iterable[Mapping[str, Any]],
    years: int,
    statuses: Mapping[str, str],
    uses: Mapping[str, str],
) -> list[Record]:
    """The sources of money that a table holds, as the settings take them.

    One sum stands for all years where they are equal, so that it holds when the plan gets longer; a
    row without sums is a source whose sums are to be confirmed.

    Args:
        rows: 'name', 'status', 'use' and 'year-0' and on; a row without name and sums is left out.
        years: how many years the plan has.
        statuses: a source's status by its label.
        uses: what it may pay for, by its label.
    """
    found = []
    for row in rows:
        amounts = [whole(row.get(f"year-{at}")) for at in range(years)]
        name = str(row.get("name") or "").strip()
        if not name and not any(one is not None for one in amounts):
            continue
        source: Record = {"name": name, "amounts": amounts}
        if len(set(amounts)) == 1:
            source["amounts"] = amounts[0]
        source = {key: value for key, value in source.items() if value is not None}
        source |= {
            key: known[label]
            for key, known in (("status", statuses), ("use", uses))
            if (label := str(row.get(key))) in known
        }
        found.append(source)
    return found


def tried_settings(roadmap: Roadmap, typed: Mapping[str, Any]) -> Record:
    """The changes that bring about the settings typed for a trial; those that stand are left out.

    Args:
        roadmap: the plan as it stands.
        typed: 'people', 'start', 'years', 'budget' (one sum a year, or a list of them) and 'pin'
            (an action with its quarter, or None).
    """
    held = roadmap.settings
    changes = {
        name: typed[name]
        for name in ("people", "start", "years")
        if typed.get(name) != getattr(held, name)
    }
    budget = typed.get("budget")
    if isinstance(budget, list | tuple):
        budget = list(budget) if any(one is not None for one in budget) else None
    sums: list[Any] = budget if isinstance(budget, list) else [budget] * held.years
    if sums != [*held.budget] and (held.budget or any(one is not None for one in sums)):
        changes["budget"] = budget
    if pin := typed.get("pin"):
        action, quarter = pin
        if {one.action: one.quarter for one in held.pins}.get(action) != quarter:
            changes[f"pins.{action}"] = quarter
    return changes
