"""Replies that change nothing: why, what a level means, what was said, what is missing."""

from collections import Counter
from collections.abc import Iterator

from advisor.dialogue.matching import telling
from advisor.dialogue.message import hear
from advisor.dialogue.moves import left_over
from advisor.dialogue.naming import Target, named, stage_named
from advisor.dialogue.quantities import amounts, whole_values
from advisor.dialogue.scene import Outcome, Scene
from advisor.dialogue.voice import command_button, labels_of, shown
from advisor.errors import AdvisorError
from advisor.interview import StageReview, path, progress, review
from advisor.model.answers import Answer
from advisor.model.citations import Citation
from advisor.model.content import Question, SlideNote
from advisor.model.conversation import Frame

_SOURCES = 2


def why(scene: Scene) -> Outcome:
    """Why the open question is asked, and the slides it comes from."""
    question = scene.state.current
    p = scene.phrases
    if question is None:
        return scene.interruption("answered", scene.voice.say(p.unclear_done))
    citations = tuple(_citations(scene, question))
    lines = [scene.voice.say(p.why, label=question.label, why=question.why)]
    lines += [
        p.why_source[0].format(title=one.title, deck=one.source_title, quote=one.quote)
        for one in citations
    ]
    return Outcome(
        "answered", ("\n".join(lines),), scene.state.frames, citations=citations, returns=True
    )


def _citations(scene: Scene, question: Question) -> Iterator[Citation]:
    decks = {deck.id: deck.title for deck in scene.pack.decks}
    found = [scene.pack.slide[str(one)] for one in question.sources if str(one) in scene.pack.slide]
    for note in found[:_SOURCES]:
        quote = _sentence(scene, question, note)
        if quote:
            yield Citation(
                source=note.deck,
                slide=note.slide,
                title=note.title,
                quote=quote,
                source_title=decks.get(note.deck, ""),
            )


def _sentence(scene: Scene, question: Question, note: SlideNote) -> str:
    """The sentence or item of a note that shares most with the question, as it stands there."""
    about = set(telling(f"{question.label} {question.text} {question.why}", scene.u))
    parts = [part for block in note.blocks for part in (*block.sentences, *block.items) if part]
    held = [about & set(telling(part, scene.u)) for part in parts]
    shared = Counter(one for stems in held for one in stems)
    weights = [sum(1 / shared[one] for one in stems) for stems in held]
    return parts[max(range(len(parts)), key=lambda at: (weights[at], -at))] if parts else ""


def level(scene: Scene, slots: dict[str, str]) -> Outcome:
    """What one level, or each, of the open question looks like."""
    question = scene.state.current
    p = scene.phrases
    if question is None or question.kind != "likert5":
        label = question.label if question is not None else ""
        say = p.no_levels if question is not None else p.unclear_done
        parts = {"label": label} if question is not None else {}
        return scene.interruption("answered", scene.voice.say(say, **parts))
    said = " ".join(slots.get(name, "") for name in ("number", "other"))
    wanted = [n for n in whole_values(amounts(hear(said, scene.u), scene.u)) if 1 <= n <= 5]
    lines = [scene.voice.say(p.level_lead, label=question.label)]
    lines += [
        p.level[0].format(number=one, anchor=question.anchors[one])
        for one in (wanted or sorted(question.anchors))
    ]
    return scene.interruption("answered", "\n".join(lines))


def meaning(scene: Scene) -> Outcome:
    """The open question once more, with what hangs on it."""
    question = scene.state.current
    if question is None:
        return scene.interruption("answered", scene.voice.say(scene.phrases.unclear_done))
    text = scene.voice.say(scene.phrases.meaning, text=question.text, why=question.why)
    return scene.interruption("answered", text)


def options(scene: Scene) -> Outcome:
    """What the open question takes: it is put again with all of it."""
    question = scene.state.current
    if question is None:
        return scene.interruption("answered", scene.voice.say(scene.phrases.unclear_done))
    text = scene.voice.say(scene.phrases.options_lead, label=question.label)
    return Outcome("answered", (text,), scene.state.frames)


def where(scene: Scene) -> Outcome:
    """How far the interview is."""
    state, p = scene.state, scene.phrases
    done = progress(state.pack, state.answers, state.current)
    if state.current is None or done.stage is None:
        text = scene.voice.say(p.where_done, answered=done.answered, of=done.of)
        return scene.interruption("reviewed", text)
    text = scene.voice.say(
        p.where,
        answered=done.answered,
        of=done.of,
        stage=done.stage_title,
        stage_answered=done.stage_answered,
        stage_of=done.stage_of,
    )
    minutes = scene.voice.count(p.minutes, state.minutes_of(state.left))
    return scene.interruption("reviewed", f"{text} {p.where_left[0].format(minutes=minutes)}")


