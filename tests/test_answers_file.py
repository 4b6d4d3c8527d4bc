import random
from pathlib import Path

import pytest

from advisor.content import load_pack, read_answers
from advisor.errors import InputFaults
from tests.pack_files import BASE

PACK = load_pack(BASE)


def read(folder: Path, text: str | bytes) -> object:
    path = folder / "answers.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_answers(PACK, path)


def test_answers_become_canonical(tmp_path: Path) -> None:
    given = read(tmp_path, "answers: {level: national, LEA01: 4, features: [law]}\n")
    assert given.answers["features"].value == {"cio": "no", "law": "yes"}
    assert given.answers["level"].value == "national"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("answers:\n  LEA1: 3\n", "answers.yaml:2: there is no question 'LEA1'. Did you mean"),
        ("answers:\n  LEA01: 6\n", "answers.yaml:2: 'LEA01' takes a whole number 1 to 5, not 6."),
        ("answers:\n  LEA01: high\n", "takes a whole number, not 'high'"),
        ("answers:\n  level: natinal\n", "Did you mean 'national'?"),
        ("answers:\n  features: {cio: maybe}\n", "takes yes, partly, no"),
        ("answers:\n  features: {ciso: yes}\n", "Did you mean 'cio'?"),
        ("answers:\n  features: 3\n", "takes items with yes, partly or no"),
        ("answers:\n  LEA01: 3\n  LEA01: 4\n", "answers.yaml:3: 'LEA01' is given twice."),
        ("answer:\n  LEA01: 3\n", "unknown part 'answer'. Did you mean 'answers'?"),
        ("answers: [1, 2]\n", "takes lines of the form 'id: value'"),
        ("answers:\n  LEA01: [3\n", "not valid YAML here"),
        ("", "an answers file has the parts"),
        ("answers:\n", "the file holds no answers"),
        (b"\xff\xfe\x00junk", "not UTF-8 text"),
        ("a" * 2_000_000, "larger than 1000 kB"),
    ],
)
def test_bad_input_is_refused_whole(text: str | bytes, says: str, tmp_path: Path) -> None:
    with pytest.raises(InputFaults) as refused:
        read(tmp_path, text)
    assert says in str(refused.value)
    assert "Nothing was written." in refused.value.next_step


def test_all_faults_of_a_file_come_at_once(tmp_path: Path) -> None:
    with pytest.raises(InputFaults) as refused:
        read(tmp_path, "answers:\n  LEA01: 9\n  level: town\n  nothing: 1\n")
    assert [fault.line for fault in refused.value.faults] == [2, 3, 4]


def test_a_missing_file_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputFaults, match="No such file"):
        read_answers(PACK, tmp_path / "none.yaml")


def test_noise_never_gets_through(tmp_path: Path) -> None:
    noise = random.Random(7)
    for _ in range(200):
        with pytest.raises(InputFaults):
            read(tmp_path, noise.randbytes(noise.randrange(1, 400)))


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("  choices:\n    A1:\n      ownr: Post\n", 5, "Did you mean 'owner'?"),
        ("  choices:\n    A1: {effort_pm: 3}\n    A9x: {owner: Me}\n", 5, "no action 'A9x'"),
        ("  people: 3\n  weights:\n    impct: 3\n", 5, "Did you mean 'impact'?"),
        ("  funding:\n    - name: A\n      amounts: [1]\n", 5, "it has 1."),
        ("  funding:\n    - name: A\n      amounts: 1\n      status: secure\n", 6, "'secured'?"),
        (
            "  own:\n    - id: own.a\n      pillar: 4\n      title: B\n      months: 90\n",
            7,
            "at most 60",
        ),
        ("  actuals:\n    A1:\n      values: {soon: 3}\n", 5, "takes a year or a day"),
        ("  peple: 3\n", 3, "Did you mean 'people'?"),
    ],
)
def test_a_fault_of_a_setting_names_its_own_line(
    text: str, line: int, says: str, tmp_path: Path
) -> None:
    action = PACK.actions[0].id
    body = f"answers: {{LEA01: 3}}\nsettings:\n{text.replace('A1:', f'{action}:')}"
    with pytest.raises(InputFaults) as refused:
        read(tmp_path, body)
    (fault,) = refused.value.faults
    assert (fault.line, says in fault.message) == (line, True), str(fault)


def test_faults_of_answers_and_settings_come_together(tmp_path: Path) -> None:
    with pytest.raises(InputFaults) as refused:
        read(tmp_path, "answers:\n  LEA01: 9\nsettings:\n  people: 0\n  years: x\n")
    assert [fault.line for fault in refused.value.faults] == [2, 4, 5]
