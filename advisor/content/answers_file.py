"""Reads an answers file: `profile:`, `answers:` and `settings:`; refuses it whole when at fault."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from advisor.content.yaml_file import YamlFile, read_yaml
from advisor.errors import Fault, InputFaults, did_you_mean
from advisor.model.answers import Answer, Answers, read_value
from advisor.model.content import KnowledgePack, Question
from advisor.model.roadmap import PlanSettings
from advisor.roadmap import SettingFaults, settings_from

_PARTS = ("profile", "answers", "settings")
_NEXT_STEP = (
    "Nothing was written. Mend the lines above; 'questions' lists every id and its options."
)
_MOST_FAULTS = 50


@dataclass(frozen=True)
class AnswersFile:
    """An office's answers and planning settings, checked against the pack's questions."""

    answers: Answers
    settings: PlanSettings


def read_answers(pack: KnowledgePack, path: Path) -> AnswersFile:
    """The answers of a file.

    Raises:
        InputFaults: with every fault of the file, each with its line and a did-you-mean.
    """
    found = read_yaml(path)
    if found.faults:
        raise InputFaults(found.faults, _NEXT_STEP)
    faults = list(_shape(found))
    answers: Answers = {}
    if not faults:
        for part in ("profile", "answers"):
            for key, raw in (found.data.get(part) or {}).items():
                _take(pack, found, (part, key), raw, answers, faults)
    shaped = isinstance(found.data, dict) and isinstance(
        found.data.get("settings", {}), dict | None
    )
    settings = _settings(pack, found, answers, faults) if shaped else None
    if settings is None:
        shown = faults[:_MOST_FAULTS]
        if len(faults) > len(shown):
            more = f"and {len(faults) - len(shown)} more faults."
            shown.append(Fault(found.name, shown[-1].line, more))
        raise InputFaults(shown, _NEXT_STEP)
    return AnswersFile(answers, settings)


def _settings(
    pack: KnowledgePack, found: YamlFile, answers: Answers, faults: list[Fault]
) -> PlanSettings | None:
    """The planning settings; each of their faults names its own line."""
    try:
        settings = settings_from(pack, answers, found.data.get("settings") or {})
    except SettingFaults as error:
        faults += [found.fault(("settings", *where), sentence) for where, sentence in error.faults]
        return None
    return None if faults else settings


def _shape(found: YamlFile) -> Iterator[Fault]:
    if not isinstance(found.data, dict):
        yield found.fault((), f"an answers file has the parts {', '.join(_PARTS)}.")
        return
    for key, value in found.data.items():
        if key not in _PARTS:
            yield found.fault((key,), f"unknown part '{key}'.{did_you_mean(key, _PARTS)}")
        elif value is not None and not isinstance(value, dict):
            yield found.fault((key,), f"'{key}' takes lines of the form 'id: value'.")
    if not any(found.data.get(part) for part in ("profile", "answers")):
        yield found.fault((), "the file holds no answers.")


def _take(
    pack: KnowledgePack,
    found: YamlFile,
    where: tuple[str, Any],
    raw: Any,
    answers: Answers,
    faults: list[Fault],
) -> None:
    """Add one answer, or its fault; a key of the profile may leave out 'profile.'."""
    part, key = where
    try:
        question = _question(pack, part, str(key))
        value = read_value(question, raw)
    except ValueError as error:
        faults.append(found.fault(where, str(error)))
        return
    if question.id in answers:
        faults.append(found.fault(where, f"'{question.id}' is answered twice."))
        return
    answers[question.id] = Answer(question=question.id, rev=question.rev, value=value)


def _question(pack: KnowledgePack, part: str, key: str) -> Question:
    if part == "profile":
        full = f"profile.{key}"
        if full in pack.question:
            return pack.question[full]
        if key not in pack.question:
            names = [one.removeprefix("profile.") for one in pack.question if "profile." in one]
            raise ValueError(f"the profile has no '{key}'.{did_you_mean(key, names)}")
    return pack.known_question(key)
