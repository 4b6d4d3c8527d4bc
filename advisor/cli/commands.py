"""What each command does; each gives its exit code."""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from advisor.bootstrap import Advisor, build_advisor
from advisor.content import lint
from advisor.errors import AdvisorError, Fault, InputFaults
from advisor.model.citations import Citation, MaterialAnswer
from advisor.model.content import KnowledgePack, Question
from advisor.model.conversation import Turn
from advisor.model.roadmap import Roadmap


def check(_: argparse.Namespace) -> int:
    """Load everything and print its counts and advice."""
    advisor = build_advisor()
    for line in _counts(advisor.pack):
        print(line)
    for line in lint(advisor.pack, advisor.roadmap_words.smart):
        print(f"advice: {line}")
    return 0


def _counts(pack: KnowledgePack) -> Iterator[str]:
    yield f"{pack.title}, version {pack.version}, {pack.hash[:12]}"
    for deck in pack.decks:
        yield f"  deck {deck.id}: {len(deck.slides)} slides with a note"
    yield f"slides: {len(pack.slide)} in {len(pack.decks)} decks"
    stages = Counter(question.stage for question in pack.questions)
    by_stage = ", ".join(f"{one.id} {stages[one.id]}" for one in pack.vocabulary.stages)
    yield f"questions: {len(pack.questions)} ({by_stage})"
    items = [question for question in pack.questions if question.dimension]
    official = sum(question.official for question in items)
    rapid = sum(question.rapid for question in items)
    yield f"  assessment: {len(items)} statements, {official} official, {rapid} in the rapid form"
    if pack.items:
        national = sum(question.national for question in items)
        yield f"  the office's list '{pack.items}' counts; {national} statements are national"
    yield f"facts: {len(pack.facts)}"
    yield f"rules: {len(pack.rules)}"
    actions = Counter(action.pillar for action in pack.actions)
    by_pillar = ", ".join(f"{no}: {actions[no]}" for no in sorted(actions))
    yield f"actions: {len(pack.actions)} (by pillar {by_pillar})"
    yield f"risks: {len(pack.risks)}"
    reference = pack.reference
    own = sum(term.own for term in reference.terms)
    yield f"glossary: {len(reference.terms)} terms, {own} of them in the advisor's own meaning"
    yield f"cases: {len(reference.cases)}; training: {len(reference.training)} days"
    yield "no fault found"


def ask(arguments: argparse.Namespace) -> int:
    """Answer one question, or a file of them."""
    if (arguments.question is None) == (arguments.batch is None):
        arguments.usage.error("give either a QUESTION or --batch FILE.jsonl")
    advisor = build_advisor()
    if arguments.batch is not None:
        for question in _batch(arguments.batch):
            print(json.dumps(_answer_record(advisor.answer(question)), ensure_ascii=False))
        return 0
    answer = advisor.answer(arguments.question)
    if arguments.json:
        print(json.dumps(_answer_record(answer), ensure_ascii=False))
    else:
        print(answer.answer)
        for number, one in enumerate(answer.citations, 1):
            print(f"  [{number}] {one.source} {one.slide}, {one.title}")
    return 0


