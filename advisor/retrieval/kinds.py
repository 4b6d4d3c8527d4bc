"""Whether a passage holds the kind of thing that a question asks for."""

import re
from collections.abc import Callable

from advisor.retrieval.lexicon import territories
from advisor.retrieval.passages import Passage
from advisor.retrieval.question import Question
from advisor.retrieval.words import stem_set, words_of

_NEAR = 5
_YEAR_ONLY = 0.6
_DEFINES = 0.4
_LESS_SURE = 0.85
_MONTH = re.compile(
    r"\b(january|february|march|april|may|june|july|august|september|october|november|december)\b",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"[$€£]\s?\d[\d.,]*|\b(dollars?|euros?|usd|rupees?)\b|\d[\d.,]*\s?(million|billion)\b|"
    r"(?-i:\b(?:[A-Z]{2,3}|Rs|KSh)\.?\s?)\d[\d.,]+\d|"
    r"\d\s?(?:pound|franc|crown|kron\w+|yen|yuan|won|peso|real|dinar|dirham|riyal|lira|shekel|"
    r"rand|shilling|naira|cedi|baht|ringgit|rupiah|taka|florin|zloty|forint|tenge)s?\b",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"(?<![.:?!] )(?<!^)(?<!- )\b[A-Z][A-Za-z-]+(?: (?:(?:and|of|the|for) )?[A-Z][\w-]+)*"
)
_PLACE = re.compile(
    r"\b(?:in|at|to|from|on|into|by|of) (?:the )?"
    r"(?!(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Wednesday|Thursday)\b)([A-Z][\w-]+(?: [A-Z][\w-]+)*)"
)
_QUOTED = re.compile(r'"[^"]*"|“[^”]*”')  # titles, which name nobody
_LESS = 0.4
_PHONE = r"\+\d[\d ()-]{6,}|\b\d{3}[- ]\d{3,4}[- ]?\d*\b|\b(?:tele)?phone\b.*\d{3}"
_CONTACT = re.compile(rf"\S@\S|{_PHONE}|\b\w+(\.\w+)*\.[a-z]{{2,3}}\b")
_ONE_CONTACT = (
    (re.compile(r"phone|mobile|fax"), re.compile(_PHONE, re.IGNORECASE)),
    (re.compile(r"mail"), re.compile(r"\S@\S")),
)
_IN_TABLES = ("count", "share", "value", "amount", "measure")
_MOVES = re.compile(r"\b(climb|r[io]se|gain|jump|mov|improv|advanc|drop|f[ae]ll|chang|lost|lose)")
_MOVED = re.compile(r"\d+ (?:places|positions|ranks)|\d+(?:st|nd|rd|th)\b|\brank(?:s|ed)? \d+")
_FEW = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|sixty"
_FORMS = {
    "share": re.compile(r"\d[\d.,]*(?:%| ?per ?cent)|\b\d+ of \d+\b|\bhalf\b", re.IGNORECASE),
    "rank": re.compile(r"\d+(?:st|nd|rd|th)\b|\brank(?:s|ed)? \d+|\bfirst place"),
    "value": re.compile(r"\d+\.\d+|\d+%"),
    "amount": _MONEY,
    "measure": re.compile(
        rf"\b(?:\d[\d.,]*|{_FEW}|half an?)[ -]"
        r"(?:(?:working|calendar|full|square|cubic|[bm]illion) )?"
        r"(?:minute|hour|day|week|fortnight|month|quarter|year|decade|centur(?:y|ie)|"
        r"(?:kilo|centi|milli)?met(?:re|er)|k?m|mile|hectare|kilo(?:gram(?:me)?)?|kg|tonne|"
        r"(?:mega|giga|tera)?(?:bit|byte)|[MGT]B|page)s?\b",
        re.IGNORECASE,
    ),
    "times": re.compile(
        r"\b(once|twice|(?:\d+|two|three|four|five|six|seven|eight|nine|ten) times|in a row|"
        r"(?:every|each|per|an?) (?:\w+ )?(?:days?|weeks?|months?|quarters?|years?)|"
        r"(?:bi)?(?:annual|yearly|month|week|dai)(?:ly)?|regularly|continuously)\b",
        re.IGNORECASE,
    ),
    "contact": _CONTACT,
}


def kind_fits(question: Question, passage: Passage) -> float:
    """How far a passage holds what the question asks for: a number, a date, a name, a list."""
    text = passage.lead if passage.kind == "list" else passage.text
    asked = frozenset(question.stems)
    if question.ask in _IN_TABLES and _in_table(asked, text):
        return 1.0
    if question.ask in _FORMS:
        forms = _form_of(question).finditer(text)
        sure = any(_said_newly(asked, form[0]) for form in forms)
        return 1.0 if sure else _LESS * float(bool(_numbers(asked, text)))
    if question.ask in ("where", "who"):
        pattern = _PLACE if question.ask == "where" else _NAME
        found = pattern.findall(_QUOTED.sub("", passage.own_words))
        return float(any(_fresh(asked, one) for one in found))
    tests: dict[str, Callable[[], float]] = {
        "count": lambda: _count_fits(question, passage),
        "list": lambda: float(passage.kind == "list"),
        "definition": lambda: float(term_fits(question, passage) > 0),
        "when": lambda: _dated(asked, text),
        "country": lambda: float(bool((stem_set(passage.own_words) & territories()) - asked)),
        "other": lambda: float(_is_item_of(question, passage)),
    }
    return tests[question.ask]() if question.ask in tests else 0.0


