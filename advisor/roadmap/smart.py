"""The SMART check of an indicator: five letters, each holds, fails or cannot be told, and why."""

import re
from collections.abc import Iterable, Mapping

from advisor.model.choices import SmartLetter
from advisor.model.content import KnowledgePack
from advisor.model.roadmap import PlannedAction, PlanSettings
from advisor.roadmap.measures import Target, mentions, target_of, tidied, words_of
from advisor.roadmap.reach import Measure, achievable, left_open
from advisor.roadmap.words import SmartWords

__all__ = ["Measure", "judged", "measure_of", "retyped", "smart"]

_ANDS = re.compile(r",? (?:and|or) |, ")
_TEXTS = ("name", "unit", "method", "baseline", "target", "due", "serves", "title")
_STEM = 5
_LEAST_METHOD = 4
_SHOWN = 3


def judged(
    pack: KnowledgePack,
    settings: PlanSettings,
    planned: tuple[PlannedAction, ...],
    words: SmartWords,
) -> tuple[PlannedAction, ...]:
    """The planned actions with the five letters of their indicators."""
    return tuple(
        one.model_copy(update={"smart": smart(measure_of(pack, settings, one), words)})
        for one in planned
    )


def measure_of(pack: KnowledgePack, settings: PlanSettings, action: PlannedAction) -> Measure:
    """The indicator of a planned action as it is to be judged."""
    indicator = action.indicator
    dated = [one.label for one in action.targets if one.by != "open"]
    return Measure(
        name=indicator.name,
        unit=indicator.unit,
        method=indicator.method,
        baseline=action.baseline,
        target=indicator.target,
        due=dated[-1] if dated else "",
        serves=f"{action.deliverable} {pack.pillar[action.pillar].objective}",
        title=action.title,
        goals=action.sdg,
        starts=int(settings.start[:4]) if settings.start else None,
    )


def retyped(measure: Measure, texts: Mapping[str, str]) -> Measure:
    """The same with other texts under the names of its fields.

    Raises:
        ValueError: for a name that no text of a measure has.
    """
    unknown = sorted(set(texts) - set(_TEXTS))
    if unknown:
        raise ValueError(f"'{unknown[0]}' is no text of an indicator.")
    given = {one: texts.get(one, getattr(measure, one)) for one in _TEXTS}
    return Measure(**given, goals=measure.goals, starts=measure.starts)


def smart(measure: Measure, words: SmartWords) -> tuple[SmartLetter, ...]:
    """The five letters in their order; the same measure always gets the same verdict."""
    target = target_of(measure.target, words.measures)
    return (
        _specific(measure, words),
        _measurable(measure, target, words),
        achievable(measure, target, words),
        _relevant(measure, words),
        _timed(measure, target, words),
    )


def _specific(measure: Measure, words: SmartWords) -> SmartLetter:
    said = words_of(measure.name)
    if not said or left_open(measure.name, words):
        return SmartLetter(letter="S", holds=False, why=words.s_missing)
    join = _join(tidied(measure.name), words) or _two_units(tidied(measure.unit), words)
    first = said[0]
    if join:
        return SmartLetter(letter="S", holds=False, why=words.s_bundle.format(word=join))
    if _is_activity(measure, said, words):
        why = words.s_activity.format(word=measure.name.split()[0])
        return SmartLetter(letter="S", holds=False, why=why)
    counted = any(one in words.counting for one in said[:4])
    if first in words.wishes and not (counted and said[1] not in words.vague):
        why = words.s_wish.format(word=measure.name.split()[0])
        return SmartLetter(letter="S", holds=False, why=why)
    empty = _uncountable(measure, said, words)
    if empty:
        return SmartLetter(letter="S", holds=False, why=words.s_vague.format(word=empty))
    if len(said) < 2:
        why = words.s_short.format(name=measure.name.strip())
        return SmartLetter(letter="S", holds=False, why=why)
    return SmartLetter(letter="S", holds=True, why=words.s_holds)


def _join(text: str, words: SmartWords) -> str:
    """What ties two measures of a tidied text together; empty where there is one measure."""
    if ";" in text:
        return ";"
    found = mentions(text, words.joins)
    if found:
        return found
    head = _before_clause(text, words)
    parts = _ANDS.split(head)
    measures = [one for one in parts if _is_measure(one, words)]
    return f"and {measures[1]}" if len(measures) > 1 else ""


def _two_units(unit: str, words: SmartWords) -> str:
    """What ties two units together, as in 'days and per cent'; empty where there is one."""
    parts = unit.split(" and ")
    both = len(parts) > 1 and all(_is_measure(one, words) for one in parts)
    return f"and {parts[1]}" if both else mentions(unit, words.joins)


def _before_clause(text: str, words: SmartWords) -> str:
    """A text up to its first clause, which only narrows down what is counted."""
    kept: list[str] = []
    for word in text.split():
        if kept and word.strip(",") in words.clauses:
            break
        kept.append(word)
    return " ".join(kept)