def _batch(path: Path) -> list[str]:
    """The questions of a file of JSON lines; all faults of the file at once."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise AdvisorError(f"'{path}' cannot be read.", "Check the file's name.") from error
    questions, faults = [], []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError):
            record = None
        if isinstance(record, dict) and isinstance(record.get("q"), str):
            questions.append(record["q"])
        else:
            faults.append(Fault(path.name, number, 'not a JSON object with "q".'))
    if faults:
        raise InputFaults(faults, "Mend these lines; nothing was asked.")
    return questions


def _answer_record(answer: MaterialAnswer) -> dict[str, Any]:
    return {
        "question": answer.question,
        "answer": answer.answer,
        "abstained": answer.abstained,
        "citations": _citation_records(answer.citations),
        "ms": answer.ms,
    }


def _citation_records(citations: tuple[Citation, ...]) -> list[dict[str, str]]:
    return [one.model_dump(include={"source", "slide", "title", "quote"}) for one in citations]


def questions(arguments: argparse.Namespace) -> int:
    """List the questions."""
    pack = build_advisor().pack
    if arguments.json:
        print(json.dumps([_question_record(one) for one in pack.questions], ensure_ascii=False))
        return 0
    for one in pack.questions:
        print(f"{one.id}  [{one.stage}, {one.kind}]  {one.text}")
    return 0


def _question_record(question: Question) -> dict[str, Any]:
    record: dict[str, Any] = {"id": question.id, "stage": question.stage}
    for field in ("pillar", "dimension", "topic"):
        value = getattr(question, field)
        if value is not None:
            record[field] = value
    options: list[Any] = [1, 2, 3, 4, 5] if question.kind == "likert5" else []
    record |= {
        "kind": question.kind,
        "options": options or [option.id for option in question.options],
        "official": question.official,
        "origin": question.origin,
        "label": question.label,
        "text": question.text,
    }
    if question.options:
        record["labels"] = {option.id: option.label for option in question.options}
    for field in ("minimum", "maximum"):
        if getattr(question, field) is not None:
            record[field] = getattr(question, field)
    if question.allow:
        record["allow"] = list(question.allow)
    return record


def plan(arguments: argparse.Namespace) -> int:
    """Draft the roadmap of an answers file or a saved session, and write its documents."""
    if (arguments.answers is None) == (not arguments.session):
        arguments.usage.error("give either ANSWERS.yaml or --session ID")
    advisor = build_advisor()
    if not arguments.session:
        return _planned(advisor, advisor.roadmap_of_file(arguments.answers), arguments)
    session = _saved(advisor, arguments.session)
    for line in advisor.changes_told(session):
        print(line, file=sys.stderr)
    return _planned(advisor, advisor.draft_of(session), arguments)


def _saved(advisor: Advisor, name: str) -> str:
    """The session of that name, which has to be there."""
    if not advisor.store.exists(name):
        raise AdvisorError(f"There is no session '{name}'.", "Check its name.")
    return name


def workshop(arguments: argparse.Namespace) -> int:
    """Draft the roadmap of many respondents, from a table or a file each."""
    advisor = build_advisor()
    views = {} if arguments.table is None else advisor.room_answers(arguments.table)
    for path in arguments.answers:
        if path.stem in views:
            raise AdvisorError(f"'{path.stem}' would be two respondents.", "Rename one file.")
        views[path.stem] = advisor.answers_of_file(path)
    if not views:
        arguments.usage.error("give an ANSWERS.yaml for each respondent, or --table FILE")
    roadmap = advisor.roadmap_of_room(views)
    divided = sum(one.divided for one in roadmap.spreads)
    print(f"{len(views)} respondents, far apart on {divided} of {len(roadmap.spreads)} questions")
    return _planned(advisor, roadmap, arguments)


def _planned(advisor: Advisor, roadmap: Roadmap, arguments: argparse.Namespace) -> int:
    """Write a roadmap's documents and tell what it holds."""
    documents = advisor.documents(roadmap, arguments.format, arguments.template)
    _write(arguments.out, documents)
    left = len(roadmap.not_placed)
    print(
        f"{len(roadmap.actions)} actions planned, {left} not placed, {len(roadmap.risks)} risks, "
        f"{len(roadmap.to_confirm)} points to be confirmed; fingerprint {roadmap.fingerprint}"
    )
    for name in documents:
        print(f"  {arguments.out / name}")
    return 0


def _write(folder: Path, documents: dict[str, bytes]) -> None:
    """Write the files, each complete or not at all."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in documents.items():
            part = folder / f".{name}.part"
            part.write_bytes(content)
            part.replace(folder / name)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise AdvisorError(
            f"The documents cannot be written to '{folder}': {reason}.",
            "Choose a folder that you can write to.",
        ) from error


def import_plan(arguments: argparse.Namespace) -> int:
    """Take over the edits of a workbook into a session's plan, all of them or none."""
    advisor = build_advisor()
    try:
        data = arguments.file.read_bytes()
    except OSError as error:
        raise AdvisorError(
            f"'{arguments.file}' cannot be read.", "Check the file's name."
        ) from error
    session = _saved(advisor, arguments.session)
    changes = advisor.read_workbook(data, advisor.draft_of(session))
    if changes:
        advisor.set_plan(session, changes)
    for name in changes:
        print(name)
    print(f"{len(changes)} records of the plan changed.")
    return 0


def chat(arguments: argparse.Namespace) -> int:
    """Hold the interview: one message a line in, one turn out."""
    advisor = build_advisor()
    session = _session(advisor, arguments.session)
    for line in advisor.changes_told(session):
        print(line, file=sys.stderr)
    first = advisor.open(session, at=arguments.at)
    if not arguments.json:
        print(first.reply)
    for typed in sys.stdin.buffer:
        turn = advisor.turn(session, typed.decode("utf-8", errors="replace").rstrip("\r\n"))
        if arguments.json:
            print(json.dumps(_turn_record(turn), ensure_ascii=False), flush=True)
        else:
            print(f"\n{turn.reply}", flush=True)
    print(f"Saved: continue with 'chat --session {session}'.", file=sys.stderr)
    return 0


def _session(advisor: Advisor, name: str) -> str:
    """The session of that name, made when missing; a new one when no name is given."""
    return name if name and advisor.store.exists(name) else advisor.start(name)


def _turn_record(turn: Turn) -> dict[str, Any]:
    return {
        "reply": turn.reply,
        "kind": turn.kind,
        "recorded": [one.model_dump(mode="json") for one in turn.recorded],
        "current_question": turn.current_question,
        "citations": _citation_records(turn.citations),
    }


def evaluate(arguments: argparse.Namespace) -> int:
    """Ask the shipped questions and print the rates."""
    advisor: Advisor = build_advisor()
    rates = advisor.evaluate()
    if arguments.json:
        print(json.dumps(rates))
        return 0
    for name, value in rates.items():
        print(f"{name}: {value}")
    return 0
