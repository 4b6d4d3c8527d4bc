"""Recognises what is said to the advisor itself: commands, with what they are about."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from rapidfuzz import process
from rapidfuzz.distance import OSA

from advisor.dialogue.asking import opened
from advisor.dialogue.message import (
    Message,
    hear,
    holds_any,
    is_word,
    line_of,
    longest_first,
    without,
)
from advisor.dialogue.understanding import Carried, Command, Edit, SmallTalk, Understanding

Name = TypeVar("Name", Command, SmallTalk)
Means = TypeVar("Means", Command, Edit, Carried)
_SLOT = re.compile(r"\{(\w+)\}")
_READ_AT_MOST = 400
_FEW = 9
_LOOSE_WORDS = 18
_CIVIL: tuple[SmallTalk, ...] = ("greeting", "bye", "thanks")
_TELLS = {"is", "are", "am", "be", "will", "would"}


@dataclass(frozen=True)
class Spoken:
    """A command and what it names; slots hold the user's own spelling."""

    name: Command
    slots: dict[str, str] = field(default_factory=dict)
    slipped: bool = False


@dataclass(frozen=True)
class Form(Generic[Means]):
    """A phrase: what it means, a word that it cannot do without, and its pattern."""

    name: Means
    word: str
    pattern: re.Pattern[str]


@dataclass(frozen=True)
class Ear:
    """The commands of one word list, made ready once."""

    whole: dict[str, Command]
    reduced: dict[str, Command]
    patterns: tuple[Form[Command], ...]
    loose: tuple[tuple[Command, re.Pattern[str], int], ...]
    talk: dict[str, SmallTalk]
    talk_reduced: dict[str, SmallTalk]
    civil: tuple[tuple[SmallTalk, str], ...]
    edits: tuple[Form[Edit], ...]
    carried: tuple[Form[Carried], ...]
    measures: tuple[re.Pattern[str], ...]


_EARS: list[tuple[Understanding, Ear]] = []


def ear_of(u: Understanding) -> Ear:
    """The commands of a word list; worked out once for each list."""
    for known, ear in _EARS:
        if known is u:
            return ear
    ear = _made(u)
    _EARS[:] = [*_EARS[-3:], (u, ear)]
    return ear


def _made(u: Understanding) -> Ear:
    plain = {
        line_of(phrase, u): name
        for name, phrases in u.commands.items()
        for phrase in phrases
        if "{" not in phrase
    }
    slotted = {
        name: [phrase for phrase in phrases if "{" in phrase]
        for name, phrases in u.commands.items()
    }
    talk = {line_of(one, u): name for name, phrases in u.small_talk.items() for one in phrases}
    return Ear(
        whole=plain,
        reduced=_telling(plain, u),
        patterns=_forms(slotted, u),
        loose=tuple(
            (name, _loose_pattern(phrase), _denials(re.split(r"[ |]", phrase), u))
            for name, phrases in u.loose.items()
            for phrase in phrases
        ),
        talk=talk,
        talk_reduced=_telling(talk, u),
        civil=tuple(
            (name, phrase)
            for name in _CIVIL
            for phrase in longest_first(u.small_talk.get(name, ()))
        ),
        edits=_forms(u.vision.edits, u),
        carried=_forms(u.carried, u),
        measures=tuple(_pattern(phrase, u) for phrase in u.vision.measures),
    )


def _forms(said: Mapping[Means, Iterable[str]], u: Understanding) -> tuple[Form[Means], ...]:
    """Phrases, most of them with slots, in their order."""
    return tuple(
        Form(name, _needed(phrase, u), _pattern(phrase, u))
        for name, phrases in said.items()
        for phrase in phrases
    )


def _needed(phrase: str, u: Understanding) -> str:
    """The longest word of a phrase outside its slots: a message without it need not be tried."""
    words = (word for part in _SLOT.split(phrase)[::2] for word in line_of(part, u).split())
    return max(words, key=len, default="")


def _telling(lines: dict[str, Name], u: Understanding) -> dict[str, Name]:
    """Lines without their light words, where what is left still tells one meaning from another.

    A single word does so only when it is a line of its own: 'to be confirmed' is no 'confirmed'.
    """
    found: dict[str, set[Name]] = {}
    for line, name in lines.items():
        found.setdefault(reduced(line.split(), u), set()).add(name)
    kept = {
        short: next(iter(names))
        for short, names in found.items()
        if len(names) == 1 and len(short.split()) > 1
    }
    return {**kept, **{line: name for line, name in lines.items() if line in found}}


