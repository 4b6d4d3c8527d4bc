"""What a message says to put right the answer given just before it."""

import re

from advisor.dialogue.changing import add, change, correct, exactly_named, less
from advisor.dialogue.commands import command_in
from advisor.dialogue.message import Message, holds_any, is_word
from advisor.dialogue.message import put_right as what_follows
from advisor.dialogue.quantities import without_denied
from advisor.dialogue.reading import Read, Reading
from advisor.dialogue.recording import reread
from advisor.dialogue.scene import Outcome, Scene
from advisor.dialogue.several import list_edit


def put_right(scene: Scene, message: Message, found: Read) -> Outcome | None:
    """'No, not 3 but 4' and 'I misread the scale, that is a 2'; None where nothing is put right."""
    return (
        _list_edited(scene, message)
        or _denied_last(scene, message)
        or _renamed(scene, message)
        or _mistaken(scene, message, found)
    )


def _list_edited(scene: Scene, message: Message) -> Outcome | None:
    """'Scrap the hotline, it closed in March' just after a list."""
    spoken = list_edit(message, scene.u) if scene.state.last.get("recorded") else None
    if spoken is None:
        return None
    value = spoken.slots.get("value", "")
    return less(scene, value) if spoken.name == "less" else add(scene, value)


def _denied_last(scene: Scene, message: Message) -> Outcome | None:
    """'No, not 3, it is mostly there, 4' just after a 3 puts that 3 right."""
    left = without_denied(message, scene.u)
    opens = bool(message.words) and message.words[0] in scene.u.negating
    last = [str(one["value"]) for one in scene.state.last.get("recorded", ())]
    gone = [word for word in message.words if word not in left.words]
    if not opens or not any(word in last for word in gone):
        return None
    words = [token for token in left.tokens if is_word(token.word)]
    rest = left.raw[words[1].start :] if words[0].word in scene.u.negating else left.raw
    return correct(scene, rest, loose=True)


def _renamed(scene: Scene, message: Message) -> Outcome | None:
    """'Sorry, not city, I meant the level should be the province', or just the province."""
    after = what_follows(message, scene.u)
    if after is None:
        return None
    spoken = command_in(after, scene.u)
    if spoken is not None and spoken.name in ("change", "restate"):
        thing, value = (spoken.slots.get(one, "") for one in ("thing", "value"))
        return change(scene, thing, value) if exactly_named(scene, thing, value) else None
    regrets = message.words[0] in scene.u.regrets and spoken is None
    named = regrets and any(_names_another(scene, one, after) for one in scene.state.just_recorded)
    return correct(scene, after.raw, loose=True) if named else None


def _names_another(scene: Scene, question_id: str, message: Message) -> bool:
    """Whether a message names another option of the answer just given than was noted."""
    question = scene.pack.question[question_id]
    found = reread(scene, question, message) if question.kind == "choice" else None
    if not isinstance(found, Reading) or found.near:
        return False
    return found.values[:1] != (scene.standing(question_id),)


def _mistaken(scene: Scene, message: Message, found: Read) -> Outcome | None:
    """'I misread the scale, that is a 2' just after an answer puts that answer right."""
    if not scene.state.last.get("recorded") or not holds_any(message.line, scene.u.mistakes):
        return None
    said = isinstance(found, Reading) and len(found.values) == 1 and not found.near
    regrets = message.words[0] in scene.u.regrets
    tail = re.split(r"[,.;:!]\s+", message.raw.rstrip(" .!"))[-1]
    figure = any(map(str.isdigit, tail)) and tail != message.raw
    if not said and not regrets and not figure:
        return None
    return correct(scene, tail, loose=True) or correct(scene, message.raw, loose=True)


def no_but(scene: Scene, message: Message, found: Read) -> Outcome | None:
    """'No, 2028' just after an answer puts that answer right, when it says nothing here."""
    opens = bool(message.words) and message.words[0] in scene.u.negating
    if isinstance(found, Reading) or not opens or not scene.state.last.get("recorded"):
        return None
    words = [token for token in message.tokens if is_word(token.word)]
    if len(words) < 2:
        return None
    return correct(scene, message.raw[words[1].start :], loose=True)
