"""What the options of a question are called, and which of them a message names in full."""

import re

from advisor.dialogue.matching import Names, clauses, said_stems, scores
from advisor.dialogue.message import Message, line_of, without
from advisor.dialogue.understanding import Understanding
from advisor.model.content import KnowledgePack, Option, Question

_HEAD = re.compile(r"[:(,;]")
_TELLING = 0.6


def names_of(option: Option) -> tuple[str, ...]:
    """All that an option may be called; the parts of a long label are names of it."""
    head = _HEAD.split(option.label, maxsplit=1)[0]
    parts = [part.strip() for part in _HEAD.split(option.label)]
    rest = [part for part in parts[1:] if part]
    return (option.label, head, option.id.replace("_", " ").replace("-", " "), *option.terms, *rest)


def compared(pack: KnowledgePack) -> tuple[str, ...]:
    """The texts that messages are compared with by meaning, in the order of the questions."""
    named = (
        text
        for question in pack.questions
        for text in (
            *question.anchors.values(),
            *(name for option in question.options for name in names_of(option)),
        )
        if question.kind != "checklist"
    )
    return tuple(dict.fromkeys(named))


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
    return tuple(dict.fromkeys([*(within if len(within) == 1 else ()), number - 1]))


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


def speaks_of_own(question: Question, message: Message, u: Understanding) -> bool:
    """Whether a message names, or denies, one of the question's own options."""
    if not question.options:
        return False
    names = option_names(question, u)
    values = scores(said_stems(message.words, u, names), names)
    return max(map(abs, values), default=0.0) >= _TELLING


def denied_options(question: Question, message: Message, u: Understanding) -> frozenset[str]:
    """The options that a message names only to deny them: 'not the national one'."""
    if not question.options or not u.negating & set(message.words):
        return frozenset()
    names = option_names(question, u)
    table = [scores(said_stems(one.words, u, names), names) for one in clauses(message, u)]
    by_option = zip(question.options, zip(*table, strict=True), strict=True)
    return frozenset(one.id for one, values in by_option if min(values) < 0 and max(values) <= 0)


def option_names(question: Question, u: Understanding) -> Names:
    """The names of a question's options; words of the question itself tell less."""
    given = frozenset(said_stems(line_of(question.text, u).split(), u))
    return Names.made([names_of(option) for option in question.options], u, given)
