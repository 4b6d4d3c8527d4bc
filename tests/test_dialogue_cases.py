"""Dialogue cases: what a person types, what kind of turn it makes, what it records.

A case opens the interview at a question and says its turns one after the other. `recorded` is what
the turn wrote (nothing when it is missing), `next` the question open afterwards, `holds` a part of
the reply, `offers` the values between which one may choose, or what waits for a yes and the values
on offer beside it. `wait` lets so many seconds pass before. Cases on the shipped pack are played
with the advisor as it ships.
"""

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from advisor.content import load_pack
from advisor.content.yaml_file import read_yaml
from advisor.dialogue import Words
from advisor.model.content import KnowledgePack
from advisor.model.conversation import Turn
from tests.dialogue_pack import PROMPTS, Talk, small_pack, words

CASES = Path(__file__).parent / "cases" / "dialogue"


@cache
def pack_and_words(name: str) -> tuple[KnowledgePack, Words]:
    if name == "small":
        return small_pack(), words()
    return load_pack(PROMPTS.parent / "knowledge"), words("profile.currency")


def cases() -> list[Any]:
    found = []
    for path in sorted(CASES.glob("*.yaml")):
        for case in read_yaml(path).data:
            found.append(pytest.param(case, id=f"{path.stem}: {case['case']}"))
    return found


def offered(turn: Turn) -> list[Any]:
    top = turn.frames[-1] if turn.frames else None
    if top is None or top.kind not in ("confirm", "choose"):
        return []
    choices = [one.value if one.action == "answer" else one.question for one in top.choices]
    if top.kind == "choose":
        return choices
    return [{one: plain(value) for one, value in top.proposed}, *choices]


def plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


@pytest.mark.parametrize("case", cases())
def test_case(case: dict[str, Any], request: pytest.FixtureRequest) -> None:
    name = case.get("pack", "small")
    pack, said = pack_and_words(name)
    talk = Talk(pack, said, at=case.get("at", ""))
    if name == "shipped":
        talk.ports = request.getfixturevalue("advisor")
    for step in case["turns"]:
        talk.wait(step.get("wait", 0))
        turn = talk.press(step["press"]) if "press" in step else talk.say(step["say"])
        where = f"{step.get('say', step.get('press'))!r}: {turn.reply}"
        assert turn.kind == step["kind"], where
        recorded = {one.question: plain(one.value) for one in turn.recorded}
        assert recorded == step.get("recorded", {}), where
        if "next" in step:
            assert turn.current_question == step["next"], where
        if "holds" in step:
            assert step["holds"] in turn.reply, where
        if "offers" in step:
            assert offered(turn) == step["offers"], where


def test_there_are_enough_cases() -> None:
    turns = [len(case.values[0]["turns"]) for case in cases()]
    assert len(turns) >= 150
    assert sum(turns) >= 400
