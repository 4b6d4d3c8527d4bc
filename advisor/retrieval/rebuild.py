"""Builds the index in a process of its own: pages stay quick, and its memory is given back."""

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock, Thread

_ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Progress:
    """How far a build is. `fault` is what an ended one could not do, in a sentence."""

    running: bool = False
    step: str = ""
    done: int = 0
    of: int = 0
    fault: str = ""


class Rebuild:
    """The builds of one index, one at a time; `progress` may be read at any moment.

    Args:
        environment: of the process; it holds the settings of the advisor.
    """

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = dict(environment)
        self._lock = Lock()
        self.progress = Progress()

    def start(self) -> None:
        """Begin a build, unless one is running."""
        with self._lock:
            if self.progress.running:
                return
            self.progress = Progress(running=True)
        Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        fault = ""
        try:
            fault = self._built()
        except OSError as error:
            fault = error.strerror or str(error)
        finally:
            self.progress = Progress(fault=fault)

    def _built(self) -> str:
        """Build and follow the progress; the fault of a build that failed."""
        last = ""
        with subprocess.Popen(
            [sys.executable, "-m", "advisor", "index", "--json"],
            cwd=_ROOT,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
        ) as process:
            for line in process.stdout or ():
                if not self._follows(line):
                    last = line.strip() or last
        return "" if process.returncode == 0 else (last or f"exit code {process.returncode}")

    def _follows(self, line: str) -> bool:
        """Take a line of progress over; false when it is another one, such as a fault."""
        try:
            told = json.loads(line)
        except ValueError:
            return False
        if isinstance(told, dict) and "step" in told:
            self.progress = replace(
                self.progress, step=str(told["step"]), done=int(told["done"]), of=int(told["of"])
            )
        return isinstance(told, dict)
