"""Where any text is an answer: what belongs to it, and what is said to the advisor instead."""

import re
from collections.abc import Iterable
from dataclasses import replace

from advisor.dialogue.aside import spared_first
from advisor.dialogue.asking import is_question, opened
from advisor.dialogue.changing import correct, exactly_named, takes_in, takes_out
from advisor.dialogue.commands import (
    Spoken,
    command_in,
    loose_command,
    slipped_command,
    talk_in,
    unknown_at_end,
)
from advisor.dialogue.mentions import answers_within
from advisor.dialogue.message import (
    Message,
    hear,
    holds_any,
    is_word,
    line_of,
    longest_first,
    without,
)
from advisor.dialogue.naming import stage_named
from advisor.dialogue.pressing import obey
from advisor.dialogue.reading import Reading
from advisor.dialogue.recording import propose, reread, take
from advisor.dialogue.scene import Outcome, Scene
from advisor.dialogue.talk import ask_material, talk, unclear
from advisor.dialogue.understanding import SmallTalk, Understanding
from advisor.interview import path
from advisor.model.answers import MAX_TEXT, UNKNOWN
from advisor.model.content import KnowledgePack, Question
from advisor.model.conversation import Button
from advisor.roadmap.peers import COUNTRY, country_rows

_SENTENCE = 12
_NAME = 6
_COUNTRY_WORDS = 4
_SENTENCES = re.compile(r"(?<=[.!?])\s+")


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
    small = talk_in(message, scene.u) or _hesitates(message, scene.u)
    if small is not None:
        return replace(talk(scene, small), extra=(_keep(scene, question, message),))
    wanted = _wanted(message, scene.u)
    done = obey(scene, wanted) if wanted is not None else None
    if done is not None:
        return replace(done, extra=(*done.extra, _keep(scene, question, message)))
    if is_question(message, scene.u, strict=True):
        asked = _command_asked(scene, message) or ask_material(scene, message.raw)
        return replace(asked, extra=(_keep(scene, question, message),))
    bare = scene.u.accepting | scene.u.declining | {*scene.u.none_of, *scene.u.partly_yes}
    if message.line in bare:
        if UNKNOWN in question.allow and message.line not in scene.u.accepting:
            return propose(scene, ((question.id, UNKNOWN),))
        return replace(unclear(scene, message), extra=(_keep(scene, question, message),))
    return _given(scene, question, message)


def _hesitates(message: Message, u: Understanding) -> SmallTalk | None:
    """Whether a short text opens as one does who needs a moment: 'hold on, I ask my boss'."""
    phrases = [one for one in u.small_talk.get("hesitation", ()) if " " in one]
    short = len(message.words) <= _SENTENCE
    return "hesitation" if short and _opens(message, phrases) else None


def _wanted(message: Message, u: Understanding) -> Spoken | None:
    """What is asked of the advisor about itself or its question: 'who exactly do you mean'."""
    spoken = loose_command(message, u)
    opens = bool(message.words) and message.words[0] in u.asks_you and "you" in message.words
    return spoken if opens and spoken is not None and not spoken.slots else None


def _given(scene: Scene, question: Question, message: Message) -> Outcome:
    """A text as it is to be written; one that may be a remark, or holds more, waits for a yes."""
    keep = (_keep(scene, question, message),)
    left = spared_first(scene, question, message)
    if left is not None:
        return replace(left, extra=(*left.extra, *keep))
    if UNKNOWN in question.allow and _says_unknown(message, scene.u):
        return replace(propose(scene, ((question.id, UNKNOWN),)), extra=keep)
    text = _dictated(message, scene.u) or _name_led_in(message, scene.u)
    if question.id == COUNTRY:
        text = _country_in(scene.pack, message) or text
    remark = _may_be_remark(message, scene.u)
    if not text and not remark:
        return take(scene, question, reread(scene, question, message), message)
    meant = _about_another(scene, question, message) if remark and not text else None
    if meant is not None:
        return replace(meant, extra=(*meant.extra, *keep))
    fits = len(message.raw) <= MAX_TEXT
    if not fits:
        return take(scene, question, reread(scene, question, message), message)
    proposed = propose(scene, ((question.id, text or message.raw),), said=message.raw)
    return replace(proposed, extra=keep)