def _form_of(question: Question) -> re.Pattern[str]:
    """How what is asked for is written; of a telephone number otherwise than of an address."""
    if question.ask == "contact":
        for asked, form in _ONE_CONTACT:
            if asked.search(question.read_as.lower()):
                return form
    if question.ask == "rank" and _MOVES.search(question.read_as.lower()):
        return _MOVED
    return _FORMS[question.ask]


def _in_table(asked: frozenset[str], text: str) -> bool:
    """Whether a row of a table has a figure under a heading that is asked about."""
    cells = [cell.partition(": ") for cell in text.split("; ")]
    return len(cells) > 1 and any(
        stem_set(head) & asked and any(word.is_number for word in words_of(value))
        for head, _, value in cells
    )


def _said_newly(asked: frozenset[str], form: str) -> bool:
    """Whether a figure is not one that the question gives itself."""
    figures = {word.stem for word in words_of(form) if word.is_number}
    return not figures or bool(figures - asked)


def _is_item_of(question: Question, passage: Passage) -> bool:
    """Whether a passage is an item of a list of what is asked for, as 'which strategy'."""
    if not question.focus or passage.kind != "item":
        return False
    return question.focus <= stem_set(passage.lead) | stem_set(passage.text)


def _count_fits(question: Question, passage: Passage) -> float:
    if passage.kind == "sentence":
        return _counted(question, passage.text)
    if passage.kind == "list":
        of_these = bool(_things_asked(question) & stem_set(passage.lead))
        return float(of_these or _counted(question, passage.lead) == 1)
    return _counted(question, passage.text)


def _fresh(asked: frozenset[str], name: str) -> bool:
    """Whether a name says something that the question does not."""
    return bool(stem_set(name) - asked)


def _dated(asked: frozenset[str], text: str) -> float:
    fresh = [word for word in words_of(text) if word.is_year and word.stem not in asked]
    return 1.0 if _MONTH.search(text) else _YEAR_ONLY * float(bool(fresh))


def _numbers(asked: frozenset[str], text: str) -> list[int]:
    """Where numbers stand that are not years, nor asked about, nor the word 'one'."""
    return [
        at
        for at, word in enumerate(words_of(text))
        if word.is_number
        and not word.is_year
        and word.stem not in asked
        and (word.text.lower() != "one" or text[: word.start].lower().endswith("only "))
        and not _MONTH.match(text[word.end :].strip())
    ]


def _counted(question: Question, text: str) -> float:
    """1 when a number stands before the thing counted, 0.5 when there is one at all, else 0."""
    words = words_of(text)
    numbers = _numbers(frozenset(question.stems), text)
    things = _things_asked(question)
    for at in numbers:
        if any(word.stem in things for word in words[at + 1 : at + _NEAR]):
            return 1.0
    return 0.5 if numbers else 0.0


def _things_asked(question: Question) -> frozenset[str]:
    others = {o for t in question.terms if t.stem in question.focus for o in t.others}
    return question.focus | others or _things_counted(question)


def _things_counted(question: Question) -> frozenset[str]:
    low = question.read_as.lower()
    at = max((found.end() for found in re.finditer(r"\bhow many\b|\bnumber of\b", low)), default=-1)
    after = [term for term in question.terms if term.span[0] >= at and not term.number]
    return frozenset({after[0].stem, *after[0].others}) if at >= 0 and after else frozenset()


def term_fits(question: Question, passage: Passage) -> float:
    """How far the term that a passage defines is what the question is about."""
    asked = set(question.stems)
    best = _acronym_told(question, passage)
    for term in passage.terms:
        own = stem_set(term)
        if own and asked:
            sure = 1.0 if f"{term} means " in passage.text or passage.kind == "item" else _LESS_SURE
            best = max(best, sure * len(own & asked) / len(own | asked))
    if best < _DEFINES:
        return 0.0
    return best if question.ask in ("definition", "topic", "list", "yesno") else best / 2


def _acronym_told(question: Question, passage: Passage) -> float:
    """Whether an acronym is all that is asked about, and the passage spells it out."""
    if question.ask != "definition" or len(question.terms) != 1 or passage.kind == "list":
        return 0.0
    acronym = re.escape(question.terms[0].stem)
    found = re.search(rf"\({acronym}s?\)|\b{acronym} \([A-Z]", passage.text, re.IGNORECASE)
    return _LESS_SURE if found else 0.0
