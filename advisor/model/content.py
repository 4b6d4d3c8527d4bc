"""The knowledge pack: questions, facts, rules, actions, risks and the digest of the decks."""

from functools import cached_property
from typing import Any, Literal

from pydantic import Field, model_validator

from advisor.errors import did_you_mean
from advisor.model.conditions import Condition
from advisor.model.frozen import Frozen
from advisor.model.migrations import Migration as Migration
from advisor.model.reference import Reference
from advisor.model.sources import PillarNo as PillarNo
from advisor.model.sources import SourceRef as SourceRef

StageId = Literal["profile", "situation", "vision", "pillars", "monitoring"]
Kind = Literal["likert5", "choice", "multi", "number", "money", "date", "text", "checklist"]
Strength = Literal["must", "should", "could"]
Phase = Literal["quick", "short", "medium", "long"]
Nature = Literal[
    "institution", "law", "people", "process", "data", "technology", "inclusion", "measurement"
]
CostBand = Literal["none", "small", "medium", "large"]
Barrier = Literal["access", "affordability", "ability"]
Lever = Literal["data", "design", "delivery"]
NO_VIEW = "none because "
LEAST_REASON = 6


class Named(Frozen):
    """An entry of a fixed vocabulary: an id, how it is written, and what it means."""

    id: str
    label: str
    meaning: str = ""


class Pillar(Frozen):
    """One of the nine pillars of a roadmap."""

    no: PillarNo
    title: str
    objective: str
    sources: tuple[SourceRef, ...] = Field(min_length=1)


class Stage(Frozen):
    """A step of the method as the interview walks it."""

    id: StageId
    title: str
    intro: str
    sources: tuple[SourceRef, ...] = ()


class Vocabulary(Frozen):
    """Names that questions, actions and documents share."""

    stages: tuple[Stage, ...]
    pillars: tuple[Pillar, ...]
    dimensions: tuple[Named, ...]
    topics: tuple[Named, ...]
    barriers: tuple[Named, ...]
    levers: tuple[Named, ...]
    groups: tuple[Named, ...]
    natures: tuple[Named, ...]
    phases: tuple[Named, ...]
    risk_groups: tuple[Named, ...]
    sdg: tuple[Named, ...]
    strategies: tuple[Named, ...]


class Option(Frozen):
    """One choice of a question, or one item of a checklist; `terms` are other words for it."""

    id: str
    label: str
    terms: tuple[str, ...] = ()


class Question(Frozen):
    """What the interview asks; `rev` is raised whenever the meaning changes."""

    id: str
    rev: int = Field(default=1, ge=1)
    stage: StageId
    kind: Kind
    label: str = Field(description="a few words, as in 'noted: CIO in post: yes'")
    text: str
    why: str
    sources: tuple[SourceRef, ...] = Field(min_length=1)
    pillar: PillarNo | None = None
    dimension: str | None = None
    subdimension: str | None = None
    topic: str | None = None
    options: tuple[Option, ...] = ()
    anchors: dict[int, str] = {}
    terms: tuple[str, ...] = ()
    ask_if: Condition | None = None
    allow: tuple[Literal["unknown", "not_applicable"], ...] = ("unknown", "not_applicable")
    official: bool = False
    national: bool = False
    rapid: bool = True
    weight: int = Field(default=1, ge=1)
    minimum: int | None = None
    maximum: int | None = None
    unit: str = ""

    @model_validator(mode="after")
    def _parts_fit_kind(self) -> "Question":
        wants_options = self.kind in ("choice", "multi", "checklist")
        if wants_options != bool(self.options):
            raise ValueError(f"kind '{self.kind}' {'needs' if wants_options else 'has no'} options")
        if (self.kind == "likert5") != bool(self.anchors):
            raise ValueError("anchors belong to kind 'likert5', one for each of 1 to 5")
        if self.anchors and sorted(self.anchors) != [1, 2, 3, 4, 5]:
            raise ValueError("anchors are given for each of 1, 2, 3, 4, 5")
        if len({option.id for option in self.options}) != len(self.options):
            raise ValueError("two options have the same id")
        return self

    @property
    def origin(self) -> Literal["official", "national", "own"]:
        """Whose wording it is: the framework's, a national list's, or the product's own."""
        if self.official:
            return "official"
        return "national" if self.national else "own"


