"""Answers that came over from the last cycle: none counts as true before the office says so.

They are put together, topic by topic, each with its old value; a yes keeps them all, and what has
changed is answered anew.
"""

from dataclasses import replace

from advisor.dialogue.changing import change_question
from advisor.dialogue.commands import carried_in
from advisor.dialogue.message import Message, hear
from advisor.dialogue.naming import named
from advisor.dialogue.options import bare
from advisor.dialogue.quantities import amounts, whole_values
from advisor.dialogue.scene import Outcome, Scene, answer_event
from advisor.dialogue.state import State
from advisor.dialogue.voice import command_button, labels_of, stated
from advisor.interview import block_of
from advisor.model.answers import Event, Value
from advisor.model.content import Question
from advisor.model.conversation import Button, Frame, Recorded

_WAITING = ("confirm", "choose", "wording", "change")
_LINES = 8


def topped(state: State) -> tuple[Frame, ...]:
    """The frames with the block of carried answers on top that is to be looked at now, if any."""
    frames = tuple(frame for frame in state.frames if frame.kind != "carried")
    if any(frame.kind in _WAITING for frame in frames):
        return frames
    ids = _due(state)
    if not ids:
        return frames
    held = tuple((one, state.answers[one].value) for one in ids)
    return (*frames, Frame(kind="carried", proposed=held))


def _due(state: State) -> tuple[str, ...]:
    """The carried answers of the next topic that comes no later than the question ahead."""
    if not state.carried or state.box_over:
        return ()
    known = state.pack.question
    place = {question.id: at for at, question in enumerate(state.pack.questions)}
    start = state.frame("at")
    begin = place[start.question] if start is not None else 0
    first = next((one for one in state.carried if place[one] >= begin), state.carried[0])
    block = block_of(known[first])
    ahead = state.ahead
    before = ahead is None or place[first] < place[ahead.id] or block == block_of(ahead)
    mates = [one for one in state.carried if block_of(known[one]) == block]
    return tuple(mates[:_LINES]) if before else ()


def put(scene: Scene, frame: Frame) -> str:
    """The carried answers of a topic with the question whether they still hold."""
    p, known = scene.phrases, scene.pack.question
    ids = [one for one, _ in frame.proposed]
    topic = topic_of(scene, known[ids[0]])
    lines = [scene.voice.say(p.carried_lead, topic=topic)]
    lines += [
        f"{at}  {stated(known[one], value)}"
        for at, (one, value) in enumerate(frame.proposed, 1)
        if value is not None
    ]
    left = len(scene.state.carried) - len(ids)
    if left:
        count = scene.voice.count(p.answers, left)
        lines.append(p.carried_left[0].format(count=count))
    lines.append(p.carried_how[0])
    return "\n".join(lines)


def topic_of(scene: Scene, question: Question) -> str:
    """What a question is about: its pillar, dimension or topic, or else its step."""
    words = scene.pack.vocabulary
    if question.pillar is not None:
        return scene.pack.pillar[question.pillar].title
    about = question.dimension or question.topic
    labels = {one.id: one.label for one in (*words.dimensions, *words.topics)}
    stages = {one.id: one.title for one in words.stages}
    return labels.get(about or "", stages[question.stage])


def buttons(scene: Scene, frame: Frame) -> tuple[Button, ...]:
    """All true, something changed, later."""
    p, seq = scene.phrases, scene.state.seq
    value = [[one, list(v) if isinstance(v, tuple) else v] for one, v in frame.proposed]
    return (
        Button(label=p.button_carried_kept[0], action="confirm", value=value, seq=seq),
        Button(label=p.button_carried_changed[0], action="reject", value=value, seq=seq),
        command_button(scene.state, p.button_skip[0], "skip"),
    )


def kept(scene: Scene, held: tuple[tuple[str, Value | None], ...], anew: str = "") -> Outcome:
    """Write these answers again as the office's own of this cycle; `anew` is asked next."""
    p, answers = scene.phrases, scene.state.answers
    still = tuple(
        (one, value)
        for one, value in held
        if value is not None and one in answers and answers[one].value == value
    )
    known = scene.pack.question
    frames = scene.state.lasting
    if anew:
        frames = (*frames, Frame(kind="change", question=anew))
    if not still:
        return Outcome("command", (), frames)
    count = scene.voice.count(p.answers, len(still))
    text = scene.voice.say(p.carried_kept, count=count, topic=topic_of(scene, known[still[0][0]]))
    return Outcome(
        "recorded",
        (text,),
        frames,
        tuple(answer_event(known[one], value, answers[one].note) for one, value in still),
        tuple(Recorded(question=one, value=value) for one, value in still),
    )


def which(scene: Scene, frame: Frame) -> Outcome:
    """Something has changed: ask which of the lines."""
    ids = [one for one, _ in frame.proposed]
    if len(ids) == 1:
        return change_question(scene, scene.pack.question[ids[0]])
    labels = labels_of(scene.state, ids)
    shown = tuple(
        command_button(scene.state, label, "change", one)
        for one, label in zip(ids, labels, strict=True)
    )
    return Outcome("clarified", (), (*scene.state.lasting, Frame(kind="choose", choices=shown)))


def later(scene: Scene, frame: Frame) -> Outcome:
    """Leave the lines unconfirmed for now; they stay on the list."""
    count = scene.voice.count(scene.phrases.answers, len(frame.proposed))
    text = scene.voice.say(scene.phrases.carried_later, count=count)
    events = tuple(Event(kind="skipped", question=one) for one, _ in frame.proposed)
    return Outcome("command", (text,), scene.state.lasting, events)


def decide(scene: Scene, frame: Frame, message: Message) -> Outcome | None:
    """What a message does to the lines on the table; None when it is about something else."""
    u = scene.u
    if message.asks:
        return None
    said = {message.line, bare(message, u)}
    if said & (u.accepting | {*u.all_of, *u.carried_kept}):
        return kept(scene, frame.proposed)
    if said & (u.declining | set(u.carried_changed)):
        return which(scene, frame)
    for name, slots in carried_in(message, u):
        done = _one_line(scene, frame, slots) if name == "line" else None
        if name == "all_but":
            done = _all_but(scene, frame, slots["value"])
        if done is not None:
            return done
    return None


def _one_line(scene: Scene, frame: Frame, slots: dict[str, str]) -> Outcome | None:
    """'2 is now 4', and '2' alone, which is asked anew."""
    ids = _numbered(scene, frame, slots["number"])
    if len(ids) != 1:
        return None
    done = change_question(scene, scene.pack.question[ids[0]], slots.get("value", ""))
    return replace(done, frames=tuple(one for one in done.frames if one.kind != "carried"))


def _all_but(scene: Scene, frame: Frame, out: str) -> Outcome | None:
    """'All but 3': the others stand, and the lines that were named are asked anew."""
    mine = [one for one, _ in frame.proposed]
    ids = _numbered(scene, frame, out)
    if not ids:
        found = named(scene.pack, scene.u, out, mine)
        ids = list(dict.fromkeys(one.question for one in found if one.question in mine))
    if not ids:
        return None
    rest = tuple(pair for pair in frame.proposed if pair[0] not in ids)
    return kept(scene, rest, anew=ids[0])


def _numbered(scene: Scene, frame: Frame, said: str) -> list[str]:
    """The questions whose lines are numbered so; none when a number has no line."""
    numbers = whole_values(amounts(hear(said, scene.u), scene.u))
    ids = [one for one, _ in frame.proposed]
    fits = all(1 <= one <= len(ids) for one in numbers)
    return [ids[one - 1] for one in numbers] if fits else []
