"""A command that stands beside something else: before its reason, or behind a remark."""

import re

from advisor.dialogue.commands import Spoken, command_in, loose_command
from advisor.dialogue.message import Message, hear
from advisor.dialogue.pressing import obey
from advisor.dialogue.reading import Misfit, Read, Reading
from advisor.dialogue.recording import propose, reread
from advisor.dialogue.scene import Outcome, Scene
from advisor.model.content import Question

_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\s+[-–—]\s+|\n+")
_PART = re.compile(r"\s*[,;.!]\s+|\s+[-–—]\s+")
_LEAVING = ("back", "save", "skip", "stop")
_CLOSING = (
    "back",
    "draft",
    "level",
    "meaning",
    "minutes",
    "missing",
    "options",
    "progress",
    "review",
    "save",
    "skip",
    "stop",
    "why",
)


def spared_first(scene: Scene, question: Question | None, message: Message) -> Outcome | None:
    """'No idea, we never bought one' and 'stop, I have a call': no answer, and then why.

    What would be noted waits for a yes.
    """
    first, *rest = _PART.split(message.raw.strip(), maxsplit=1)
    spoken = command_in(hear(first, scene.u), scene.u, strict=True) if rest else None
    leaves = spoken is not None and spoken.name in _LEAVING
    if spoken is not None and spoken.name == "unsure":
        spoken = Spoken("unknown")
    if spoken is None or question is None or not (leaves or spoken.name in question.allow):
        return None
    after = reread(scene, question, hear(rest[0], scene.u))
    if question.kind != "text" and isinstance(after, Reading) and not after.near:
        return None
    if leaves:
        return obey(scene, spoken)
    return propose(scene, ((question.id, spoken.name),), said=message.raw)


def at_the_end(scene: Scene, message: Message, found: Read) -> Outcome | None:
    """'In a taxi. Skip': a command that closes a message which answers nothing."""
    *before, last = _SENTENCE.split(message.raw.strip())
    aside = not before
    if aside:
        *before, last = _PART.split(message.raw.strip())
    read = isinstance(found, Reading) and not found.near and len(found.values) == 1
    said = hear(last, scene.u)
    spoken = command_in(said, scene.u, strict=True) or loose_command(said, scene.u)
    lost = spoken is not None and spoken.name == "options" and message.asks
    if not before or isinstance(found, Misfit) or (read and not lost):
        return None
    closing = _LEAVING if aside else _CLOSING
    known = spoken is not None and spoken.name in closing and (not aside or len(said.words) > 1)
    return obey(scene, spoken) if spoken is not None and known else None