class Selector(Frozen):
    """Which answers a fact looks at: named questions, or all of a dimension or a pillar."""

    questions: tuple[str, ...] = ()
    items: str | None = Field(default=None, description="a checklist, item by item")
    prefix: str = Field(default="", description="only the checklist's items that begin so")
    dimension: str | None = None
    subdimension: str | None = None
    pillar: PillarNo | None = None

    @model_validator(mode="after")
    def _one_way(self) -> "Selector":
        ways = [bool(self.questions), self.items is not None, self.pillar is not None]
        ways.append(self.dimension is not None)
        if sum(ways) != 1:
            raise ValueError("say exactly one of questions, items, dimension, pillar")
        return self


class FactExample(Frozen):
    """Answers and the value that the fact must then have (`unknown` for none)."""

    answers: dict[str, Any]
    gives: int | Literal["unknown"]


class Fact(Frozen):
    """A named integer made from answers.

    mean: weighted mean of 1-5 answers, times 100 (so 100 to 500). min, max: over numbers.
    count: how many answers meet `where`. share: the same per cent of those answered.
    gap: `target` less the mean. sum: of numbers. Not-applicable answers leave the denominator.
    """

    id: str
    label: str
    kind: Literal["mean", "min", "max", "count", "share", "gap", "sum"]
    over: Selector
    where: dict[Literal["eq", "ne", "lt", "lte", "gt", "gte", "has"], int | str] = {}
    target: int = 400
    min_share: int = Field(default=50, ge=0, le=100, description="per cent answered, at least")
    examples: tuple[FactExample, ...] = Field(min_length=2)

    @model_validator(mode="after")
    def _where_fits(self) -> "Fact":
        if (self.kind in ("count", "share")) != (len(self.where) == 1):
            raise ValueError("'where' with one comparison belongs to kind count or share")
        return self


class Propose(Frozen):
    """Effect: put an action forward."""

    propose: str
    strength: Strength


class Raise(Frozen):
    """Effect: enter a risk in the register."""

    raise_: str = Field(alias="raise")


class Emphasise(Frozen):
    """Effect: a pillar comes first among equals."""

    emphasise: PillarNo


class Hold(Frozen):
    """Effect: an action waits until others are done, when they are in the plan too."""

    hold: str
    behind: tuple[str, ...] = Field(min_length=1)


Effect = Propose | Raise | Emphasise | Hold


class RuleExamples(Frozen):
    """Answers (or facts) under which the rule must fire, not fire, or stay open."""

    true: tuple[dict[str, Any], ...] = Field(min_length=1)
    false: tuple[dict[str, Any], ...] = Field(min_length=1)
    unknown: tuple[dict[str, Any], ...] = Field(min_length=1)


class Rule(Frozen):
    """When a condition holds, what follows and why."""

    id: str
    when: Condition
    then: tuple[Effect, ...] = Field(min_length=1)
    because: str = Field(description="a sentence; {name} is replaced by the value seen")
    sources: tuple[SourceRef, ...] = Field(min_length=1)
    examples: RuleExamples


class IndicatorSpec(Frozen):
    """How the success of an action is measured."""

    name: str
    unit: str
    method: str
    target: str = Field(default="", description="a proposal of the advisor, to be confirmed")
    frequency: Literal["monthly", "quarterly", "twice a year", "yearly"] = "yearly"
    baseline_from: str | None = Field(default=None, description="question giving the baseline")


class Action(Frozen):
    """A piece of work that the roadmap can hold; its record is that of the domain's usage."""

    id: str
    pillar: PillarNo
    title: str
    deliverable: str
    nature: Nature
    owner: str
    supports: tuple[str, ...] = ()
    earliest: Phase
    months: int = Field(ge=1, le=60, description="calendar months from start to finish")
    effort_pm: int = Field(ge=1, description="person-months of the government's own people")
    cost: CostBand = Field(description="purchases beyond the government's own people")
    needs: tuple[str, ...] = ()
    indicator: IndicatorSpec
    sdg: tuple[str, ...] = Field(min_length=1)
    strategies: tuple[int, ...] = ()
    barriers: tuple[Barrier, ...] = ()
    groups: tuple[str, ...] = ()
    lever: Lever | None = None
    inclusion: str = Field(default="", description="'none because …': why it has no such view")
    risks: tuple[str, ...] = ()
    sources: tuple[SourceRef, ...] = Field(min_length=1)
    practice_note: str = Field(default="", description="what is the advisor's, not the deck's")

    @model_validator(mode="after")
    def _inclusion_is_a_reason(self) -> "Action":
        if self.inclusion:
            reason = self.inclusion.removeprefix(NO_VIEW)
            if reason == self.inclusion or len(reason.split()) < LEAST_REASON:
                raise ValueError(f"'inclusion' reads '{NO_VIEW}' and a reason of some words")
            if self.barriers or self.groups or self.lever:
                raise ValueError("'inclusion' says none, but barriers, groups or a lever are given")
        return self


