"""Answers given with their names before them: 'Country: Ghana, office: NITA, currency: GHS'.

'The country is Nepal and the currency is NPR' says the same in a sentence.
"""

import re
from collections.abc import Iterator

from advisor.dialogue.changing import named_in_full
from advisor.dialogue.message import Message, hear
from advisor.dialogue.reading import Reading
from advisor.dialogue.recording import propose, reread, take
from advisor.dialogue.scene import Outcome, Scene
from advisor.model.answers import Value
from advisor.model.content import Question

_SIGN = re.compile(r"\s*(?P<name>[^:=\n]{2,60}?)\s*[:=]\s*(?P<value>\S.*)", re.DOTALL)
_IS = re.compile(
    r"\s*(?:(?:the|our|my)\s+)?(?P<name>[^,;\n]{2,40}?)\s+(?:is|are)\s+(?P<value>\S.*)",
    re.DOTALL | re.IGNORECASE,
)
_PARTS = re.compile(r"[,;\n]+|\s+and\s+(?=[^:=,;\n]{2,60}[:=])", re.IGNORECASE)
_CLAUSES = re.compile(r"[,;\n]+|\s+and\s+|\.\s+", re.IGNORECASE)


def labelled(scene: Scene, message: Message) -> Outcome | None:
    """What follows from a list of names with answers; None unless all of it is that."""
    if message.too_long or message.asks:
        return None
    signed = bool(re.search(r"[:=]", message.raw))
    pairs = _pairs(scene, message.raw, signed) if signed or _IS.match(message.raw) else None
    if pairs is None:
        return None
    if len(pairs) == 1:
        question, said = pairs[0]
        found = reread(scene, question, said)
        here = scene.state.current is not None and question.id == scene.state.current.id
        if not here or found is None or not (signed or question.kind == "text"):
            return None
        if signed:
            return take(scene, question, found, said)
        return propose(scene, ((question.id, said.raw),), said=message.raw)
    values = tuple((question.id, _value(scene, question, said)) for question, said in pairs)
    if any(value is None for _, value in values):
        return None
    return propose(scene, values, said=message.raw)


def _pairs(scene: Scene, text: str, signed: bool) -> list[tuple[Question, Message]] | None:
    """Each question with what was said for it; a part without a name goes on the one before."""
    parts: list[tuple[Question, str]] = []
    for joint, part in _parted(text, signed):
        found = (_SIGN if signed else _IS).fullmatch(part)
        question = named_in_full(scene, found["name"]) if found else None
        if found and question is not None:
            parts.append((question, found["value"].strip()))
        elif parts and part.strip():
            before, said = parts[-1]
            parts[-1] = (before, f"{said}{joint}{part.strip()}")
        elif part.strip():
            return None
    heard = [(question, hear(said, scene.u)) for question, said in parts]
    return [(question, said) for question, said in heard if said.words] or None


def _parted(text: str, signed: bool) -> Iterator[tuple[str, str]]:
    """The parts of a message, each with what it would be joined on with."""
    at, joint = 0, ""
    for cut in (_PARTS if signed else _CLAUSES).finditer(text):
        yield joint, text[at : cut.start()]
        at, joint = cut.end(), ", " if signed else cut.group()
    yield joint, text[at:].rstrip(" .") if not signed else text[at:]


def _value(scene: Scene, question: Question, said: Message) -> Value | None:
    found = reread(scene, question, said)
    if isinstance(found, Reading) and len(found.values) == 1 and not found.currency:
        return found.values[0]
    return None
