"""Reads a message as one option of a question."""

import re
from collections.abc import Sequence
from dataclasses import replace

from advisor.dialogue.diagnosing import read_diagnosis
from advisor.dialogue.matching import (
    best,
    clauses,
    polarity_of,
    said_stems,
    scores,
)
from advisor.dialogue.meaning import likeliest, nearest
from advisor.dialogue.message import Message, holds_any, line_of, without
from advisor.dialogue.options import bare, exact_option, names_of, option_names
from advisor.dialogue.reading import Hearing, Misfit, Read, Reading
from advisor.dialogue.sizes import by_age, by_quantity, by_size, span_of
from advisor.dialogue.understanding import Understanding
from advisor.model.content import Question

_MANY = 5
_SHORT = 8
_BRIEF = 4
_BARELY = 0.5
_ALIKE = 0.08
_ALONE = 1.75


def read_choice(question: Question, message: Message, hearing: Hearing) -> Read:
    """The one option that a message names, or those between which it leaves the choice."""
    u = hearing.understanding
    doubt = message.asks or holds_any(message.line, (*u.hedges, *u.reservations))
    exact = exact_option(question, message.line, u)
    if not exact and not (set(message.words) & u.negating):
        exact = exact_option(question, bare(message, u), u)
    if exact:
        bare_number = bool({message.line, bare(message, u)} & set(u.numbers))
        by_name = message.line in _labels_and_terms(question, u) and not message.asks
        return _reading(question, exact, sure=(by_name or not doubt) and not bare_number)
    either = _either(question, message, u) or _not_the_other(question, message, u)
    if either:
        return _reading(question, either, sure=False)
    answered = _yes_or_no(question, message, u, doubt)
    if answered is not None:
        return answered
    sized = by_size(question, message, u)
    aged = by_age(question, message, hearing) if sized is None else None
    if sized is not None or aged is not None:
        return _sized(question, message, u, sized if aged is None else aged)
    if re.fullmatch(r"[-+]?\d+([.,]\d+)?", bare(message, u)):
        return Misfit(message.raw[:60])
    found = read_diagnosis(question, message, u) or _described(question, message, hearing)
    return replace(found, ranked=True) if found is not None else None


def _described(question: Question, message: Message, hearing: Hearing) -> Reading | None:
    """What a sentence means: the option it names, or comes closest to in meaning."""
    u = hearing.understanding
    named, denied, value = _named(question, message, u)
    barely = value <= _BARELY
    if value < 1.0 and len(message.words) > _BRIEF:
        told = _told(question, message, hearing, named, barely)
        if told:
            return replace(_reading(question, told, sure=False), near=not named)
    meant = nearest([names_of(one) for one in question.options], message, hearing, denied)
    if meant is not None and meant.close and (len(named) != 1 or meant.at == named):
        return replace(_reading(question, meant.at, sure=False), near=True, close=True)
    counted = by_quantity(question, message, u)
    named = tuple(at for at in named if at in counted) or named
    at = named[:_MANY] or counted or _planned(question, message, u)
    at = at or _by_polarity(question, message, u)
    if at:
        return _reading(question, at, sure=False)
    return replace(_reading(question, meant.at, sure=False), near=True) if meant else None


def _told(
    question: Question,
    message: Message,
    hearing: Hearing,
    named: tuple[int, ...],
    barely: bool,
) -> tuple[int, ...]:
    """What a description comes closest to, with what it names in part: one option, or a few.

    `barely` says that it names no more than that something is not there.
    """
    things = [names_of(one) for one in question.options]
    ranked = likeliest(things, message, hearing, _ALIKE)
    if ranked is None or not (ranked.fair or (barely and named)):
        return ()
    if ranked.close or ranked.at[0] in named:
        return ranked.at[:1]
    return tuple(dict.fromkeys((*ranked.at[:2], *named[:1])))


def _sized(question: Question, message: Message, u: Understanding, at: int | None) -> Reading:
    """An option by its span; where one without a span is named in full, that one first."""
    named, _, value = _named(question, message, u)
    beside = (one for one in named[:1] if one != at)
    plain = [one for one in beside if span_of(question.options[one].label, u) is None]
    both = (*plain, at) if value >= _ALONE else (at,)
    found = _reading(question, tuple(one for one in both if one is not None), sure=False)
    return replace(found, ranked=len(found.values) > 1)


