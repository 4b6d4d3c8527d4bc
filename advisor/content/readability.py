"""How hard an English text is to read, after Flesch and Kincaid (1975)."""

import re

_SENTENCE = re.compile(r"[.!?:;]+(?:\s|$)")
_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?")
_SILENT = re.compile(
    r"(?<=[^aeiouycgszxl])es$|(?<=[^aeiouyl])e$|(?<=[^aeioutdy])ed$|(?<=[aeiouy]l)es?$"
)
_VOWELS = re.compile(r"[aeiouy]+")
_TWO_SOUNDS = re.compile(r"i[aou]|eo(?!p)|ua|ea$|ei(?=ng)|(?<=[lcr])ie(?=nc|nt|t)")
_ONE_SOUND = re.compile(r"(?<=\w[tscg])i(?=o|a[ln]|en)|(?<=[gq])u(?=[aeio])")


def syllables(word: str) -> int:
    """The syllables of an English word, by its groups of vowels; right for nine words of ten."""
    small = _ONE_SOUND.sub("", _SILENT.sub("", word.lower().replace("’", "").replace("'", "")))
    return max(1, len(_VOWELS.findall(small)) + len(_TWO_SOUNDS.findall(small)))


def grade(text: str) -> float:
    """The school grade (United States) at which the text is understood; about age less 5.

    Rough for a single sentence. 0 for a text without words.
    """
    words = _WORD.findall(text)
    sentences = [part for part in _SENTENCE.split(text) if _WORD.search(part)]
    if not words:
        return 0.0
    sounds = sum(syllables(word) for word in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * sounds / len(words) - 15.59
