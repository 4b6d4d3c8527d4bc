"""One office, one fingerprint: whatever the hash seed, the order of the file and the process."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from advisor.config import PROJECT

# Choices of every kind over an office's answers, several sources, results, a pin that cannot be.
SETTINGS: dict[str, Any] = {
    "people": 9,
    "weights": {"reuse": 5, "impact": 3, "demand": 4},
    "own": [
        {"id": "own.portal", "pillar": 6, "title": "One portal", "months": 9, "effort_pm": 12},
        {"id": "own.desk", "pillar": 9, "title": "Help desks", "needs": ["own.portal"]},
    ],
    "funding": [
        {"name": "Treasury", "amounts": 900_000, "status": "secured", "use": "any"},
        {"name": "Bank", "amounts": [0, 500_000, 900_000, 0, 0], "status": "requested"},
        {"name": "Partners"},
    ],
}


def decisions(ids: list[str]) -> dict[str, Any]:
    """What the office decides about the first actions of its draft."""
    first, second, third, fourth, fifth, sixth = ids[:6]
    return {
        "choices": {
            first: {"decision": "accepted", "owner": "Cabinet", "running": 4000},
            second: {"decision": "rejected", "reason": "The law exists."},
            third: {"decision": "merged", "into": fourth},
            fifth: {"months": 9, "cost_low": 5, "cost_high": 900, "ratings": {"demand": 5}},
        },
        "actuals": {
            first: {"status": "under way", "values": {2027: 12, "2028-06-30": "20"}},
            sixth: {"status": "late", "note": "Waits for the law."},
        },
        "pins": {fifth: 7, sixth: 0},
    }


CODE = """
import sys
from pathlib import Path
from advisor.bootstrap import build_advisor
made = build_advisor()
print(made.roadmap_of_file(Path(sys.argv[1])).fingerprint)
"""


@pytest.mark.timeout(300)
def test_the_fingerprint_is_the_same_everywhere_with_choices_money_and_results(
    tmp_path: Path, advisor: Any
) -> None:
    office = yaml.safe_load((PROJECT / "knowledge/examples/talmora.yaml").read_text())
    path = PROJECT / "knowledge/examples/talmora.yaml"
    drawn = advisor.roadmap_of_file(path)
    free = [one.id for one in drawn.actions if not any(one.id in x.needs for x in drawn.actions)]
    held = {**office.get("settings", {}), **SETTINGS, **decisions(sorted(free))}
    written = {**office, "settings": held}
    files = {"plain.yaml": written, "turned.yaml": turned(written)}
    for name, content in files.items():
        (tmp_path / name).write_text(yaml.safe_dump(content, sort_keys=False, allow_unicode=True))
    one = advisor.roadmap_of_file(tmp_path / "plain.yaml")
    assert {part.decision for part in one.rejected} == {"rejected", "merged"}
    assert {"own.portal", "own.desk"} <= {part.id for part in one.actions}
    assert one.funding
    assert any(part.actual for part in one.actions)
    assert one.fingerprint != drawn.fingerprint
    seen = {one.fingerprint, advisor.roadmap_of_file(tmp_path / "turned.yaml").fingerprint}
    for seed, name in (("0", "turned.yaml"), ("4242", "plain.yaml")):
        done = subprocess.run(
            [sys.executable, "-c", CODE, str(tmp_path / name)],
            env={**os.environ, "PYTHONHASHSEED": seed, "ADVISOR_DATA": str(tmp_path / "data")},
            cwd=PROJECT,
            capture_output=True,
            text=True,
            check=True,
        )
        seen.add(done.stdout.strip())
    assert len(seen) == 1


def turned(content: Any) -> Any:
    """The same with every mapping the other way round, and the lists whose order says nothing."""
    if isinstance(content, dict):
        return {
            key: [*reversed(value)] if key in ("own", "funding") else turned(value)
            for key, value in reversed(content.items())
        }
    return content
