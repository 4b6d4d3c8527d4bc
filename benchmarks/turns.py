"""Times turns of the interview with the real wording, index and embeddings: median and ninth tenth.

Run in the project's folder after `python -m advisor index`:

    ADVISOR_DATA=/tmp/bench-data python -m benchmarks.turns [--turns 300]

The messages are those of the dialogue cases on the shipped pack; a turn that answers from the
material is left out. What is said lands in the database of that data folder.
"""

import argparse
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles
from typing import Any, NamedTuple

from advisor.bootstrap import Advisor, build_advisor
from advisor.config import PROJECT, Settings
from advisor.content.yaml_file import read_yaml

CASES = PROJECT / "tests" / "cases" / "dialogue"
FROM_MATERIAL = ("answered", "abstained")


class Timed(NamedTuple):
    """A turn in milliseconds: of work, and by the clock on the wall."""

    work: float
    wall: float


def cases(folder: Path) -> Iterator[dict[str, Any]]:
    """The cases on the shipped pack, file by file."""
    for path in sorted(folder.glob("*.yaml")):
        for case in read_yaml(path).data:
            if case.get("pack") == "shipped":
                yield case


def timed(advisor: Advisor, session: str, message: str) -> Timed | None:
    """One turn; None when the material answered it."""
    work, wall = time.process_time(), time.perf_counter()
    turn = advisor.turn(session, message)
    took = Timed(1000 * (time.process_time() - work), 1000 * (time.perf_counter() - wall))
    return None if turn.kind in FROM_MATERIAL else took


def turns(advisor: Advisor, count: int) -> list[Timed]:
    """So many turns of the cases, each case in a conversation of its own."""
    found: list[Timed] = []
    for case in cases(CASES):
        session = advisor.start()
        advisor.open(session, at=case.get("at", ""))
        for step in case["turns"]:
            if "say" not in step:
                break  # a pressed button belongs to the turn before
            one = timed(advisor, session, step["say"])
            if one is not None:
                found.append(one)
            if len(found) == count:
                return found
    return found


def told(name: str, values: list[float]) -> str:
    """A line of the report."""
    most = quantiles(values, n=10)[8]
    return f"{name}: median {median(values):.1f} ms, nine in ten {most:.1f} ms"


def main() -> None:
    """Warm as the app does, then time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=300)
    count = parser.parse_args().turns
    advisor = build_advisor(Settings())
    begun = time.process_time()
    advisor.warm()
    print(f"made ready in {time.process_time() - begun:.1f} s of work")
    found = turns(advisor, count)
    print(f"{len(found)} turns without an answer from the material")
    print(told("work", [one.work for one in found]))
    print(told("wall", [one.wall for one in found]))


if __name__ == "__main__":
    main()
