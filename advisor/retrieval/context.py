"""What a question takes over from the one before it: its words, its year, what it counted."""

import re
from collections.abc import Callable

from advisor.retrieval.lexicon import Lexicon
from advisor.retrieval.words import Word, is_content, stem, words_of

_REFERS = re.compile(
    r"^(?:and|or|but|also|what about|how about|so)\b|"
    r"\b(?:it|its|they|them|their|theirs|he|she|his|her|that one|those|these|there|former|latter)\b"
)
_ORDER = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|next|other|\d+th)"
)
_ONE = re.compile(rf"\b(?P<order>{_ORDER})(?: ones?\b|(?= *(?:[,?.!]|$)))")
_COUNTED = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2}) (?:[\w-]+ )?"
    r"(?P<noun>[a-z]{3,}s)\b|\b(?:what|which) (?:are|were) the (?P<named>[a-z]{3,}s)\b"
)
_YEARS_OFF = re.compile(
    r"\b(?P<count>an?|one|two|three|four|five|six|eight|ten|\d{1,2}|the) years? "
    r"(?P<way>earlier|before|prior|previously|later|after|afterwards|on)\b"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_BACK = ("earlier", "before", "prior", "previously")


def refers(low: str) -> bool:
    """Whether a question in small letters takes something over from the one before."""
    return any(one.search(low) is not None for one in (_REFERS, _ONE, _YEARS_OFF))


def other_year(low: str, previous: str) -> str | None:
    """The question before in the year that is so many years off, as for 'two years earlier'."""
    found, years = _YEARS_OFF.search(low), _YEAR.findall(previous)
    if found is None or not years:
        return None
    count = stem(found["count"])
    off = int(count) if count.isdigit() else 1
    year = int(years[-1]) + (-off if found["way"] in _BACK else off)
    return previous.replace(years[-1], str(year))


def named_one(text: str, previous: str) -> str:
    """A question with what the one before counted, 'the second phase' for 'the second one'."""
    one, counted = _ONE.search(text.lower()), _COUNTED.search(previous.lower())
    if one is None or counted is None:
        return text
    noun = (counted["noun"] or counted["named"]).removesuffix("s")
    return f"{text[: one.end('order')]} {noun}{text[one.end() :]}"


def swapped(own: list[Word], previous: str, lexicon: Lexicon) -> str | None:
    """The question before with its year or its name replaced, where that is all that is new."""
    if not own:
        return None
    before = [w for w in words_of(previous) if is_content(w)]
    same = {w.stem for w in before}
    fresh = [w for w in own if w.stem not in same]
    kinds: tuple[Callable[[Word], bool], ...] = (
        lambda w: w.is_year,
        lambda w: w.is_number and not w.is_year,
        lambda w: lexicon.is_name(w.stem) or w.text[:1].isupper(),
    )
    for alike in kinds:
        old = [w for w in before if alike(w) and w.start > 0]
        if fresh and old and all(alike(w) for w in fresh):
            text = " ".join(w.text for w in fresh)
            return previous[: old[0].start] + text + previous[old[-1].end :]
    return None
