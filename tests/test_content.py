from pathlib import Path

import pytest
import yaml

from advisor.content import load_pack
from advisor.content.yaml_file import read_yaml
from advisor.errors import AdvisorError, InputFaults
from tests.pack_files import base_pack, changed_pack

CASES = yaml.safe_load((Path(__file__).parent / "content" / "faults.yaml").read_text())


def test_the_smallest_pack_loads(tmp_path: Path) -> None:
    pack = load_pack(base_pack(tmp_path))
    assert [question.id for question in pack.questions] == ["level", "LEA01", "features"]
    assert pack.slide["little/s02"].blocks[0].items == (
        "across ministries",
        "across levels, e.g. with cities",
    )
    assert pack.slide["little/s02"].survey == "2020 UN E-Government Survey"
    assert pack.slide["little/s01"].blocks[0].sentences == (
        "Leadership is the first pillar.",
        "One person answers for the strategy.",
    )


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_each_fault_is_named_with_its_place(case: dict, tmp_path: Path) -> None:
    pack = changed_pack(tmp_path, case["file"], case["find"], case["put"])
    with pytest.raises(InputFaults) as refused:
        load_pack(pack)
    for words in case["says"]:
        assert words in str(refused.value)


def test_all_faults_come_at_once(tmp_path: Path) -> None:
    pack = changed_pack(tmp_path, "actions.yaml", "months: 3", "months: 99")
    risks = pack / "risks.yaml"
    risks.write_text(risks.read_text().replace("impact: high", "impact: huge"))
    with pytest.raises(InputFaults) as refused:
        load_pack(pack)
    assert {fault.file for fault in refused.value.faults} == {"actions.yaml", "risks.yaml"}


def test_the_hash_names_the_content(tmp_path: Path) -> None:
    first = load_pack(base_pack(tmp_path / "a"))
    again = load_pack(base_pack(tmp_path / "b"))
    other = load_pack(changed_pack(tmp_path / "c", "actions.yaml", "months: 3", "months: 4"))
    assert first.hash == again.hash != other.hash


def test_no_pack_is_a_sentence_and_a_next_step(tmp_path: Path) -> None:
    with pytest.raises(AdvisorError, match="no knowledge pack") as refused:
        load_pack(tmp_path)
    assert "ADVISOR_KNOWLEDGE" in refused.value.next_step


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("yes", "yes"),
        ("no", "no"),
        ("true", True),
        ("12", 12),
        ("2027-01-01", "2027-01-01"),
        ("1.5", 1.5),
        ("~", None),
        ("'12'", "12"),
        ("0123", "0123"),
    ],
)
def test_words_stay_words(text: str, value: object, tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(f"key: {text}\n")
    assert read_yaml(path).data == {"key": value}


def test_no_depth_of_nesting_ends_the_process(tmp_path: Path) -> None:
    path = tmp_path / "deep.yaml"
    path.write_text("[" * 200_000)
    assert "nested more than" in read_yaml(path).faults[0].message
