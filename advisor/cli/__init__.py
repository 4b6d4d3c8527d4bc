"""The command line: `python -m advisor COMMAND`; exit 0 done, 1 input at fault, 2 wrong usage."""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from advisor.errors import AdvisorError

_HOMES = {
    "run": "serve",
    "index": "sources",
    "gaps": "sources",
    "items": "items",
    "transcript": "transcript",
}
_TEMPLATE = "the office's own Word document: its styles, header and footer are taken"
FORMATS = ("md", "docx", "odt", "pdf", "html", "xlsx", "json")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code."""
    arguments = _parser().parse_args(argv)
    try:
        home = import_module(f"advisor.cli.{_HOMES.get(arguments.run, 'commands')}")
        code: int = getattr(home, arguments.run)(arguments)
    except AdvisorError as error:
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        return 130
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m advisor",
        description="Cited answers from workshop material, and a draft digital roadmap.",
    )
    add = parser.add_subparsers(title="commands", required=True, metavar="COMMAND").add_parser

    run = add("run", help="start the web app")
    run.add_argument("--port", type=_port, default=8501)
    run.set_defaults(run="run")

    check = add("check", help="load the knowledge and print its counts, or every fault")
    check.set_defaults(run="check")

    index = add("index", help="build or refresh the index; add, approve or remove documents")
    index.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="files or folders")
    index.add_argument("--approve", action="append", default=[], metavar="ID")
    index.add_argument("--remove", action="append", default=[], metavar="ID")
    index.add_argument("--replace", default="", metavar="ID", help="by the one PATH that is given")
    index.add_argument("--list", action="store_true", help="list the office's documents, no more")
    index.add_argument("--json", action="store_true", help="one JSON object a line")
    index.set_defaults(run="index", usage=index)

    gaps = add("gaps", help="list the questions that the material could not answer")
    gaps.add_argument("--json", action="store_true")
    gaps.set_defaults(run="gaps")

    ask = add("ask", help="ask the workshop material")
    ask.add_argument("question", nargs="?")
    ask.add_argument("--batch", type=Path, metavar="FILE.jsonl", help="one JSON object a line, q")
    ask.add_argument("--json", action="store_true")
    ask.set_defaults(run="ask", usage=ask)

    questions = add("questions", help="list every question of the interview")
    questions.add_argument("--json", action="store_true")
    questions.set_defaults(run="questions")

    items = add("items", help="take in an official or national list of assessment statements")
    items.add_argument("file", nargs="?", type=Path, metavar="FILE.xlsx")
    items.add_argument("--template", type=Path, metavar="OUT.xlsx", help="the workbook to fill in")
    items.add_argument("--remove", action="store_true", help="go back to the pack's statements")
    items.set_defaults(run="items", usage=items)

    plan = add("plan", help="draft the roadmap of an answers file or of a saved conversation")
    plan.add_argument("answers", nargs="?", type=Path, metavar="ANSWERS.yaml")
    plan.add_argument("--session", default="", metavar="ID", help="draft what was said there")
    plan.add_argument("--out", type=Path, required=True, metavar="DIR")
    plan.add_argument(
        "--format", type=_formats, default=("md", "docx", "json"), metavar=",".join(FORMATS)
    )
    plan.add_argument("--template", type=Path, metavar="FILE.docx", help=_TEMPLATE)
    plan.set_defaults(run="plan", usage=plan)

    workshop = add("workshop", help="draft the roadmap of many respondents, disagreement shown")
    workshop.add_argument("answers", nargs="*", type=Path, metavar="ANSWERS.yaml")
    workshop.add_argument("--table", type=Path, metavar="FILE", help="CSV or XLSX, a row each")
    workshop.add_argument("--out", type=Path, required=True, metavar="DIR")
    workshop.add_argument(
        "--format", type=_formats, default=("md", "docx", "json"), metavar=",".join(FORMATS)
    )
    workshop.add_argument("--template", type=Path, metavar="FILE.docx", help=_TEMPLATE)
    workshop.set_defaults(run="workshop", usage=workshop)

    edited = add("import-plan", help="take over what was edited in the workbook of a plan")
    edited.add_argument("file", type=Path, metavar="FILE.xlsx")
    edited.add_argument("--session", required=True, metavar="ID")
    edited.set_defaults(run="import_plan")

    chat = add("chat", help="hold the interview on standard input, one message a line")
    chat.add_argument("--session", default="", metavar="ID")
    chat.add_argument("--at", default="", metavar="QUESTION")
    chat.add_argument("--json", action="store_true")
    chat.set_defaults(run="chat")

    written = add("transcript", help="write out a conversation, each turn with what it recorded")
    written.add_argument("session", metavar="SESSION")
    written.add_argument("--format", choices=("text", "markdown"), default="text")
    written.add_argument("--out", type=Path, metavar="FILE")
    written.set_defaults(run="transcript")

    evaluate = add("evaluate", help="measure question answering on the shipped question set")
    evaluate.add_argument("--json", action="store_true")
    evaluate.set_defaults(run="evaluate")
    return parser


def _port(text: str) -> int:
    if not text.isdigit() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"'{text}' is not a port (1 to 65535)")
    return int(text)


def _formats(text: str) -> tuple[str, ...]:
    wanted = tuple(dict.fromkeys(one.strip() for one in text.split(",") if one.strip()))
    unknown = [one for one in wanted if one not in FORMATS]
    if unknown or not wanted:
        name = unknown[0] if unknown else text
        raise argparse.ArgumentTypeError(f"'{name}' is not one of {', '.join(FORMATS)}")
    return wanted
