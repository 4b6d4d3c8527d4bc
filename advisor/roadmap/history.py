"""The moments at which a conversation's plan changed, so that an earlier draft can be called up."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from advisor.model.answers import Event
from advisor.model.content import KnowledgePack
from advisor.model.frozen import Frozen

_CHANGES = ("answer", "withdrawn", "setting")
_BY = "by"


class Moment(Frozen):
    """A change of answers or settings.

    before: how many entries the log had before it. what: the questions or the settings' paths.
    """

    before: int
    at: str
    kind: str
    what: tuple[str, ...]
    by: str = ""


def moments(pack: KnowledgePack, log: tuple[Event, ...]) -> tuple[Moment, ...]:
    """Every change in a log, the newest first; what was written together is one change."""
    found = [_moment(pack, part) for part in _parts(log)]
    return tuple(reversed(found))


def _parts(log: Sequence[Event]) -> Iterator[list[tuple[int, Event]]]:
    """The changes with their places, those of one step or of one time of answering together."""
    changes = [(at, one) for at, one in enumerate(log) if one.kind in _CHANGES]
    for _, part in groupby(changes, key=lambda pair: _together(*pair)):
        yield list(part)


def _together(place: int, event: Event) -> tuple[str, str]:
    if event.kind == "setting":
        return "setting", f"{event.at} {event.turn.get('step', '')} {event.turn.get('undoes', '')}"
    return "answer", event.at or str(place)


def _moment(pack: KnowledgePack, part: list[tuple[int, Event]]) -> Moment:
    place, first = part[0]
    names = dict.fromkeys(event.question for _, event in part)
    labels = (pack.question[one].label if one in pack.question else one for one in names)
    answer = first.answer.by if first.answer is not None else ""
    return Moment(
        before=place,
        at=first.at,
        kind="setting" if first.kind == "setting" else "answer",
        what=tuple(labels),
        by=first.turn.get(_BY, "") or answer,
    )


def length_at(log: tuple[Event, ...], day: str) -> int:
    """How many entries a log had when a day (ISO) was over."""
    return sum(event.at[:10] <= day for event in log)
