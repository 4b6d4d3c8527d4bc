"""Reads a message as one or several options of a question."""

import re
from collections.abc import Iterator

from advisor.dialogue.matching import (
    Names,
    best,
    clauses,
    polarity_of,
    said_stems,
    scores,
)
from advisor.dialogue.message import Message, hear, holds_any, line_of, without
from advisor.dialogue.reading import Hearing, Misfit, Read, Reading, near
from advisor.dialogue.sizes import by_size
from advisor.dialogue.understanding import Understanding
from advisor.model.content import Option, Question

_HEAD = re.compile(r"[:(,;]")
_MANY = 5
_SHORT = 8


def names_of(option: Option) -> tuple[str, ...]:
    """All that an option may be called; the head of a long label is one of its names."""
    head = _HEAD.split(option.label, maxsplit=1)[0]
    return (option.label, head, option.id.replace("_", " ").replace("-", " "), *option.terms)


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
        return _reading(question, exact, sure=not doubt)
    answered = _yes_or_no(question, message, u, doubt)
    if answered is not None:
        return answered
    sized = by_size(question, message, u)
    if sized is not None:
        return _reading(question, (sized,), sure=False)
    if re.fullmatch(r"[-+]?\d+([.,]\d+)?", bare(message, u)):
        return Misfit(message.raw[:60])
    either = _either(question, message, u)
    if either:
        return _reading(question, either, sure=False)
    named = _named(question, message, u)
    if named:
        return _reading(question, named[:_MANY], sure=False)
    polar = _by_polarity(question, message, u)
    if polar:
        return _reading(question, polar, sure=False)
    return _meant(question, message, hearing)


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
            return _reading(question, at, sure=not doubt) if at else None
        opens = message.words[0] in words and (said == "no" or not _denies(message, u))
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
    lists = {"yes": u.yes, "partly": u.partly_yes, "no": u.no}
    by_id = [at for at, option in enumerate(question.options) if option.id == said]
    if by_id:
        return tuple(by_id)
    return tuple(
        at
        for at, option in enumerate(question.options)
        if line_of(option.label, u).split(" ")[0] in lists[said]
        or line_of(_HEAD.split(option.label, maxsplit=1)[0], u) in lists[said]
    )


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


def _named(question: Question, message: Message, u: Understanding) -> tuple[int, ...]:
    """Options named in the message as a whole, or in one statement, less those it denies."""
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
        return tuple(at for at in range(len(question.options)) if at not in denied)
    return left


def _meant(question: Question, message: Message, hearing: Hearing) -> Read:
    at = near([short_label(option) for option in question.options], message, hearing)
    return _reading(question, (at,), sure=False) if at >= 0 else None


def read_multi(question: Question, message: Message, hearing: Hearing) -> Read:
    """The set of options that a message names; none of them is a set too."""
    u = hearing.understanding
    everything = tuple(option.id for option in question.options)
    line = bare(message, u)
    doubt = message.asks or holds_any(message.line, u.hedges)
    if message.line in u.none_of or line in u.none_of:
        return Reading(((),), sure=not doubt)
    if line in u.no:
        return Reading(((),))
    if message.line in u.all_of or line in u.all_of:
        return Reading((everything,), sure=not doubt)
    span = re.fullmatch(r"(\d{1,2})\s*(?:-|to)\s*(\d{1,2})", message.folded.strip())
    if span is not None and 0 < int(span[1]) < int(span[2]) <= len(question.options):
        return _set(question, set(range(int(span[1]) - 1, int(span[2]))), sure=False)
    listed = exact_list(question, message, u)
    if listed is not None:
        if len(set(listed)) == 1 and _open_ended(message, u):
            return _set(question, set(listed), sure=False)
        return _set(question, set(listed), sure=not doubt and not holds_any(line, u.reservations))
    if re.fullmatch(r"[-+]?\d+", line):
        return Misfit(message.raw[:60])
    return _described(question, message, hearing)


def _open_ended(message: Message, u: Understanding) -> bool:
    return holds_any(message.line, u.excepting)


def _set(question: Question, at: set[int], sure: bool) -> Reading:
    value = tuple(option.id for one, option in enumerate(question.options) if one in at)
    return Reading((value,), sure=sure)


def exact_list(question: Question, message: Message, u: Understanding) -> list[int] | None:
    """The options of a plain list such as 'access, ability' or '1 and 3', or None."""
    for parting in (r"[,;\n]+", r"[,;\n/&+]+|\band\b|\bplus\b", r"(?:[\s,;/&+]|\band\b)+"):
        found = [
            exact_option(question, bare(hear(part, u), u), u)
            for part in re.split(parting, message.raw, flags=re.IGNORECASE)
            if hear(part, u).words
        ]
        if found and all(len(one) == 1 for one in found):
            return [one[0] for one in found]
    return None


def _described(question: Question, message: Message, hearing: Hearing) -> Read:
    u = hearing.understanding
    yes, no = set[int](), set[int]()
    for at, value in _mentioned(question, message, u):
        (yes if value > 0 else no).add(at)
    if holds_any(message.line, u.all_of) and (no or holds_any(message.line, u.excepting)):
        taken_out = no | (yes if holds_any(message.line, u.excepting) else set())
        return _set(question, set(range(len(question.options))) - taken_out, sure=False)
    if yes - no:
        return _set(question, yes - no, sure=False)
    if holds_any(message.line, u.none_of) and not no:
        return Reading(((),))
    meant = _meant(question, message, hearing)
    if isinstance(meant, Reading):
        return Reading(tuple((str(value),) for value in meant.values))
    return None


def _mentioned(
    question: Question, message: Message, u: Understanding
) -> Iterator[tuple[int, float]]:
    names = option_names(question, u)
    for clause in clauses(message, u):
        said = said_stems([word for word in clause.words if word not in u.lacks], u, names)
        values = scores(said, names)
        for at, value in enumerate(values):
            if value >= 1.0 or value < 0:
                yield at, value
        if not any(abs(value) >= 1.0 for value in values):
            for at in best(values):
                yield at, values[at]
