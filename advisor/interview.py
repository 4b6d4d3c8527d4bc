"""The interview: which question comes now, how far one is, what a change would do.

Nothing here is stored. The path is worked out from the answers each time, so that going back and
correcting need no bookkeeping.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from advisor.model.answers import Answer, Answers, Value
from advisor.model.content import KnowledgePack, Propose, Question, StageId, Strength
from advisor.rules import View, fire_all, leaves_open

_CLOSED = ("likert5", "choice", "multi", "checklist")


@dataclass(frozen=True)
class Progress:
    """How much of the path is behind the office."""

    answered: int
    of: int
    stage: StageId | None
    stage_title: str
    stage_answered: int
    stage_of: int


@dataclass(frozen=True)
class StageProgress:
    """How far one stage is."""

    stage: StageId
    title: str
    answered: int
    of: int


@dataclass(frozen=True)
class StageReview:
    """A stage's questions with what stands for each; `active` is false off the path."""

    stage: StageId
    title: str
    lines: tuple[tuple[Question, Answer | None, bool], ...]


@dataclass(frozen=True)
class Effect:
    """What changing one answer would do, before it counts."""

    opens: tuple[str, ...]
    closes: tuple[str, ...]
    actions_added: tuple[str, ...]
    actions_removed: tuple[str, ...]
    strengthened: tuple[tuple[str, Strength, Strength], ...]


def path(pack: KnowledgePack, answers: Answers) -> tuple[Question, ...]:
    """The questions that this office is asked, in order; open conditions keep a question off."""
    view = View(pack, answers)
    return tuple(question for question in pack.questions if view.asked(question) is True)


def next_question(
    pack: KnowledgePack,
    answers: Answers,
    skipped: tuple[str, ...] = (),
    start: str = "",
    unfinished: Collection[str] = (),
) -> Question | None:
    """The open question: the first unanswered one on the path that was not skipped.

    Within a block whose questions may change places, the one that decides most comes first.

    Args:
        pack: the knowledge.
        answers: the answers that stand.
        skipped: questions that were left open for later.
        start: the question at which the interview was opened; those before it come last.
        unfinished: questions that are asked again although they have an answer.
    """
    waiting = {
        question.id: question
        for question in path(pack, answers)
        if question.id not in skipped and (question.id not in answers or question.id in unfinished)
    }
    at = next((n for n, question in enumerate(pack.questions) if question.id == start), 0)
    later = [question for question in pack.questions[at:] if question.id in waiting]
    ahead = later or [*waiting.values()]
    if not ahead or ahead[0].id == start:
        return ahead[0] if ahead else None
    return _most_telling_of_block(pack, answers, ahead[0], ahead)


def _most_telling_of_block(
    pack: KnowledgePack, answers: Answers, first: Question, waiting: Iterable[Question]
) -> Question:
    """Of the questions that belong with `first`, the one that most unsettled *must* rules need.

    Where people write, or give figures and days, the order is one of thought and stays.
    """
    block = block_of(first)
    closed = all(one.kind in _CLOSED for one in pack.questions if block_of(one) == block)
    mates = [one for one in waiting if block_of(one) == block]
    if not closed or len(mates) < 2:
        return first
    ranked = {one: at for at, one in enumerate(most_telling(pack, answers))}
    return min(mates, key=lambda one: ranked.get(one.id, len(ranked)))


def block_of(question: Question) -> tuple[str, str | None, str | None, int | None]:
    """What a question belongs to: its stage, and its dimension, topic or pillar."""
    return question.stage, question.dimension, question.topic, question.pillar


def previous_question(
    pack: KnowledgePack, answers: Answers, before: str | None, order: Iterable[str]
) -> Question | None:
    """The question one step back from `before` (from the end when that is not among them).

    `order` holds the questions in the order in which they were answered or skipped; those that
    are no longer on the path are passed over.
    """
    on_path = {question.id for question in path(pack, answers)}
    ids = [one for one in order if one in on_path]
    at = ids.index(before) if before in ids else len(ids)
    return pack.question[ids[at - 1]] if at else None


def left_open(pack: KnowledgePack, answers: Answers) -> tuple[Question, ...]:
    """Questions on the path without an answer, skipped ones among them."""
    return tuple(question for question in path(pack, answers) if question.id not in answers)


def progress(pack: KnowledgePack, answers: Answers, now: Question | None) -> Progress:
    """Counts over the whole path and within the stage of the question `now`."""
    on_path = path(pack, answers)
    stage = now.stage if now else None
    within = [question for question in on_path if question.stage == stage]
    title = next((one.title for one in pack.vocabulary.stages if one.id == stage), "")
    return Progress(
        answered=sum(question.id in answers for question in on_path),
        of=len(on_path),
        stage=stage,
        stage_title=title,
        stage_answered=sum(question.id in answers for question in within),
        stage_of=len(within),
    )


