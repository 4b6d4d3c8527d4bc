"""Reads a message as a set of options: named, numbered, or all but a few."""

import re
from collections.abc import Iterator
from dataclasses import replace

from advisor.dialogue.matching import DENIED, best, clauses, said_stems, scores
from advisor.dialogue.meaning import nearest
from advisor.dialogue.message import Message, hear, holds_any, line_of, without
from advisor.dialogue.options import bare, exact_option, names_of, option_names
from advisor.dialogue.reading import Hearing, Misfit, Read, Reading, described
from advisor.dialogue.understanding import Understanding
from advisor.model.content import Option, Question

_HEAD = re.compile(r"[:(,;]")
_TELLING = 2
_NAME = 3
_LIKELY = 0.6
_NOT = r"\b(?:(?:but|and) not|not|except(?: for)?|without)\b"


def read_multi(question: Question, message: Message, hearing: Hearing) -> Read:
    """The set of options that a message names; none of them is a set too."""
    u = hearing.understanding
    everything = tuple(option.id for option in question.options)
    line = bare(message, u)
    doubt = message.asks or holds_any(message.line, u.hedges)
    own = exact_option(question, message.line, u)
    if len(own) == 1:
        return _set(question, set(own), sure=not doubt)
    if message.line in u.none_of or line in u.none_of:
        return Reading(((),), sure=not doubt)
    if line in u.no:
        return Reading(((),))
    if {message.line, line} & (set(u.all_of) | _all_counted(len(everything), u)):
        return Reading((everything,), sure=not doubt)
    listed = exact_list(question, message, u)
    if listed is not None:
        written_out = expanded(message.raw, len(everything), u) != message.raw
        doubt = doubt or written_out or holds_any(line, u.reservations)
        return _set(question, set(listed), sure=not doubt)
    if re.fullmatch(r"[-+]?\d+", line):
        return Misfit(message.raw[:60])
    return _in_parts(question, message, u) or _described(question, message, hearing)


def _in_parts(question: Question, message: Message, u: Understanding) -> Reading | None:
    """'1 and 3 but not 2', 'all three kinds', and 'nothing, they are online'; never certain."""
    said, *out = re.split(_NOT, message.raw, maxsplit=1, flags=re.IGNORECASE)
    if out and said.strip() and not holds_any(hear(said, u).line, u.all_of):
        named = exact_list(question, hear(said, u), u)
        denied = exact_list(question, hear(out[0], u), u)
        if named and denied:
            return _set(question, set(named) - set(denied), sure=False)
    everything = set(range(len(question.options)))
    counted = holds_any(message.line, _all_counted(len(everything), u))
    if counted and not set(message.words) & u.negating and not holds_any(message.line, u.excepting):
        return _set(question, everything, sure=False)
    first = bare(hear(re.split(r"[,;.]\s", message.raw, maxsplit=1)[0], u), u)
    if first in u.none_of or (first.split() and first in {f"{one} really" for one in u.none_of}):
        return Reading(((),))
    return None


def _all_counted(count: int, u: Understanding) -> set[str]:
    """'All 3' and 'all three', where there are three."""
    words = (str(count), *(word for word, number in u.numbers.items() if number == count))
    return {f"all {word}" for word in words}


def _set(question: Question, at: set[int], sure: bool) -> Reading:
    value = tuple(option.id for one, option in enumerate(question.options) if one in at)
    return Reading((value,), sure=sure)


def exact_list(question: Question, message: Message, u: Understanding) -> list[int] | None:
    """The options of a plain list such as 'access, ability', '1 and 3' or '1-4', or None."""
    text = expanded(message.raw, len(question.options), u)
    heads = {line_of(option.label, u).split()[0] for option in question.options}
    plural = f"{next(iter(heads))}s" if len(heads) == 1 else ""
    for parting in (r"[,;\n]+", r"[,;\n/&+]+|\band\b|\bplus\b", r"(?:[\s,;/&+]|\band\b)+"):
        found = [
            exact_option(question, heard.line, u) or exact_option(question, bare(heard, u), u)
            for part in re.split(parting, text, flags=re.IGNORECASE)
            if (heard := hear(part, u)).words and heard.line != plural
        ]
        if found and all(len(one) == 1 for one in found):
            return [one[0] for one in found]
    return None