def missing(scene: Scene) -> Outcome:
    """What is still open, by step, and what decides most."""
    state, p = scene.state, scene.phrases
    ids = set(state.left)
    if not ids:
        return scene.interruption("reviewed", scene.voice.say(p.missing_none))
    done = progress(state.pack, state.answers, state.current)
    lines = [scene.voice.say(p.missing, count=scene.voice.count(p.questions, len(ids)), of=done.of)]
    for stage in state.pack.vocabulary.stages:
        mine = [q.id for q in state.pack.questions if q.id in ids and q.stage == stage.id]
        if mine:
            labels = scene.voice.several(labels_of(state, mine), 5)
            count = scene.voice.count(p.questions, len(mine))
            lines.append(p.missing_stage[0].format(stage=stage.title, count=count, labels=labels))
    first = left_over(scene, 3)[1]
    lines.append(p.missing_first[0].format(labels=first))
    return scene.interruption("reviewed", "\n".join(lines))


def show_review(scene: Scene, thing: str = "") -> Outcome:
    """Every answer, step by step; `thing` narrows it to one step."""
    state, p = scene.state, scene.phrases
    stage = stage_named(scene.pack, scene.u, thing) if thing else None
    parts = [
        part
        for part in review(state.pack, state.answers)
        if stage is None or part.stage == stage.id
    ]
    blocks = [block for part in parts if (block := _review_block(scene, part))]
    if not blocks:
        return Outcome("reviewed", (scene.voice.say(p.review_none),), state.frames, returns=True)
    lead = scene.voice.say(p.review_lead)
    return Outcome(
        "reviewed",
        (lead, *blocks),
        (*state.base, Frame(kind="review")),
        show="review",
        returns=True,
    )


def _review_block(scene: Scene, part: StageReview) -> str:
    p = scene.phrases
    lines: list[str] = []
    still_open = 0
    for question, answer, active in part.lines:
        if answer is None:
            still_open += active
            continue
        form = p.review_line if active else p.review_inactive
        lines.append(form[0].format(label=question.label, value=shown(question, answer.value)))
    if not lines:
        return ""
    if still_open:
        count = scene.voice.count(p.questions, still_open)
        lines.append(p.review_open[0].format(count=count))
    return "\n".join([p.review_stage[0].format(stage=part.title), *lines])


def said_about(scene: Scene, thing: str) -> Outcome:
    """What the office answered to one question."""
    p = scene.phrases
    targets = named(scene.pack, scene.u, thing, set(scene.state.answers))
    ids = list(dict.fromkeys(target.question for target in targets))
    held = [one for one in ids if one in scene.state.answers]
    if not ids:
        text = scene.voice.say(p.which_answer, thing=" ".join(thing.split())[:60])
        extra = command_button(scene.state, p.button_review[0], "review")
        return Outcome("clarified", (text,), scene.state.frames, extra=(extra,), returns=True)
    if not held:
        on_path = {question.id for question in path(scene.pack, scene.state.answers)}
        label = scene.pack.question[next((one for one in ids if one in on_path), ids[0])].label
        return scene.interruption("reviewed", scene.voice.say(p.no_answer_yet, label=label))
    lines = [_answer_line(scene, one, _item_of(targets, one)) for one in held[:4]]
    buttons = tuple(
        command_button(scene.state, f"{p.button_change[0]}: {label}", "change", one)
        for one, label in zip(held[:4], labels_of(scene.state, held[:4]), strict=True)
    )
    return Outcome("reviewed", ("\n".join(lines),), scene.state.frames, extra=buttons, returns=True)


def _item_of(targets: tuple[Target, ...], question: str) -> str:
    items = [target.item for target in targets if target.question == question]
    return items[0] if len(items) == 1 else ""


def _answer_line(scene: Scene, question_id: str, item: str) -> str:
    question = scene.pack.question[question_id]
    answer: Answer = scene.state.answers[question_id]
    value = answer.value
    if item and isinstance(value, dict) and item in value:
        value = {item: value[item]}
    said = f" ({answer.note})" if answer.note else ""
    return scene.voice.say(
        scene.phrases.your_answer, label=question.label, value=shown(question, value), said=said
    )


def show_draft(scene: Scene) -> Outcome:
    """The plan so far."""
    p = scene.phrases
    try:
        summary = scene.ports.summary(scene.state.answers)
    except AdvisorError as error:
        text = scene.voice.say(p.draft_failed, reason=str(error))
        return scene.interruption("command", text)
    lead = scene.voice.say(p.draft_lead)
    return scene.interruption("command", lead, summary, show="draft")