def reduced(words: Iterable[str], u: Understanding) -> str:
    """A line without the words that carry nothing in a command."""
    return " ".join(word for word in words if word not in u.light_words)


def _pattern(phrase: str, u: Understanding) -> re.Pattern[str]:
    """A phrase with slots as a pattern over a line; light words may stand before and after."""
    parts = _SLOT.split(phrase)
    text = ""
    numbers = "|".join([r"\d+", *map(re.escape, u.numbers)])
    for at, part in enumerate(parts):
        if at % 2:
            figure = part in ("number", "other")
            text += rf" (?P<{part}>{numbers if figure else '.+?'})"
        elif part.strip():
            text += " " + re.escape(line_of(part, u))
    light = "|".join(sorted(map(re.escape, u.light_words), key=len, reverse=True))
    opens = "|".join(sorted(map(re.escape, {*u.light, *u.openers}), key=len, reverse=True))
    return re.compile(rf"^(?: (?:{opens}))*{text}(?: (?:{light}))*$")


def _loose_pattern(phrase: str) -> re.Pattern[str]:
    """A phrase with gaps as a pattern over a line."""
    text = ""
    for part in phrase.split():
        slot = _SLOT.fullmatch(part)
        if part == "*":
            text += r"(?: \S+)*?"
        elif slot is not None:
            text += rf" (?P<{slot.group(1)}>\S+)"
        else:
            text += rf" (?:{'|'.join(map(re.escape, part.split('|')))})"
    return re.compile(rf"^{text}$")


def command_in(message: Message, u: Understanding, strict: bool = False) -> Spoken | None:
    """The command a message gives, in whole and exactly, or in other words.

    Args:
        message: what was said.
        u: the words people use.
        strict: whether only whole phrases count, as where any text is an answer.
    """
    ear = ear_of(u)
    line = message.line
    if len(line) > _READ_AT_MOST or not line:
        return None
    known = line if line in ear.whole else opened(message, u)
    if known in ear.whole:
        return Spoken(ear.whole[known])
    short = reduced(message.words, u)
    if short in ear.reduced and _is_command(message, short, strict):
        return Spoken(ear.reduced[short])
    if line in ear.talk:
        return None
    found = next((Spoken(name, slots) for name, slots in _fitting(message, ear.patterns)), None)
    waits = found is not None and found.name == "rather" and talk_in(message, u) is not None
    return None if waits else found


def _is_command(message: Message, short: str, strict: bool) -> bool:
    """Whether what is left without light words may stand for the whole.

    'It is finished' tells something and is no 'finished'.
    """
    tells = bool(_TELLS & set(message.words)) and " " not in short
    return bool(short) and not tells and (not strict or len(message.words) <= _FEW)


def slipped_command(message: Message, u: Understanding) -> Spoken | None:
    """A command with a slip of the pen; every denial has to be in it as it was typed."""
    ear = ear_of(u)
    short = reduced(message.words, u)
    if not _is_command(message, short, strict=True):
        return None
    name = _close(short, ear.reduced, u)
    return Spoken(ear.reduced[name], slipped=True) if name else None


def loose_command(message: Message, u: Understanding) -> Spoken | None:
    """A command in looser wording; one that the message denies is none."""
    if not message.words or len(message.words) > _LOOSE_WORDS:
        return None
    denied = _denials(message.words, u)
    for line in dict.fromkeys((message.line, opened(message, u))):
        for name, pattern, denials in ear_of(u).loose:
            found = pattern.match(f" {line}")
            if found is None or denied > denials or (line != message.line and found.groupdict()):
                continue
            return Spoken(name, dict(_slots(message, found)), slipped=True)
    return _no_idea(message, u)


def _no_idea(message: Message, u: Understanding) -> Spoken | None:
    """What a message ends with that says no more than why: 'I am no lawyer, no clue'."""
    before, *after = _statements(message)
    if len(after) != 1 or any(map(str.isdigit, before)):
        return None
    return unknown_at_end(message, u)


def unknown_at_end(message: Message, u: Understanding) -> Spoken | None:
    """The last of several statements, where it says that something is not known."""
    *before, last = _statements(message)
    end = command_in(hear(last, u), u, strict=True) if before else None
    return end if end is not None and end.name == "unknown" else None


def _statements(message: Message) -> list[str]:
    return re.split(r"[,;.] ", message.raw.rstrip(" .!"))


def _denials(words: Iterable[str], u: Understanding) -> int:
    return sum(word in u.negating for word in words)