def _is_measure(part: str, words: SmartWords) -> bool:
    """Whether a part of a name begins with a noun that is a measure of its own."""
    begin = words_of(part)[:2]
    return any(one in words.counting or one in words.vague for one in begin)


def _is_activity(measure: Measure, said: list[str], words: SmartWords) -> bool:
    """Whether the name begins with a task: a verb that orders, its '-ing' form or its noun.

    The unit may say that it is none: 'running projects', counted in running projects.
    """
    if said[0] not in words.activities or said[0] in words_of(measure.unit):
        return False
    return not any(one in words.counting and one not in words.vague for one in said[1:3])


def _uncountable(measure: Measure, said: list[str], words: SmartWords) -> str:
    """The word nobody can count, where the name is about it and the unit does not help."""
    if any(one in words.counting and one not in words.vague for one in said):
        return ""
    hazy = [one for one in said[:2] if one in words.vague]
    if said[-1] in words.vague and not said[0].endswith("s"):
        hazy.append(said[-1])
    unit = tidied(measure.unit)
    helps = bool(unit) and not left_open(unit, words)
    if hazy and helps and hazy[0] not in words.surveyed:
        helps = bool(mentions(unit, words.measures.scales))
    return hazy[0] if hazy and not helps else ""


def _measurable(measure: Measure, target: Target, words: SmartWords) -> SmartLetter:
    def verdict(holds: bool | None, why: str) -> SmartLetter:
        return SmartLetter(letter="M", holds=holds, why=why)

    unit = measure.unit.strip()
    open_unit, open_method = left_open(unit, words), left_open(measure.method, words)
    if not unit and not any(one in words.counting for one in words_of(measure.name)[:3]):
        return verdict(False, words.m_no_unit)
    if unit and not open_unit and _is_loose(unit, words):
        return verdict(False, words.m_not_number.format(unit=unit))
    if not measure.method.strip():
        return verdict(False, words.m_no_method)
    if open_unit or open_method:
        return verdict(None, words.m_open)
    if sum(len(one) for one in words_of(measure.method)) < _LEAST_METHOD:
        return verdict(False, words.m_no_method)
    given = measure.target.strip() and not left_open(measure.target, words)
    if given and target.value is None:
        return verdict(False, words.m_target.format(target=measure.target))
    in_shares = bool(mentions(tidied(unit), words.measures.shares)) or "/" in unit
    if unit and target.per_cent and not target.relative and not in_shares:
        why = words.m_units_differ.format(target=measure.target, unit=unit)
        return verdict(False, why)
    return verdict(True, words.m_holds.format(unit=unit or measure.name))


def _is_loose(unit: str, words: SmartWords) -> bool:
    plain = tidied(unit).strip(" .")
    return plain in words.loose or not any(one.isalnum() or one in "%$€£¥" for one in unit)


def _relevant(measure: Measure, words: SmartWords) -> SmartLetter:
    text = f"{measure.name} {measure.unit} {measure.method}"
    goal = next((one for one in measure.goals if f" {one.casefold()}" in f" {tidied(text)}"), "")
    if goal:
        return SmartLetter(letter="R", holds=True, why=words.r_link.format(goal=goal))
    served = _stems(f"{measure.title} {measure.serves}", words)
    if not served:
        return SmartLetter(letter="R", holds=None, why=words.r_open)
    own = _stems(f"{measure.name} {measure.unit}", words)
    shared = [word for stem, word in own.items() if stem in served]
    if not shared:
        why = words.r_none.format(action=measure.title or measure.serves)
        return SmartLetter(letter="R", holds=False, why=why)
    why = words.r_holds.format(words=", ".join(shared[:_SHOWN]))
    return SmartLetter(letter="R", holds=True, why=why)


def _stems(text: str, words: SmartWords) -> dict[str, str]:
    """The telling words of a text by stem, each as it was first written."""
    found: dict[str, str] = {}
    for word in words_of(text):
        if word not in words.common and len(word) > 2:
            found.setdefault(_stem(word), word)
    return found


def _stem(word: str) -> str:
    for ending in ("ies", "es", "s", "ing", "ed"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)] + ("y" if ending == "ies" else "")
            break
    return word[:_STEM].rstrip("e")


def _timed(measure: Measure, target: Target, words: SmartWords) -> SmartLetter:
    date = target.due or measure.due.strip()
    if not date:
        waits = left_open(measure.target, words)
        why = words.t_open if waits else words.t_none
        return SmartLetter(letter="T", holds=None if waits else False, why=why)
    years = _years(date)
    if measure.starts is not None and years and max(years) < measure.starts:
        why = words.t_past.format(date=date, start=measure.starts)
        return SmartLetter(letter="T", holds=False, why=why)
    return SmartLetter(letter="T", holds=True, why=words.t_holds.format(date=date))


def _years(date: str) -> list[int]:
    digits: Iterable[str] = ("".join(c if c.isdigit() else " " for c in date)).split()
    return [int(one) for one in digits if len(one) == 4]
