"""A message while something waits for a yes, or for a choice between a few."""

from dataclasses import replace

from advisor.dialogue.agreeing import agrees, disagrees
from advisor.dialogue.changing import listed, proposed
from advisor.dialogue.commands import (
    command_in,
    loose_command,
    talk_in,
)
from advisor.dialogue.drafting import which_draft, work_on
from advisor.dialogue.message import Message, hear, holds_any, is_word, longest_first, without
from advisor.dialogue.naming import named
from advisor.dialogue.options import bare
from advisor.dialogue.pressing import accept, press, reject
from advisor.dialogue.reader import read
from advisor.dialogue.reading import Reading
from advisor.dialogue.recording import propose, reread, take
from advisor.dialogue.scene import Outcome, Scene
from advisor.dialogue.several import last_of_several, list_edit
from advisor.dialogue.voice import stated
from advisor.model.answers import NOT_APPLICABLE, UNKNOWN, read_value
from advisor.model.content import Question
from advisor.model.conversation import Button, Frame

_FEW = 12
_REMARK = 4
_CORRECTS = ("correct", "rather")


def decide(scene: Scene, frame: Frame, message: Message) -> Outcome | None:
    """What a message does to what is waiting; None when it is about something else."""
    if frame.kind == "wording":
        return _worded(scene, frame, message)
    picked = _button_named(scene, frame, message)
    if picked is not None:
        return press(scene, picked)
    if _to_advisor(scene, message) and not (
        agrees(message, scene.u, _count(frame)) or disagrees(message, scene.u)
    ):
        return None
    if frame.kind == "choose":
        return _choose(scene, frame, message)
    return _confirm(scene, frame, message)


def _to_advisor(scene: Scene, message: Message) -> bool:
    """Whether a message is for the advisor: 'never mind, carry on', 'show what is missing'."""
    wanted = message.words[0] in scene.u.imperatives and loose_command(message, scene.u) is not None
    return wanted or last_of_several(message, scene.u) is not None


def _worded(scene: Scene, frame: Frame, message: Message) -> Outcome | None:
    """A statement that is worked on: a yes takes it, all else is an edit or a remark."""
    u = scene.u
    takes = {*u.accepting, *u.vision.accepts}
    if not message.asks and {message.line, bare(message, u)} & takes:
        return accept(scene, frame) if frame.said else which_draft(scene, frame)
    return work_on(scene, frame, message)


def _button_named(scene: Scene, frame: Frame, message: Message) -> Button | None:
    """The button on offer whose label was typed, or that was pointed at."""
    line = message.line
    for button in frame.choices:
        if hear(button.label, scene.u).line == line:
            return button
    if not frame.choices or message.asks:
        return None
    first = line in scene.u.first or bare(message, scene.u) in scene.u.first
    if first and frame.kind == "choose":
        return frame.choices[0]
    if line in scene.u.last or bare(message, scene.u) in scene.u.last:
        return frame.choices[-1]
    return None


def _choose(scene: Scene, frame: Frame, message: Message) -> Outcome | None:
    if message.line in scene.u.declining:
        return reject(scene)
    if frame.question:
        question = scene.pack.question[frame.question]
        plain = reread(scene, question, message) if question.kind != "text" else None
        sure = isinstance(plain, Reading) and plain.sure
        if agrees(message, scene.u) and not sure:
            return _first_offered(scene, frame)
        if question.kind == "text" or command_in(message, scene.u) is not None:
            return None
        said = _after_no(scene, message)
        found = reread(scene, question, said)
        if isinstance(found, Reading) and not message.asks:
            return take(scene, question, found, said)
    if message.line in scene.u.accepting:
        return _again(scene)
    return None


def _first_offered(scene: Scene, frame: Frame) -> Outcome:
    """A yes to a few on offer means the likeliest; which that was is shown before it counts."""
    value = read_value(scene.pack.question[frame.question], frame.choices[0].value)
    return propose(scene, ((frame.question, value),), said=frame.said)


