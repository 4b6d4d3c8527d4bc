"""One turn: a message comes in, is read in a fixed order, and becomes a reply with its entries.

The order: a button; what waits for a yes; a command in full; an answer said plainly; a question
to the material; answers in running text, which are confirmed first; what people say to people;
and, when nothing fits, a question back with buttons.
"""

from dataclasses import replace

from advisor.dialogue import carried
from advisor.dialogue.aside import at_the_end, spared_first
from advisor.dialogue.asking import is_question, parted
from advisor.dialogue.changing import change, exactly_named
from advisor.dialogue.commands import (
    command_in,
    loose_command,
    slipped_command,
    talk_in,
)
from advisor.dialogue.finishing import dated, finished
from advisor.dialogue.free_text import may_be_text, take_text
from advisor.dialogue.guessing import guessed
from advisor.dialogue.labelled import labelled
from advisor.dialogue.matching import clauses
from advisor.dialogue.mending import no_but, put_right
from advisor.dialogue.mentions import answers_within
from advisor.dialogue.message import Message, hear, holds_any
from advisor.dialogue.options import bare, exact_option, speaks_of_own
from advisor.dialogue.pending import decide
from advisor.dialogue.pressing import obey, press
from advisor.dialogue.reading import Misfit, Read, Reading
from advisor.dialogue.recording import propose, reread, take
from advisor.dialogue.scene import Outcome, Ports, Scene
from advisor.dialogue.several import last_of_several
from advisor.dialogue.state import State
from advisor.dialogue.talk import ask_material, language_of, talk, unclear
from advisor.dialogue.understanding import Understanding, Words
from advisor.dialogue.voice import Voice
from advisor.interview import path
from advisor.model.answers import NOT_APPLICABLE, UNKNOWN, Event, Value
from advisor.model.content import KnowledgePack, Question
from advisor.model.conversation import Button, Turn

_SHORT_QUESTION = 5
_LABEL = 2


def take_turn(
    pack: KnowledgePack,
    words: Words,
    events: tuple[Event, ...],
    said: str | Button,
    ports: Ports,
    at: str = "",
    now: str = "",
) -> Turn:
    """The outcome of one message or button; its `events` are to be appended to the log.

    Args:
        pack: the knowledge.
        words: phrases, and the words people use.
        events: the log so far.
        said: a message as typed, or the button that was pressed.
        ports: answers from the material, similarity and the plan so far.
        at: a question at which the interview is to be open.
        now: the moment of the message, ISO; that of the last entry when it is empty.

    Raises:
        ValueError: when there is no question `at`.
    """
    state = State.of(pack, words, events, at, now)
    scene = Scene(state, Voice.of(state), ports)
    if isinstance(said, Button):
        return dated(finished(scene, press(scene, said), said.label), now)
    message = hear(said, words.understanding)
    return dated(finished(scene, understand(scene, message), message.raw), now)


def understand(scene: Scene, message: Message) -> Outcome:
    """What a typed message does."""
    pressed = _label_typed(scene, message)
    if pressed is not None:
        return press(scene, pressed)
    top = scene.state.top
    if top is not None and top.kind in ("confirm", "choose", "wording") and message.words:
        outcome = decide(scene, top, message)
        if outcome is not None:
            return outcome
    if top is not None and top.kind == "carried" and message.words:
        decided = carried.decide(scene, top, message)
        if decided is not None:
            return decided
    if top is not None and top.kind == "review" and exactly_named(scene, message.raw):
        changed = change(scene, message.raw)
        if changed is not None:
            return changed
    return _said_plainly(scene, message) or _said_freely(scene, message)


def _label_typed(scene: Scene, message: Message) -> Button | None:
    """The button of the turn before whose label was typed; options are read as answers."""
    if len(message.words) < _LABEL:
        return None
    for raw in scene.state.last.get("buttons", ()):
        button = Button.model_validate(raw)
        if button.action != "answer" and hear(button.label, scene.u).line == message.line:
            return button
    return None


def _said_plainly(scene: Scene, message: Message) -> Outcome | None:
    """Commands, and answers that need no yes."""
    question = scene.state.current
    text = question is not None and question.kind == "text"
    if not message.words or (message.too_long and not text):
        return unclear(scene, message)
    if question is not None and _names_option(scene, question, message):
        return take(scene, question, reread(scene, question, message), message)
    spoken = command_in(message, scene.u, strict=text)
    if spoken is not None and not (text and may_be_text(scene, spoken)):
        if spoken.name == "more" and scene.state.last.get("material"):
            return ask_material(scene, message.raw)
        done = obey(scene, spoken)
        if done is not None:
            return done
    several = last_of_several(message, scene.u)
    if several is not None:
        return obey(scene, several)
    given = labelled(scene, message)
    if given is not None:
        return given
    if question is not None and text:
        return take_text(scene, question, message)
    return None


