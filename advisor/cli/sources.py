"""The commands for what is searched: the index, the office's documents, and what they lack."""

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import Progress as Bar

from advisor.bootstrap import Advisor, build_advisor
from advisor.model.documents import Receipt
from advisor.retrieval.sources import receipt_lines


def index(arguments: argparse.Namespace) -> int:
    """Take in documents, build the index, or say that it is fresh.

    A document named here is approved at once, unless something in it is flagged: then it waits
    for a person to look at it.
    """
    advisor = build_advisor()
    if arguments.list:
        return _list(advisor, arguments.json)
    if arguments.replace and (len(arguments.paths) != 1 or arguments.paths[0].is_dir()):
        arguments.usage.error("--replace needs the one PATH of the new version")
    for name in arguments.remove:
        advisor.library.remove(name)
    for name in arguments.approve:
        advisor.library.approve(name)
    refused = False
    with _progress(arguments.json) as show:
        for name, receipt in _added(advisor, arguments, show):
            refused |= not name
            approved = bool(name) and not receipt.flags
            if approved:
                advisor.library.approve(name)
            _tell_receipt(name, receipt, approved, advisor, arguments.json)
        built = advisor.build_index(show)
    place = str(advisor.settings.index)
    if arguments.json:
        print(json.dumps({"built": built, "index": place}))
    else:
        print(f"Index {'built' if built else 'is up to date'} in {place}.")
    return 1 if refused else 0


def _added(
    advisor: Advisor, arguments: argparse.Namespace, show: Callable[[str, int, int], None]
) -> Iterator[tuple[str, Receipt]]:
    """Take the documents that are named into the library; the id is empty where one is refused."""
    if not arguments.replace:
        yield from advisor.add_documents(arguments.paths, show)
        return
    path: Path = arguments.paths[0]
    yield advisor.desk.take(path, path.name, replaces=arguments.replace)


def _tell_receipt(
    name: str, receipt: Receipt, approved: bool, advisor: Advisor, as_json: bool
) -> None:
    lines = receipt_lines(receipt, advisor.source_words)
    if as_json:
        told = {"document": name, "approved": approved, "receipt": lines}
        print(json.dumps(told, ensure_ascii=False), flush=True)
        return
    for line in lines:
        print(line)
    if approved:
        print(f"Approved by naming it here: {name}.")
    elif name:
        print(f"Held back for you to look at; then: index --approve {name}")


def _list(advisor: Advisor, as_json: bool) -> int:
    """List the office's documents, each with its state."""
    for entry in advisor.desk.entries():
        one = entry.document
        if as_json:
            record = one.model_dump(include={"id", "name", "title", "kind", "replaces"})
            print(json.dumps({**record, "state": entry.use}, ensure_ascii=False))
        else:
            print(f"{one.id}  [{advisor.source_words.states[entry.use]}]  {one.title}")
    return 0


@contextmanager
def _progress(as_json: bool) -> Iterator[Callable[[str, int, int], None]]:
    """A bar for each step; plain lines where there is no terminal; or JSON."""
    if as_json:
        yield lambda step, done, of: print(
            json.dumps({"step": step, "done": done, "of": of}), flush=True
        )
        return
    console = Console(stderr=True)
    told: dict[str, Any] = {}
    with Bar(console=console, transient=True) as bar:

        def show(step: str, done: int, of: int) -> None:
            if step not in told:
                told[step] = bar.add_task(step, total=of)
                if not console.is_terminal:
                    print(f"{step} …", file=sys.stderr, flush=True)
            bar.update(told[step], completed=done)

        yield show


def gaps(arguments: argparse.Namespace) -> int:
    """List the questions that the material could not answer, the most frequent first."""
    for gap in build_advisor().gaps():
        if arguments.json:
            print(json.dumps(gap.model_dump(mode="json"), ensure_ascii=False))
        else:
            near = f"  (nearest: {'; '.join(gap.nearest)})" if gap.nearest else ""
            print(f"{gap.times} ×  {gap.question}{near}")
    return 0