def _after_no(scene: Scene, message: Message) -> Message:
    """What follows the 'no' that turns an offer down: 'no, 3, they backed out again'."""
    if (
        len(message.tokens) < 3
        or message.words[0] not in scene.u.no
        or message.tokens[1].word != ","
    ):
        return message
    return hear(message.raw[message.tokens[2].start :], scene.u)


def _again(scene: Scene) -> Outcome:
    text = scene.voice.say(scene.phrases.please_yes_no)
    return Outcome("clarified", (text,), scene.state.frames)


def _confirm(scene: Scene, frame: Frame, message: Message) -> Outcome | None:
    u = scene.u
    line = bare(message, u)
    plain = not message.asks and not holds_any(message.line, u.reservations)
    if plain and _count(frame) == 1 and holds_any(message.line, u.together):
        return _again(scene)  # 'yes to both' of one: something said was not understood
    own = _words_of(scene, frame)
    agreed = line in u.accepting or agrees(message, u, _count(frame), own)
    if plain and (agreed or _repeats(scene, frame, message)):
        return accept(scene, frame)
    if message.line in u.declining or line in u.declining or disagrees(message, u):
        return reject(scene)
    corrected = _listed(scene, frame, message) or _corrected(scene, frame, message)
    if corrected is not None:
        return corrected
    if _elsewhere(scene, message):
        return None
    begins_no = message.words[0] in u.declining
    begins_yes = message.words[0] in u.accepting
    if begins_yes and plain and len(message.words) <= _FEW:
        return _again(scene) if _more_than_yes(scene, message) else accept(scene, frame)
    if begins_no or begins_yes:
        return _again(scene)
    return None


def _count(frame: Frame) -> int:
    """How many things are proposed: answers, or the options of the one answer."""
    values = [value for _, value in frame.proposed]
    match values:
        case [tuple() | dict() as one]:
            return len(one)
        case _:
            return len(values)


def _words_of(scene: Scene, frame: Frame) -> tuple[str, ...]:
    """The words, not the figures, in which what is proposed is said."""
    said = [stated(scene.pack.question[one], v) for one, v in frame.proposed if v is not None]
    said += [v for _, v in frame.proposed if isinstance(v, str)]
    words = [word for text in said for word in hear(text, scene.u).words]
    return tuple(word for word in words if word.isalpha() and word not in scene.u.negating)


def _repeats(scene: Scene, frame: Frame, message: Message) -> bool:
    """Whether what stands beside the yes is the value itself: 'yes, 2 is right', '6, yes'."""
    values = [one for one in frame.proposed if one[1] is not None]
    said = _beside_yes(scene, message)
    if len(values) != 1 or said is None or frame.currency:
        return False
    ((question_id, value),) = values
    spoken = command_in(said, scene.u)
    if value in (UNKNOWN, NOT_APPLICABLE):
        return spoken is not None and spoken.name == value
    question = scene.pack.question[question_id]
    found = None if question.kind == "text" else reread(scene, question, said)
    if not isinstance(found, Reading) or found.near or found.values != (value,):
        return False
    own = set(_words_of(scene, frame))
    return not (found.ranked and holds_any(said.line, set(scene.u.limits) - own))


def _beside_yes(scene: Scene, message: Message) -> Message | None:
    """A short message less the yes that it opens or ends with; None when it has none."""
    u = scene.u
    words = [token for token in message.tokens if is_word(token.word)]
    if not 1 < len(words) <= _FEW:
        return None
    nods = {*u.yes, *u.nods, *u.accepting}
    at = next((at for at, one in enumerate(words) if one.word in nods), len(words))
    if at + 1 < len(words) and all(one.word in u.beside_nods for one in words[:at]):
        return hear(message.raw[words[at + 1].start :], u)
    return hear(message.raw[: words[-2].end], u) if at + 1 == len(words) else None


