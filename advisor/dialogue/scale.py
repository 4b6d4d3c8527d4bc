"""Reads a message as a level from 1 to 5: figures first, then the levels' own words, then others.

Only a figure by itself, or a level's own words in full, counts at once.
"""

import re
from dataclasses import replace
from fractions import Fraction

from advisor.dialogue.meaning import likeliest, nearest, scatters
from advisor.dialogue.message import (
    Message,
    hear,
    holds_any,
    line_of,
    longest_first,
    stems,
    without,
)
from advisor.dialogue.quantities import Amount, amounts, is_range, rest_of
from advisor.dialogue.reading import Hearing, Misfit, Read, Reading, certainty
from advisor.dialogue.understanding import Understanding
from advisor.model.content import Question

LOW, HIGH = 1, 5
_APART = (1, 2)
_BRIEF = 4
_ALIKE = 0.12
_NEAR, _STRONG = 0.55, 0.75
_DENIED_WITHIN = 4
_NEXT_TO, _SEVERAL = 2, 2
_YEARS = (1900, 2100)
_LONG = 16
Levels = tuple[int, ...]


def read_likert(question: Question, message: Message, hearing: Hearing) -> Read:
    """The level or levels that a message names."""
    u = hearing.understanding
    own = _own_words(question, message, u)
    if own:
        alone = line_of(question.anchors[own[0]], u) == message.line
        return Reading(own, sure=alone and not message.asks)
    if message.line in u.likert_levels:
        return Reading(u.likert_levels[message.line], ranked=True)
    figures = _figures(message, hearing)
    if figures is not None:
        return figures
    levels = _worded(message, u) or (_APART if scatters(message.words, u) else ())
    if len(message.words) > _BRIEF:
        told = _told(question, message, hearing, levels)
        if told is not None:
            return told
    meant = nearest([(question.anchors[one],) for one in range(LOW, HIGH + 1)], message, hearing)
    alike = tuple(LOW + at for at in meant.at) if meant is not None else ()
    if meant is not None and (meant.close or not levels):
        return Reading(alike, near=True, close=meant.close, ranked=True)
    both = tuple(one for one in alike if one in levels and meant is not None and meant.fair)
    return Reading(both or levels, ranked=True) if levels else None


def _told(question: Question, message: Message, hearing: Hearing, levels: Levels) -> Read:
    """What a description comes closest to: one level, or two or three when it is not clear.

    Words such as 'never' say little about the level of a sentence they stand in, so that they
    only add a level to those whose description is near.
    """
    u = hearing.understanding
    anchors = [(question.anchors[one],) for one in range(LOW, HIGH + 1)]
    ranked = likeliest(anchors, message, hearing, _ALIKE)
    if ranked is None:
        return None
    told = tuple(LOW + at for at in ranked.at)
    denies = _denies(message.line, u) and not _denies(line_of(question.anchors[told[0]], u), u)
    contrary = denies and ranked.best < _STRONG
    agreed = ranked.best >= _NEAR and set(told[:2]) & set(levels) == {told[0]}
    if agreed or (not contrary and (ranked.close or (len(told) == 1 and ranked.fair))):
        return Reading(told[:1], near=not levels, close=ranked.close, ranked=True)
    doubted = _in_doubt(told[:2], levels, ranked.fair)
    return Reading(doubted, near=not levels, ranked=True)


def _in_doubt(told: Levels, levels: Levels, fair: bool) -> Levels:
    """The levels to choose from: those described, and where words say another, that one too."""
    if set(told) & set(levels):
        return told if fair else tuple(sorted(told, key=lambda one: one not in levels))
    return (*told, *levels[:1]) if fair else (*levels[:1], *told)


def _denies(line: str, u: Understanding) -> bool:
    return bool(u.negating & set(line.split()))


def _own_words(question: Question, message: Message, u: Understanding) -> Levels:
    """The level whose description the message repeats, at least two telling words of it."""
    for level, anchor in question.anchors.items():
        if line_of(anchor, u) == message.line:
            return (level,)
    said = set(stems(message.words, u.topic_free - u.negating))
    denied = bool(u.negating & set(message.words))
    if len(said) < 2:
        return ()
    found = []
    for level, anchor in sorted(question.anchors.items()):
        words = hear(anchor, u).words
        held = set(stems(words, u.topic_free - u.negating))
        if said <= held and denied == bool(u.negating & set(words)):
            found.append(level)
    return tuple(found) if len(found) == 1 else ()


