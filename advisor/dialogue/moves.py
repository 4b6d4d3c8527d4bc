"""Walking through the interview: back, skip, on, undo, to a part, for so many minutes."""

from fractions import Fraction

from advisor.dialogue.message import hear
from advisor.dialogue.naming import named, stage_named
from advisor.dialogue.quantities import amounts
from advisor.dialogue.recording import propose, record
from advisor.dialogue.scene import Outcome, Scene
from advisor.dialogue.voice import labels_of, shown, stated
from advisor.interview import path, previous_question
from advisor.model.answers import NOT_APPLICABLE, UNKNOWN, Event
from advisor.model.content import Question, Stage
from advisor.model.conversation import Frame, Recorded

_LONGEST_BOX = 600


def unknown(scene: Scene) -> Outcome:
    """Answer the open question with 'not known'."""
    return _spare(scene, UNKNOWN)


def not_applicable(scene: Scene) -> Outcome:
    """Answer the open question with 'not applicable'."""
    return _spare(scene, NOT_APPLICABLE)


def _spare(scene: Scene, value: str) -> Outcome:
    question = scene.state.current
    if question is None:
        return nothing_open(scene)
    if value not in question.allow:
        p = scene.phrases
        named_as = p.button_unknown if value == UNKNOWN else p.button_not_applicable
        text = scene.voice.say(p.not_allowed, value=named_as[0].lower())
        return Outcome("refused", (text,), scene.state.base, returns=True)
    return record(scene, {question.id: value})


def unsure(scene: Scene) -> Outcome:
    """Somebody hesitates between an answer and none: offer to note that it is not known."""
    question = scene.state.current
    if question is None or UNKNOWN not in question.allow:
        return scene.interruption("clarified", scene.voice.say(scene.phrases.hesitation))
    return propose(scene, ((question.id, UNKNOWN),))


def nothing_open(scene: Scene) -> Outcome:
    """There is no open question to do this with."""
    return scene.interruption("clarified", scene.voice.say(scene.phrases.unclear_done))


def skip(scene: Scene) -> Outcome:
    """Leave the open question for later; an answer that stands stays."""
    state, p = scene.state, scene.phrases
    question = state.current
    if question is None:
        return nothing_open(scene)
    held = state.answers.get(question.id)
    if held is not None and not state.incomplete(question.id):
        value = shown(question, held.value)
        text = scene.voice.say(p.not_skipped, label=question.label, value=value)
        return Outcome("command", (text,), state.lasting)
    text = scene.voice.say(p.skipped, label=question.label)
    event = Event(kind="skipped", question=question.id)
    return Outcome("command", (text,), state.lasting, (event,))


def back(scene: Scene) -> Outcome:
    """Open the question before this one again."""
    state = scene.state
    before = state.current.id if state.current is not None else None
    question = previous_question(state.pack, state.answers, before, state.order)
    if question is None:
        return scene.interruption("command", scene.voice.say(scene.phrases.at_start))
    return reopened(scene, question)


def reopened(scene: Scene, question: Question) -> Outcome:
    """Open a question that was answered or skipped."""
    text = scene.voice.say(scene.phrases.went_back, label=question.label)
    frames = (*scene.state.lasting, Frame(kind="change", question=question.id))
    return Outcome("command", (text,), frames)


def go_on(scene: Scene) -> Outcome:
    """Leave what is open above the interview, and take it up again."""
    state = scene.state
    current = state.current
    if state.box_over:
        frames = tuple(frame for frame in state.lasting if frame.kind != "timebox")
        return Outcome("command", (scene.voice.say(scene.phrases.went_on),), frames)
    if current is not None and state.frame("change") is None and state.incomplete(current.id):
        return skip(scene)
    if current is None and state.skipped:
        return open_ones(scene)
    return Outcome("command", (scene.voice.say(scene.phrases.went_on),), state.lasting)


def open_ones(scene: Scene) -> Outcome:
    """Ask the skipped questions again."""
    state = scene.state
    again = [one for one in state.skipped if one in state.pack.question]
    if not again:
        return scene.interruption("command", scene.voice.say(scene.phrases.none_skipped))
    events = list[Event]()
    for one in again:
        held = state.answers.get(one)
        undone = Event(kind="withdrawn", question=one)
        events.append(undone if held is None else Event(kind="answer", question=one, answer=held))
    count = scene.voice.count(scene.phrases.questions, len(again))
    text = scene.voice.say(scene.phrases.reopened, count=count)
    frames = tuple(frame for frame in state.lasting if frame.kind == "at")
    return Outcome("command", (text,), frames, tuple(events))


