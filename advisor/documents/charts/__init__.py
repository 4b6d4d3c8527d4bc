"""The charts, each from one Vega-Lite specification for page and document alike.

Shades are told apart without colour, by lightness and by labels; the numbers of each chart also
stand in a table of the document.
"""

from collections.abc import Callable
from threading import Lock
from typing import Any

from altair.utils.schemapi import debug_mode

from advisor.documents.charts.calendar import gantt
from advisor.documents.charts.looks import Chart, dressed
from advisor.documents.charts.money import cost
from advisor.documents.charts.position import egdi, peers
from advisor.documents.charts.scores import pillars, scores
from advisor.documents.charts.theory import theory
from advisor.documents.charts.threats import risk_map
from advisor.documents.parts.sequence import gantt_slices
from advisor.documents.reading import Reading

_MAKERS: dict[str, Callable[[Reading], Chart | None]] = {
    "egdi": egdi,
    "peers": peers,
    "scores": scores,
    "pillars": pillars,
    "theory": theory,
    "cost": cost,
    "risks": risk_map,
}
_CHECKS = Lock()  # Altair's checks are on or off for the whole process, whoever else draws


def specifications(r: Reading) -> dict[str, dict[str, Any]]:
    """Chart name -> Vega-Lite specification, for those charts that have something to show."""
    with _CHECKS, debug_mode(False):  # Altair would check each part anew; the tests check them all
        found = {name: chart for name, make in _MAKERS.items() if (chart := make(r)) is not None}
        for number, actions in enumerate(gantt_slices(r), 1):
            found[f"gantt-{number}"] = gantt(r, actions)
        return {name: dressed(chart) for name, chart in found.items()}
