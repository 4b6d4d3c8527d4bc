"""Measures how long the documents of the largest example office take, cold and warm.

    python -m benchmarks.documents

Each example office is planned, and the one with most actions is written: first each format alone in
a fresh process (cold: with all imports and the fonts), then all of them in one call, several times
in one process (warm), and each format alone, warm. Wall is what a person waits; work is processor
time with that of pandoc, so that a busy machine does not hide it. Exit code 1 when the best warm
call for all six takes longer than the bar.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from advisor.bootstrap import build_advisor
from advisor.config import PROJECT
from advisor.model.roadmap import Roadmap

SIX = ("md", "docx", "pdf", "html", "xlsx", "json")
ALL = (*SIX, "odt")
BAR = 5.0  # seconds for all six, warm
EXAMPLES = PROJECT / "knowledge" / "examples"


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds on the clock, and of processors with those of child processes."""
    clock, used = time.perf_counter(), _used()
    work()
    return time.perf_counter() - clock, _used() - used


def _used() -> float:
    return sum(os.times()[:4])


def largest(offices: list[Path]) -> Roadmap:
    """The plan with most actions among those of these offices."""
    advisor = build_advisor()
    plans = []
    for path in offices:
        roadmap = advisor.roadmap_of_file(path)
        plans.append((len(roadmap.actions), path.stem, roadmap))
        print(f"{path.stem:22} {len(roadmap.actions):4} actions", flush=True)
    count, name, roadmap = max(plans, key=lambda one: one[:2])
    print(f"\nWritten: {name}, {count} actions\n", flush=True)
    return roadmap


def once(plan: Path, formats: list[str]) -> None:
    """The child: print the seconds that one cold call takes, with its imports."""

    def work() -> None:
        roadmap = Roadmap.model_validate_json(plan.read_text(encoding="utf-8"))
        build_advisor().documents(roadmap, formats)

    print(json.dumps(timed(work)))


def cold(plan: Path, formats: list[str]) -> tuple[float, float]:
    command = [sys.executable, "-m", "benchmarks.documents", "--once", str(plan), *formats]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True)
    wall, work = json.loads(done.stdout.splitlines()[-1])
    return wall, work


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=5, help="warm calls (best and middle shown)")
    offices = sorted(EXAMPLES.rglob("*.yaml"))
    parser.add_argument("--offices", nargs="+", type=Path, default=offices, help="answers files")
    parser.add_argument("--once", nargs="+", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.once:
        once(Path(given.once[0]), given.once[1:])
        return 0
    print(f"Load before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors\n")
    roadmap = largest(given.offices)
    advisor = build_advisor()
    with tempfile.TemporaryDirectory() as folder:
        plan = Path(folder) / "plan.json"
        plan.write_text(roadmap.model_dump_json(), encoding="utf-8")
        print(f"{'seconds':12} {'cold wall':>10} {'work':>6} {'warm wall':>10} {'work':>6}")
        for name in ALL:
            first = cold(plan, [name])
            advisor.documents(roadmap, [name])
            again = min(timed(lambda one=name: advisor.documents(roadmap, [one])) for _ in range(2))
            print(f"{name:12} {first[0]:10.2f} {first[1]:6.2f} {again[0]:10.2f} {again[1]:6.2f}")
        first = cold(plan, list(SIX))
    runs = sorted(timed(lambda: advisor.documents(roadmap, SIX)) for _ in range(given.times))
    best, middle = runs[0], runs[len(runs) // 2]
    print(f"{'all six':12} {first[0]:10.2f} {first[1]:6.2f} {best[0]:10.2f} {best[1]:6.2f}")
    print(f"{'  middle':12} {'':10} {'':6} {middle[0]:10.2f} {middle[1]:6.2f}")
    print(f"\nLoad after: {os.getloadavg()[0]:.1f}. Bar: all six, warm, at most {BAR:.0f} s.")
    return 0 if best[0] <= BAR else 1


if __name__ == "__main__":
    sys.exit(main())
