"""What every move of the dialogue works with, and what it gives back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from advisor.dialogue.phrases import Phrases
from advisor.dialogue.reading import Hearing
from advisor.dialogue.state import State
from advisor.dialogue.understanding import Understanding
from advisor.dialogue.voice import Voice
from advisor.errors import AdvisorError
from advisor.model.answers import Answer, Answers, Event, Value
from advisor.model.citations import Citation, MaterialAnswer
from advisor.model.content import KnowledgePack, Question
from advisor.model.conversation import Button, Description, Frame, Recorded, TurnKind


class Ports(Protocol):
    """What the dialogue asks of the rooms around it."""

    def answer(self, question: str, previous: str | None) -> MaterialAnswer:
        """The reply to a question to the workshop material."""

    def similarity(self, text: str, choices: Sequence[str]) -> list[float]:
        """How close a text is in meaning to each of the choices, from -1 to 1."""

    def meant(self, question: Question, said: Description) -> Sequence[tuple[Value, float]]:
        """The values that a description may mean, with their chances; nothing if not known."""

    def summary(self, answers: Answers) -> str:
        """The plan so far in a few lines."""

    def smart_faults(self, indicator: Mapping[str, str]) -> tuple[str, ...]:
        """What an indicator lacks to be SMART, a sentence each; it is given by its parts."""


@dataclass(frozen=True)
class Outcome:
    """What a message did.

    say: paragraphs of the reply before the open question. frames: what the conversation is in
    afterwards. asks: whether the open question, or what waits for a yes, is put at the end;
    `returns` says that it was put before and comes back after an interruption. extra: buttons
    before those of the question. wrote by `undo` is no step that could be undone itself.
    """

    kind: TurnKind
    say: tuple[str, ...] = ()
    frames: tuple[Frame, ...] = ()
    writes: tuple[Event, ...] = ()
    recorded: tuple[Recorded, ...] = ()
    citations: tuple[Citation, ...] = ()
    follow_ups: tuple[str, ...] = ()
    extra: tuple[Button, ...] = ()
    asks: bool = True
    returns: bool = False
    show: str = ""
    undo: bool = False
    material: str = ""


@dataclass(frozen=True)
class Scene:
    """A state with the voice and the ports of the turn that is being made."""

    state: State
    voice: Voice
    ports: Ports

    @property
    def pack(self) -> KnowledgePack:
        """The knowledge."""
        return self.state.pack

    @property
    def phrases(self) -> Phrases:
        """The wording."""
        return self.state.words.phrases

    @property
    def u(self) -> Understanding:
        """The words people use."""
        return self.state.words.understanding

    @cached_property
    def hearing(self) -> Hearing:
        """What reading a message needs."""
        return Hearing(self.u, self._similar, self.state.currency, self.state.today, self._meant)

    def _similar(self, text: str, choices: Sequence[str]) -> list[float]:
        try:
            return self.ports.similarity(text, choices)
        except AdvisorError:
            return []

    def _meant(self, question: Question, said: Description) -> Sequence[tuple[Value, float]]:
        try:
            return self.ports.meant(question, said)
        except AdvisorError:
            return ()

    def standing(self, question_id: str) -> Value | None:
        """The value that stands for a question."""
        answer = self.state.answers.get(question_id)
        return answer.value if answer is not None else None

    def interruption(self, kind: TurnKind, *say: str, show: str = "") -> Outcome:
        """A reply that leaves everything as it is and comes back to what was open."""
        return Outcome(kind, say, self.state.frames, returns=True, show=show)


def answer_event(question: Question, value: Value, note: str = "") -> Event:
    """The entry that writes an answer."""
    answer = Answer(question=question.id, rev=question.rev, value=value, note=note[:400])
    return Event(kind="answer", question=question.id, answer=answer)
