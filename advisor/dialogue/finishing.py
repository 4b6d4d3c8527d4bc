"""Makes a turn of what a message did: the reply, the buttons and the entry for the log."""

from advisor.dialogue import carried, indicator
from advisor.dialogue.drafting import buttons as wording_buttons
from advisor.dialogue.drafting import put as wording_put
from advisor.dialogue.moves import left_over
from advisor.dialogue.recording import confirm_buttons, proposal_text, replace_seq
from advisor.dialogue.scene import Outcome, Scene
from advisor.dialogue.state import State
from advisor.dialogue.vision import diagnosis, look_at
from advisor.dialogue.voice import buttons_for, command_button, labels_of, prompt
from advisor.model.answers import NOT_APPLICABLE, UNKNOWN, Event
from advisor.model.conversation import Button, Frame, Recorded, Turn
from advisor.rules import View


def finished(scene: Scene, outcome: Outcome, message: str) -> Turn:
    """The turn with everything put into words; its last event is the turn itself."""
    after = scene.state.after(outcome.writes, outcome.frames)
    if outcome.asks:
        after = after.after((), carried.topped(after))
    then = Scene(after, scene.voice, scene.ports)
    say = list(outcome.say)
    show = outcome.show
    stage, put, buttons = "", "", outcome.extra
    worded = scene.state.top is not None and scene.state.top.kind == "wording"
    remarks = [text for one in outcome.recorded if (text := _remark(then, one, worded))]
    say += remarks
    if outcome.asks:
        stage = _new_stage(after)
        if stage:
            say.append(_intro(then, stage))
        put = _put(then, outcome, scene.state)
        offer = _of_statement(then, outcome) if remarks else ()
        buttons = (*buttons, *offer, *_buttons(then))
        ended = after.current is None and after.frame("carried") is None
        if ended and scene.state.current is not None and not outcome.returns:
            show = show or "draft"
    reply = "\n\n".join(part for part in (*say, put) if part)
    current = after.current.id if after.current is not None else None
    turn = Turn(
        kind=outcome.kind,
        reply=reply,
        question=put,
        recorded=outcome.recorded,
        current_question=current,
        citations=outcome.citations,
        follow_ups=outcome.follow_ups,
        buttons=buttons,
        frames=after.frames,
        show=show,  # type: ignore[arg-type]
    )
    return turn.model_copy(update={"events": _entries(turn, outcome, message, stage)})


def dated(turn: Turn, now: str) -> Turn:
    """The turn with its entries stamped with the moment it was said at; the store's when empty."""
    entries = tuple(one.model_copy(update={"at": now}) for one in turn.events)
    return turn.model_copy(update={"events": entries})


def _entries(turn: Turn, outcome: Outcome, message: str, stage: str) -> tuple[Event, ...]:
    entry = turn.model_dump(mode="json", exclude={"events"})
    entry["message"] = message
    entry["wrote"] = len(outcome.writes)
    if stage:
        entry["stage"] = stage
    if outcome.undo:
        entry["undo"] = True
    if outcome.material:
        entry["material"] = outcome.material
    return (*outcome.writes, Event(kind="turn", question=turn.current_question or "", turn=entry))


def _remark(scene: Scene, recorded: Recorded, worded: bool) -> str:
    """What is worth saying about an answer: what it means, or what a statement leaves out.

    `worded` says that the statement was worked on together, so that nothing about it is new.
    """
    v = scene.u.vision
    if recorded.question == v.diagnosis_question:
        return diagnosis(scene)
    said = isinstance(recorded.value, str) and recorded.value not in (UNKNOWN, NOT_APPLICABLE)
    if said and recorded.question == v.measure:
        return indicator.verdict(scene, str(recorded.value))
    if not said or worded or recorded.question != v.statement:
        return ""
    return look_at(scene, str(recorded.value))


def _of_statement(scene: Scene, outcome: Outcome) -> tuple[Button, ...]:
    """After a statement that leaves something out: the offer to work on it together."""
    v = scene.u.vision
    told = next((one for one in outcome.recorded if one.question == v.statement), None)
    if told is None or not _remark(scene, told, worded=False):
        return ()
    return (command_button(scene.state, scene.phrases.button_wording[0], "wording"),)