def _names_option(scene: Scene, question: Question, message: Message) -> bool:
    """An option's own name goes before a command of the same name."""
    if question.kind not in ("choice", "multi") or message.asks or message.line.isdigit():
        return False
    line = message.line if scene.u.negating & set(message.words) else bare(message, scene.u)
    return len(exact_option(question, line, scene.u)) == 1


def _said_freely(scene: Scene, message: Message) -> Outcome:
    """Everything that has to be made out first."""
    question = scene.state.current
    found = reread(scene, question, message) if question is not None else None
    if question is not None and isinstance(found, Reading) and found.sure:
        return take(scene, question, found, message)
    if len(message.words) > _LABEL and language_of(message, scene):
        return unclear(scene, message)
    corrected = put_right(scene, message, found)
    if corrected is not None:
        return corrected
    if holds_any(message.line, scene.u.itself) and not message.asks:
        return talk(scene, "anger")
    small = talk_in(message, scene.u)
    read = isinstance(found, Reading) and not found.near
    stated = message.line in scene.u.likert_levels or any(map(str.isdigit, message.line))
    level = question is not None and question.kind == "likert5" and read and stated
    if small is not None and not level:
        return talk(scene, small)
    spared = spared_first(scene, question, message)
    if spared is not None:
        return spared
    close = question is not None and isinstance(found, Reading) and found.close
    close = close and message.words[0] not in scene.u.imperatives
    meant = None if close else _command_meant(scene, question, message, found)
    if meant is not None:
        return meant
    asked = _question(scene, question, message, found)
    if asked is not None:
        return asked
    return (
        no_but(scene, message, found)
        or _answers(scene, question, message, found)
        or guessed(scene, question, message)
        or unclear(scene, message)
    )


def _command_meant(
    scene: Scene, question: Question | None, message: Message, found: Read
) -> Outcome | None:
    """A command in looser wording or with a slip of the pen; one that writes waits for a yes."""
    loose = loose_command(message, scene.u)
    if loose is None and not isinstance(found, Misfit):
        loose = slipped_command(message, scene.u)
        if loose is not None and loose.name != NOT_APPLICABLE:
            return obey(scene, loose)
    if loose is None:
        return at_the_end(scene, message, found)
    if loose.name not in (UNKNOWN, NOT_APPLICABLE):
        return obey(scene, loose)
    if question is None or loose.name not in question.allow:
        return None
    return propose(scene, ((question.id, loose.name),), said=message.raw)


def _question(
    scene: Scene, question: Question | None, message: Message, found: Read
) -> Outcome | None:
    """A question to the material, with or without an answer before it; None for neither."""
    if not is_question(message, scene.u):
        return None
    if language_of(message, scene):
        return unclear(scene, message)
    said, asked = parted(message, scene.u)
    if said is not None and language_of(said, scene):
        return unclear(scene, said)
    part = reread(scene, question, said) if said is not None and question is not None else None
    if said is not None and question is not None and isinstance(part, Reading):
        answer = ask_material(scene, asked)
        waiting = take(scene, question, replace(part, sure=False), said)
        return replace(answer, kind=waiting.kind, frames=waiting.frames)
    short = len(message.words) <= _SHORT_QUESTION
    open_form = is_question(message, scene.u, marked=False)
    if question is not None and isinstance(found, Reading) and short and not open_form:
        return take(scene, question, found, message)
    return ask_material(scene, message.raw)


def _answers(
    scene: Scene, question: Question | None, message: Message, found: Read
) -> Outcome | None:
    """Answers in running text: to this question, or to those that the message names."""
    state = scene.state
    close = isinstance(found, Reading) and (found.close or _only_own(question, message, scene.u))
    if not message.too_long and not close:
        open_ones = {one.id for one in path(state.pack, state.answers)} - set(state.answers)
        standing = {one: answer.value for one, answer in state.answers.items()}
        within = answers_within(scene.pack, message, scene.hearing, question, open_ones, standing)
        own = question is not None and speaks_of_own(question, message, scene.u)
        read = isinstance(found, Reading)
        alone = len(within.values) == 1 and (read or own)
        if within.elsewhere and not (alone and (not within.clear or (read and own))):
            return propose(scene, tuple(within.values.items()), said=message.raw)
        if found is None and question is not None and question.id in within.values:
            found = _about_here(question, within.values[question.id])
    if question is None or found is None:
        return None
    return take(scene, question, found, message)


def _only_own(question: Question | None, message: Message, u: Understanding) -> bool:
    """Whether each of several statements names an option of the open question."""
    said = clauses(message, u)
    if question is None or len(said) < 2:
        return False
    parts = (hear(message.raw[one.start : one.end], u) for one in said)
    return all(speaks_of_own(question, part, u) for part in parts)


def _about_here(question: Question, value: Value) -> Reading:
    """A plain 'we have it' or 'we do not' leaves two levels open."""
    if question.kind == "likert5" and isinstance(value, int):
        levels = (4, 5) if value > 3 else (1, 2) if value < 3 else (value,)
        return Reading(levels, ranked=True)
    return Reading((value,))
