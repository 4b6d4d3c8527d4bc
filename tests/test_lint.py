from pathlib import Path
from typing import Any

import pytest

from advisor.cli import main
from advisor.config import PROJECT
from advisor.content import load_pack, load_record
from advisor.content.lint import lint
from advisor.content.readability import grade, syllables
from advisor.model.content import Fact, KnowledgePack, Question, Rule
from advisor.roadmap.words import RoadmapWords
from tests.pack_files import base_pack, with_parts


@pytest.fixture
def pack(tmp_path: Path) -> KnowledgePack:
    return load_pack(base_pack(tmp_path))


def advice(pack: KnowledgePack, about: str) -> str:
    """The one line of advice that holds these words, or nothing."""
    found = [line for line in lint(pack) if about in line]
    assert len(found) <= 1, found
    return "".join(found)


def with_rule(pack: KnowledgePack, when: Any, true: list[Any], **parts: object) -> KnowledgePack:
    """The pack with one more rule."""
    raw = {
        "id": "R1.more",
        "when": when,
        "then": [{"propose": "A101", "strength": "should"}],
        "because": "It is so.",
        "sources": [{"source": "little", "slide": "s01"}],
        "examples": {"true": true, "false": [{"LEA01": 5}], "unknown": [{}]},
    }
    return with_parts(pack, rules=(*pack.rules, Rule.model_validate(raw)), **parts)


def question(pack: KnowledgePack, question_id: str, **changes: object) -> tuple[Question, ...]:
    """The pack's questions with one of them changed, or added under a new id."""
    found = pack.question.get(question_id, pack.question["LEA01"])
    made = found.model_copy(update={"id": question_id, **changes})
    return (*(one for one in pack.questions if one.id != question_id), made)


def test_a_question_that_changes_nothing_is_named(pack: KnowledgePack) -> None:
    more = question(pack, "LEA02", dimension=None)
    assert "LEA02" in advice(with_parts(pack, questions=more), "Questions that no fact")


@pytest.mark.parametrize("use", ["fact", "rule", "because", "ask_if", "item", "baseline"])
def test_a_question_is_used_in_many_ways(use: str, pack: KnowledgePack) -> None:
    more = question(pack, "LEA02", dimension=None)
    questions = {one.id: one for one in more}
    if use == "fact":
        pack = with_parts(pack, questions=question(pack, "LEA02"))
    elif use == "rule":
        pack = with_rule(pack, {"of": "LEA02", "lt": 3}, [{"LEA02": 2}], questions=more)
    elif use == "because":
        rule = pack.rules[0].model_copy(update={"because": "It is {LEA02}."})
        pack = with_parts(pack, rules=(rule,), questions=more)
    elif use == "ask_if":
        condition = {"of": "LEA02", "lt": 3}
        raw = questions["level"].model_dump(by_alias=True) | {"ask_if": condition}
        questions["level"] = Question.model_validate(raw)
        pack = with_parts(pack, questions=tuple(questions.values()))
    elif use == "item":
        features = pack.question["features"].model_copy(update={"id": "LEA02", "ask_if": None})
        questions["LEA02"] = features
        when = {"of": "LEA02.cio", "eq": "no"}
        parts = {"questions": tuple(questions.values())}
        pack = with_rule(pack, when, [{"LEA02": {"cio": "no"}}], **parts)
    else:
        action = pack.actions[0]
        indicator = action.indicator.model_copy(update={"baseline_from": "LEA02"})
        action = action.model_copy(update={"indicator": indicator})
        pack = with_parts(pack, questions=more, actions=(action,))
    assert "LEA02" not in advice(pack, "Questions that no fact")


def test_a_name_that_the_code_reads_is_used(pack: KnowledgePack) -> None:
    more = question(pack, "vision.statement", dimension=None)
    assert advice(with_parts(pack, questions=more), "Questions that no fact") == ""


def test_a_fact_that_nothing_uses_is_named(pack: KnowledgePack) -> None:
    raw = pack.facts[0].model_dump() | {"id": "idle"}
    pack = with_parts(pack, facts=(*pack.facts, Fact.model_validate(raw)))
    assert advice(pack, "Facts that nothing uses").endswith(": idle.")


def test_a_rule_on_a_question_that_this_office_is_not_asked(pack: KnowledgePack) -> None:
    """The checklist is only asked of national offices, so no city can make this rule true."""
    when = {"all": [{"of": "level", "eq": "city"}, {"of": "features.cio", "eq": "no"}]}
    example = {"level": "city", "features": {"cio": "no"}}
    assert "R1.more" in advice(with_rule(pack, when, [example]), "no office can make true")
    when["all"][0] = {"of": "level", "eq": "national"}
    example["level"] = "national"
    assert advice(with_rule(pack, when, [example]), "no office can make true") == ""


def test_a_rule_on_two_questions_that_exclude_each_other(pack: KnowledgePack) -> None:
    raw = pack.question["features"].model_dump(by_alias=True)
    raw |= {"id": "city-features", "ask_if": {"of": "level", "eq": "city"}}
    both = (*pack.questions, Question.model_validate(raw))
    when = {"all": [{"of": "city-features.cio", "eq": "no"}, {"of": "features.cio", "eq": "no"}]}
    example = {"city-features": {"cio": "no"}, "features": {"cio": "no"}}
    pack = with_rule(pack, when, [example], questions=both)
    assert "R1.more" in advice(pack, "no office can make true")