def _new_stage(state: State) -> str:
    question = state.current
    if question is None or state.frame("change") is not None or question.stage in state.introduced:
        return ""
    return question.stage


def _intro(scene: Scene, stage_id: str) -> str:
    stage = next((one for one in scene.pack.vocabulary.stages if one.id == stage_id), None)
    if stage is None:
        return ""
    form = scene.phrases.stage_intro
    return scene.voice.say(form, stage=stage.title, intro=stage.intro)


def _put(scene: Scene, outcome: Outcome, before: State) -> str:
    """What is open, put into words: what waits for a yes, or the question, or the end."""
    top = scene.state.top
    if top is not None and top.kind == "confirm":
        return proposal_text(scene, top)
    if top is not None and top.kind == "choose":
        return _choice_text(scene, top)
    if top is not None and top.kind == "wording":
        return wording_put(scene, top)
    if top is not None and top.kind == "carried":
        text = carried.put(scene, top)
        back = outcome.returns and before.top is not None and before.top.kind == "carried"
        return f"{scene.voice.say(scene.phrases.still_open)}\n{text}" if back else text
    question = scene.state.current
    if question is None:
        return "" if outcome.returns else _end(scene)
    text = prompt(scene.state, scene.voice)
    if View(scene.pack, scene.state.answers).asked(question) is not True:
        text = f"{scene.voice.say(scene.phrases.off_path, label=question.label)}\n{text}"
    same = before.current is not None and before.current.id == question.id
    if outcome.returns and same:
        return f"{scene.voice.say(scene.phrases.still_open)}\n{text}"
    return text


def _choice_text(scene: Scene, frame: Frame) -> str:
    p, voice = scene.phrases, scene.voice
    if frame.question:
        label = scene.pack.question[frame.question].label
        lead = voice.say(p.choose, label=label)
    else:
        lead = voice.say(p.choose_question)
    return "\n".join([lead, *(f"- {button.label}" for button in frame.choices)])


def _end(scene: Scene) -> str:
    """The interview, or the time given, is at its end."""
    p, voice = scene.phrases, scene.voice
    number, labels = left_over(scene)
    count = voice.count(p.questions, number)
    if scene.state.box_over and number:
        parts = [voice.say(p.box_done, count=count, labels=labels)]
    elif number:
        parts = [voice.say(p.complete_open, count=count, labels=labels)]
    else:
        parts = [voice.say(p.complete)]
    unconfirmed = scene.state.unconfirmed
    if unconfirmed:
        labels = voice.several(labels_of(scene.state, unconfirmed))
        count = voice.count(p.answers, len(unconfirmed))
        parts.append(voice.say(p.carried_open, count=count, labels=labels))
    return "\n".join([*parts, voice.say(p.draft_ready)])


def _buttons(scene: Scene) -> tuple[Button, ...]:
    state, p = scene.state, scene.phrases
    top = state.top
    if top is not None and top.kind == "confirm":
        return confirm_buttons(scene, top)
    if top is not None and top.kind == "choose":
        return tuple(replace_seq(button, state.seq) for button in top.choices)
    if top is not None and top.kind == "wording":
        return wording_buttons(scene, top)
    if top is not None and top.kind == "carried":
        return carried.buttons(scene, top)
    if state.current is not None:
        made = buttons_for(state, state.current)
        if state.current.id == scene.u.vision.statement:
            made = (command_button(state, p.button_suggest[0], "suggest"), *made)
        back = (command_button(state, p.button_back[0], "back"),) if state.order else ()
        go_on = (
            (command_button(state, p.button_go_on[0], "next"),)
            if state.frame("change") is not None or state.incomplete(state.current.id)
            else ()
        )
        return (*made, *go_on, *back)
    made = (
        command_button(state, p.button_draft[0], "draft"),
        command_button(state, p.button_review[0], "review"),
    )
    if (state.left or state.unconfirmed) and (state.skipped or state.box_over):
        again = "next" if state.box_over else "open_ones"
        made = (*made, command_button(state, p.button_open_ones[0], again))
    return made