def _command_asked(scene: Scene, message: Message) -> Outcome | None:
    """What a sentence of a question asks of the advisor: 'None yet. Can you suggest one?'."""
    parts = [hear(part, scene.u) for part in _SENTENCES.split(message.raw) if part.strip()]
    spoken = [command_in(part, scene.u, strict=True) for part in parts if part.words]
    found = [one for one in spoken if one is not None and not one.slots]
    return obey(scene, found[-1]) if len(parts) > 1 and found else None


def _may_be_remark(message: Message, u: Understanding) -> bool:
    """Whether a text asks something or opens as people talk: 'hm, my boss wants it short'."""
    opens, *after = message.tokens
    replies = opens.word in u.plain_yes_no and bool(after) and not is_word(after[0].word)
    doubts = holds_any(message.line, u.doubts)
    if (
        message.asks
        or replies
        or doubts
        or _names_nothing(message, u)
        or slipped_command(message, u)
    ):
        return True
    first = message.raw.split(maxsplit=1)[0]
    short_form = len(first) > 1 and first.isupper() and len(message.words) <= _SENTENCE
    return _opens(message, u.remarks) and not short_form


def _names_nothing(message: Message, u: Understanding) -> bool:
    """Whether a text is made of figures and words that name no thing: '4', '10 or 12 of them'."""
    left = without(message.line, longest_first((*u.hedges, *u.either, *u.out_of)))
    figures = {*u.numbers, *u.scales, *u.shares}
    return all(
        word in u.topic_free or word in figures or not word.isalpha() for word in left.split()
    )


def _opens(message: Message, phrases: Iterable[str]) -> bool:
    return any(f"{message.line} ".startswith(f"{one} ") for one in phrases)


def _dictated(message: Message, u: Understanding) -> str:
    """What stands behind 'write:' and the like; else nothing."""
    before, sign, after = message.raw.partition(":")
    if not sign or not hear(after, u).words:
        return ""
    return after.strip() if opened(hear(before, u), u) in u.dictates else ""


def _about_another(scene: Scene, question: Question, message: Message) -> Outcome | None:
    """What a remark gives another question: the answer just before put right, or what it names."""
    *_, last = re.split(r"[,;.!?]\s+|\s+[-–—]\s+", message.raw.rstrip(" .!?"))
    spoken = command_in(hear(last, scene.u), scene.u)
    thing, value = (spoken.slots.get(one, "") for one in ("thing", "value")) if spoken else ("", "")
    if spoken is not None and spoken.name == "change" and exactly_named(scene, thing, value):
        return obey(scene, spoken)
    if spoken is not None and spoken.name == "correct":
        put_right = correct(scene, spoken.slots.get("value", ""), loose=True)
        if put_right is not None:
            return put_right
    state = scene.state
    open_ones = {one.id for one in path(state.pack, state.answers)} - set(state.answers)
    standing = {one: answer.value for one, answer in state.answers.items()}
    within = answers_within(scene.pack, message, scene.hearing, question, open_ones, standing)
    clear = within.elsewhere and within.clear and not message.asks
    return propose(scene, tuple(within.values.items()), said=message.raw) if clear else None


def _says_unknown(message: Message, u: Understanding) -> bool:
    """Whether a short text says that it is not known or decided, or a text ends with that."""
    phrases = [line_of(one, u) for one in u.commands["unknown"] if "not" in one or "no " in one]
    several = [one for one in phrases if len(one.split()) > 1]
    short = len(message.words) <= _SENTENCE
    return unknown_at_end(message, u) is not None or (short and holds_any(message.line, several))


def _country_in(pack: KnowledgePack, message: Message) -> str:
    """The one country that a sentence names: 'a municipality in Ghana'; else nothing."""
    if len(message.words) <= _COUNTRY_WORDS or country_rows(pack, message.raw):
        return ""
    left, found = message.raw, set[str]()
    for name in sorted({row.country for row in pack.egdi}, key=lambda one: (-len(one), one)):
        left, count = re.subn(rf"\b{re.escape(name)}\b", " ", left, flags=re.IGNORECASE)
        found |= {name} if count else set()
    return found.pop() if len(found) == 1 else ""


def _name_led_in(message: Message, u: Understanding) -> str:
    """The name that a short sentence leads into: 'the roadmap is for Ghana'; else nothing."""
    words = [token for token in message.tokens if is_word(token.word)]
    for lead in longest_first(u.lead_ins):
        size = len(lead.split())
        fits = len(words) - size <= _NAME
        denied = fits and len(words) > size and words[size].word in u.negating
        if message.line.startswith(f"{lead} ") and fits and not denied:
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
