"""A small pack with a question of every kind, and ports that answer without an index."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from advisor.content.yaml_file import read_yaml
from advisor.dialogue import Phrases, Ports, Understanding, Words, opening, take_turn
from advisor.errors import AdvisorError
from advisor.model.answers import Answers, Event, Value, fold
from advisor.model.citations import Citation, MaterialAnswer
from advisor.model.content import KnowledgePack, Question
from advisor.model.conversation import Button, Description, Turn

PROMPTS = Path(__file__).parent.parent / "prompts"
_SOURCE = [{"source": "deck", "slide": "s01"}]


def _named(*ids: str) -> list[dict[str, str]]:
    return [{"id": one, "label": one.capitalize()} for one in ids]


def _question(id: str, stage: str, kind: str, label: str, **more: Any) -> dict[str, Any]:
    made = {"id": id, "stage": stage, "kind": kind, "label": label, "sources": _SOURCE}
    return {"text": f"{label}?", "why": f"{label} decides what comes first.", **made, **more}


def _options(**labels: Any) -> list[dict[str, Any]]:
    return [{"id": one, "label": label, "terms": terms} for one, (label, *terms) in labels.items()]


QUESTIONS = [
    _question("office", "profile", "text", "Office", terms=["ministry name"], allow=[]),
    _question(
        "level",
        "profile",
        "choice",
        "Level of government",
        terms=["level", "tier"],
        allow=["unknown"],
        options=_options(
            national=("National government", "central government", "federal"),
            ministry=("One ministry or agency", "ministry", "agency", "line ministry"),
            city=("City or municipality", "city", "town", "municipality"),
        ),
    ),
    _question("currency", "profile", "text", "Currency", terms=["currency"], allow=["unknown"]),
    _question(
        "features",
        "situation",
        "checklist",
        "Institutional checklist",
        terms=["checklist", "institutional features"],
        options=_options(
            cio=("CIO in post", "cio", "chief information officer"),
            strategy=("Digital strategy (2022: 155 of 193)", "strategy"),
            data=("Data policy", "data policy"),
            law=("Data protection law", "data protection", "privacy law"),
        ),
    ),
    _question(
        "lead",
        "situation",
        "likert5",
        "Leadership from the top",
        dimension="leadership",
        official=True,
        terms=["leadership", "political commitment"],
        anchors={
            1: "No leader speaks about it",
            2: "A leader mentions it in speeches",
            3: "A leader opens events and signs papers",
            4: "A leader chairs reviews and settles disputes",
            5: "A leader answers in public for named results",
        },
    ),
    _question(
        "training",
        "situation",
        "likert5",
        "Training of staff",
        dimension="workforce",
        terms=["training", "staff skills"],
        anchors={
            1: "No one is trained",
            2: "A few courses by chance",
            3: "Courses in some offices",
            4: "Courses in most offices",
            5: "Every office trains to a plan",
        },
    ),
    _question(
        "unit",
        "situation",
        "choice",
        "Coordinating unit",
        terms=["coordination unit"],
        options=_options(
            yes=("Yes, with people and a mandate",),
            partly=("One person, beside other work",),
            no=("No",),
        ),
    ),
    _question(
        "unit_staff",
        "situation",
        "number",
        "Staff of the unit",
        ask_if={"of": "unit", "eq": "yes"},
        minimum=1,
        maximum=500,
        unit="people",
    ),
    _question(
        "barriers",
        "situation",
        "multi",
        "Barriers of older persons",
        terms=["older persons", "elderly"],
        options=_options(
            access=("Access: no power or network", "access", "coverage"),
            affordability=("Affordability: data or devices cost too much", "cost", "price"),
            ability=("Ability: reading, digital skills or language", "skills", "literacy"),
        ),
    ),
    _question("start", "pillars", "date", "Start of the plan", terms=["start date"]),
    _question(
        "years",
        "pillars",
        "number",
        "Length of the plan",
        terms=["length", "duration"],
        minimum=1,
        maximum=10,
        unit="years",
    ),
    _question(
        "budget",
        "pillars",
        "money",
        "Money for a plan year",
        terms=["budget", "funding"],
        minimum=0,
    ),
    _question("outcome", "vision", "text", "Outcome in own words", terms=["outcome"]),
]

_INDICATOR = {"name": "Share done", "unit": "%", "method": "Counted once a year."}


def _action(id: str, title: str) -> dict[str, Any]:
    return {
        "id": id,
        "pillar": 1,
        "title": title,
        "deliverable": "A signed paper",
        "nature": "institution",
        "owner": "CIO",
        "earliest": "short",
        "months": 6,
        "effort_pm": 3,
        "cost": "none",
        "indicator": _INDICATOR,
        "sdg": ["16.6"],
        "sources": _SOURCE,
    }


def _rule(id: str, when: dict[str, Any], action: str, strength: str) -> dict[str, Any]:
    return {
        "id": id,
        "when": when,
        "then": [{"propose": action, "strength": strength}],
        "because": "So it was answered.",
        "sources": _SOURCE,
        "examples": {"true": [{}], "false": [{}], "unknown": [{}]},
    }


def small_pack() -> KnowledgePack:
    """The pack; its rules make some answers open questions and move actions."""
    stages = [
        {"id": one, "title": title, "intro": f"Now {title.lower()}."}
        for one, title in (
            ("profile", "Your office"),
            ("situation", "Situation analysis"),
            ("vision", "Shared vision"),
            ("pillars", "Nine pillars"),
        )
    ]
    vocabulary = {
        "stages": stages,
        "pillars": [
            {"no": 1, "title": "Leadership", "objective": "Leaders lead.", "sources": _SOURCE}
        ],
        **{
            part: _named("one")
            for part in "topics barriers levers groups natures phases risk_groups sdg".split()
        },
        "dimensions": _named("leadership", "workforce"),
        "strategies": _named("1"),
    }
    note = {
        "deck": "deck",
        "slide": "s01",
        "title": "Leadership",
        "section": "One",
        "blocks": [{"kind": "paragraph", "sentences": ["Leaders carry the change."]}],
        "text": "Leaders carry the change.",
    }
    deck = {
        "id": "deck",
        "title": "The deck",
        "event": "A workshop",
        "place": "Here",
        "date": "2023-06-22",
        "presenter": "Someone",
        "organisation": "UN",
        "slides": [note],
    }
    return KnowledgePack.model_validate(
        {
            "version": "test",
            "title": "A small pack",
            "hash": "0" * 64,
            "vocabulary": vocabulary,
            "questions": QUESTIONS,
            "facts": [],
            "rules": [
                _rule("R1.unit", {"of": "unit", "ne": "yes"}, "A101", "must"),
                _rule("R1.lead", {"of": "lead", "lt": 3}, "A102", "should"),
                _rule("R1.training", {"of": "training", "lt": 3}, "A103", "must"),
                _rule("R1.rich", {"of": "budget", "gte": 1_000_000}, "A104", "could"),
            ],
            "actions": [
                _action("A101", "Set up the unit"),
                _action("A102", "Win the leaders"),
                _action("A103", "Train the staff"),
                _action("A104", "Buy the platform"),
            ],
            "risks": [],
            "decks": [deck],
        }
    )


def words(currency: str = "currency") -> Words:
    """The wording and the understanding that ship; `currency` is the pack's own question."""

    def read(name: str) -> Any:
        return read_yaml(PROMPTS / name).data

    understanding = read("understanding.yaml")
    understanding["currency_question"] = currency
    return Words(
        phrases=Phrases.model_validate(read("phrases.yaml")),
        understanding=Understanding.model_validate(understanding),
    )


