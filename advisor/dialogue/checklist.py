"""Reads a message as yes, partly or no for the items of a checklist."""

import re

from advisor.dialogue.lists import exact_list, expanded, likeliest_option
from advisor.dialogue.matching import DENIED, Clause, Names, best, clauses, said_stems, scores
from advisor.dialogue.message import (
    Message,
    hear,
    holds_any,
    line_of,
    longest_first,
    without,
)
from advisor.dialogue.options import bare, exact_option, option_names
from advisor.dialogue.reading import Hearing, Read, Reading
from advisor.dialogue.understanding import Understanding
from advisor.model.answers import Value
from advisor.model.content import Question

_BRIEF = 3
_MANY = 8
_TELLING = 2
_LIKELY, _SURELY = 0.3, 0.7
_THERE = ("there", "here", "it", "that", "only")
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
        much = whole == "yes" and len(filled) > _MANY and not _checks(message, u)
        return Reading(_one(question, {**held, **filled}), sure=not (doubt or much))
    throughout = _throughout(message, u)
    if throughout:
        return Reading(_one(question, {**held, **dict.fromkeys(open_items or every, throughout)}))
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
    named = described(question, message, u)
    found = {**_meant(question, message, hearing, _SURELY if named else _LIKELY), **named}
    others = _of_the_rest(message, u) if found else ""
    filled = dict.fromkeys(open_items, others) if others else {}
    return Reading(_one(question, {**held, **filled, **found})) if found else None


def _meant(question: Question, message: Message, hearing: Hearing, least: float) -> dict[str, str]:
    """The items that statements come to, though they name none: 'all fear for their jobs'."""
    u = hearing.understanding
    parts = [hear(message.raw[one.start : one.end], u) for one in clauses(message, u)]
    telling = [
        part
        for part in parts
        if len(said_stems(part.words, u)) >= _TELLING and not described(question, part, u)
    ]
    at = {place for part in telling for place in likeliest_option(question, part, hearing, least)}
    return {question.options[place].id: "yes" for place in sorted(at)}


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
        if left == message.line or holds_any(left, u.excepting):
            continue
        check = check_of(left, u) or check_of(without(left, _LINKS), u)
        if word in u.none_of and (check or not set(left.split()) - u.topic_free):
            return "no"
        if check:
            return check
    return ""


def _checks(message: Message, u: Understanding) -> bool:
    """Whether yes, partly or no is said itself: 'all yes', but not 'all of them'."""
    return any(check_of(word, u) for word in message.words)


def _throughout(message: Message, u: Understanding) -> str:
    """The one check that every part of a message gives: 'nothing of this, everywhere no'."""
    parts = [hear(part, u) for part in re.split(r"[,;.!\n]+", message.raw)]
    checks = {_for_all(part, u) for part in parts if part.words}
    return checks.pop() if len(checks) == 1 else ""


def _all_except(question: Question, message: Message, u: Understanding) -> dict[str, str]:
    """'All except the law': yes for all but what is named; 'except the third, there partly'."""
    if not (holds_any(message.line, u.all_of) and holds_any(message.line, u.excepting)):
        return {}
    every = [option.id for option in question.options]
    after = re.split("|".join(rf"\b{word}\b" for word in u.excepting), message.line)[-1]
    *named, last = after.split() or [""]
    own = check_of(last, u) if named else ""
    said = without(" ".join(named), (*_LINKS, *_THERE)) if own else after
    listed = exact_list(question, hear(said, u), u)
    out = (
        {every[at] for at in listed}
        if listed is not None
        else set(described(question, message, u, loose=True))
    )
    return {item: (own or "no") if item in out else "yes" for item in every} if out else {}


def _pairs(question: Question, message: Message, u: Understanding) -> dict[str, str] | None:
    """'cio: yes, strategy: no' and 'yes for 1 and 3, the rest no'; None unless all of it fits."""
    found: dict[str, str] = {}
    waiting: list[str] = []
    rest, carried = "", ""
    text = expanded(message.raw, len(question.options), u)
    chunks = re.split(r"[,;\n]+|\.(?=\s|$)", text)
    for chunk in (one for one in chunks if bare(hear(one, u), u) not in u.light_words):
        for part in _cut_at_checks(hear(chunk, u), u):
            check, items, leads = _pair(question, hear(part, u), u)
            if _rest_check(part, u):
                rest = _rest_check(part, u)
            elif not items:
                return None
            elif check or carried:
                found.update(dict.fromkeys([*waiting, *items], check or carried))
                waiting, carried = [], (check or carried) if leads or not check else ""
            else:
                waiting += items
    if rest:
        found = {**{option.id: rest for option in question.options}, **found}
    return None if waiting else found or None


