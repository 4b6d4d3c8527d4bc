"""Re-scores the passages found: whether each is of the kind that the question asks for."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from advisor.retrieval.asks import ONE_FACT
from advisor.retrieval.lexicon import territories
from advisor.retrieval.passages import Passage
from advisor.retrieval.question import Question, Term
from advisor.retrieval.search import Hit, says
from advisor.retrieval.words import stem_set, words_of

RANKING = (
    "fused", "cosine", "words", "pairs", "slide", "tokens", "covered", "headed", "kind", "term",
    "list", "long_fact", "item", "gap", "other_year", "other_name", "other_number", "led", "own",
    "beside", "first", "early",
)  # fmt: skip
_MONTH = re.compile(
    r"\b(january|february|march|april|may|june|july|august|september|october|november|december)\b",
    re.IGNORECASE,
)
_MONEY = re.compile(r"[$€£]\s?\d|\b(dollars?|euros?|usd|rupees?)\b|\d\s?(million|billion)\b", re.I)
_NAME = re.compile(
    r"(?<![.:?!] )(?<!^)(?<!- )\b[A-Z][A-Za-z-]+(?: (?:(?:and|of|the|for) )?[A-Z][\w-]+)*"
)
_PLACE = re.compile(
    r"\b(?:in|at|to|from|on|into|by|of) (?:the )?"
    r"(?!(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Wednesday|Thursday)\b)([A-Z][\w-]+(?: [A-Z][\w-]+)*)"
)
_LESS = 0.4
_CONTACT = re.compile(
    r"\S@\S|\+\d[\d ()-]{6,}|\b\d{3}[- ]\d{3,4}[- ]?\d*\b|\b\w+(\.\w+)*\.[a-z]{2,3}\b"
)
_FORMS = {
    "share": re.compile(r"\d%|per ?cent|\b\d+ of \d+\b|\bhalf\b", re.IGNORECASE),
    "rank": re.compile(r"\d(st|nd|rd|th)\b|\brank(s|ed)? \d|\bfirst place|\d (places|positions)"),
    "value": re.compile(r"\d\.\d|\d%"),
    "amount": _MONEY,
    "measure": re.compile(r"\d+ (years?|months?|days?|hours?|km|kilomet|met(re|er)s?)\b"),
    "contact": _CONTACT,
}
_NEAR = 5
_YEAR_ONLY = 0.6
_DEFINES = 0.4
_LESS_SURE = 0.85


@dataclass(frozen=True)
class Ranked:
    """A passage found with the features of its re-scoring and the score."""

    hit: Hit
    features: tuple[float, ...]
    score: float

    @property
    def passage(self) -> Passage:
        """The passage itself."""
        return self.hit.passage


def described(
    question: Question, hits: Sequence[Hit], acronyms: Mapping[str, str], gaps: Sequence[str]
) -> list[Ranked]:
    """The passages found with their features, not yet scored."""
    return [Ranked(hit, features_of(question, hit, acronyms, gaps), 0.0) for hit in hits]


def scored(found: Sequence[Ranked], weights: Mapping[str, float]) -> list[Ranked]:
    """The passages by their re-scored worth, best first."""
    by = [weights[name] for name in RANKING]
    out = [
        replace(one, score=sum(w * v for w, v in zip(by, one.features, strict=True)))
        for one in found
    ]
    return sorted(out, key=lambda one: (-one.score, one.hit.at))


def features_of(
    question: Question, hit: Hit, acronyms: Mapping[str, str], gaps: Sequence[str]
) -> tuple[float, ...]:
    """What `RANKING` names, in its order."""
    passage = hit.passage
    wants_list = question.ask == "list"
    low = passage.text.lower()
    return (
        hit.fused,
        hit.cosine,
        hit.words,
        hit.pairs,
        hit.slide,
        hit.tokens,
        share(question.terms, _said_first(hit), acronyms),
        share(question.terms, stem_set(hit.place.header), acronyms),
        kind_fits(question, passage),
        term_fits(question, passage),
        float(passage.kind == "list") * float(wants_list),
        float(passage.kind == "list") * float(question.ask in ONE_FACT),
        float(passage.kind == "item") * (-1.0 if wants_list else 1.0),
        float(any(gap in low for gap in gaps)),
        other_of(question, hit, "year"),
        other_of(question, hit, "name"),
        other_of(question, hit, "number"),
        *_introduced(question, passage, acronyms),
        _beside(question, passage),
        1.0 / (1 + hit.lists_before) if passage.kind == "list" else 0.0,
        1.0 / (1 + passage.block) if question.ask in ("topic", "definition", "other") else 0.0,
    )


def share(terms: Sequence[Term], stems: frozenset[str], acronyms: Mapping[str, str]) -> float:
    """How much of the words, by rarity, stands among the stems."""
    weight = sum(term.weight for term in terms)
    if not weight:
        return 0.0
    return sum(term.weight for term in terms if says(term, stems, acronyms)) / weight


def other_of(question: Question, hit: Hit, what: str) -> float:
    """The share of the question's years, names or other numbers that are not given here."""
    kinds: dict[str, Callable[[Term], bool]] = {
        "year": lambda one: one.year,
        "name": lambda one: one.name,
        "number": lambda one: one.number and not one.year,
    }
    asked = [one for one in question.terms if kinds[what](one)]
    here = hit.all_stems if what == "name" else hit.own_stems
    if what == "number" and hit.passage.kind == "list":
        here = stem_set(f"{hit.place.title} {hit.passage.lead}")
    if hit.passage.kind == "list":
        here |= {str(len(hit.passage.items))}
    if hit.passage.numbered:
        here |= {f"{at}th" for at in _places(hit.passage)}
    missing = [one for one in asked if one.stem not in here]
    return len(missing) / len(asked) if asked else 0.0


