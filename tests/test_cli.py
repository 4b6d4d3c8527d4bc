"""The command line as other programs rely on it (README, "Use")."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from advisor.cli import main
from advisor.config import PROJECT


@pytest.fixture(autouse=True)
def own_data(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVISOR_DATA", str(data))


def out(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().out.splitlines()


def test_check_counts_everything(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    text = "\n".join(out(capsys))
    assert "slides: 168 in 5 decks" in text
    assert "94 statements, 12 official, 24 in the rapid form" in text
    assert "no fault found" in text


def test_check_lists_every_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from tests.pack_files import changed_pack

    pack = changed_pack(tmp_path, "actions.yaml", "months: 3", "months: soon")
    monkeypatch.setenv("ADVISOR_KNOWLEDGE", str(pack))
    assert main(["check"]) == 1
    assert "actions.yaml:8" in capsys.readouterr().err


def test_ask_gives_the_contract(capsys: pytest.CaptureFixture[str]) -> None:
    question = "How many countries have laws on personal data protection?"
    assert main(["ask", question, "--json"]) == 0
    answer = json.loads(out(capsys)[-1])
    assert set(answer) == {"question", "answer", "abstained", "citations", "ms"}
    assert "145" in answer["answer"]
    assert answer["abstained"] is False
    citation = answer["citations"][0]
    assert set(citation) == {"source", "slide", "title", "quote"}
    note = (PROJECT / "knowledge" / "workshop" / f"{citation['source']}.md").read_text()
    assert citation["title"] in note


def test_a_batch_is_one_line_an_answer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    batch = tmp_path / "q.jsonl"
    asked = ["What are the four steps?", "Who won the football match yesterday?"]
    batch.write_text("\n".join(json.dumps({"q": one, "id": 7}) for one in asked) + "\n\n")
    assert main(["ask", "--batch", str(batch)]) == 0
    answers = [json.loads(line) for line in out(capsys)]
    assert [one["question"] for one in answers] == asked
    assert [one["abstained"] for one in answers] == [False, True]
    assert answers[1]["citations"] == []


def test_a_faulty_batch_is_refused_whole(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    batch = tmp_path / "q.jsonl"
    batch.write_text('{"q": "one"}\n{"p": 2}\nnot json\n')
    assert main(["ask", "--batch", str(batch)]) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "q.jsonl:2" in shown.err
    assert "q.jsonl:3" in shown.err


def test_questions_give_the_contract(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["questions", "--json"]) == 0
    questions = json.loads(out(capsys)[0])
    assert {"id", "stage", "kind", "options", "official"} <= set(questions[0])
    assert sum(one["official"] for one in questions) == 12
    assert {one["stage"] for one in questions} == {
        "profile",
        "situation",
        "vision",
        "pillars",
        "monitoring",
    }
    assert {one["pillar"] for one in questions if "pillar" in one} == set(range(1, 10))


def test_plan_writes_the_documents(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answers = PROJECT / "knowledge" / "examples" / "sumwhere.yaml"
    assert main(["plan", str(answers), "--out", str(tmp_path)]) == 0
    assert {one.name for one in tmp_path.iterdir()} == {
        "roadmap.md",
        "roadmap.docx",
        "roadmap.json",
    }
    roadmap = json.loads((tmp_path / "roadmap.json").read_text())
    assert roadmap["schema"] == 1
    assert roadmap["fingerprint"] in "\n".join(out(capsys))
    action = roadmap["actions"][0]
    assert {"id", "pillar", "phase", "start", "end", "needs", "trace", "placed"} <= set(action)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("answers: {LEA99: 3}\n", "Did you mean 'LEA"),
        ("answers: {LEA04: 9}\n", "1 to 5"),
        ("profile: {level: natonal}\n", "Did you mean 'national'?"),
        ("profile: {level: national}\nsettings: {budgt: 3}\n", "budg"),
        ("answers: [\n", "not valid YAML"),
    ],
)
def test_plan_refuses_bad_input_and_writes_nothing(
    text: str, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = tmp_path / "answers.yaml"
    answers.write_text(text)
    target = tmp_path / "out"
    assert main(["plan", str(answers), "--out", str(target)]) == 1
    shown = capsys.readouterr().err
    assert says in shown
    assert "answers.yaml:" in shown
    assert not target.exists()


def test_the_same_answers_give_the_same_document(tmp_path: Path) -> None:
    """Another hash seed and another order of the lines change nothing."""
    source = PROJECT / "knowledge" / "examples" / "talmora.yaml"
    lines = source.read_text().split("answers:\n")
    head, body = lines[0], lines[1]
    records = _records(body)
    (tmp_path / "a.yaml").write_text(head + "answers:\n" + "".join(records))
    (tmp_path / "b.yaml").write_text(head + "answers:\n" + "".join(reversed(records)))
    made = {}
    for name, seed in (("a", "1"), ("b", "4711")):
        target = tmp_path / f"out-{name}"
        command = [sys.executable, "-m", "advisor", "plan", str(tmp_path / f"{name}.yaml")]
        subprocess.run(
            [*command, "--out", str(target), "--format", "json,md,docx"],
            cwd=PROJECT,
            env={"PATH": "/usr/bin:/bin", "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
        )
        made[name] = {one.name: one.read_bytes() for one in target.iterdir()}
    assert made["a"]["roadmap.json"] == made["b"]["roadmap.json"]
    assert made["a"]["roadmap.md"] == made["b"]["roadmap.md"]
    assert _document_xml(made["a"]["roadmap.docx"]) == _document_xml(made["b"]["roadmap.docx"])


def _records(body: str) -> list[str]:
    records: list[str] = []
    for line in body.splitlines(keepends=True):
        if line.startswith("  ") and not line.startswith("   "):
            records.append(line)
        else:
            records[-1] += line
    return records


def _document_xml(docx: bytes) -> bytes:
    import zipfile

    return zipfile.ZipFile(io.BytesIO(docx)).read("word/document.xml")


def chat(
    lines: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    *more: str,
) -> list[dict]:
    text = "\n".join(lines) + "\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert main(["chat", "--json", *more]) == 0
    return [json.loads(line) for line in out(capsys)]


def test_chat_is_one_line_a_turn(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    turns = chat(["why", "2"], monkeypatch, capsys, "--at", "LEA04")
    assert len(turns) == 2
    assert set(turns[0]) == {"reply", "kind", "recorded", "current_question", "citations"}
    assert turns[0]["current_question"] == "LEA04"
    assert turns[1]["recorded"] == [{"question": "LEA04", "value": 2}]


def test_chat_goes_on_where_it_was(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    first = chat(["Freedonia"], monkeypatch, capsys, "--session", "resumed-by-name")
    assert first[0]["recorded"] == [{"question": "profile.country", "value": "Freedonia"}]
    second = chat(["why"], monkeypatch, capsys, "--session", "resumed-by-name")
    assert second[0]["current_question"] == first[0]["current_question"]


@pytest.mark.parametrize("argv", [[], ["ask"], ["nothing"], ["run", "--port", "0"]])
def test_wrong_usage_is_exit_code_2(argv: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(argv)
    assert stopped.value.code == 2


def test_a_busy_port_is_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert main(["run", "--port", str(port)]) == 1
    assert f"Port {port} cannot be used" in capsys.readouterr().err


def test_no_index_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ADVISOR_DATA", str(tmp_path))
    assert main(["ask", "What is a whole-of-government approach?"]) == 1
    assert "python -m advisor index" in capsys.readouterr().err