def edits_in(message: Message, u: Understanding) -> Iterator[tuple[Edit, dict[str, str]]]:
    """The edits of a text that a message may ask for, the likeliest first, with what they name."""
    return _fitting(message, ear_of(u).edits)


def carried_in(message: Message, u: Understanding) -> Iterator[tuple[Carried, dict[str, str]]]:
    """What a message may say of the lines of the last cycle, the likeliest first."""
    return _fitting(message, ear_of(u).carried)


def _fitting(
    message: Message, forms: Iterable[Form[Means]]
) -> Iterator[tuple[Means, dict[str, str]]]:
    """The forms that fit a message, in their order, with what stands in their slots."""
    if len(message.line) > _READ_AT_MOST:
        return
    said = {"", *message.words}
    for form in forms:
        found = form.pattern.match(f" {message.line}") if form.word in said else None
        if found is not None:
            yield form.name, dict(_slots(message, found))


def measure_in(message: Message, u: Understanding) -> dict[str, str]:
    """The parts of an indicator that a sentence gives, as the first form that fits names them."""
    if len(message.line) > _READ_AT_MOST:
        return {}
    found = (pattern.match(f" {message.line}") for pattern in ear_of(u).measures)
    return next((dict(_slots(message, one)) for one in found if one is not None), {})


def talk_in(message: Message, u: Understanding) -> SmallTalk | None:
    """Thanks, anger and the like, when the message is nothing else."""
    ear = ear_of(u)
    if message.line in ear.talk:
        return ear.talk[message.line]
    if not message.words:
        return None
    known = ear.talk_reduced.get(reduced(message.words, u))
    return known or _civil(message, u) or _hesitation(message, u)


def _hesitation(message: Message, u: Understanding) -> SmallTalk | None:
    """Several ways of hesitating one after the other: 'hm, good question, let me ask my boss'."""
    phrases = u.small_talk.get("hesitation", ())
    if not holds_any(message.line, phrases):
        return None
    left = without(message.line, longest_first((*phrases, *u.fillers)))
    return "hesitation" if set(left.split()) <= {*u.civil, *u.light} else None


def _civil(message: Message, u: Understanding) -> SmallTalk | None:
    """Thanks or a greeting with words that add nothing: 'good morning, dear colleague'."""
    for name, phrase in ear_of(u).civil:
        rest = message.line.removeprefix(f"{phrase} ")
        if rest != message.line and set(rest.split()) <= {*u.civil, *u.light}:
            return name
    return None


def talk_within(message: Message, u: Understanding) -> SmallTalk | None:
    """Anger, hesitation or thanks somewhere in a message that means nothing else."""
    padded = f" {message.line} "
    for name in ("already_said", "anger", "hesitation", "thanks", "greeting"):
        if any(f" {phrase} " in padded for phrase in u.small_talk.get(name, ())):
            return name
    return None


def _close(line: str, known: dict[str, Command], u: Understanding) -> str:
    hit = process.extractOne(
        line, list(known), scorer=OSA.distance, score_cutoff=_slips_in(line) or 1
    )
    if hit is None or hit[1] > _slips_in(hit[0]):
        return ""
    said, meant = line.split(), hit[0].split()
    same_denial = [w for w in said if w in u.negating] == [w for w in meant if w in u.negating]
    return hit[0] if same_denial and said[0][0] == meant[0][0] else ""


def _slips_in(line: str) -> int:
    """How many slips of the pen a line of this length may hold."""
    return 0 if len(line) < 4 else 1 if len(line) < 8 else 2 if len(line) < 14 else 3


def _slots(message: Message, found: re.Match[str]) -> Iterator[tuple[str, str]]:
    """What stands in the slots, in the user's own spelling."""
    tokens = [token for token in message.tokens if is_word(token.word)]
    starts, at = [], 1
    for token in tokens:
        starts.append(at)
        at += len(token.word) + 1
    for name, text in found.groupdict().items():
        if text is None:
            continue
        begin, end = found.span(name)
        inside = [t for t, s in zip(tokens, starts, strict=True) if begin <= s < end]
        if inside:
            yield name, _with_signs(message.raw, inside[0].start, inside[-1].end)


def _with_signs(raw: str, start: int, end: int) -> str:
    """The text of a slot with the signs that belong to it, as in '$3 million' and '50 %'."""
    before = len(raw[:start]) - len(raw[:start].rstrip("$€£¥-+"))
    after = re.match(r"\s*[%€$£¥)]*", raw[end:])
    return raw[start - before : end + (after.end() if after else 0)].strip()