def _more_than_yes(scene: Scene, message: Message) -> bool:
    """Whether something is left beside the yes that could matter, not only a brief remark.

    A remark neither counts nor denies, and sets the yes no limit: 'yes, in the capital'.
    """
    u = scene.u
    said = without(message.line, longest_first(u.accepting))
    told = [word for word in without(said, u.around_answers).split() if word not in u.topic_free]
    limited = holds_any(said, (*u.limits, *u.hedges, *u.planned, *u.partly, *u.together))
    if not told and not limited:
        return False
    counts = {*u.numbers, *u.negating} & set(message.words)
    plain = all(word.isalpha() for word in told)
    return bool(counts) or limited or not plain or len(told) > _REMARK


def _listed(scene: Scene, frame: Frame, message: Message) -> Outcome | None:
    """More or less of a list that is waiting: 'I forgot skills, add that', 'leave cost out'."""
    spoken = list_edit(message, scene.u)
    if len(frame.proposed) != 1 or spoken is None:
        return None
    ((question_id, held),) = frame.proposed
    question = scene.pack.question[question_id]
    if not isinstance(held, tuple) or not _is_called(scene, question, spoken.slots.get("thing")):
        return None
    named = set(listed(scene, question, spoken.slots.get("value", "")))
    both = {*held, *named} if spoken.name == "add" else set(held) - named
    if not named or both == set(held):
        return None
    value = tuple(option.id for option in question.options if option.id in both)
    return propose(scene, ((question_id, value),), said=message.raw)


def _is_called(scene: Scene, question: Question, thing: str | None) -> bool:
    """Whether a question goes by a name; without a name the one that is waiting is meant."""
    preferred = {question.id}
    return not thing or question.id in {
        one.question for one in named(scene.pack, scene.u, thing, preferred)
    }


def _corrected(scene: Scene, frame: Frame, message: Message) -> Outcome | None:
    """Another value for what is waiting: 'no, 3', '3 rather', 'I meant the ministry'."""
    spoken = command_in(message, scene.u)
    values = [one for one in frame.proposed if one[1] is not None]
    if (
        spoken is not None
        and spoken.name == "restate"
        and any(isinstance(v, dict) for _, v in values)
    ):
        spoken = None
    if len(values) != 1 or (spoken is not None and spoken.name not in _CORRECTS):
        return None
    if holds_any(message.line, scene.u.together):
        return None  # 'all 3' counts what is proposed
    question = scene.pack.question[values[0][0]]
    said = _without_yes_or_no(scene, message, spoken.slots["value"] if spoken else "")
    if said is None or (question.kind == "text" and spoken is None and said is message):
        return None
    held = values[0][1]
    found = (
        read(question, said, scene.hearing, held)
        if isinstance(held, dict)
        else reread(scene, question, said)
    )
    if not isinstance(found, Reading) or message.asks:
        return None
    if found.values == (values[0][1],) and not found.sure:
        return None
    return proposed(scene, question, _loosened(found, question, said, message), said)


def _loosened(found: Reading, question: Question, said: Message, message: Message) -> Reading:
    """A plain value counts at once, unless it came with a yes or no that may not go with it."""
    whole = said.raw == message.raw or question.kind != "text"
    return found if whole else replace(found, sure=False)


def _without_yes_or_no(scene: Scene, message: Message, value: str) -> Message | None:
    """The message less the yes or no it opens with; None when nothing is left."""
    if value:
        message = hear(value, scene.u)
    openers = sorted((*scene.u.declining, *scene.u.accepting), key=lambda one: -len(one.split()))
    for opener in openers:
        size = len(opener.split())
        if message.line.startswith(f"{opener} ") and len(message.words) > size:
            tokens = [token for token in message.tokens if token.word[0].isalnum()]
            return hear(message.raw[tokens[size].start :], scene.u)
    return message if message.words else None


def _elsewhere(scene: Scene, message: Message) -> bool:
    """Whether the message is a command or small talk, which are dealt with as ever."""
    return command_in(message, scene.u) is not None or talk_in(message, scene.u) is not None
