"""Replies to people: thanks, anger, another language, and what was not understood."""

import unicodedata

from advisor.dialogue.commands import talk_within
from advisor.dialogue.message import READ_AT_MOST, Message
from advisor.dialogue.scene import Outcome, Scene
from advisor.dialogue.understanding import SmallTalk
from advisor.dialogue.voice import command_button
from advisor.errors import AdvisorError
from advisor.model.conversation import Button

_ASKABLE = 300


def talk(scene: Scene, name: SmallTalk) -> Outcome:
    """A reply to thanks, anger and the like; then the open question comes back."""
    p = scene.phrases
    said = {
        "already_said": p.already_said,
        "anger": p.anger,
        "bye": p.bye,
        "fine": p.fine,
        "greeting": p.greeting,
        "hesitation": p.hesitation,
        "thanks": p.thanks,
        "wellbeing": p.wellbeing,
    }[name]
    extra: tuple[Button, ...] = ()
    if name == "already_said":
        extra = (command_button(scene.state, p.button_review[0], "review"),)
    show = "save" if name == "bye" else ""
    text = scene.voice.say(said)
    return Outcome("clarified", (text,), scene.state.frames, extra=extra, returns=True, show=show)


def unclear(scene: Scene, message: Message) -> Outcome:
    """Nothing fits: say so kindly, by what the message looks like."""
    p, voice = scene.phrases, scene.voice
    if message.too_long:
        return scene.interruption("clarified", voice.say(p.too_long, limit=READ_AT_MOST))
    if not message.words:
        return scene.interruption("clarified", voice.say(p.empty))
    small = talk_within(message, scene.u)
    if small is not None:
        return talk(scene, small)
    language = language_of(message, scene)
    if language:
        return scene.interruption("clarified", voice.say(p.other_language, language=language))
    letters = [one for one in message.line if one.isalpha()]
    if letters and not any(one.isascii() for one in letters):
        return scene.interruption("clarified", voice.say(p.unread_script))
    return _unclear(scene, message)


def strange(scene: Scene, message: Message) -> bool:
    """Whether a message is no answer at all: too long, empty, talk, or in another language."""
    if message.too_long or not message.words or talk_within(message, scene.u) is not None:
        return True
    return bool(language_of(message, scene)) or not any(map(str.isascii, message.line))


def look_up(scene: Scene, message: Message) -> tuple[Button, ...]:
    """The offer to ask the material what was said."""
    if len(message.raw) > _ASKABLE:
        return ()
    label = scene.phrases.button_look_up[0]
    return (Button(label=label, action="ask", value=message.raw),)


def _unclear(scene: Scene, message: Message) -> Outcome:
    p, voice = scene.phrases, scene.voice
    if scene.state.frame("carried") is not None:
        text = voice.say(p.carried_first)
    elif scene.state.current is None:
        text = voice.say(p.unclear_done)
    else:
        again = scene.state.last.get("kind") == "clarified"
        text = voice.say(p.unclear_again if again else p.unclear)
    extra = look_up(scene, message)
    return Outcome("clarified", (text,), scene.state.frames, extra=extra, returns=True)


def language_of(message: Message, scene: Scene) -> str:
    """The language a message is in, when it is not English and one can tell."""
    script = _script(message.raw, scene.u.scripts)
    if script:
        return script
    words = set(message.words)
    counts = {name: len(words & set(common)) for name, common in scene.u.languages.items()}
    name = max(counts, key=lambda one: (counts[one], one), default="")
    hits = counts.get(name, 0)
    english = len(words & scene.u.topic_free)
    short = len(words) <= 2
    return name if hits > english and (hits >= 2 or short) else ""


def _script(raw: str, scripts: dict[str, str]) -> str:
    letters = [one for one in raw[:400] if one.isalpha()]
    for prefix, language in scripts.items():
        own = sum(unicodedata.name(one, "").startswith(prefix) for one in letters)
        if own * 2 > len(letters):
            return language
    return ""


def ask_material(scene: Scene, question: str) -> Outcome:
    """A question to the workshop material; nothing of the answers is touched."""
    p = scene.phrases
    last = scene.state.last
    previous = str(last["material"]) if last.get("material") else None
    try:
        found = scene.ports.answer(question, previous)
    except AdvisorError as error:
        text = scene.voice.say(p.material_failed, reason=str(error))
        return Outcome("abstained", (text,), scene.state.frames, returns=True)
    return Outcome(
        "abstained" if found.abstained else "answered",
        (found.answer,),
        scene.state.frames,
        citations=found.citations,
        follow_ups=found.follow_ups,
        returns=True,
        material=question,
    )
