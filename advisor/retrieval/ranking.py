"""Re-scores the passages found: whether each is of the kind that the question asks for."""

import re
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, replace

from advisor.retrieval.asked import Likeness
from advisor.retrieval.asks import ONE_FACT
from advisor.retrieval.kinds import kind_fits, term_fits
from advisor.retrieval.passages import Passage
from advisor.retrieval.question import Question, Term
from advisor.retrieval.search import Hit, says
from advisor.retrieval.words import is_ordinal, stem, stem_set

RANKING = (
    "fused", "cosine", "words", "pairs", "slide", "tokens", "covered", "headed", "kind", "term",
    "list", "long_fact", "item", "gap", "other_year", "other_name", "other_number", "led", "own",
    "beside", "first", "early", "asked", "asked_words", "asked_block", "asked_slide",
    "asked_typical", "asked_worded", "page",
)  # fmt: skip

_LAST = re.compile(r"\b(?:last|final)\b(?: one)?(?: (?:of|in) (?:the|these|those|all))?(?: (\w+))?")


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
    question: Question,
    hits: Sequence[Hit],
    likeness: Likeness,
    acronyms: Mapping[str, str],
    gaps: Sequence[str],
) -> list[Ranked]:
    """The passages found with their features, not yet scored."""
    return [Ranked(hit, features_of(question, hit, likeness, acronyms, gaps), 0.0) for hit in hits]


def scored(
    found: Sequence[Ranked],
    weights: Mapping[str, float],
    others: Mapping[str, float],
    known: Container[str],
) -> list[Ranked]:
    """The passages by their re-scored worth, best first.

    Args:
        found: the passages with their features.
        weights: of the features, for sources that questions are known to.
        others: the same for other sources, with a 'constant', on the same scale.
        known: the ids of the sources that questions are known to.
    """
    out = []
    for one in found:
        by = weights if one.passage.source in known else others
        worth = sum(by[name] * value for name, value in zip(RANKING, one.features, strict=True))
        out.append(replace(one, score=worth + by.get("constant", 0.0)))
    return sorted(out, key=lambda one: (-one.score, one.hit.at))


def features_of(
    question: Question,
    hit: Hit,
    likeness: Likeness,
    acronyms: Mapping[str, str],
    gaps: Sequence[str],
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
        float(likeness.own[hit.at]),
        float(likeness.words[hit.at]),
        float(likeness.block[hit.at]),
        float(likeness.slide[hit.at]),
        float(likeness.typical[hit.at]),
        float(likeness.worded[hit.at]),
        hit.page,
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
    """Which item of a numbered list is asked for, as in 'pillar 6'; None when none is.

    What is counted stands behind 'third' and before 'III' or '3', and introduces the list.
    """
    if not passage.numbered or passage.kind == "sentence":
        return None
    lead = stem_set(passage.lead)
    last = _LAST.search(question.text.lower())
    if last is not None and stem(last[1] or "") in lead | {str(len(passage.items))}:
        return len(passage.items)
    for at, number in enumerate(question.terms):
        if number.borrowed or not (number.stem.endswith("th") and number.number):
            continue
        start, end = number.span
        after = is_ordinal(question.read_as[start:end])
        rest = question.terms[at + 1 :] if after else question.terms[:at][::-1]
        noun = next((one for one in rest if not one.number), None)
        if noun is not None and noun.stem in lead:
            return int(number.stem.removesuffix("th"))
    return None
