"""Answers given with their names before them: 'Country: Ghana, office: NITA, currency: GHS'."""

import re

from advisor.dialogue.changing import named_in_full
from advisor.dialogue.message import Message, hear
from advisor.dialogue.reading import Reading
from advisor.dialogue.recording import propose, reread, take
from advisor.dialogue.scene import Outcome, Scene
from advisor.model.answers import Value
from advisor.model.content import Question

_PART = re.compile(r"\s*(?P<name>[^:=\n]{2,60}?)\s*[:=]\s*(?P<value>\S.*)", re.DOTALL)


def labelled(scene: Scene, message: Message) -> Outcome | None:
    """What follows from a list of names with answers; None unless all of it is that."""
    if message.too_long or not re.search(r"[:=]", message.raw):
        return None
    pairs = _pairs(scene, message)
    if pairs is None:
        return None
    if len(pairs) == 1:
        question, said = pairs[0]
        found = reread(scene, question, said)
        here = scene.state.current is not None and question.id == scene.state.current.id
        return take(scene, question, found, said) if here and found is not None else None
    values = tuple((question.id, _value(scene, question, said)) for question, said in pairs)
    if any(value is None for _, value in values):
        return None
    return propose(scene, values, said=message.raw)


def _pairs(scene: Scene, message: Message) -> list[tuple[Question, Message]] | None:
    """Each question with what was said for it; a part without a name goes on the one before."""
    parts: list[tuple[Question, str]] = []
    for part in re.split(r"[,;\n]+", message.raw):
        found = _PART.fullmatch(part)
        question = named_in_full(scene, found["name"]) if found else None
        if found and question is not None:
            parts.append((question, found["value"].strip()))
        elif parts and part.strip():
            before, said = parts[-1]
            parts[-1] = (before, f"{said}, {part.strip()}")
        elif part.strip():
            return None
    heard = [(question, hear(said, scene.u)) for question, said in parts]
    return [(question, said) for question, said in heard if said.words] or None


def _value(scene: Scene, question: Question, said: Message) -> Value | None:
    found = reread(scene, question, said)
    if isinstance(found, Reading) and len(found.values) == 1 and not found.currency:
        return found.values[0]
    return None
