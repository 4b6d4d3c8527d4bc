"""An indicator as it was written, and whether its target can be reached from where one starts."""

from dataclasses import dataclass
from fractions import Fraction

from advisor.model.choices import SmartLetter
from advisor.roadmap.measures import Target, bounds, figure, tidied, way_of
from advisor.roadmap.words import SmartWords


@dataclass(frozen=True)
class Measure:
    """An indicator as it was written; what is empty was not given.

    due: a date beyond what the target says, e.g. the plan's years. serves: title, deliverable and
    objective that it is to show. goals: SDG codes of the action. starts: the plan's first year.
    """

    name: str
    unit: str = ""
    method: str = ""
    baseline: str = ""
    target: str = ""
    due: str = ""
    serves: str = ""
    title: str = ""
    goals: tuple[str, ...] = ()
    starts: int | None = None


def left_open(text: str, words: SmartWords) -> bool:
    """Whether a field was left open in words such as 'to be confirmed'."""
    return tidied(text).strip(" .") in words.empty


def achievable(measure: Measure, target: Target, words: SmartWords) -> SmartLetter:
    """The letter A: forward from the start, within what the indicator can be."""

    def verdict(holds: bool | None, why: str) -> SmartLetter:
        return SmartLetter(letter="A", holds=holds, why=why)

    if not measure.target.strip() or left_open(measure.target, words):
        return verdict(None, words.a_no_target)
    if target.value is None:
        return verdict(None, words.a_no_number.format(target=measure.target))
    start = None if left_open(measure.baseline, words) else figure(measure.baseline, words.measures)
    impossible = _impossible(measure, target, start, words)
    if impossible:
        return verdict(False, impossible)
    wanted = way_of(measure.name, measure.unit, words.measures)
    if target.relative and target.way and wanted and target.way != wanted:
        return verdict(False, words.a_contradicts.format(target=measure.target))
    if start is None:
        return verdict(None, words.a_no_baseline.format(target=measure.target))
    said = {"baseline": measure.baseline, "target": measure.target}
    if target.relative:
        return verdict(start > 0, (words.a_holds if start > 0 else words.a_same).format(**said))
    return _ahead(start, target, wanted or target.way, said, words)


def _impossible(measure: Measure, target: Target, start: Fraction | None, words: SmartWords) -> str:
    """Why start or target lie outside of what the indicator can be; empty when they do not."""
    limits = bounds(measure.name, measure.unit, words.measures)
    values = [] if start is None else [(start, measure.baseline)]
    if target.value is not None and not target.relative:
        values.append((target.value, measure.target))
        if target.most is not None and target.value > target.most:
            return words.a_out.format(value=measure.target, least=0, most=target.most)
    if target.relative and target.way == "down" and target.per_cent and (target.value or 0) > 100:
        return words.a_out.format(value=measure.target, least=0, most=100)
    for value, shown in values:
        if limits is not None and not limits[0] <= value <= limits[1]:
            return words.a_out.format(value=shown, least=limits[0], most=limits[1])
        if value < 0 and "point" not in measure.unit and "balance" not in measure.unit:
            return words.a_negative.format(value=shown)
    return ""


def _ahead(
    start: Fraction, target: Target, way: str | None, said: dict[str, str], words: SmartWords
) -> SmartLetter:
    """Whether an absolute target lies on the better side of the start."""
    assert target.value is not None
    if target.value == start:
        return SmartLetter(letter="A", holds=False, why=words.a_same.format(**said))
    if way is None:
        return SmartLetter(letter="A", holds=None, why=words.a_way.format(**said))
    ahead = target.value > start if way == "up" else target.value < start
    why = (words.a_holds if ahead else words.a_backwards).format(**said)
    return SmartLetter(letter="A", holds=ahead, why=why)
