"""Reads a message as yes, partly or no for the items of a checklist."""

import re

from advisor.dialogue.matching import Clause, best, clauses, said_stems, scores
from advisor.dialogue.message import Message, hear, holds_any, without
from advisor.dialogue.options import bare, exact_list, exact_option, option_names
from advisor.dialogue.reading import Hearing, Read, Reading
from advisor.dialogue.understanding import Understanding
from advisor.model.answers import Value
from advisor.model.content import Question

_LINKS = ("is", "are", "for", "to", "on", "of", "with")


def read_checklist(
    question: Question, message: Message, hearing: Hearing, held: dict[str, str]
) -> Read:
    """Items with yes, partly or no; `held` are those that were given before and stay.

    A plain list of items says what is in place and leaves the others open: both readings, the
    others 'no' and the others not said, are given to choose from.
    """
    u = hearing.understanding
    every = [option.id for option in question.options]
    open_items = [item for item in every if item not in held]
    doubt = message.asks or holds_any(message.line, (*u.hedges, *u.reservations))
    whole = _for_all(message, u)
    if whole:
        filled = dict.fromkeys(open_items or every, whole)
        return Reading(_one(question, {**held, **filled}), sure=not doubt)
    pairs = _pairs(question, message, u)
    if pairs is not None:
        return Reading(_one(question, {**held, **pairs}), sure=not doubt)
    excepted = _all_except(question, message, u)
    if excepted:
        return Reading(_one(question, {**held, **excepted}))
    listed = exact_list(question, message, u)
    if listed is not None:
        named = {every[at]: "yes" for at in listed}
        rest = {item: "no" for item in open_items if item not in named}
        both = (*_one(question, {**held, **rest, **named}), *_one(question, {**held, **named}))
        return Reading(tuple(both) if rest else both[:1])
    found = described(question, message, u)
    return Reading(_one(question, {**held, **found})) if found else None


def _one(question: Question, checks: dict[str, str]) -> tuple[Value, ...]:
    return ({item.id: checks[item.id] for item in question.options if item.id in checks},)


def check_of(text: str, u: Understanding) -> str:
    """The check that a short text stands for, or an empty string."""
    for check, words in (("yes", u.yes), ("partly", u.partly_yes), ("no", u.no)):
        if text in words:
            return check
    return ""


def _for_all(message: Message, u: Understanding) -> str:
    """'All yes', 'none', 'the rest no': one check for all that is still open."""
    line = bare(message, u)
    if message.line in u.none_of or line in u.none_of:
        return "no"
    if message.line in u.all_of or line in u.all_of:
        return "yes"
    for word in (*u.all_of, *u.rest, *u.none_of):
        left = without(message.line, (word,))
        check = check_of(left, u) or check_of(without(left, _LINKS), u)
        if left != message.line and check:
            return "no" if word in u.none_of else check
    return ""


def _all_except(question: Question, message: Message, u: Understanding) -> dict[str, str]:
    """'All except the law': yes for all but what is named."""
    if not (holds_any(message.line, u.all_of) and holds_any(message.line, u.excepting)):
        return {}
    out = described(question, message, u, loose=True)
    every = {option.id: "no" if option.id in out else "yes" for option in question.options}
    return every if out else {}


def _pairs(question: Question, message: Message, u: Understanding) -> dict[str, str] | None:
    """'cio: yes, strategy: no' and 'yes for 1 and 3, the rest no'; None unless all of it fits."""
    found: dict[str, str] = {}
    rest = ""
    parts = [hear(part, u) for part in re.split(r"[,;\n]+", message.raw)]
    if len(parts) == 1:
        parts = [hear(part, u) for part in _behind_each_check(message, u)]
    for part in parts:
        if not part.words:
            continue
        check = _rest_check(part, u)
        if check:
            rest = check
            continue
        pair = _pair(question, part, u)
        if pair is None:
            return None
        found.update(pair)
    if rest:
        found = {**{option.id: rest for option in question.options}, **found}
    return found or None


def _behind_each_check(message: Message, u: Understanding) -> list[str]:
    """'cio yes strategy no' cut behind each yes, partly or no."""
    parts: list[list[str]] = [[]]
    for word in message.words:
        parts[-1].append(word)
        if check_of(word, u) and len(parts[-1]) > 1:
            parts.append([])
    return [" ".join(part) for part in parts if part]


def _rest_check(part: Message, u: Understanding) -> str:
    for word in u.rest:
        left = without(part.line, (word,))
        if left != part.line:
            return check_of(left, u) or check_of(without(left, _LINKS), u)
    return ""


def _pair(question: Question, part: Message, u: Understanding) -> dict[str, str] | None:
    """An item, or several, with a plain check before or behind."""
    words = part.words
    for size in (1, 2):
        for check_words, item_words in (
            (words[-size:], words[:-size]),
            (words[:1], words[1:]),
        ):
            check = check_of(" ".join(check_words), u)
            line = without(" ".join(item_words), (*_LINKS, "the", "a", "an"))
            if not check or not line or " ".join(check_words) in u.have:
                continue
            items = exact_option(question, line, u)
            if len(items) == 1:
                return {question.options[items[0]].id: check}
            several = exact_list(question, hear(line, u), u)
            if several:
                return {question.options[at].id: check for at in several}
    return None


def described(
    question: Question, message: Message, u: Understanding, loose: bool = False
) -> dict[str, str]:
    """The items spoken of in running text, each as its statement affirms or denies it.

    A statement that does neither counts only when it names nothing else, or when `loose`.
    """
    names = option_names(question, u)
    found: dict[str, str] = {}
    for clause in clauses(message, u):
        said = tuple(one for one in said_stems(clause.words, u, names) if one in names.shared)
        values = [abs(value) for value in scores(said, names)]
        chosen = best(values)
        if len(chosen) > 2 or not said:
            continue
        for at in chosen:
            full = values[at] >= 1.0 and (clause.polarity or loose)
            if full or _telling_enough(clause, said, u):
                found[question.options[at].id] = clause.polarity or "yes"
    return found


def _telling_enough(clause: Clause, said: tuple[str, ...], u: Understanding) -> bool:
    """Whether most of what a statement names is known here: a stray shared word is not enough."""
    named = [one for one in said_stems(clause.words, u) if one != "not"]
    known = [one for one in said if one != "not"]
    return bool(named) and len(known) * 2 > len(named)