def undo(scene: Scene) -> Outcome:
    """Restore what stood before the last step that wrote something."""
    state, p = scene.state, scene.phrases
    step = state.undo
    if step is None:
        return scene.interruption("command", scene.voice.say(p.nothing_to_undo))
    events, recorded, lines = list[Event](), list[Recorded](), list[str]()
    for was in {one.question: one for one in reversed(step)}.values():
        question = state.pack.question.get(was.question)
        if question is None:
            continue
        if was.answer is not None:
            events.append(Event(kind="answer", question=was.question, answer=was.answer))
            recorded.append(Recorded(question=was.question, value=was.answer.value))
            lines.append(stated(question, was.answer.value))
        else:
            events.append(Event(kind="withdrawn", question=was.question))
            lines.append(p.was_open[0].format(label=question.label))
        if was.skipped:
            events.append(Event(kind="skipped", question=was.question))
    what = lines[0] if len(lines) == 1 else "\n".join(f"- {line}" for line in lines)
    return Outcome(
        "changed",
        (scene.voice.say(p.undone, what=what),),
        state.lasting,
        tuple(events),
        tuple(recorded),
        undo=True,
    )


def go_to(scene: Scene, thing: str) -> Outcome:
    """Go to a part of the interview or to one question."""
    stage = stage_named(scene.pack, scene.u, thing)
    if stage is not None:
        return _to_stage(scene, stage)
    targets = named(scene.pack, scene.u, thing, set(scene.state.answers))
    ids = list(dict.fromkeys(target.question for target in targets))
    if len(ids) != 1:
        text = scene.voice.say(scene.phrases.nothing_called, thing=" ".join(thing.split())[:60])
        return scene.interruption("clarified", text)
    if ids[0] in scene.state.answers or ids[0] in scene.state.skipped:
        return reopened(scene, scene.pack.question[ids[0]])
    opened = scene.state.opened_at(ids[0])
    return Outcome("command", (scene.voice.say(scene.phrases.went_on),), opened.frames)


def _to_stage(scene: Scene, stage: Stage) -> Outcome:
    state = scene.state
    waiting = [
        question.id
        for question in path(state.pack, state.answers)
        if question.stage == stage.id
        and question.id not in state.answers
        and question.id not in state.skipped
    ]
    if not waiting:
        text = scene.voice.say(scene.phrases.nothing_there, stage=stage.title)
        return scene.interruption("command", text)
    text = scene.voice.say(scene.phrases.moved_to, stage=stage.title)
    return Outcome("command", (text,), (Frame(kind="at", question=waiting[0]),))


def time_box(scene: Scene, slots: dict[str, str]) -> Outcome:
    """Ask first what decides most, for as many questions as fit the minutes or hours."""
    said, hours = slots.get("minutes", ""), slots.get("hours", "")
    minutes = int(_minutes(scene, said) if said else 60 * _minutes(scene, hours))
    if not 1 <= minutes <= _LONGEST_BOX:
        return scene.interruption("clarified", scene.voice.say(scene.phrases.box_none))
    box = Frame(kind="timebox", seconds=60 * minutes, began=scene.state.turns)
    count = len(scene.state.after((), (box,)).in_time)
    text = scene.voice.say(
        scene.phrases.box_set,
        minutes=scene.voice.count(scene.phrases.minutes, minutes),
        count=scene.voice.count(scene.phrases.questions, count),
    )
    return Outcome("command", (text,), (box,))


def _minutes(scene: Scene, said: str) -> Fraction:
    """The number in a span of time; 'an hour' is one."""
    if said in scene.u.fractions:
        return Fraction(scene.u.fractions[said])
    found = amounts(hear(said, scene.u), scene.u)
    return found[0].readings[0] if found else Fraction(0)


def left_over(scene: Scene, most: int = 4) -> tuple[int, str]:
    """How many questions are still open, and the names of those that decide most."""
    ids = scene.state.left
    return len(ids), scene.voice.several(labels_of(scene.state, ids), most)
