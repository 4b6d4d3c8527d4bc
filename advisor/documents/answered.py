"""What the office answered, as the chapters ask for it: by question, in values or in words."""

import re
from collections.abc import Iterable, Mapping
from functools import cached_property

from advisor.documents.phrasing import lowered
from advisor.documents.words import DocumentWords
from advisor.model.answers import Value
from advisor.model.content import KnowledgePack
from advisor.model.roadmap import AnswerLine, Roadmap

_WORLD = re.compile(r"\s*\(\d{4}:[^)]*\)$")


class Answered:
    """The answers of a roadmap, with its pack and the wording."""

    def __init__(self, roadmap: Roadmap, pack: KnowledgePack, words: DocumentWords) -> None:
        self.roadmap = roadmap
        self.pack = pack
        self.words = words

    @cached_property
    def lines(self) -> dict[str, AnswerLine]:
        """The active answers by question."""
        return {line.question: line for line in self.roadmap.answers if line.active}

    def value(self, question: str) -> Value | None:
        """The answer as a value; None when it is open, not known or not applicable."""
        line = self.lines.get(question)
        return None if line is None else line.value

    def said(self, question: str) -> str | None:
        """The answer in words; None when there is none that says something."""
        return None if self.value(question) is None else self.lines[question].shown.strip()

    def given(self) -> list[AnswerLine]:
        """All active answers that say something, in the pack's order."""
        return [line for name, line in self.lines.items() if self.value(name) is not None]

    def choice(self, question: str) -> str:
        """The id of the option that was chosen; empty when the question is open."""
        found = self.value(question)
        return found if isinstance(found, str) else ""

    def chosen(self, question: str) -> tuple[str, ...] | None:
        """The ids of the options that were chosen; None when the question is open."""
        found = self.value(question)
        return found if isinstance(found, tuple) else None

    def checks(self, question: str) -> dict[str, str]:
        """Item -> yes, partly, no or unknown for each item that applies; empty when open."""
        found = self.value(question)
        if not isinstance(found, dict):
            return {}
        items = [option.id for option in self.pack.question[question].options]
        all_items = {item: found.get(item, "unknown") for item in items}
        return {item: check for item, check in all_items.items() if check != "not_applicable"}

    def tally(self, checks: Mapping[str, str], kind: str, states: Iterable[str]) -> str:
        """How many items stand in each of these states, those left out in which none stands."""
        values = list(checks.values())
        return self.words.joined(
            [self.words.count(n, f"{kind}_{one}") for one in states if (n := values.count(one))]
        )

    def number(self, question: str) -> int | None:
        """A number that was given."""
        found = self.value(question)
        return found if isinstance(found, int) else None

    def question_name(self, question: str) -> str:
        """A question by its label and id; a statement of the assessment by its code."""
        found = self.pack.question[question]
        if found.dimension:
            return question
        return self.words.swot.question.format(label=found.label, question=question)

    def option(self, question: str, option: str) -> str:
        """The label of an option."""
        options = self.pack.question[question].options
        return next((one.label for one in options if one.id == option), option)

    def short_option(self, question: str, option: str) -> str:
        """The label of an option without the world figure in brackets behind it."""
        return _WORLD.sub("", self.option(question, option))

    def rated(self, line: AnswerLine) -> str:
        """A rating with its question and anchor; empty for an answer of another kind."""
        question, value = self.pack.question[line.question], line.value
        if question.kind != "likert5" or not isinstance(value, int):
            return ""
        anchor = lowered(question.anchors[value])
        return self.words.general.rated.format(label=line.label, value=value, anchor=anchor)

    def statements(self, questions: Iterable[str]) -> str:
        """What was answered to these questions, as 'label: answer; label: answer'."""
        found: list[str] = []
        for name in questions:
            value = self.value(name)
            if value is None:
                continue
            line = self.lines[name]
            stated = self.words.pillars.answer
            shown = lowered(line.shown)
            text = self.rated(line) or stated.format(label=line.label, shown=shown)
            found.append(lowered(text) if found else text)
        return "; ".join(found)
