"""What a user is told when something cannot be done: one sentence and the next step."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


class AdvisorError(Exception):
    """A fault that is shown to the user as it stands.

    Args:
        sentence: what is wrong, in one plain sentence.
        next_step: what the user can do about it; may be empty.
    """

    def __init__(self, sentence: str, next_step: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.next_step = next_step

    def __str__(self) -> str:
        return f"{self.sentence} {self.next_step}".strip()


@dataclass(frozen=True, order=True)
class Fault:
    """One fault of an input file: where it stands and what is wrong with it."""

    file: str
    line: int
    message: str

    @property
    def place(self) -> tuple[str, int]:
        """File and line."""
        return self.file, self.line

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class InputFaults(AdvisorError):
    """All faults of one input together; nothing of the input was taken over."""

    def __init__(self, faults: Iterable[Fault], next_step: str) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(str(fault) for fault in self.faults), next_step)

    def __str__(self) -> str:
        return f"{self.sentence}\n{self.next_step}".strip()


def did_you_mean(word: object, choices: Iterable[object]) -> str:
    """A question naming the closest of the choices, led by a space, or an empty string."""
    close = get_close_matches(str(word), [str(choice) for choice in choices], n=1, cutoff=0.55)
    return f" Did you mean '{close[0]}'?" if close else ""
