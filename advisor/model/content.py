"""The knowledge pack as a whole; its parts are defined beside it and named here too."""

from functools import cached_property

from pydantic import Field

from advisor.errors import did_you_mean
from advisor.model.actions import (
    LEAST_REASON,
    NO_VIEW,
    Action,
    Barrier,
    CostBand,
    IndicatorSpec,
    Lever,
    Nature,
    Phase,
    Risk,
)
from advisor.model.digest import Deck, NoteBlock, SlideNote
from advisor.model.effects import (
    Effect,
    Emphasise,
    Hold,
    Propose,
    Raise,
    Rule,
    RuleExamples,
    Strength,
)
from advisor.model.frozen import Frozen
from advisor.model.migrations import Migration
from advisor.model.posts import Post
from advisor.model.questions import Fact, FactExample, Kind, Option, Question, Selector
from advisor.model.reference import Reference
from advisor.model.sources import PillarNo, SourceRef
from advisor.model.vocabulary import Named, Pillar, Stage, StageId, Vocabulary

__all__ = [
    "LEAST_REASON",
    "NO_VIEW",
    "Action",
    "Barrier",
    "CostBand",
    "CountryYear",
    "Deck",
    "Effect",
    "Emphasise",
    "Fact",
    "FactExample",
    "Hold",
    "IndicatorSpec",
    "Kind",
    "KnowledgePack",
    "Lever",
    "Migration",
    "Named",
    "Nature",
    "NoteBlock",
    "Option",
    "Phase",
    "Pillar",
    "PillarNo",
    "Post",
    "Propose",
    "Question",
    "Raise",
    "Risk",
    "Rule",
    "RuleExamples",
    "Selector",
    "SlideNote",
    "SourceRef",
    "Stage",
    "StageId",
    "Strength",
    "Vocabulary",
]


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
    posts: tuple[Post, ...] = ()
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
