"""Reads a message as one option of a question."""

import re
from dataclasses import replace

from advisor.dialogue.matching import (
    Names,
    best,
    clauses,
    polarity_of,
    said_stems,
    scores,
)
from advisor.dialogue.meaning import nearest
from advisor.dialogue.message import Message, holds_any, line_of, without
from advisor.dialogue.reading import Hearing, Misfit, Read, Reading
from advisor.dialogue.sizes import by_size
from advisor.dialogue.understanding import Understanding
from advisor.model.content import Option, Question

_HEAD = re.compile(r"[:(,;]")
_MANY = 5
_TELLING = 0.6
_SHORT = 8


def names_of(option: Option) -> tuple[str, ...]:
    """All that an option may be called; the parts of a long label are names of it."""
    head = _HEAD.split(option.label, maxsplit=1)[0]
    parts = [part.strip() for part in _HEAD.split(option.label)]
    rest = [part for part in parts[1:] if part]
    return (option.label, head, option.id.replace("_", " ").replace("-", " "), *option.terms, *rest)


def short_label(option: Option) -> str:
    """An option's label without what stands in brackets or after a colon."""
    return re.split(r"[:(]", option.label, maxsplit=1)[0].strip()


def exact_option(question: Question, line: str, u: Understanding) -> tuple[int, ...]:
    """The options that a line names in full or by number; two when both readings are open."""
    if not line:
        return ()
    named = [
        at
        for at, option in enumerate(question.options)
        if line in {line_of(name, u) for name in names_of(option)}
    ]
    if named:
        return tuple(named[:1]) if _first_is_own(question, named, line, u) else tuple(named)
    number = u.ordinals.get(line) or (int(line) if re.fullmatch(r"\d{1,2}", line) else 0)
    if not 1 <= number <= len(question.options):
        return ()
    within = [
        at
        for at, option in enumerate(question.options)
        if str(number) in line_of(option.label, u).split()
    ]
    return tuple(dict.fromkeys([*within, number - 1]))


def _first_is_own(question: Question, named: list[int], line: str, u: Understanding) -> bool:
    """Whether only the first match is by id or label, the others by looser terms."""
    own = [
        at
        for at in named
        if line in {line_of(question.options[at].label, u), line_of(question.options[at].id, u)}
    ]
    if len(own) == 1:
        named[:] = own
        return True
    return len(named) == 1


def bare(message: Message, u: Understanding) -> str:
    """The line without fillers, or the whole line when it is nothing but fillers."""
    return without(message.line, u.around_answers) or message.line


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
    either = _either(question, message, u)
    if either:
        return _reading(question, either, sure=False)
    answered = _yes_or_no(question, message, u, doubt)
    if answered is not None:
        return answered
    sized = by_size(question, message, u)
    if sized is not None:
        return _reading(question, (sized,), sure=False)
    if re.fullmatch(r"[-+]?\d+([.,]\d+)?", bare(message, u)):
        return Misfit(message.raw[:60])
    named, denied = _named(question, message, u)
    meant = nearest([names_of(one) for one in question.options], message, hearing, denied)
    if meant is not None and meant.close and (len(named) != 1 or meant.at == named):
        return replace(_reading(question, meant.at, sure=False), near=True, close=True)
    at = named[:_MANY] or _by_polarity(question, message, u)
    if at:
        return _reading(question, at, sure=False)
    return replace(_reading(question, meant.at, sure=False), near=True) if meant else None


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


def _standing_for(said: str, question: Question, u: Understanding) -> tuple[int, ...]:
    """The options that mean a plain yes, partly or no: by id, or by the word they open with."""
    by_id = [at for at, option in enumerate(question.options) if option.id == said]
    if by_id:
        return tuple(by_id)
    return tuple(at for at in range(len(question.options)) if _opens_with(question, at, said, u))


def _opens_with(question: Question, at: int, said: str, u: Understanding) -> bool:
    return line_of(question.options[at].label, u).split(" ")[0] == said


def speaks_of_own(question: Question, message: Message, u: Understanding) -> bool:
    """Whether a message names, or denies, one of the question's own options."""
    if not question.options:
        return False
    names = option_names(question, u)
    values = scores(said_stems(message.words, u, names), names)
    return max(map(abs, values), default=0.0) >= _TELLING


def _either(question: Question, message: Message, u: Understanding) -> tuple[int, ...]:
    """'national or ministry': each part names one option in full."""
    parts = re.split("|".join(rf"\b{word}\b" for word in u.either), message.line)
    if len(parts) < 2:
        return ()
    found = [exact_option(question, without(part.strip(), u.around_answers), u) for part in parts]
    return tuple(dict.fromkeys(at for one in found for at in one)) if all(found) else ()


def option_names(question: Question, u: Understanding) -> Names:
    """The names of a question's options."""
    return Names.made([names_of(option) for option in question.options], u)


def _named(
    question: Question, message: Message, u: Understanding
) -> tuple[tuple[int, ...], set[int]]:
    """Options named in the message as a whole, or in one statement; and those that it denies."""
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
    return left, denied
