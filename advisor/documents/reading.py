"""What the chapters ask a roadmap: answers by question, labels, codes, dates, sums of money."""

from collections.abc import Iterable, Sequence
from functools import cached_property

from advisor.documents.words import DocumentWords
from advisor.model.content import KnowledgePack, Named, Question, SourceRef
from advisor.model.roadmap import (
    AnswerLine,
    Firing,
    PlannedAction,
    RaisedRisk,
    Roadmap,
    Score,
)

NBSP = "\u00a0"
PHASES = ("quick", "short", "medium", "long")


class Reading:
    """A roadmap with its pack and the wording, ready to be asked."""

    def __init__(
        self, roadmap: Roadmap, pack: KnowledgePack, words: DocumentWords, date: str = ""
    ) -> None:
        self.roadmap = roadmap
        self.pack = pack
        self.words = words
        self.date = date

    @cached_property
    def _answers(self) -> dict[str, AnswerLine]:
        return {line.question: line for line in self.roadmap.answers if line.active}

    def line(self, question: str) -> AnswerLine | None:
        """The active answer to a question, 'not known' and 'not applicable' included."""
        return self._answers.get(question)

    def said(self, question: str) -> str | None:
        """The answer in words; None when there is none that says something."""
        line = self._answers.get(question)
        return line.shown if line is not None and line.given else None

    def given(self) -> list[AnswerLine]:
        """All active answers that say something."""
        return [line for line in self._answers.values() if line.given]

    def choice(self, question: str) -> str | None:
        """The id of the option that was chosen."""
        line = self._answers.get(question)
        return (
            line.value if line is not None and line.given and isinstance(line.value, str) else None
        )

    def chosen(self, question: str) -> tuple[str, ...] | None:
        """The ids of the options that were chosen; None when the question is open."""
        line = self._answers.get(question)
        if line is None or not line.given:
            return None
        return line.value if isinstance(line.value, tuple) else None

    def checks(self, question: str) -> dict[str, str] | None:
        """Item -> yes, partly, no or unknown for each item of a checklist that applies."""
        line = self._answers.get(question)
        if line is None or not isinstance(line.value, dict):
            return None
        found = {
            o.id: line.value.get(o.id, "unknown") for o in self.pack.question[question].options
        }
        return {item: check for item, check in found.items() if check != "not_applicable"}

    def number(self, question: str) -> int | None:
        """A number that was given."""
        line = self._answers.get(question)
        return line.value if line is not None and isinstance(line.value, int) else None