def _said_first(hit: Hit) -> frozenset[str]:
    """The stems of the passage; of a list, those of what introduces it."""
    is_list = hit.passage.kind == "list"
    return stem_set(hit.passage.lead) if is_list else hit.own_stems


def _introduced(
    question: Question, passage: Passage, acronyms: Mapping[str, str]
) -> tuple[float, float]:
    """How much of the question the lead of a list says, and how much an item says by itself."""
    if passage.kind == "sentence":
        return 0.0, 0.0
    led = share(question.terms, stem_set(passage.lead), acronyms)
    own = share(question.terms, stem_set(passage.text), acronyms)
    return (led, own) if passage.kind == "item" else (own - led, 0.0)


def _beside(question: Question, passage: Passage) -> float:
    """The share of words, in the lead or the sentence, that the question does not ask about."""
    text = passage.lead if passage.kind != "sentence" else passage.text
    stems = stem_set(text)
    asked = {one for term in question.terms for one in (term.stem, *term.others)}
    return len(stems - asked) / len(stems) if stems else 1.0


def _places(passage: Passage) -> range:
    """The numbers of the items of a numbered list, or of one item."""
    if passage.kind == "item":
        return range(passage.place + 1, passage.place + 2)
    return range(1, len(passage.items) + 1)


def nth_asked(question: Question, passage: Passage) -> int | None:
    """Which item of a numbered list is asked for, as in 'pillar 6'; None when none is."""
    if not passage.numbered or passage.kind == "sentence":
        return None
    lead = stem_set(passage.lead)
    for one, other in zip(question.terms, [*question.terms[1:], *question.terms[-1:]], strict=True):
        for number, noun in ((one, other), (other, one)):
            if number.stem.endswith("th") and number.number and noun.stem in lead:
                return int(number.stem.removesuffix("th"))
    return None


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


def kind_fits(question: Question, passage: Passage) -> float:
    """How far a passage holds what the question asks for: a number, a date, a name, a list."""
    text = passage.lead if passage.kind == "list" else passage.text
    asked = frozenset(question.stems)
    if question.ask == "count":
        sure = _counted(question, text)
        return sure if sure == 1 or passage.kind != "list" else 0.0
    if question.ask == "list":
        return float(passage.kind == "list")
    if question.ask == "definition":
        return float(term_fits(question, passage) > 0)
    if question.ask == "when":
        return _dated(asked, text)
    if question.ask in _FORMS:
        sure = _FORMS[question.ask].search(text) is not None
        return 1.0 if sure else _LESS * float(bool(_numbers(asked, text)))
    if question.ask == "other" and question.focus and passage.kind == "item":
        return float(question.focus <= stem_set(passage.lead) | stem_set(passage.text))
    if question.ask == "country":
        return float(bool((stem_set(passage.own_words) & territories()) - asked))
    if question.ask == "where":
        return float(any(_fresh(asked, found[1]) for found in _PLACE.finditer(passage.own_words)))
    if question.ask == "who":
        return float(any(_fresh(asked, found[0]) for found in _NAME.finditer(passage.own_words)))
    return 0.0


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
    things = question.focus | {
        o for t in question.terms if t.stem in question.focus for o in t.others
    } or _things_counted(question)
    for at in numbers:
        if any(word.stem in things for word in words[at + 1 : at + _NEAR]):
            return 1.0
    return 0.5 if numbers else 0.0


def _things_counted(question: Question) -> frozenset[str]:
    low = question.read_as.lower()
    at = max((found.end() for found in re.finditer(r"\bhow many\b|\bnumber of\b", low)), default=-1)
    after = [term for term in question.terms if term.span[0] >= at and not term.number]
    return frozenset({after[0].stem, *after[0].others}) if at >= 0 and after else frozenset()
