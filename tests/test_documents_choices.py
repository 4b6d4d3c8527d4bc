"""What the office decided, who pays and what moved: each stands in the document, from its data."""

import re
import time
from concurrent.futures import ThreadPoolExecutor

import altair as alt
import pytest

from advisor.documents import charts, render
from advisor.documents.charts import specifications
from advisor.documents.charts.position import egdi
from advisor.documents.reading import Reading
from advisor.documents.words import document_words
from advisor.model.choices import (
    Actual,
    FundingSource,
    Movement,
    Peer,
    Rejected,
    SmartLetter,
    SourceUse,
    YearTarget,
)
from advisor.model.content import KnowledgePack
from advisor.model.roadmap import Roadmap, YearUse
from tests.document_sample import pack, sample, wording


@pytest.fixture(scope="module")
def knowledge() -> KnowledgePack:
    return pack()


@pytest.fixture(scope="module")
def decided(knowledge: KnowledgePack) -> Roadmap:
    made = sample(knowledge, most=30)
    first, second, *rest = made.actions
    letter = SmartLetter(letter="T", holds=False, why="The target names no date")
    first = first.model_copy(
        update={
            "decision": "accepted",
            "owner": "Cabinet Secretary",
            "edited": ("owner",),
            "smart": (letter,),
            "targets": (YearTarget(year=0, label="2027", value="35", by="office"),),
            "actual": Actual(action=first.id, status="late", values=(("2027-06-30", "31"),)),
        }
    )
    second = second.model_copy(update={"own": True, "title": "A portal in two languages"})
    gone = made.not_placed[0]
    rejected = Rejected(
        **gone.model_dump(include={"id", "title", "pillar", "strength"}),
        decision="rejected",
        reason="The court forbids it",
    )
    treasury = FundingSource(name="Treasury", amounts=(900,) * 5, status="secured")
    use = SourceUse(source="Treasury", status="secured", year=0, amount=900, used=700)
    year = YearUse(year=0, label="2027", charged=1_000, budget=None, low=0, high=0, funded=700)
    groups = [("country", "", 0.4), ("subregion", "Western Isles", 0.5), ("world", "", 0.6)]
    peers = tuple(
        Peer(group=group, name=name, year=2024, n=3, **dict.fromkeys(KEYS, int(value * 100_000)))
        for group, name, value in groups
    )
    moved = Movement(
        kind="indicator",
        id="x",
        label="Days to wait",
        was="21",
        planned="9",
        now="12",
        direction="down",
    )
    return made.model_copy(
        update={
            "actions": (first, second, *rest),
            "rejected": (rejected,),
            "settings": made.settings.model_copy(update={"funding": (treasury,)}),
            "funding": (use,),
            "years": (year,),
            "peers": peers,
            "movements": (moved,),
        }
    )


KEYS = ("egdi", "osi", "hci", "tii")


@pytest.fixture(scope="module")
def text(knowledge: KnowledgePack, decided: Roadmap) -> str:
    made = render(decided, knowledge, wording(), ["md"])["roadmap.md"].decode()
    return re.sub(" +", " ", made.replace("\\", "").replace("\u00a0", " "))


def test_choices_are_marked_and_listed(text: str, decided: Roadmap) -> None:
    assert "Cabinet Secretary†" in text
    assert "A portal in two languages†" in text
    annex = text.split("Choices of the office\n")[-1].split("\n## ")[0]
    assert "changed: lead" in annex
    assert "added by the office" in annex
    row = next(line for line in annex.splitlines() if decided.rejected[0].title in line)
    assert "The court forbids it" in row
    assert (
        "†"
        not in render(sample(pack(), most=3), pack(), wording(), ["md"])["roadmap.md"]
        .decode()
        .split("## 1 ")[1]
    ), "nothing is marked where the office decided nothing"


def test_sheets_tell_targets_actual_values_and_failing_letters(text: str) -> None:
    sheets = text.split("Indicator sheets\n")[-1].split("\n## ")[0]
    assert "2027: 35†" in sheets
    assert "31 (30 June 2027)" in sheets
    assert "T×" in sheets
    assert re.search(r"Time-bound fails \(A1\.1\)\.\*\* The target names no date\.", sheets)


def test_what_no_source_pays_is_said(text: str, knowledge: KnowledgePack, decided: Roadmap) -> None:
    assert "TLM 300 of TLM 1 000 has no source yet" in text
    assert "| Treasury (secured) | all cost | 700 · of 900 |" in text
    chart = specifications(Reading(decided, knowledge, document_words(wording())))["cost"]
    bars = {row["source"]: row["money"] for row in chart["layer"][0]["data"]["values"][:2]}
    assert bars == {"Treasury (secured)": 700, "No source yet": 300}


def test_movements_open_the_next_cycle(text: str, knowledge: KnowledgePack) -> None:
    chapter = text.split("What moved since the last cycle\n")[-1].split("\n## ")[0]
    assert "| Days to wait | 21 | 9 | 12 | down |" in chapter
    assert (
        "What moved"
        not in render(sample(knowledge, most=3), knowledge, wording(), ["md"])[
            "roadmap.md"
        ].decode()
    )


def test_peers_stand_beside_the_country(text: str) -> None:
    assert re.search(r"\| Western Isles \(mean of 3\) \| 0\.5000 · −0\.1000", text)
    assert "It is below the mean of Western Isles and World." in text


def test_every_chart_is_a_valid_specification_with_its_edges(
    knowledge: KnowledgePack, decided: Roadmap
) -> None:
    found = specifications(Reading(decided, knowledge, document_words(wording())))
    assert {"egdi", "peers", "scores", "pillars", "theory", "cost", "risks", "gantt-1"} <= set(
        found
    )
    for name, one in found.items():
        alt.LayerChart.from_dict(one, validate=True)
        assert one["layer"], name
    ids = {one.id for one in decided.actions}
    wanted = {f"{need}>{one.id}" for one in decided.actions for need in one.needs if need in ids}
    drawn = {
        row["edge"]
        for name, one in found.items()
        if name.startswith("gantt")
        for part in one["layer"]
        for row in part["data"]["values"]
        if "edge" in row
    }
    assert wanted
    assert drawn == wanted


def test_swot_and_gaps_rest_on_answers(text: str, knowledge: KnowledgePack) -> None:
    swot = text.split("Strengths, weaknesses, opportunities and threats\n")[-1].split("\n## ")[0]
    rows = re.findall(
        r"^\| (?!Strength|Weakness|Opportunity|Threat|:|-)(.+) \| (.+) \|$", swot, re.M
    )
    assert len(rows) > 15
    questions = {one.id for one in knowledge.questions}
    for line, basis in rows:
        named = set(re.split(r", | |[()]", basis))
        known = named & questions or re.match(r"R\d+ \[F|UN E-Government Survey \d{4}", basis)
        assert known or line[0].isdigit(), (line, basis)


def test_one_may_begin_to_draw_while_another_ends(
    knowledge: KnowledgePack, decided: Roadmap, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading = Reading(decided, knowledge, document_words(wording()))
    alone = specifications(reading)
    waits = iter([lambda: time.sleep(0.3), lambda: first.result(timeout=60)])

    def slow(r: Reading) -> object:
        next(waits)()
        return egdi(r)

    monkeypatch.setitem(charts._MAKERS, "egdi", slow)
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(specifications, reading)
        second = pool.submit(specifications, reading)
        assert first.result() == second.result() == alone