def _labels_and_terms(question: Question, u: Understanding) -> set[str]:
    """What options are called in full: their own words of doubt ('more than half') are none."""
    return {line_of(one, u) for option in question.options for one in (option.label, *option.terms)}


def _reading(question: Question, at: tuple[int, ...], sure: bool) -> Reading:
    values = tuple(question.options[one].id for one in at)
    return Reading(values, sure=sure and len(values) == 1)


def _yes_or_no(question: Question, message: Message, u: Understanding, doubt: bool) -> Read:
    """The options that stand for a plain yes or no, or for one with a reservation."""
    line = bare(message, u)
    reserved = holds_any(message.line, u.reservations)
    for said, words in (("yes", u.yes), ("partly", u.partly_yes), ("no", u.no)):
        if message.line in words or line in words:
            at = _standing_for(said, question, u)
            plain = all(_opens_with(question, one, said, u) for one in at)
            return _reading(question, at, sure=plain and not doubt) if at else None
        opens = message.words[0] in words and (said == "no" or reserved or not _denies(message, u))
        if opens:
            at = _standing_for("partly" if reserved else said, question, u)
            if reserved and said == "no":
                at = (*_standing_for("no", question, u), *at)
            return _reading(question, at, sure=False) if at else None
    return None


def _denies(message: Message, u: Understanding) -> bool:
    return bool(u.negating & set(message.words))


def _by_polarity(question: Question, message: Message, u: Understanding) -> tuple[int, ...]:
    """What a short sentence says to a question of yes or no: 'we have no such unit'."""
    said = polarity_of(message.words, u)
    if not said or len(message.words) > _SHORT or holds_any(message.line, u.reservations):
        return ()
    return _standing_for(said, question, u)


def _planned(question: Question, message: Message, u: Understanding) -> tuple[int, ...]:
    """What is still to come is not there yet, or in part."""
    if not holds_any(message.line, u.planned):
        return ()
    return (*_standing_for("no", question, u), *_standing_for("partly", question, u))


def _standing_for(said: str, question: Question, u: Understanding) -> tuple[int, ...]:
    """The options that mean a plain yes, partly or no: by id, or by the word they open with."""
    by_id = [at for at, option in enumerate(question.options) if option.id == said]
    if by_id:
        return tuple(by_id)
    return tuple(at for at in range(len(question.options)) if _opens_with(question, at, said, u))


def _opens_with(question: Question, at: int, said: str, u: Understanding) -> bool:
    return line_of(question.options[at].label, u).split(" ")[0] == said


def _either(question: Question, message: Message, u: Understanding) -> tuple[int, ...]:
    """'national or ministry': each part names one option in full."""
    found = _between(question, message, u.either, u)
    return tuple(dict.fromkeys(at for one in found for at in one)) if all(found) else ()


def _not_the_other(question: Question, message: Message, u: Understanding) -> tuple[int, ...]:
    """'One ministry, not national': what is named in full before one that is denied in full."""
    found = _between(question, message, u.excluding, u)
    apart = len(found) > 1 and all(len(one) == 1 for one in found) and found[0] != found[1]
    return found[0] if apart else ()


def _between(
    question: Question, message: Message, words: Sequence[str], u: Understanding
) -> list[tuple[int, ...]]:
    """The options that each part of a message between such words names, if there are several."""
    parts = re.split("|".join(rf"\b{re.escape(word)}\b" for word in words), message.line)
    if len(parts) < 2:
        return []
    return [exact_option(question, without(part.strip(), u.around_answers), u) for part in parts]


def _named(
    question: Question, message: Message, u: Understanding
) -> tuple[tuple[int, ...], set[int], float]:
    """Options named in the message as a whole, or in one statement; and those that it denies.

    The last says how well the best is named: from 1 in full.
    """
    names = option_names(question, u)
    total = [0.0] * len(question.options)
    denied: set[int] = set()
    for clause in clauses(message, u):
        said = said_stems(clause.words, u, names)
        for at, value in enumerate(scores(said, names)):
            if value < 0:
                denied.add(at)
            total[at] = max(total[at], value)
    whole = scores(said_stems(message.words, u, names), names)
    merged = [
        0.0 if at in denied else max(one, two)
        for at, (one, two) in enumerate(zip(total, whole, strict=True))
    ]
    left = best(merged)
    if not left and denied and len(question.options) - len(denied) == 1:
        left = tuple(at for at in range(len(question.options)) if at not in denied)
    return left, denied, max(merged, default=0.0)