def expanded(text: str, count: int, u: Understanding) -> str:
    """'6-9', 'the first three' and 'the last' written out as the numbers they stand for."""
    numbers = "|".join([r"\d{1,2}", *map(re.escape, u.numbers)])

    def value(word: str) -> int:
        return int(word) if word.isdigit() else u.numbers[word.lower()]

    def written(low: int, high: int, found: re.Match[str]) -> str:
        if not 0 < low <= high <= count:
            return found.group()
        return " ".join(str(one) for one in range(low, high + 1))

    def span(found: re.Match[str]) -> str:
        return written(int(found["a"]), int(found["b"]), found)

    def first(found: re.Match[str]) -> str:
        return written(1, value(found["n"]), found)

    def last(found: re.Match[str]) -> str:
        return written(count - value(found["n"]) + 1, count, found)

    if re.fullmatch(r"(?:the )?last(?: one)?", text.strip(), flags=re.IGNORECASE):
        return str(count)
    text = re.sub(r"\b(?P<a>\d{1,2})\s*(?:-|–|\bto\b)\s*(?P<b>\d{1,2})\b", span, text)
    text = re.sub(rf"\b(?:the )?first (?P<n>{numbers})\b", first, text, flags=re.IGNORECASE)
    return re.sub(rf"\b(?:the )?last (?P<n>{numbers})\b", last, text, flags=re.IGNORECASE)


def _described(question: Question, message: Message, hearing: Hearing) -> Read:
    u = hearing.understanding
    yes, no = set[int](), set[int]()
    for at, value in _mentioned(question, message, u):
        lacked = value < 0 and _names_a_lack(question, question.options[at], message, u)
        (yes if value > 0 or lacked else no).add(at)
    if no and not yes - no and holds_any(message.line, u.rest):
        return _set(question, set(range(len(question.options))) - no, sure=False)
    excepts = holds_any(without(message.line, u.all_of), u.excepting)
    if holds_any(message.line, u.all_of) and (no or excepts):
        taken_out = no | (yes if excepts else set())
        return _set(question, set(range(len(question.options))) - taken_out, sure=False)
    if yes - no:
        every = yes - no | _meant_beside(question, message, hearing)
        return replace(_set(question, every, sure=False), ranked=len(every) == 1)
    if holds_any(message.line, u.none_of) and not no:
        return Reading(((),))
    beside = _meant_beside(question, message, hearing) - no
    if len(beside) > 1:
        return _set(question, beside, sure=False)
    meant = nearest([names_of(one) for one in question.options], message, hearing, no)
    if meant is None:
        return None
    return replace(_set(question, {meant.at[0]}, sure=False), near=True, ranked=not no)


def _meant_beside(question: Question, message: Message, hearing: Hearing) -> set[int]:
    """What statements mean that name no option, beside others that do."""
    u = hearing.understanding
    names = option_names(question, u)
    found = set[int]()
    lacks = bool(u.negating & _label_words(question, u))
    for clause in clauses(message, u):
        said = said_stems(clause.words, u, names)
        too_little = len(said) < _TELLING and len(clause.words) > _NAME
        denied = DENIED in said and not lacks
        if not said or too_little or denied or any(scores(said, names)):
            continue
        part = hear(message.raw[clause.start : clause.end], u)
        meant = nearest([names_of(one) for one in question.options], part, hearing)
        enough = meant is not None and (meant.fair or (lacks and DENIED in said))
        found |= set(meant.at[:1]) if meant is not None and enough else set()
        found |= likeliest_option(question, part, hearing)
    return found


def likeliest_option(
    question: Question, part: Message, hearing: Hearing, least: float = _LIKELY
) -> set[int]:
    """The option that a statement means by all that is known to be said for it; or none.

    `least` is the chance it has to have.
    """
    at = {option.id: place for place, option in enumerate(question.options)}
    chances = hearing.meant(question, described(part, None))[:1]
    return {at[str(value)] for value, chance in chances if chance >= least}


def _names_a_lack(question: Question, option: Option, message: Message, u: Understanding) -> bool:
    """Whether the options are about what is missing, so that 'no network' affirms one.

    Its head is what is denied when it is denied: 'not access' takes the option out.
    """
    labels = _label_words(question, u)
    head = line_of(_HEAD.split(option.label, maxsplit=1)[0], u).split()
    return bool(u.negating & labels) and not set(head) & set(message.words)


def _label_words(question: Question, u: Understanding) -> set[str]:
    return {word for one in question.options for word in line_of(one.label, u).split()}


def _mentioned(
    question: Question, message: Message, u: Understanding
) -> Iterator[tuple[int, float]]:
    names = option_names(question, u)
    for clause in clauses(message, u):
        said = said_stems([word for word in clause.words if word not in u.lacks], u, names)
        values = scores(said, names)
        if holds_any(clause.line, u.sets_aside):
            values = [-abs(value) for value in values]
        for at, value in enumerate(values):
            if value >= 1.0 or value < 0:
                yield at, value
        if not any(abs(value) >= 1.0 for value in values):
            for at in best(values):
                yield at, values[at]