def stages(pack: KnowledgePack, answers: Answers) -> tuple[StageProgress, ...]:
    """How far each stage is, in the order of the method."""
    on_path = path(pack, answers)
    return tuple(
        StageProgress(
            stage=stage.id,
            title=stage.title,
            answered=sum(one.stage == stage.id and one.id in answers for one in on_path),
            of=sum(one.stage == stage.id for one in on_path),
        )
        for stage in pack.vocabulary.stages
    )


def review(pack: KnowledgePack, answers: Answers) -> tuple[StageReview, ...]:
    """Every question on the path and every answer off it, stage by stage."""
    active = {question.id for question in path(pack, answers)}
    shown = [q for q in pack.questions if q.id in active or q.id in answers]
    return tuple(
        StageReview(
            stage=stage.id,
            title=stage.title,
            lines=tuple(
                (question, answers.get(question.id), question.id in active)
                for question in shown
                if question.stage == stage.id
            ),
        )
        for stage in pack.vocabulary.stages
    )


def proposals(pack: KnowledgePack, answers: Answers) -> dict[str, Strength]:
    """The actions that rules put forward now, each with its strongest wish."""
    order: dict[Strength, int] = {"must": 0, "should": 1, "could": 2}
    found: dict[str, Strength] = {}
    for firing in fire_all(View(pack, answers)):
        if firing.verdict is not True:
            continue
        for effect in pack.rule[firing.rule].then:
            if isinstance(effect, Propose):
                held = found.get(effect.propose)
                if held is None or order[effect.strength] < order[held]:
                    found[effect.propose] = effect.strength
    return found


def effect_of(pack: KnowledgePack, answers: Answers, question: Question, value: Value) -> Effect:
    """What the office's path and plan would gain and lose if `question` had this value."""
    return effect_of_all(pack, answers, {question.id: value})


def effect_of_all(
    pack: KnowledgePack, answers: Answers, values: Mapping[str, Value | None]
) -> Effect:
    """The same for several answers at once; None takes an answer back."""
    changed = {one: answer for one, answer in answers.items() if one not in values}
    for one, value in values.items():
        if value is not None:
            changed[one] = Answer(question=one, rev=pack.question[one].rev, value=value)
    before = {one.id for one in path(pack, answers)}
    after = {one.id for one in path(pack, changed)}
    was, now = proposals(pack, answers), proposals(pack, changed)
    ids = [action.id for action in pack.actions]
    return Effect(
        opens=tuple(one.id for one in pack.questions if one.id in after - before),
        closes=tuple(one.id for one in pack.questions if one.id in before - after),
        actions_added=tuple(one for one in ids if one in now and one not in was),
        actions_removed=tuple(one for one in ids if one in was and one not in now),
        strengthened=tuple(
            (one, was[one], now[one])
            for one in ids
            if one in was and one in now and was[one] != now[one]
        ),
    )


def most_telling(pack: KnowledgePack, answers: Answers) -> tuple[str, ...]:
    """Open questions by how many unsettled *must* rules wait for them, the most wanted first."""
    waits: dict[str, int] = {}
    for question in _waited_for(pack, answers):
        waits[question] = waits.get(question, 0) + 1
    order = {question.id: at for at, question in enumerate(pack.questions)}
    return tuple(sorted(waits, key=lambda one: (-waits[one], order[one])))


def most_telling_for_time(
    pack: KnowledgePack, answers: Answers, seconds: Mapping[str, int]
) -> tuple[str, ...]:
    """The questions of `seconds` by the *must* rules that each settles for the time it takes.

    A rule that waits for several questions counts for each by its share.
    """
    settles: dict[str, Fraction] = {}
    for needed in _open_musts(pack, answers):
        for one in needed:
            settles[one] = settles.get(one, Fraction(0)) + Fraction(1, len(needed))
    order = [question.id for question in pack.questions if question.id in seconds]
    return tuple(sorted(order, key=lambda one: -settles.get(one, Fraction(0)) / seconds[one]))


def _waited_for(pack: KnowledgePack, answers: Answers) -> Iterator[str]:
    for needed in _open_musts(pack, answers):
        yield from needed


def _open_musts(pack: KnowledgePack, answers: Answers) -> Iterator[tuple[str, ...]]:
    """For each unsettled *must* rule the questions that would settle it."""
    view = View(pack, answers)
    for rule in pack.rules:
        if any(isinstance(one, Propose) and one.strength == "must" for one in rule.then):
            needed = leaves_open(view, rule)
            if needed:
                yield needed
