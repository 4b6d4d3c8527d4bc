"""The fixed wording of the document, as read from `prompts/document.yaml`.

Each record is a chapter. Texts in {braces} are filled in from the roadmap; a mapping holds one
text for each option of a question, by the option's id.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from advisor.documents.words_back import (
    Annexes,
    Change,
    Flagships,
    Governance,
    Monitoring,
    Order,
    Resources,
    Risks,
    Workbook,
)
from advisor.documents.words_front import (
    Alignment,
    Front,
    General,
    Mandate,
    Pillars,
    Situation,
    Summary,
    Vision,
)
from advisor.documents.words_plan import (
    Choices,
    Differences,
    Gaps,
    Indicators,
    Movements,
    Priorities,
    Swot,
    Theory,
)
from advisor.model.frozen import Frozen


class DocumentWords(Frozen):
    """All fixed wording of the document."""

    general: General
    front: Front
    summary: Summary
    mandate: Mandate
    alignment: Alignment
    movements: Movements
    situation: Situation
    spread: Differences
    gaps: Gaps
    swot: Swot
    vision: Vision
    theory: Theory
    pillars: Pillars
    flagships: Flagships
    sequence: Order
    priorities: Priorities
    governance: Governance
    resources: Resources
    change: Change
    risks: Risks
    monitoring: Monitoring
    indicators: Indicators
    choices: Choices
    annexes: Annexes
    workbook: Workbook

    def count(self, number: int, what: str) -> str:
        """The number with its noun, '1 action' or '4 actions'."""
        one, many = self.general.counts[what]
        return one if number == 1 else many.format(n=number)

    def joined(self, parts: Sequence[str]) -> str:
        """The parts as a list in running text: 'a, b and c'."""
        if len(parts) < 2:
            return "".join(parts)
        return f"{', '.join(parts[:-1])} {self.general.and_} {parts[-1]}"

    def few(self, parts: Sequence[str], most: int) -> str:
        """The first of the parts as a list, and how many more there are."""
        if len(parts) <= most + 1:
            return self.joined(parts)
        return self.joined([*parts[:most], self.general.more.format(n=len(parts) - most)])


def document_words(given: "DocumentWords | Mapping[str, Any]") -> DocumentWords:
    """The wording as a record, from a record or from what a YAML reader gives.

    Raises:
        ValueError: for a text that is missing or not known.
    """
    if isinstance(given, DocumentWords):
        return given
    return DocumentWords.model_validate(given)
