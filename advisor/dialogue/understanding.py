"""What the dialogue understands: the words people use, as data."""

import re
from functools import cached_property
from itertools import product
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from advisor.dialogue.phrases import Phrases
from advisor.model.content import Kind
from advisor.model.frozen import Frozen

Command = Literal[
    "add",
    "back",
    "bulk",
    "change",
    "correct",
    "draft",
    "goto",
    "help",
    "language",
    "less",
    "level",
    "meaning",
    "minutes",
    "missing",
    "more",
    "next",
    "not_applicable",
    "open_ones",
    "options",
    "orders",
    "privacy",
    "progress",
    "rather",
    "restart",
    "restate",
    "review",
    "said",
    "save",
    "skip",
    "stop",
    "suggest",
    "undo",
    "unknown",
    "unsure",
    "who",
    "why",
    "withdraw",
    "wording",
]
SmallTalk = Literal[
    "already_said", "anger", "bye", "fine", "greeting", "hesitation", "thanks", "wellbeing"
]
Edit = Literal[
    "pick_then",
    "combine",
    "pick",
    "shorten",
    "undo",
    "drafts",
    "leave",
    "replace",
    "replace_if_there",
    "drop",
    "add",
]
Carried = Literal["all_but", "line"]
_CHOICE = re.compile(r"\[([^\[\]]*)\]")


def spread(phrases: tuple[str, ...]) -> tuple[str, ...]:
    """Phrases with every choice in brackets written out: 'go [on|back]' is 'go on' and 'go back'.

    Raises:
        ValueError: when a bracket is left open.
    """
    return tuple(dict.fromkeys(one for phrase in phrases for one in _written_out(phrase)))


def _written_out(phrase: str) -> tuple[str, ...]:
    parts = _CHOICE.split(phrase)
    if any(sign in part for part in parts for sign in "[]"):
        raise ValueError(f"a bracket is left open in '{phrase}'")
    ways = (part.split("|") if at % 2 else (part,) for at, part in enumerate(parts))
    return tuple(" ".join("".join(way).split()) for way in product(*ways))


Words_ = Annotated[tuple[str, ...], AfterValidator(spread)]


class VisionWords(Frozen):
    """The questions a vision statement is made from, and the words that show what it says.

    A question that the pack does not have switches its part off.
    """

    statement: str
    by: str
    people: str
    outcomes: str
    values: str
    measure: str
    measures: Words_ = Field(description="how an indicator is written in a sentence, with places")
    plan: str
    plan_linked: Words_ = Field(description="options of `plan` that mean a link")
    people_words: Words_
    behind_words: Words_
    goals: str
    plan_name: str
    diagnosis_question: str
    diagnosis: dict[str, str] = Field(description="what each answer to it means for the plan")
    axes: dict[str, Words_] = Field(description="answers to it -> words for what they know")
    all_clear: str = Field(description="the answer that knows all of these")
    none_clear: str = Field(description="the answer that knows none of them")
    unclear: Words_ = Field(description="words that say that something is not known")
    joins: Words_ = Field(description="words with which an addition runs on from the sentence")
    accepts: Words_ = Field(description="what takes the statement as it stands, beside a yes")
    edits: dict[Edit, Words_] = Field(description="what is said to edit a statement, with places")


class Pace(Frozen):
    """How fast people read and answer, in seconds where nothing else is said."""

    words_per_minute: int = Field(ge=60, description="reading a question and what it offers")
    seconds: dict[Kind, int] = Field(description="to decide and answer; for a checklist, an item")
    looks_back: int = Field(ge=1, description="answers from which the office's own pace is taken")
    least_answers: int = Field(ge=1, description="answers before that pace is used at all")
    longest_pause: int = Field(ge=1, description="a longer silence is a break, not thinking")
    fastest: int = Field(ge=1, description="the quickest pace counted on, in per cent of the usual")
    slowest: int = Field(ge=1, description="the slowest pace counted on, in per cent of the usual")
    closing: int = Field(ge=0, description="kept back to read how it ends")


