"""Answers read back from the words in which the roadmap shows them.

The roadmap carries each answer as its readers see it (`shown_value`); the document also wants to
know which option that was. `value_of` is the exact reverse and needs the question's own labels.
"""

import re

from advisor.model.answers import CHECKS, NOT_APPLICABLE, UNKNOWN, Value, shown_value
from advisor.model.content import Question


def value_of(question: Question, shown: str) -> Value | None:
    """The value whose words `shown` is; None for 'not known' and 'not applicable'."""
    if shown in (shown_value(question, UNKNOWN), shown_value(question, NOT_APPLICABLE)):
        return None
    match question.kind:
        case "checklist":
            return _checks(question, shown)
        case "multi":
            return _several(question, shown)
        case "choice":
            return next((o.id for o in question.options if o.label == shown), None)
        case "likert5" | "number" | "money":
            found = re.match(r"-?\d[\d ]*", shown)
            return int(found.group().replace(" ", "")) if found else None
        case _:
            return shown


def _checks(question: Question, shown: str) -> dict[str, str]:
    found: dict[str, str] = {}
    rest = shown
    for option in question.options:
        for check in (*CHECKS, UNKNOWN, NOT_APPLICABLE):
            words = f"{option.label}: {check}"
            if rest == words or rest.startswith(words + "; "):
                found[option.id] = check
                rest = rest[len(words) + 2 :]
                break
    return found


def _several(question: Question, shown: str) -> tuple[str, ...]:
    found: list[str] = []
    rest = shown
    for option in question.options:
        if rest == option.label or rest.startswith(option.label + ", "):
            found.append(option.id)
            rest = rest[len(option.label) + 2 :]
    return tuple(found)
