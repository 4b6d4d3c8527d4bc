"""Where any text is an answer: what belongs to it, and what is said to the advisor instead."""

from dataclasses import replace

from advisor.dialogue.asking import is_question
from advisor.dialogue.changing import exactly_named, takes_in, takes_out
from advisor.dialogue.commands import Spoken, talk_in
from advisor.dialogue.mentions import stage_named
from advisor.dialogue.message import (
    Message,
    hear,
    holds_any,
    is_word,
    line_of,
    longest_first,
)
from advisor.dialogue.reading import Reading
from advisor.dialogue.recording import propose, reread, take
from advisor.dialogue.scene import Outcome, Scene
from advisor.dialogue.talk import ask_material, talk, unclear
from advisor.dialogue.understanding import Understanding
from advisor.model.answers import UNKNOWN
from advisor.model.content import Question
from advisor.model.conversation import Button

_SENTENCE = 12
_NAME = 6


def may_be_text(scene: Scene, spoken: Spoken) -> bool:
    """Whether a command with open places is rather a sentence of the text that is asked for."""
    thing = spoken.slots.get("thing", "")
    match spoken.name:
        case "add":
            return not takes_in(scene, spoken.slots.get("value", ""))
        case "rather":
            return not _corrects_last(scene, spoken.slots.get("value", ""))
        case "restate":
            return True
        case "less":
            return not takes_out(scene, spoken.slots.get("value", ""))
        case "change" | "withdraw":
            return not exactly_named(scene, thing, spoken.slots.get("value", ""))
        case "goto" | "review" if thing:
            return stage_named(scene.pack, scene.u, thing) is None
        case _:
            return False


def _corrects_last(scene: Scene, value: str) -> bool:
    """Whether the turn before recorded an answer that the value would replace."""
    ids = [str(one["question"]) for one in scene.state.last.get("recorded", ())]
    questions = [scene.pack.question[one] for one in ids if one in scene.pack.question]
    readings = [reread(scene, one, hear(value, scene.u)) for one in questions if one.kind != "text"]
    return any(isinstance(found, Reading) and found.sure for found in readings)


def take_text(scene: Scene, question: Question, message: Message) -> Outcome:
    """Where any text is an answer: all but a question, or a bare yes or no, is taken as typed."""
    small = talk_in(message, scene.u)
    if small is not None:
        return replace(talk(scene, small), extra=(_keep(scene, question, message),))
    if is_question(message, scene.u, strict=True):
        asked = ask_material(scene, message.raw)
        return replace(asked, extra=(_keep(scene, question, message),))
    bare = scene.u.accepting | scene.u.declining | {*scene.u.none_of, *scene.u.partly_yes}
    if message.line in bare:
        if UNKNOWN in question.allow and message.line not in scene.u.accepting:
            return propose(scene, ((question.id, UNKNOWN),))
        return replace(unclear(scene, message), extra=(_keep(scene, question, message),))
    keep = (_keep(scene, question, message),)
    if UNKNOWN in question.allow and _says_unknown(message, scene.u):
        return replace(propose(scene, ((question.id, UNKNOWN),)), extra=keep)
    name = _name_led_in(message, scene.u)
    if not name and any(message.line.startswith(f"{one} ") for one in scene.u.doubts):
        name = message.raw
    if name:
        return replace(propose(scene, ((question.id, name),), said=message.raw), extra=keep)
    return take(scene, question, reread(scene, question, message), message)


def _says_unknown(message: Message, u: Understanding) -> bool:
    """Whether a short text says that it is not known or decided."""
    phrases = [line_of(one, u) for one in u.commands["unknown"] if "not" in one or "no " in one]
    several = [one for one in phrases if len(one.split()) > 1]
    return len(message.words) <= _SENTENCE and holds_any(message.line, several)


def _name_led_in(message: Message, u: Understanding) -> str:
    """The name that a short sentence leads into: 'the roadmap is for Ghana'; else nothing."""
    words = [token for token in message.tokens if is_word(token.word)]
    for lead in longest_first(u.lead_ins):
        size = len(lead.split())
        if message.line.startswith(f"{lead} ") and len(words) - size <= _NAME:
            return message.raw[words[size].start :].rstrip(" .!")
    return ""


def _keep(scene: Scene, question: Question, message: Message) -> Button:
    return Button(
        label=scene.phrases.button_keep_as_answer[0],
        action="answer",
        value=message.raw,
        question=question.id,
        rev=question.rev,
        seq=scene.state.seq,
    )