def _cut_at_checks(message: Message, u: Understanding) -> list[str]:
    """'cio yes strategy no' cut behind each yes, partly or no; 'yes for 1 no for 2' before it."""
    words = message.words
    before = bool(words) and bool(check_of(words[0], u)) and not check_of(words[-1], u)
    parts: list[list[str]] = [[]]
    for word in words:
        check = bool(check_of(word, u))
        if before and check and parts[-1]:
            parts.append([])
        parts[-1].append(word)
        if not before and check and len(parts[-1]) > 1:
            parts.append([])
    return [" ".join(part) for part in parts if part]


def _rest_check(part: str, u: Understanding) -> str:
    for word in u.rest:
        left = without(part, (word,))
        if left != part:
            plain = without(left, _LINKS)
            denied = set(plain.split()) & u.negating and len(plain.split()) <= _BRIEF
            return check_of(left, u) or check_of(plain, u) or ("no" if denied else "")
    return ""


def _of_the_rest(message: Message, u: Understanding) -> str:
    """What a statement of its own says of all items that were not named: 'the rest no'."""
    lines = (hear(part, u).line for part in re.split(r"[,;.\n]+|\band\b|\bbut\b", message.raw))
    return next((check for line in lines if (check := _rest_check(line, u))), "")


def _pair(question: Question, part: Message, u: Understanding) -> tuple[str, list[str], bool]:
    """A check, the items it is for, and whether it stands before them; no items when none fit."""
    words = part.words
    cuts = [(words[:-size], words[-size:], False) for size in (1, 2)]
    cuts += [(words[1:], words[:1], True), (words, (), False)]
    for item_words, check_words, leads in cuts:
        check = check_of(" ".join(check_words), u)
        line = without(" ".join(item_words), (*_LINKS, "the", "a", "an"))
        if not line or (check_words and (not check or " ".join(check_words) in u.have)):
            continue
        items = exact_option(question, line, u)
        several = list(items) if len(items) == 1 else exact_list(question, hear(line, u), u)
        if several:
            return check, [question.options[at].id for at in several], leads
    return "", [], False


def described(
    question: Question, message: Message, u: Understanding, loose: bool = False
) -> dict[str, str]:
    """The items spoken of in running text, each as its statement affirms or denies it.

    A statement that does neither counts only when it names nothing else, or when `loose`.
    """
    names = option_names(question, u)
    found: dict[str, str] = {}
    for clause in clauses(message, u):
        said = tuple(
            one
            for one in said_stems(clause.words, u, names)
            if one in names.shared or one == DENIED
        )
        signed = scores(said, names)
        values = [abs(value) for value in signed]
        denied = bool(u.negating & set(clause.words))
        chosen = best(values)
        if len(chosen) > 2 or not said:
            continue
        for at in chosen:
            full = values[at] >= 1.0 and (clause.polarity or loose)
            if full or _telling_enough(clause, said, names, u):
                label = set(line_of(question.options[at].label, u).split())
                own_words = u.negating & label & set(clause.words)
                itself = denied and (signed[at] > 0 or bool(own_words))
                check = _verdict(clause, u) or ("yes" if itself else clause.polarity or "yes")
                found[question.options[at].id] = check
    return found


def _verdict(clause: Clause, u: Understanding) -> str:
    """The yes, partly or no with which a statement ends: 'staff plan missing: partly'."""
    return check_of(clause.words[-1], u) if len(clause.words) > 1 else ""


def _telling_enough(clause: Clause, said: tuple[str, ...], names: Names, u: Understanding) -> bool:
    """Whether most of what a statement names is known here: a stray shared word is not enough.

    Half is enough where a name consists of the word alone: 'turf wars' means 'turf'.
    """
    beside = without(clause.line, longest_first((*u.partly, *u.partly_yes)))
    named = [one for one in said_stems(beside.split(), u) if one != DENIED]
    known = [one for one in said if one != DENIED]
    alone = any((one,) in of for of in names.of for one in known)
    return bool(named) and len(known) * 2 + alone > len(named)
