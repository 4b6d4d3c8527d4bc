"""The whole draft of one invented office, word for word; `make golden` writes it anew."""

from pathlib import Path

from advisor.bootstrap import Advisor
from advisor.config import PROJECT

GOLDEN = Path(__file__).parent / "golden" / "talmora.md"


def test_the_draft_of_talmora_is_as_it_was(advisor: Advisor) -> None:
    roadmap = advisor.roadmap_of_file(PROJECT / "knowledge" / "examples" / "talmora.yaml")
    made = advisor.documents(roadmap, ["md"])["roadmap.md"].decode()
    assert made == GOLDEN.read_text(encoding="utf-8"), "look at the difference, then `make golden`"
