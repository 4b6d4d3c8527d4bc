"""Sessions: what is said in them is made from their log and appended to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from advisor.bootstrap.answering import Answering
from advisor.dialogue import (
    TranscriptForm,
    compared,
    opening,
    take_turn,
    transcript,
)
from advisor.model.answers import Answers, Event, Value, fold, shown_value
from advisor.model.carrying import carrying_events, plain_value, told
from advisor.model.citations import MaterialAnswer
from advisor.model.content import Question
from advisor.model.conversation import Button, Description, Turn
from advisor.model.planning import fold_settings, undo_events
from advisor.roadmap import (
    draft,
    next_events,
    plan_events,
    session_settings,
)
from advisor.roadmap.smart import Measure, retyped, smart

_SHOWN = 5


class Conversing(Answering):
    """The part of the advisor that holds conversations and keeps what was said and decided."""

    def start(self, name: str = "") -> str:
        """A new session, under this name if one is given."""
        return self.store.create(self.pack.version, self.pack.hash, name)

    def open(self, session: str, at: str = "") -> Turn:
        """Greet, or take up a session where it was left; `at` opens it at a question."""
        now = self.store.now()
        return self._committed(
            session, lambda log: opening(self.pack, self.dialogue, log, at=at, now=now)
        )

    def turn(self, session: str, said: str | Button) -> Turn:
        """One turn of the conversation; its events are on the disk when this returns."""
        now = self.store.now()

        def made(log: tuple[Event, ...]) -> Turn:
            return take_turn(self.pack, self.dialogue, log, said, _InSession(self, log), now=now)

        return self._committed(session, made)

    def meant(self, question: Question, said: Description) -> Sequence[tuple[Value, float]]:
        """The values that a message may mean as an answer, the likeliest first, with chances.

        Raises:
            AdvisorError: when there is no index.
        """
        return self.material.meant(question, said)

    def warm(self) -> None:
        """Read the names of all options once, so that no turn has to wait for them.

        Raises:
            AdvisorError: when there is no index.
        """
        self.similarity("", compared(self.pack))

    def transcript(self, session: str, form: TranscriptForm = "text") -> str:
        """The whole conversation of a session, each turn with what it recorded."""
        return transcript(self.pack, self.dialogue.phrases, self.log(session), form)

    def log(self, session: str) -> tuple[Event, ...]:
        """All that was said and answered in a session, carried over to the pack as it stands."""
        log = self.store.log(session)
        if carrying_events(self.pack, log):
            self.store.extend(session, lambda now: carrying_events(self.pack, now))
            log = self.store.log(session)
        return log

    def changes_told(self, session: str) -> tuple[str, ...]:
        """What a newer pack did to answers of a session, until they are given anew."""
        say, found = self.page["carried"], told(self.pack, self.log(session))
        return tuple(
            str(say["asked_again" if one.now is None else "carried"])
            .format(
                label=one.question.label,
                was=plain_value(one.question, one.was.value),
                now="" if one.now is None else shown_value(one.question, one.now.value),
                because=one.because,
            )
            .strip()
            for one in found
        )

    def answers(self, session: str) -> Answers:
        """The answers that stand in a session."""
        return fold(self.log(session))[0]

    def summary(self, answers: Answers, given: Mapping[str, Any] | None = None) -> str:
        """The plan so far in a few lines, for the conversation; `given` are its settings."""
        say = self.page["summary"]
        settings = session_settings(self.pack, answers, given or {})
        roadmap = draft(self.pack, answers, settings, words=self.roadmap_words, steps=0)
        if not roadmap.actions:
            return str(say["empty"])
        counts = {
            "actions": len(roadmap.actions),
            "risks": len(roadmap.risks),
            "open": len(roadmap.to_confirm),
        }
        first = sorted(roadmap.actions, key=lambda one: (one.priority, one.id))[:_SHOWN]
        lines = [say["line"].format(start=one.start, title=one.title) for one in first]
        return "\n".join([say["head"].format(**counts), *lines])

    def smart_faults(self, indicator: Mapping[str, str]) -> tuple[str, ...]:
        """What an indicator lacks that was written in a sentence: what is counted, where to, when.

        How it is measured and what it serves cannot be told from a sentence, so that two letters
        of the five are not judged.
        """
        measure = retyped(Measure(name=""), indicator)
        letters = smart(measure, self.roadmap_words.smart)
        return tuple(one.why for one in letters if one.letter in "SAT" and one.holds is not True)

    def plan_given(self, session: str) -> dict[str, Any]:
        """The settings that a session was given, in the shape of an answers file's `settings:`."""
        return fold_settings(self.log(session))

    def set_plan(self, session: str, changes: Mapping[str, Any], by: str = "") -> None:
        """Change settings of a session's plan, all of them or none.

        Args:
            session: the session.
            changes: settings, or one record of them as in 'choices.A101'; None takes one back.
            by: who decides.

        Raises:
            AdvisorError: with a sentence for each change that cannot be taken; nothing is written.
        """
        self._appended(session, lambda log: plan_events(self.pack, log, changes, by))

    def undo_plan(self, session: str) -> bool:
        """Take back the last change of settings; false when there is none left."""
        return bool(self._appended(session, undo_events))

    def next_cycle(self, session: str) -> str:
        """A new session that opens with what the last one said, decided and reached."""
        events = next_events(self.pack, self.store.log(session), self.roadmap_words)
        made = self.start()
        self.store.append(made, events, after=0)
        return made

    def _committed(self, session: str, make: Callable[[tuple[Event, ...]], Turn]) -> Turn:
        """Make a turn from the log and append its events; again when another tab was faster."""
        made: list[Turn] = []

        def events(log: tuple[Event, ...]) -> tuple[Event, ...]:
            made.append(make(log))
            return tuple(made[-1].events)

        self._appended(session, events)
        return made[-1]

    def _appended(
        self, session: str, make: Callable[[tuple[Event, ...]], tuple[Event, ...]]
    ) -> tuple[Event, ...]:
        """Make events from the log, carried over to the pack as it stands, and append them."""
        made: list[Event] = []

        def events(log: tuple[Event, ...]) -> tuple[Event, ...]:
            carried = carrying_events(self.pack, log)
            made[:] = make((*log, *carried))
            return (*carried, *made)

        self.store.extend(session, events)
        return tuple(made)


@dataclass(frozen=True)
class _InSession:
    """What the dialogue asks of the rooms around it, for the conversation of one log."""

    advisor: Conversing
    log: tuple[Event, ...]

    def answer(self, question: str, previous: str | None) -> MaterialAnswer:
        return self.advisor.answer(question, previous)

    def similarity(self, text: str, choices: Sequence[str]) -> list[float]:
        return self.advisor.similarity(text, choices)

    def meant(self, question: Question, said: Description) -> Sequence[tuple[Value, float]]:
        return self.advisor.meant(question, said)

    def summary(self, answers: Answers) -> str:
        return self.advisor.summary(answers, fold_settings(self.log))

    def smart_faults(self, indicator: Mapping[str, str]) -> tuple[str, ...]:
        return self.advisor.smart_faults(indicator)
