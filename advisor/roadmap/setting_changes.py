"""The settings that differ between two drafts, each with its value then and now.

Whole settings go by their name; what the office decided, added, can spend or has reached goes
record by record: 'choices.A101', 'own.portal', 'funding.Treasury', 'actuals.A101'.
"""

from collections.abc import Iterator
from typing import Any

from advisor.model.roadmap import Change, PlanSettings, Roadmap

CHOICES, OWN, FUNDING, ACTUALS = "choices", "own", "funding", "actuals"
_NOT_GIVEN = ("assumed", "set_aside")
_KEYS = ("action", "id", "name")
_WHO = (*_KEYS, "by", "edits", "ratings")
# An open decision says nothing.
_NOTHING: tuple[Any, ...] = (None, "", (), "open")


def settings_changes(before: Roadmap, after: Roadmap) -> tuple[Change, ...]:
    """Every setting that differs, in the order of the settings' own fields."""
    was, now = dict(_paths(before.settings)), dict(_paths(after.settings))
    titles = {**_titles(before), **_titles(after)}
    return tuple(
        Change(
            id=path,
            title=titles.get(path.partition(".")[2], path),
            was=was.get(path, ""),
            now=now.get(path, ""),
        )
        for path in dict.fromkeys((*was, *now))
        if was.get(path, "") != now.get(path, "")
    )


def _titles(roadmap: Roadmap) -> dict[str, str]:
    """What each action is called, by the end of the path under which settings hold it."""
    found = {one.id: one.title for one in roadmap.actions}
    found |= {one.id: one.title for one in roadmap.not_placed}
    found |= {one.id: one.title for one in roadmap.rejected}
    return found | {one.id.removeprefix("own."): one.title for one in roadmap.settings.own}


def _paths(settings: PlanSettings) -> Iterator[tuple[str, str]]:
    for name in PlanSettings.model_fields:
        value = getattr(settings, name)
        if name in (CHOICES, OWN, FUNDING, ACTUALS):
            for one in value:
                fields = one.model_dump()
                key = next(fields[part] for part in _KEYS if part in fields)
                yield f"{name}.{key.removeprefix('own.') if name == OWN else key}", _record(fields)
        elif name == "previous":
            yield name, value.fingerprint[:12] if value else ""
        elif name not in _NOT_GIVEN:
            yield name, _shown(value)


def _record(fields: dict[str, Any]) -> str:
    """A record's fields in one line; edits and ratings of a choice stand beside its decision."""
    flat = {**fields, **fields.get("edits", {}), **dict(fields.get("ratings", ()))}
    return "; ".join(
        f"{name}: {_shown(value)}"
        for name, value in flat.items()
        if name not in _WHO and value not in _NOTHING
    )


def _shown(value: Any) -> str:
    if value is None or value in ("", ()):
        return ""
    if isinstance(value, tuple):
        return ", ".join(_item(one) for one in value)
    return str(value)


def _item(one: Any) -> str:
    """A pin, a pair such as a criterion and its weight, or a plain value."""
    if isinstance(one, tuple):
        return ": ".join(str(part) for part in one)
    if hasattr(one, "quarter"):
        return f"{one.action}: {one.quarter}"
    return str(one)
