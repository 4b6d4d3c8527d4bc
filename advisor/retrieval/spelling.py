"""Puts right how a question is spelt, by the words of the library that it is asked of."""

import re
from collections.abc import Callable, Iterable, Mapping

from rapidfuzz import fuzz, process
from rapidfuzz.distance import DamerauLevenshtein

from advisor.retrieval.lexicon import Lexicon
from advisor.retrieval.words import Word, words_of

_ASKING = ("what", "which", "where", "when", "whose", "many", "much", "does", "number", "countries")
_SIGN = re.compile(r"\b(?:no|nr|number)\.? (?=\d)", re.IGNORECASE)
_NEARLY = 0.74
_RESEMBLES = 92


class Speller:
    """Reads misspelt words as those of one library.

    Args:
        lexicon: the words of the library.
        knows: tells whether a word is known in the language at large.
        respelt: short forms and their words, as 'wen' and 'when'.
        spared: tells whether a stem is never a misspelling.
    """

    def __init__(
        self,
        lexicon: Lexicon,
        knows: Callable[[str], bool],
        respelt: Mapping[str, str],
        spared: Callable[[str], bool],
    ) -> None:
        self._lexicon = lexicon
        self._knows = knows
        self._respelt = respelt
        self._spared = spared
        self._letters: dict[str, list[str]] = {}
        for word in lexicon.written:
            if len(word) > 3:
                self._letters.setdefault("".join(sorted(word)), []).append(word)
        phrases: Iterable[str] = {one.lower() for one in lexicon.acronyms.values()}
        self._phrases = sorted(one for one in phrases if one.count(" ") > 1)

    def spelt(self, text: str) -> str:
        """A text with its words as the library spells them."""
        text = _SIGN.sub("", text)
        out, end = [], 0
        for word in words_of(text):
            out.append(text[end : word.start])
            end = word.end
            out.append(self._word(word))
        return "".join(out) + text[end:]

    def _word(self, word: Word) -> str:
        low = word.text.lower()
        seen = word.stem in self._lexicon.found or low in self._lexicon.written
        if low in self._respelt and not seen:
            return self._respelt[low]
        if len(low) > 3 and low not in _ASKING and not seen and not self._knows(low):
            near = process.extractOne(
                low, _ASKING, scorer=DamerauLevenshtein.normalized_similarity, score_cutoff=_NEARLY
            )
            if near is not None:
                return str(near[0])
        if len(low) < 4 or not low.replace("-", "").isalpha() or seen or self._knows(low):
            return word.text
        if self._spared(word.stem):
            return word.text
        return self._swapped(low) or (
            word.text if word.text.isupper() else self._lexicon.spelt(word.text)
        )

    def _swapped(self, low: str) -> str | None:
        """The library's word of which two neighbouring letters change places, as 'OEDC'."""
        others = self._letters.get("".join(sorted(low)), ())
        return next((one for one in others if DamerauLevenshtein.distance(one, low) == 1), None)

    def phrase_spelt(self, text: str) -> str:
        """The text with a known phrase in place of one that nearly is it, as 'hole of'."""
        low = text.lower()
        for phrase in self._phrases:
            found = fuzz.partial_ratio_alignment(phrase, low, score_cutoff=_RESEMBLES)
            if len(phrase) <= len(low) and found is not None and phrase not in low:
                start = low.rfind(" ", 0, found.dest_start + 1) + 1
                end = low.find(" ", found.dest_end - 1)
                return text[:start] + phrase + (text[end:] if end >= 0 else "")
        return text