def _figures(message: Message, hearing: Hearing) -> Read:
    u = hearing.understanding
    found = tuple(one for one in amounts(message, u) if _is_figure(message, one, u))
    rest = without(rest_of(message, found, u), u.around_answers)
    if len(found) == 2 and _over(message, found, u):
        part, whole = found[0].readings[0], found[1].readings[0]
        if whole != HIGH:
            beside = part > whole and _tells_more(rest, u)
            return None if beside else _share(part, whole)
        found = found[:1]
        rest = without(rest, longest_first(u.out_of))
    found = tuple(one for one in found if not _is_scale(message, one)) or found
    if not found:
        return None
    percent = message.folded[found[0].end :].lstrip()
    if len(found) == 1 and percent.startswith(("%", "percent", "per cent")):
        described = len(message.words) > _BRIEF and _tells_more(rest, u)
        return None if described else _share(found[0].readings[0], Fraction(100))
    if len(found) > 1 and _levels_of(found[0]) and not any(map(_levels_of, found[1:])):
        found = found[:1]
    if len(found) == 2 and is_range(message, found, u):
        return _span(found[0].readings[0], found[1].readings[0], message)
    below = _all_denied(message, found, u)
    if below:
        return Reading(below)
    if len(found) > 1:
        each = [level for one in found for level in _levels_of(one)]
        if each:
            return Reading(tuple(dict.fromkeys(each)))
        return None if _tells_more(rest, u) else Misfit(message.raw[:60])
    return _one_figure(message, found[0], without(rest, u.level_words), hearing)


def _is_figure(message: Message, one: Amount, u: Understanding) -> bool:
    """A number is a level unless it counts something ('3 ministries') or is a mere word.

    'One' and 'two' count as figures only by themselves: 'this one' names no level. In a sentence
    a year, or a day of a month, is none.
    """
    if len(message.words) > _BRIEF and _is_dated(message, one, u):
        return False
    after = message.folded[one.end :]
    follows = after.lstrip().split(" ", 1)[0].strip(".,;:!?-+/()%\"'")
    if message.folded[one.start : one.end].lstrip("+-")[:1].isdigit():
        glued = after[:1].isalpha()
        known = {*u.fillers, *u.level_words, *u.reasons, *u.reservations, *u.either, *u.breaks}
        known |= {"to", "out", "of", "percent", "per", "ish", "plus", "minus", *u.hedges}
        known |= {*u.negators, *u.at_most, *u.at_least, *u.stopwords, *u.light, *u.out_of}
        heads = {word.split()[0] for word in known if word}
        fits = not any(map(str.isalnum, follows)) or follows in heads or follows[0].isdigit()
        return one.plain and (not glued or follows == "ish") and fits
    if one.start == 0 and after[:1] in (",", ".", ";", "!"):
        return True
    around = longest_first((*u.fillers, *u.level_words, *u.hedges, *u.numbers))
    rest = without(message.line, around)
    either = {*u.either, *u.between, "to", "and", "out", "of"}
    return not set(rest.split()) - either and not message.folded.startswith("this one")


def _is_dated(message: Message, one: Amount, u: Understanding) -> bool:
    """Whether a number is a year, or a day of a month, in a sentence about something else."""
    near = (message.folded[: one.start].split()[-1:], message.folded[one.end :].split()[:1])
    months = any(word.strip(".,") in u.months for words in near for word in words)
    return months or _YEARS[0] <= one.readings[0] <= _YEARS[1]


def _over(message: Message, found: tuple[Amount, ...], u: Understanding) -> bool:
    between = message.folded[found[0].end : found[1].start].strip()
    return between == "/" or between in u.out_of


def _all_denied(message: Message, found: tuple[Amount, ...], u: Understanding) -> Levels:
    """'Not 5, not even 4' leaves the levels on the other side of those denied, nearest first."""
    before = [hear(message.folded[: one.start], u).words[-_NEXT_TO:] for one in found]
    if len(found) < _SEVERAL or not all(u.negating & set(words) for words in before):
        return ()
    denied = {level for one in found for level in _levels_of(one)}
    if HIGH in denied:
        return tuple(range(min(denied) - 1, LOW - 1, -1))[:2]
    return tuple(range(max(denied) + 1, HIGH + 1))[:2] if LOW in denied else ()


def _is_scale(message: Message, one: Amount) -> bool:
    """Whether a five only names the scale: 'out of 5'."""
    before = message.folded[: one.start].rstrip()
    return one.readings[0] == HIGH and before.endswith(" out of")


