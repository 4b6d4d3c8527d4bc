"""Commands that are a part of a message: with a reason beside them, or one after the other."""

import re

from advisor.dialogue.commands import Spoken, command_in, talk_in
from advisor.dialogue.message import Message, hear
from advisor.dialogue.understanding import Understanding

_SEVERAL = 2
_FEW = 9
_WRITES = ("unknown", "not_applicable")
_LIST_EDITS = ("add", "less")
_ADDS = {"add", "include"}
_PARTS = re.compile(r"\s*[,;.!\n]\s*|\s+[-–—]\s+")


def list_edit(message: Message, u: Understanding) -> Spoken | None:
    """More or less of a list, asked for in whole or by the first or last part of a message."""
    spoken = command_in(message, u)
    if spoken is not None and spoken.name == "withdraw":
        return Spoken("less", {"value": spoken.slots.get("thing", "")})
    if spoken is not None:
        return spoken if spoken.name in _LIST_EDITS else None
    parts = [hear(part, u) for part in _PARTS.split(message.raw) if part.strip()]
    for part in (parts[0], parts[-1]) if len(parts) > 1 else ():
        spoken = command_in(part, u)
        asked = spoken is not None and (spoken.name == "less" or _ADDS & set(part.words))
        if spoken is not None and asked and spoken.name in _LIST_EDITS:
            return spoken
    return None


def last_of_several(message: Message, u: Understanding) -> Spoken | None:
    """The last command of a message that consists of commands and small talk: 'ok, go on'."""
    parts = [hear(part, u) for part in _PARTS.split(message.raw) if part.strip()]
    if len(parts) < _SEVERAL or message.asks:
        return None
    known = {*u.accepting, *u.declining, *u.openers}
    spoken = [command_in(part, u, strict=True) for part in parts]
    if not all(
        one is not None or talk_in(part, u) or part.line in known
        for one, part in zip(spoken, parts, strict=True)
    ):
        return None
    last = next((one for one in reversed(spoken) if one is not None and not one.slots), None)
    writes = last is not None and last.name in _WRITES and len(message.words) > _FEW
    return None if writes else last