class Risk(Frozen):
    """Something that can go wrong, how one notices, and what to do."""

    id: str
    group: str
    title: str
    description: str
    signal: str
    response: str
    owner: str
    likelihood: Literal["low", "medium", "high"]
    impact: Literal["low", "medium", "high"]
    answered_by: tuple[str, ...] = Field(default=(), description="actions that reduce it")
    sources: tuple[SourceRef, ...] = Field(min_length=1)


class NoteBlock(Frozen):
    """A paragraph or a list of a slide note; `lead` introduces the items of a list."""

    kind: Literal["paragraph", "list", "steps"]
    sentences: tuple[str, ...] = ()
    lead: str = ""
    items: tuple[str, ...] = ()


class SlideNote(Frozen):
    """The project's own note on one slide."""

    deck: str
    slide: str
    title: str
    section: str
    survey: str = ""
    same_as: str = ""
    blocks: tuple[NoteBlock, ...]
    text: str = Field(description="the note's body as written, plain Markdown")


class Deck(Frozen):
    """A workshop deck and the notes on its slides, in order.

    An original document that an office added takes the same shape; `origin` tells them apart.
    """

    id: str
    origin: Literal["note", "original"] = "note"
    title: str
    event: str
    place: str
    date: str
    presenter: str
    organisation: str
    slides: tuple[SlideNote, ...]


class CountryYear(Frozen):
    """One country in one E-Government Survey; figures in hundred-thousandths (0 to 100 000)."""

    year: int
    iso3: str
    country: str
    region: str
    subregion: str
    income: str
    rank: int
    egdi: int
    osi: int
    hci: int
    tii: int


class KnowledgePack(Frozen):
    """Everything the advisor knows, loaded once; `hash` names exactly this content."""

    version: str
    title: str
    hash: str
    vocabulary: Vocabulary
    questions: tuple[Question, ...]
    facts: tuple[Fact, ...]
    rules: tuple[Rule, ...]
    actions: tuple[Action, ...]
    risks: tuple[Risk, ...]
    decks: tuple[Deck, ...]
    egdi: tuple[CountryYear, ...] = ()
    reference: Reference = Reference()
    migrations: tuple[Migration, ...] = ()
    items: str = Field(default="", description="the office's own list of statements, by its title")

    @cached_property
    def question(self) -> dict[str, Question]:
        """Questions by id."""
        return {question.id: question for question in self.questions}

    @cached_property
    def fact(self) -> dict[str, Fact]:
        """Facts by id."""
        return {fact.id: fact for fact in self.facts}

    @cached_property
    def rule(self) -> dict[str, Rule]:
        """Rules by id."""
        return {rule.id: rule for rule in self.rules}

    @cached_property
    def action(self) -> dict[str, Action]:
        """Actions by id."""
        return {action.id: action for action in self.actions}

    @cached_property
    def risk(self) -> dict[str, Risk]:
        """Risks by id."""
        return {risk.id: risk for risk in self.risks}

    @cached_property
    def slide(self) -> dict[str, SlideNote]:
        """Slide notes by 'deck/slide'."""
        return {f"{note.deck}/{note.slide}": note for deck in self.decks for note in deck.slides}

    @cached_property
    def pillar(self) -> dict[int, Pillar]:
        """Pillars by number."""
        return {pillar.no: pillar for pillar in self.vocabulary.pillars}

    def known_question(self, question_id: str) -> Question:
        """The question of that id; a ValueError with a did-you-mean when there is none."""
        if question_id not in self.question:
            hint = did_you_mean(question_id, self.question)
            raise ValueError(f"there is no question '{question_id}'.{hint}")
        return self.question[question_id]
