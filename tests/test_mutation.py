"""The mutation run itself: it makes each change, and a thin example does not satisfy it."""

from pathlib import Path

import pytest

from advisor.content import load_pack
from advisor.model.conditions import Leaf
from advisor.model.content import KnowledgePack, Rule
from tests.mutation_run import mutants, run, survivors
from tests.pack_files import base_pack, changed_pack


@pytest.fixture
def pack(tmp_path: Path) -> KnowledgePack:
    return load_pack(base_pack(tmp_path))


def rule(pack: KnowledgePack, when: object, **examples: list[dict[str, object]]) -> Rule:
    raw = pack.rules[0].model_dump(by_alias=True) | {"when": when, "examples": examples}
    return Rule.model_validate(raw)


@pytest.mark.parametrize(
    ("leaf", "changes"),
    [
        ({"of": "LEA01", "lt": 3}, ["LEA01 lt 3 → lte", "LEA01 lt 3 → 2", "LEA01 lt 3 → 4"]),
        ({"of": "LEA01", "gte": 3}, ["LEA01 gte 3 → gt", "LEA01 gte 3 → 2", "LEA01 gte 3 → 4"]),
        ({"of": "level", "eq": "city"}, ["level eq city → ne", "level eq city → or national"]),
        ({"of": "LEA01", "answered": True}, ["LEA01 answered True → not"]),
        (
            {"of": "level", "in": ["city", "national"]},
            [
                "level in [city, national] → not",
                "level in [city, national] → without city",
                "level in [city, national] → without national",
            ],
        ),
        (
            {"of": "features.cio", "eq": "no"},
            [
                "features.cio eq no → ne",
                "features.cio eq no → or yes",
                "features.cio eq no → or partly",
            ],
        ),
    ],
)
def test_every_change_of_a_comparison(
    leaf: dict[str, object], changes: list[str], pack: KnowledgePack
) -> None:
    found = [one.what for one in mutants(pack, Leaf.model_validate(leaf))]
    assert found == changes


def test_each_part_is_dropped_at_every_depth(pack: KnowledgePack) -> None:
    low, high, some = ({"of": "LEA01", "lt": n} for n in (2, 4, 5))
    when = {"all": [low, {"not": {"any": [high, some]}}]}
    found = [one.what for one in mutants(pack, rule(pack, when, **TRUE).when) if one.kind == "drop"]
    assert found == [
        "without LEA01 lt 2",
        "without not (any of 2)",
        "without LEA01 lt 4",
        "without LEA01 lt 5",
    ]


TRUE: dict[str, list[dict[str, object]]] = {
    "true": [{"LEA01": 1}],
    "false": [{"LEA01": 5}],
    "unknown": [{}],
}


def test_an_example_far_from_the_threshold_lets_mutants_live(pack: KnowledgePack) -> None:
    when = {"of": "LEA01", "lt": 3}
    tried, left = survivors(pack, rule(pack, when, **TRUE))
    assert tried == {"flip": 1, "threshold": 2}
    assert [one.what for one in left] == ["LEA01 lt 3 → lte", "LEA01 lt 3 → 2", "LEA01 lt 3 → 4"]


def test_examples_on_both_sides_catch_them_all(pack: KnowledgePack) -> None:
    both: dict[str, list[dict[str, object]]] = {"true": [{"LEA01": 2}], "false": [{"LEA01": 3}]}
    when = {"of": "LEA01", "lt": 3}
    assert survivors(pack, rule(pack, when, **TRUE | both))[1] == []


def test_the_run_names_survivors_by_file_and_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    weak = changed_pack(tmp_path, "rules.yaml", "{LEA01: 3}, ", "{LEA01: 5}, ")
    assert run(weak, least=100) == 1
    shown = capsys.readouterr().out
    assert "rules.yaml:1 R1.weak-leadership: [flip] score.leadership lt 300 → lte" in shown
    assert run(weak, least=10) == 0
