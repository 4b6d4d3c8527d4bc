"""Where a conversation stands: all of it is worked out from its log."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from advisor.dialogue.history import ANSWERING, Step, in_order, last_recorded, steps
from advisor.dialogue.message import hear
from advisor.dialogue.pace import own_pace, spent, takes_seconds
from advisor.dialogue.understanding import Pace, Words
from advisor.interview import (
    left_open,
    most_telling,
    most_telling_for_time,
    next_question,
    path,
)
from advisor.model.answers import Answers, Event, fold
from advisor.model.content import KnowledgePack, Question
from advisor.model.conversation import Frame

LASTING = ("at", "timebox")


@dataclass(frozen=True)
class State:
    """A conversation at one point of its log."""

    pack: KnowledgePack
    words: Words
    events: tuple[Event, ...]
    frames: tuple[Frame, ...]
    now: str = ""

    @classmethod
    def of(
        cls,
        pack: KnowledgePack,
        words: Words,
        events: tuple[Event, ...],
        at: str = "",
        now: str = "",
    ) -> "State":
        """The state after a log; `at` opens the interview at a question, `now` is the moment.

        Raises:
            ValueError: when there is no question `at`.
        """
        last = next((event.turn for event in reversed(events) if event.kind == "turn"), {})
        frames = tuple(
            frame
            for frame in map(Frame.model_validate, last.get("frames", ()))
            if _still_holds(frame, pack)
        )
        state = cls(pack, words, events, frames, now or _last_stamp(events))
        return state.opened_at(at) if at else state

    def opened_at(self, question_id: str) -> "State":
        """The same with the interview opened at a question; asked even off the path."""
        question = self.pack.known_question(question_id)
        frames = [frame for frame in self.frames if frame.kind != "at"]
        frames.insert(0, Frame(kind="at", question=question.id))
        state = replace(self, frames=tuple(frames))
        if state.current is None or state.current.id != question.id:
            frames = [one for one in frames if one.kind in LASTING]
            frames.append(Frame(kind="change", question=question.id))
        return replace(self, frames=tuple(frames))

    def after(self, events: tuple[Event, ...], frames: tuple[Frame, ...]) -> "State":
        """The state once these events are in the log and these frames stand."""
        return replace(self, events=(*self.events, *events), frames=frames)

    @cached_property
    def _folded(self) -> tuple[Answers, tuple[str, ...]]:
        known = self.pack.question
        return fold(tuple(e for e in self.events if e.kind == "turn" or e.question in known))

    @property
    def answers(self) -> Answers:
        """The answers that stand."""
        return self._folded[0]

    @property
    def skipped(self) -> tuple[str, ...]:
        """The questions left open for later."""
        return self._folded[1]

    @cached_property
    def seq(self) -> int:
        """The number of entries that wrote or withdrew an answer or left one open."""
        return sum(event.kind in ANSWERING for event in self.events)

    @cached_property
    def turns(self) -> int:
        """The number of turns so far."""
        return sum(event.kind == "turn" for event in self.events)

    @cached_property
    def last(self) -> dict[str, Any]:
        """The last turn as it was logged; empty at the beginning."""
        return next((event.turn for event in reversed(self.events) if event.kind == "turn"), {})

    @property
    def top(self) -> Frame | None:
        """The frame that the conversation is in."""
        return self.frames[-1] if self.frames else None

    def frame(self, kind: str) -> Frame | None:
        """The frame of a kind, if there is one."""
        return next((frame for frame in reversed(self.frames) if frame.kind == kind), None)

    @property
    def lasting(self) -> tuple[Frame, ...]:
        """The frames that outlive an answer."""
        return tuple(frame for frame in self.frames if frame.kind in LASTING)

    @property
    def base(self) -> tuple[Frame, ...]:
        """The frames below anything that waits for a yes."""
        return tuple(frame for frame in self.frames if frame.kind in (*LASTING, "change"))

    @cached_property
    def seconds_left(self) -> int | None:
        """What is left of the time given, in seconds; None when none was given."""
        box = self.frame("timebox")
        if box is None:
            return None
        used = spent(self.events, box.began, self.now, self.pack.question, self._pace)
        return max(0, box.seconds - used)

    @property
    def box_over(self) -> bool:
        """Whether no further question fits the time given."""
        return self.frame("timebox") is not None and self.ahead is None

    @property
    def _pace(self) -> Pace:
        return self.words.understanding.pace

    def seconds_of(self, ids: Iterable[str]) -> dict[str, int]:
        """How long each of these questions takes this office."""
        own = own_pace(self.events, self.pack.question, self._pace)
        return {one: takes_seconds(self.pack.question[one], self._pace, own) for one in ids}

    def minutes_of(self, ids: Iterable[str]) -> int:
        """How many minutes these questions take, one at least."""
        return max(1, -(-sum(self.seconds_of(ids).values()) // 60))

    @cached_property
    def current(self) -> Question | None:
        """The question that is open; None at the end of the interview or of the time given.

        None too while answers of the last cycle are on the table.
        """
        change = self.frame("change")
        if change is not None:
            return self.pack.question[change.question]
        if self.frame("carried") is not None:
            return None
        return self.ahead

    @cached_property
    def ahead(self) -> Question | None:
        """The question that the interview itself has come to."""
        if self.frame("timebox") is not None:
            in_time = self.in_time
            return self.pack.question[in_time[0]] if in_time else None
        at = self.frame("at")
        start = at.question if at is not None else ""
        half = {one for one in self.answers if self.incomplete(one)}
        return next_question(self.pack, self.answers, self.skipped, start, half)

    @cached_property
    def waiting(self) -> tuple[str, ...]:
        """The questions on the path that are to be asked yet, in the pack's order."""
        return tuple(
            question.id
            for question in path(self.pack, self.answers)
            if question.id not in self.skipped
            and (question.id not in self.answers or self.incomplete(question.id))
        )

    @cached_property
    def in_time(self) -> tuple[str, ...]:
        """The questions that fit the time left, in the order in which they are asked.

        The one that was put stays until it is answered. Then come those without which there is
        no draft, and those that settle most for the time they take.
        """
        box = self.frame("timebox")
        put = str(self.last.get("current_question") or "")
        kept = [put] if box and self.turns > box.began + 1 and put in self.waiting else []
        seconds = self.seconds_of(self.waiting)
        known = self.pack.question
        profile = [one for one in self.waiting if known[one].stage == "profile"]
        first = [one for one in profile if not known[one].allow]
        ranked = most_telling_for_time(self.pack, self.answers, seconds)
        room = (self.seconds_left or 0) - self._pace.closing
        chosen = list[str]()
        for one in dict.fromkeys((*kept, *first, *ranked)):
            if one in kept or seconds[one] <= room:
                chosen.append(one)
                room -= seconds[one]
        return tuple(chosen)

    def incomplete(self, question_id: str) -> bool:
        """Whether only some items of a checklist are answered."""
        answer = self.answers.get(question_id)
        question = self.pack.question[question_id]
        return (
            answer is not None
            and isinstance(answer.value, dict)
            and len(answer.value) < len(question.options)
        )

    @cached_property
    def left(self) -> tuple[str, ...]:
        """The questions on the path without an answer, those that decide most first."""
        waiting = {question.id for question in left_open(self.pack, self.answers)}
        first = [one for one in most_telling(self.pack, self.answers) if one in waiting]
        rest = [one.id for one in self.pack.questions if one.id in waiting]
        return tuple(dict.fromkeys([*first, *rest]))

    @cached_property
    def order(self) -> tuple[str, ...]:
        """The questions in the order in which they were first answered or skipped."""
        return in_order(self.events, self.pack.question)

    @cached_property
    def introduced(self) -> frozenset[str]:
        """The stages whose introduction was given."""
        stages = (event.turn.get("stage", "") for event in self.events if event.kind == "turn")
        return frozenset(stage for stage in stages if stage)

    @cached_property
    def just_recorded(self) -> tuple[str, ...]:
        """The questions answered in the last turn that wrote an answer and still stand."""
        return last_recorded(self.events, self.answers)

    @cached_property
    def undo(self) -> Step | None:
        """What the step to be undone next has to restore, or None."""
        return next(reversed(list(steps(self.events))), None)

    @cached_property
    def unconfirmed(self) -> tuple[str, ...]:
        """The answers on the path that came over from the last cycle and were not looked at."""
        mark = self.words.understanding.previous_cycle
        return tuple(
            question.id
            for question in path(self.pack, self.answers)
            if question.id in self.answers and self.answers[question.id].by == mark
        )

    @cached_property
    def carried(self) -> tuple[str, ...]:
        """Those of them that were not left for later."""
        return tuple(one for one in self.unconfirmed if one not in self.skipped)

    @cached_property
    def currency(self) -> str:
        """The code of the plan's currency; empty while it is not known."""
        understanding = self.words.understanding
        answer = self.answers.get(understanding.currency_question)
        if answer is None or not answer.given or not isinstance(answer.value, str):
            return ""
        words = hear(answer.value, understanding).tokens
        codes = [understanding.currencies.get(token.word, "") for token in words]
        return next((code for code in codes if code.isalpha()), "")

    @cached_property
    def today(self) -> date | None:
        """The day of the conversation."""
        try:
            return date.fromisoformat(self.now[:10])
        except ValueError:
            return None


def _last_stamp(events: tuple[Event, ...]) -> str:
    return next((event.at for event in reversed(events) if event.at), "")


def _still_holds(frame: Frame, pack: KnowledgePack) -> bool:
    """Whether the questions that a frame is about are still in the pack."""
    about = {frame.question, *(one for one, _ in frame.proposed)} - {""}
    return about <= set(pack.question)