def test_a_rule_that_waits_for_a_score_that_cannot_be(pack: KnowledgePack) -> None:
    when = {"of": "score.leadership", "lt": 100}
    pack = with_rule(pack, when, [{"score.leadership": 99}])
    assert advice(pack, "no office can make true").endswith(": R1.more.")


def test_actions_without_an_inclusion_view(pack: KnowledgePack) -> None:
    assert "A101" in advice(pack, "no inclusion view")
    whole = pack.actions[0].model_copy(update={"barriers": ("ability",), "groups": ("older",)})
    assert advice(with_parts(pack, actions=(whole,)), "no inclusion view") == ""
    assert advice(with_parts(pack, actions=(whole,)), "without groups") == ""
    half = pack.actions[0].model_copy(update={"barriers": ("ability",)})
    assert "A101" in advice(with_parts(pack, actions=(half,)), "without groups")


def test_pillars_out_of_balance(pack: KnowledgePack) -> None:
    first = pack.vocabulary.pillars[0]
    two = pack.vocabulary.model_copy(
        update={"pillars": (first, first.model_copy(update={"no": 2}))}
    )
    lines = lint(with_parts(pack, vocabulary=two))
    assert "Pillar 1 has 1 actions; the mean of all is 0.5." in lines
    assert "Pillar 2 has 0 proposals by rules; the mean of all is 0.5." in lines
    assert not any("has 1 actions" in line for line in lint(pack))


def test_a_question_that_is_hard_to_read(pack: KnowledgePack) -> None:
    text = "Interoperability of organizational infrastructures necessitates institutionalization."
    hard = question(pack, "LEA01", text=text)
    assert "LEA01 (" in advice(with_parts(pack, questions=hard), "read above school grade")
    fixed = question(pack, "LEA01", text=text, official=True)
    assert advice(with_parts(pack, questions=fixed), "read above school grade") == ""


def test_levels_that_cannot_be_told_apart_or_are_long(pack: KnowledgePack) -> None:
    anchors = dict(pack.question["LEA01"].anchors)
    same = question(pack, "LEA01", anchors=anchors | {2: "Nobody "})
    assert "LEA01" in advice(with_parts(pack, questions=same), "same words for two levels")
    long = question(pack, "LEA01", anchors=anchors | {3: "word " * 13})
    assert "LEA01" in advice(with_parts(pack, questions=long), "more than 12 words")
    assert advice(pack, "words") == ""


def test_an_indicator_that_fails_a_letter(pack: KnowledgePack) -> None:
    words = load_record(PROJECT / "prompts" / "roadmap.yaml", RoadmapWords).smart
    action = pack.actions[0]
    sharp = {
        "name": "Share of ministries with a named CIO",
        "unit": "per cent",
        "method": "Count from the register of posts",
        "target": "90 in 2029",
    }

    def failed(**changes: str) -> str:
        indicator = action.indicator.model_copy(update=sharp | changes)
        more = with_parts(pack, actions=(action.model_copy(update={"indicator": indicator}),))
        return " ".join(line for line in lint(more, words) if line.startswith("Indicator"))

    assert failed() == ""
    assert "A101, letter S" in failed(name="Hold a workshop and train staff")
    assert "A101, letter M" in failed(unit="", method="")
    assert "A101, letter A" in failed(target="140 per cent in 2029")


def test_the_check_prints_the_advice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ADVISOR_KNOWLEDGE", str(base_pack(tmp_path)))
    monkeypatch.setenv("ADVISOR_DATA", str(tmp_path / "data"))
    assert main(["check"]) == 0
    assert "advice: Pillar 1: 1 of 1 actions have no inclusion view" in capsys.readouterr().out


# Words that were not used when the counting was made.
WORDS = """
    minister 3 citizen 3 survey 2 pillar 2 roadmap 2 portal 2 budget 2 mobile 2 network 2 village 2
    women 2 persons 2 barrier 3 register 3 strategy 3 decision 3 process 2 mayor 2 council 2 paper 2
    older 2 youth 1 private 2 public 2 security 4 privacy 3 leadership 3 training 2 school 1 money 2
    library 3 electricity 5 identity 4 standard 2 accountability 6 transparency 4 published 2
    answered 2 wanted 2 planned 1 shares 1 pages 2 boxes 2 little 2
""".split()


def test_syllables_are_counted_right_for_nine_words_of_ten() -> None:
    counted = list(zip(WORDS[::2], map(int, WORDS[1::2]), strict=True))
    right = [word for word, number in counted if syllables(word) == number]
    assert len(right) >= 0.9 * len(counted), {word for word, _ in counted} - {*right}


def test_the_grade_is_that_of_the_published_example() -> None:
    """Sixteen words and twenty-four syllables in one sentence: grade 8.4, with any counter."""
    text = "This sentence, taken as a reading passage unto itself, is being used to prove a point."
    assert grade(text) == pytest.approx(0.39 * 16 + 11.8 * 24 / 16 - 15.59, abs=0.8)
    assert grade("") == 0
    assert grade("See it. Do it.") < 1
