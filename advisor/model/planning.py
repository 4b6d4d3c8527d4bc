"""The planning settings as the log of a session holds them: what stands, and what undo restores.

A setting of one record has its id after the first point: 'choices.A101', 'own.portal'. Each call
that changes settings is one step, whatever number of entries it writes; undo takes back the last
step that still stands.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from advisor.model.answers import Event

# Settings that hold one record for each id.
NESTED = ("choices", "pins", "actuals", "own")
_STEP, _UNDOES, _BY = "step", "undoes", "by"
Paths = dict[str, Any]


def fold_settings(events: Iterable[Event]) -> dict[str, Any]:
    """The settings that stand after a log, in the shape of an answers file's `settings:`."""
    return nested(_standing(events))


def changed(given: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Settings once changes are made; None takes back a setting, or one record of it."""
    paths = spread(given)
    for path, value in spread(changes).items():
        _set(paths, path, value)
    return nested(paths)


def setting_events(
    log: tuple[Event, ...], changes: Mapping[str, Any], by: str = ""
) -> tuple[Event, ...]:
    """The entries that make changes; none for what stands already."""
    standing, turn = _standing(log), {_STEP: len(log) + 1, _BY: by}
    return tuple(
        Event(kind="setting", question=path, value=value, turn=turn)
        for path, value in spread(changes).items()
        if value != standing.get(path) or (value is None and _below(standing, path))
    )


def undo_events(log: tuple[Event, ...]) -> tuple[Event, ...]:
    """The entries that take back the last step that still stands; none when there is no such."""
    step = _last_step(log)
    if step is None:
        return ()
    at = next(at for at, one in enumerate(log) if one.turn.get(_STEP) == step)
    before, after = _standing(log[:at]), _standing(log)
    touched = [one.question for one in log if one.turn.get(_STEP) == step]
    paths = {
        path
        for path in (*before, *after)
        if any(path == one or path.startswith(f"{one}.") for one in touched)
    }
    turn = {_UNDOES: step}
    return tuple(
        Event(kind="setting", question=path, value=before.get(path), turn=turn)
        for path in sorted(paths)
        if before.get(path) != after.get(path)
    )


def spread(settings: Mapping[str, Any]) -> Paths:
    """Settings by path: those with a record for each id are spread out, the others stay whole."""
    paths: Paths = {}
    for name, value in settings.items():
        if name == "own" and isinstance(value, list | tuple):
            value = {
                str(one["id"]): one for one in value if isinstance(one, Mapping) and "id" in one
            }
        if name in NESTED and isinstance(value, Mapping):
            for key, record in value.items():
                paths[_path(name, str(key))] = record
        else:
            head, point, key = str(name).partition(".")
            paths[_path(head, key) if point and head in NESTED else str(name)] = value
    return paths


def nested(paths: Mapping[str, Any]) -> dict[str, Any]:
    """Settings by path put together again."""
    settings: dict[str, Any] = {}
    for path, value in sorted(paths.items()):
        name, point, key = path.partition(".")
        if value is None:
            continue
        if point and name in NESTED:
            key = f"own.{key}" if name == "own" else key
            settings.setdefault(name, {})[key] = value
        else:
            settings[path] = value
    return settings


def _path(name: str, key: str) -> str:
    return f"{name}.{key.removeprefix('own.') if name == 'own' else key}"


def _set(paths: Paths, path: str, value: Any) -> None:
    """Let a value stand under a path; None takes it back with all that is below it."""
    if value is None:
        for one in _below(paths, path):
            del paths[one]
        paths.pop(path, None)
    else:
        paths[path] = value


def _below(paths: Mapping[str, Any], path: str) -> list[str]:
    return [one for one in paths if one.startswith(f"{path}.")]


def _standing(events: Iterable[Event]) -> Paths:
    paths: Paths = {}
    for event in events:
        if event.kind == "setting":
            _set(paths, event.question, event.value)
    return paths


def _last_step(log: tuple[Event, ...]) -> int | None:
    steps: dict[int, None] = {}
    for event in log:
        if event.kind != "setting":
            continue
        if _UNDOES in event.turn:
            steps.pop(int(event.turn[_UNDOES]), None)
        elif _STEP in event.turn:
            steps[int(event.turn[_STEP])] = None
    return next(reversed(steps), None)