class Material:
    """Ports without an index: knows about the CIO only; alike is what shares words."""

    def answer(self, question: str, previous: str | None) -> MaterialAnswer:
        if "broken" in question:
            raise AdvisorError("There is no index yet.", "Run 'python -m advisor index'.")
        if not any(word in (question + (previous or "")).lower() for word in ("cio", "lead")):
            return MaterialAnswer(question=question, answer="Not covered.", abstained=True)
        cited = Citation(source="deck", slide="s01", title="Leadership", quote="Leaders carry it.")
        return MaterialAnswer(
            question=question,
            answer="Leaders carry it.",
            abstained=False,
            citations=(cited,),
            follow_ups=("Who leads?",),
        )

    def meant(self, question: Question, said: Description) -> Sequence[tuple[Value, float]]:
        return ()

    def similarity(self, text: str, choices: Sequence[str]) -> list[float]:
        said = set(text.lower().split())
        return [len(said & set(one.lower().split())) / (len(said) + 1) for one in choices]

    def summary(self, answers: Answers) -> str:
        return f"A plan on {len(answers)} answers."

    def smart_faults(self, indicator: Mapping[str, str]) -> tuple[str, ...]:
        return () if "due" in indicator else ("It has no date.",)


class Talk:
    """A conversation in memory, as the store keeps it."""

    def __init__(self, pack: KnowledgePack, words: Words, at: str = "") -> None:
        self.pack, self.words = pack, words
        self.ports: Ports = Material()
        self.clock = datetime(2026, 11, 21, 9, tzinfo=UTC)
        self.log: tuple[Event, ...] = ()
        self.last: Turn = self._take(opening(pack, words, (), at=at, now=self.now))

    @property
    def now(self) -> str:
        """The moment on the clock of this conversation, which moves by `wait` alone."""
        return self.clock.isoformat()

    def wait(self, seconds: int) -> "Talk":
        """Let time pass before the next message."""
        self.clock += timedelta(seconds=seconds)
        return self

    def _take(self, turn: Turn) -> Turn:
        stored = [Event.model_validate_json(one.model_dump_json()) for one in turn.events]
        self.log += tuple(
            one.model_copy(update={"seq": len(self.log) + at}) for at, one in enumerate(stored, 1)
        )
        self.last = turn
        return turn

    def say(self, said: str | Button) -> Turn:
        """One turn; its entries go through JSON on their way into the log."""
        turn = take_turn(self.pack, self.words, self.log, said, self.ports, now=self.now)
        return self._take(turn)

    def press(self, label: str) -> Turn:
        """Press the button of the last turn whose label begins so."""
        return self.say(next(one for one in self.last.buttons if one.label.startswith(label)))

    @property
    def answers(self) -> dict[str, Any]:
        """The values that stand."""
        return {one: answer.value for one, answer in fold(self.log)[0].items()}

    @property
    def skipped(self) -> tuple[str, ...]:
        """The questions left open."""
        return fold(self.log)[1]