class Understanding(Frozen):
    """Word lists by meaning; all in lower case and spelt out (`do not`, never `don't`)."""

    spellings: dict[str, str] = Field(description="a word as typed -> the words it stands for")
    endings: dict[str, str] = Field(description="an ending such as n't -> the word it stands for")
    light: Words_ = Field(description="words that carry nothing in a command")
    fillers: Words_ = Field(description="phrases around an answer that leave it certain")
    stopwords: Words_ = Field(description="words that name no topic")
    hedges: Words_ = Field(description="words that make an answer less than certain")
    reservations: Words_ = Field(description="words after which an answer is taken back in part")
    turns: Words_ = Field(description="words after which an answer is put right")
    restarts: Words_ = Field(description="words within a message that take back what was said")
    reasons: Words_ = Field(description="words that open an explanation")
    negators: Words_
    lacks: Words_ = Field(description="words that name a barrier by what is not there")
    have: Words_ = Field(description="words that say that something is there")
    possess: Words_ = Field(description="those of them that say so by themselves")
    partly: Words_ = Field(description="phrases that say that something is there in part")
    breaks: Words_ = Field(description="words between two statements")
    yes: Words_
    no: Words_
    assent: Words_ = Field(description="words that accept what is proposed, beside a yes")
    dissent: Words_ = Field(description="words that turn down what is proposed, beside a no")
    nods: Words_ = Field(description="single words, one of which makes a yes of a short message")
    shakes: Words_ = Field(description="single words, one of which makes a no of it")
    nothing_else: Words_ = Field(description="phrases that only close a yes")
    beside_nods: Words_ = Field(description="words that add nothing to a yes or a no")
    partly_yes: Words_ = Field(description="phrases that answer yes or no with 'in part'")
    none_of: Words_
    all_of: Words_
    excepting: Words_ = Field(description="words before what is taken out of 'all'")
    material_words: Words_ = Field(description="words for what the workshop handed out")
    sets_aside: Words_ = Field(description="phrases that take out what their statement names")
    rest: Words_ = Field(description="words for all items that were not named")
    first: Words_ = Field(description="words for the first or lower of two choices on offer")
    last: Words_ = Field(description="words for the second or higher of two choices on offer")
    likert: dict[str, Words_] = Field(description="'4' or '3-4' -> phrases that mean it")
    negated: dict[int, str] = Field(description="level -> levels meant when it is denied")
    below: Words_
    above: Words_
    nearly: Words_
    at_least: Words_
    at_most: Words_
    between: Words_
    within: Words_ = Field(description="words before the longest a thing may be ago")
    past: Words_ = Field(description="words that say that a span of time is over")
    out_of: Words_ = Field(description="words between a part and the whole it is of")
    quantities: dict[str, Words_] = Field(description="how many of all -> phrases that mean it")
    planned: Words_ = Field(description="phrases that say that something is still to come")
    either: Words_
    level_words: Words_ = Field(description="words beside a number that make it a level")
    numbers: dict[str, int]
    scales: dict[str, int]
    leads_figure: Words_ = Field(description="words before each of several figures")
    plus_half: Words_ = Field(description="words between a figure and its scale that add a half")
    two_scales: dict[str, tuple[int, int]] = Field(description="a scale read in two ways")
    fractions: dict[str, str] = Field(description="words before a scale: 'half a' -> '1/2'")
    shares: dict[str, str] = Field(description="a share in words -> the fraction")
    currencies: dict[str, str] = Field(
        description="symbol or name -> ISO code, '*' and its last letter, or nothing"
    )
    currency_question: str = ""
    per_year: Words_
    spread: Words_ = Field(description="words that give an amount for another span of time")
    units: dict[str, str] = Field(description="a unit of time as typed -> month, quarter, year")
    months: dict[str, int]
    early: Words_
    middle: Words_
    late: Words_
    fiscal: Words_
    fiscal_starts: tuple[int, ...] = Field(description="months in which fiscal years often start")
    ordinals: dict[str, int]
    quarters: dict[str, int]
    halves: dict[str, int]
    today: Words_
    tomorrow: Words_
    this: Words_
    coming: Words_ = Field(description="words before 'month' or 'year' that mean the one ahead")
    commands: dict[Command, Words_]
    previous_cycle: str = Field(description="who gave an answer that came from the last cycle")
    carried_kept: Words_ = Field(description="what says that answers of the last cycle hold")
    carried_changed: Words_ = Field(description="what says that some of them do not")
    carried: dict[Carried, Words_] = Field(description="what is said of their lines, with places")
    loose: dict[Command, Words_] = Field(description="commands in looser wording, * for any words")
    civil: Words_ = Field(description="words after thanks or a greeting that add nothing to it")
    imperatives: Words_ = Field(description="words that open what is wanted of the advisor")
    doubts: Words_ = Field(description="words that open a name one is not certain of")
    lead_ins: Words_ = Field(description="what leads into a name that is asked for")
    remarks: Words_ = Field(description="words that open a remark, where any text is an answer")
    dictates: Words_ = Field(description="what stands before a colon and the text to be written")
    supposes: Words_ = Field(description="words that open what is only supposed: 'if I say no'")
    every: Words_ = Field(description="words for each of many, one by one")
    excluding: Words_ = Field(description="words between what is meant and what is not")
    limits: Words_ = Field(description="words behind a yes that set it a limit")
    together: Words_ = Field(description="words that count several things as one")
    apart: Words_ = Field(description="words that say that each goes its own way")
    itself: Words_ = Field(description="words for the conversation itself")
    regrets: Words_ = Field(description="words that open what puts an answer right")
    mistakes: Words_ = Field(description="phrases that say that an answer was wrong")
    small_talk: dict[SmallTalk, Words_]
    openers: Words_ = Field(description="words before a question that are no part of it")
    starters: Words_ = Field(description="phrases that open a question")
    asks_you: Words_ = Field(description="words that open a question to the advisor itself")
    strict_starters: Words_ = Field(description="the same where a plain text is the answer")
    last_answer: Words_ = Field(description="names of the answer given just before")
    languages: dict[str, Words_] = Field(description="language -> its most frequent words")
    scripts: dict[str, str] = Field(description="a script's Unicode name -> language")
    concluding: Words_ = Field(description="words before the figure that a message comes to")
    vision: VisionWords = Field(description="how a vision statement is proposed and looked at")
    pace: Pace = Field(description="how long questions take")

    @cached_property
    def lines(self) -> dict[str, str]:
        """Lines of our own texts once they were worked out."""
        return {}

    @cached_property
    def accepting(self) -> frozenset[str]:
        """All that accepts a proposal."""
        return frozenset((*self.yes, *self.assent))

    @cached_property
    def declining(self) -> frozenset[str]:
        """All that turns a proposal down."""
        return frozenset((*self.no, *self.dissent))

    @cached_property
    def plain_yes_no(self) -> frozenset[str]:
        """What answers yes or no when it opens a message, and means little within one."""
        return frozenset((*self.yes, *self.no))

    @cached_property
    def light_words(self) -> frozenset[str]:
        """The light words as a set."""
        return frozenset(self.light)

    @cached_property
    def topic_free(self) -> frozenset[str]:
        """All words that name no topic."""
        return frozenset(self.stopwords) | self.light_words

    @cached_property
    def negating(self) -> frozenset[str]:
        """The negators as a set."""
        return frozenset(self.negators)

    @cached_property
    def around_answers(self) -> tuple[str, ...]:
        """Fillers, the longest first."""
        return tuple(sorted(self.fillers, key=lambda one: (-len(one.split()), one)))

    @cached_property
    def likert_levels(self) -> dict[str, tuple[int, ...]]:
        """The levels of each phrase that is a whole message."""
        return {phrase: levels for levels, phrase in self.likert_phrases}

    @cached_property
    def likert_phrases(self) -> tuple[tuple[tuple[int, ...], str], ...]:
        """Each phrase with the levels it means, the longest first."""
        pairs = [
            (tuple(int(level) for level in levels.split("-")), phrase)
            for levels, phrases in self.likert.items()
            for phrase in phrases
        ]
        return tuple(sorted(pairs, key=lambda pair: (-len(pair[1].split()), pair[1])))


class Words(Frozen):
    """All language data of the dialogue."""

    phrases: Phrases
    understanding: Understanding