def _share(part: Fraction, whole: Fraction) -> Read:
    """A share of a whole as the level, or the two levels, it lies at; never certain."""
    if not 0 <= part <= whole or not whole:
        return Misfit(f"{part} / {whole}")
    scaled = LOW + part * (HIGH - LOW) / whole
    low = int(scaled)
    return Reading((low,) if scaled.denominator == 1 else (low, low + 1))


def _levels_of(one: Amount) -> Levels:
    value = one.readings[0]
    if one.negative or not LOW <= value <= HIGH:
        return ()
    return (int(value),) if value.denominator == 1 else (int(value), int(value) + 1)


def _span(first: Fraction, last: Fraction, message: Message) -> Read:
    low, high = sorted((first, last))
    if low < LOW or high > HIGH:
        return Misfit(message.raw[:60])
    return Reading(tuple(range(int(low), int(high) + (high.denominator > 1) + 1)))


def _one_figure(message: Message, one: Amount, rest: str, hearing: Hearing) -> Read:
    u = hearing.understanding
    levels = _levels_of(one)
    if not levels:
        return None if _tells_more(rest, u) else Misfit(message.raw[:60])
    level = levels[0]
    if len(levels) > 1:
        return Reading(levels)
    spans = (
        (u.at_least, (level, HIGH)),
        (u.at_most, (LOW, level)),
        (u.below, (LOW, level - 1)),
        (u.nearly, (max(LOW, level - 1), level)),
        (u.above, (level + 1, HIGH)),
    )
    for words, (low, high) in spans:
        if holds_any(message.line, words) or (words is u.above and _plus(message, one)):
            return Reading(tuple(range(low, high + 1))) if low <= high else Misfit(message.raw[:60])
    before = hear(re.split(r"[,.;:!?]", message.folded[: one.start])[-1], u).words
    before = before[1:] if len(before) > _NEXT_TO and before[0] in u.no else before
    if u.negating & set(before[:_DENIED_WITHIN]):
        return None
    agreed = rest.removeprefix("yes ").strip() if rest != "yes" else ""
    sure, left = certainty(message, agreed, hearing)
    opens = not message.folded[: one.start].strip()
    reading = Reading((level,), sure=sure == "sure" or (sure == "explained" and opens))
    short = len(message.words) <= _LONG and bool(left) and left.split()[0] not in u.reasons
    contrary = _worded(message, u) if short else ()
    if contrary and level not in contrary:
        reserved = holds_any(message.line, u.reservations)
        both = tuple(sorted({level, *contrary}))
        return Reading(both if reserved else (level,), note=message.raw)
    return replace(reading, note=message.raw if left else "")


def _tells_more(rest: str, u: Understanding) -> bool:
    """Whether words are left beside a figure, so that it need not be the answer."""
    return bool(without(rest, (*u.around_answers, *u.hedges)))


def _plus(message: Message, one: Amount) -> bool:
    return message.folded[one.end :].lstrip().startswith("+")


def _worded(message: Message, u: Understanding) -> Levels:
    """Levels by wording; what stands after 'but' corrects what stands before it."""
    line = f" {message.line} "
    cuts = [line.find(f" {word} ") for word in u.turns if f" {word} " in line]
    cut = min((at for at in cuts if at > 0), default=-1)
    if cut > 0:
        before, after = _meant(line[:cut], u), _meant(line[cut:], u)
        if after:
            return after
        if len(before) == 1:
            return tuple(level for level in (before[0] - 1, before[0]) if level >= LOW)
        return before
    return _meant(line, u)


def _meant(line: str, u: Understanding) -> Levels:
    """The levels that all phrases of a line share, or else all that they name."""
    sets: list[set[int]] = []
    left = f" {line.strip()} "
    for levels, phrase in u.likert_phrases:
        while f" {phrase} " in left:
            before, _, after = left.partition(f" {phrase} ")
            within = before.strip(" |") or (after.strip() and " " in phrase)
            closes = not after.strip() and " " not in phrase
            if within and not closes and phrase in u.plain_yes_no:
                break
            negated = before.split()[-2:]
            if any(word in u.negating for word in negated):
                levels = tuple(int(one) for one in u.negated[levels[-1]].split("-") if one)
            if levels:
                sets.append(set(levels))
            left = f"{before} | {after}"
    if not sets:
        return ()
    found = set.intersection(*sets) or set.union(*sets)
    return tuple(sorted(found)) if len(found) < HIGH else ()
