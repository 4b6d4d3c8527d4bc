import re
from pathlib import Path

import pytest

from advisor.config import PROJECT
from advisor.content import load_pack
from advisor.content.listing import Places
from advisor.content.reference import read_reference, reference_faults
from advisor.errors import Fault
from advisor.model.answers import Answer
from advisor.model.content import KnowledgePack
from advisor.model.reference import Reference
from advisor.roadmap.peers import gaps, peers, trends
from advisor.rules import View
from tests.pack_files import base_pack

GLOSSARY = """\
- id: leadership
  term: Leadership
  short: L
  meaning: Someone who answers for the strategy.
  see: [wave]
  sources: [{source: little, slide: s01}]
- id: wave
  term: Wave
  meaning: A group of actions that start together.
  own: true
"""
CASES = """\
- id: somewhere
  title: A CIO who stayed
  place: Somewhere
  story: One person answered for the strategy.
  lesson: Give the post a name.
  pillars: [1]
  actions: [A101]
  sources: [{source: little, slide: s01}]
"""
TRAINING = """\
- id: day-1
  day: 1
  topic: Road mapping
  title: What comes first
  aim: An order.
  result: A page.
  sources: [{source: little, slide: s02}]
  sessions:
    - start: '09:00'
      minutes: 60
      title: Cards
      method: Put cards on a wall.
      output: A wall of cards
      questions: [LEA01]
    - start: '10:00'
      minutes: 60
      title: Talk
      method: Say why.
      output: Reasons
"""
FILES = {"glossary": GLOSSARY, "cases": CASES, "training": TRAINING}


def read(folder: Path, **texts: str) -> tuple[Reference, list[Fault]]:
    """The reference read from files beside the base pack, with all its faults."""
    pack_folder = base_pack(folder)
    pack = load_pack(pack_folder)
    (pack_folder / "reference").mkdir()
    for stem, text in {**FILES, **texts}.items():
        (pack_folder / "reference" / f"{stem}.yaml").write_text(text)
    faults: list[Fault] = []
    places: Places = {}
    reference = read_reference(pack_folder, faults, places)
    return reference, faults + reference_faults(reference, pack, places)


def test_all_three_kinds_are_read(tmp_path: Path) -> None:
    reference, faults = read(tmp_path)
    assert faults == []
    assert reference.term["leadership"].see == ("wave",)
    assert reference.term["wave"].own
    assert [case.id for case in reference.cases_of(1)] == ["somewhere"]
    assert reference.cases_of(2) == ()
    assert reference.training[0].sessions[1].begins == 600


def test_a_name_may_be_hidden_behind_its_own_fault(tmp_path: Path) -> None:
    """While an action cannot be read, a case that names it is not blamed."""
    pack = load_pack(base_pack(tmp_path / "before"))
    reference, _ = read(tmp_path, cases=CASES.replace("A101", "A109"))
    assert reference_faults(reference, pack, {})
    assert reference_faults(reference, pack, {}, complete=False) == []


def test_a_pack_may_have_no_reference(tmp_path: Path) -> None:
    faults: list[Fault] = []
    assert read_reference(base_pack(tmp_path), faults, {}) == Reference()
    assert faults == []


def test_terms_come_by_the_alphabet_and_days_by_number(tmp_path: Path) -> None:
    days = TRAINING.replace("day-1", "day-2").replace("day: 1", "day: 2") + TRAINING
    terms = "- {id: z, term: apple, meaning: A fruit., own: true}\n" + GLOSSARY
    reference, _ = read(tmp_path, glossary=terms, training=days)
    assert [one.id for one in reference.terms] == ["z", "leadership", "wave"]
    assert [one.day for one in reference.training] == [1, 2]


WRONG = [
    ("glossary", "slide: s01", "slide: s09", "glossary.yaml:1: 'leadership' cites little/s09"),
    ("glossary", "[wave]", "[wawe]", "glossary.yaml:1: 'leadership' refers to the term 'wawe'"),
    ("glossary", "[wave]", "[wawe]", "Did you mean 'wave'?"),
    ("glossary", "[wave]", "[leadership]", "'leadership' refers to itself."),
    ("glossary", "  own: true\n", "", "glossary.yaml:7: 'wave': a meaning has sources, or says"),
    ("glossary", "term: Wave", "term: L", "'leadership' explains 'l', which 'wave' explains"),
    ("glossary", "meaning: A group", "meening: A group", "Did you mean 'meaning'?"),
    ("glossary", "id: wave", "id: leadership", "is also defined at reference/glossary.yaml:1"),
    ("cases", "[A101]", "[A109]", "cases.yaml:1: 'somewhere' names action 'A109'"),
    ("cases", "pillars: [1]", "pillars: [2]", "names A101, but not its pillar 1."),
    ("cases", "pillars: [1]", "pillars: [12]", "cases.yaml:6: 'somewhere': 'pillars.0'"),
    ("cases", "slide: s01", "slide: s07", "'somewhere' cites little/s07"),
    ("cases", CASES, "somewhere: a case", "the file is a list of records"),
    ("training", "day: 1", "day: 3", "training.yaml:1: 'day-1' is day 3 where day 1 is expected"),
    ("training", "[LEA01]", "[LEA1]", "the question 'LEA1', which there is not. Did you mean"),
    ("training", "'10:00'", "'09:30'", "'Cards' still runs when 'Talk' begins"),
    ("training", "'10:00'", "'25:00'", "training.yaml:15: 'day-1': 'sessions.1.start'"),
    ("training", "slide: s02", "slide: s05", "'day-1' cites little/s05"),
]


@pytest.mark.parametrize(("stem", "find", "put", "says"), WRONG, ids=[one[3] for one in WRONG])
def test_each_fault_is_named_with_its_place(
    stem: str, find: str, put: str, says: str, tmp_path: Path
) -> None:
    assert find in FILES[stem]
    _, faults = read(tmp_path, **{stem: FILES[stem].replace(find, put, 1)})
    assert says in "\n".join(str(fault) for fault in faults)


@pytest.fixture(scope="module")
def pack() -> KnowledgePack:
    return load_pack(PROJECT / "knowledge")


@pytest.fixture(scope="module")
def shipped(pack: KnowledgePack) -> Reference:
    faults: list[Fault] = []
    places: Places = {}
    reference = read_reference(PROJECT / "knowledge", faults, places)
    assert faults + reference_faults(reference, pack, places) == []
    return reference


def test_the_glossary_is_complete_enough(shipped: Reference) -> None:
    assert len(shipped.terms) >= 80
    own = [term for term in shipped.terms if term.own]
    assert 0 < len(own) < len(shipped.terms) / 2, "most meanings are those of the slides"
    for word in ("wog", "dtcaf", "ogd", "oss", "lnob", "egdi", "cio", "isg", "m&e", "psa"):
        assert any(term.short.casefold() == word for term in shipped.terms), word


def test_no_term_explains_itself_by_its_own_name_alone(shipped: Reference) -> None:
    short = [term.id for term in shipped.terms if len(term.meaning.split()) < 6]
    assert short == []


def test_each_case_of_the_decks_is_in_the_library(shipped: Reference) -> None:
    cited = {str(source) for case in shipped.cases for source in case.sources}
    award_slides = {f"innovation/s{number}" for number in (25, 26, 27, 28)} | {"e-governance/s35"}
    curitiba = {f"innovation/s{number}" for number in range(16, 23)}
    others = {"innovation/s23", "innovation/s46", "e-governance/s33", "e-governance/s17"}
    assert award_slides | curitiba | others | {"e-governance/s45"} <= cited
    winners = [case for case in shipped.cases if "innovation/s28" in map(str, case.sources)]
    assert {case.place.split(", ")[-1] for case in winners} == {
        "Republic of Korea",
        "Portugal",
        "Bangladesh",
    }


def test_figures_of_a_case_stand_on_its_slides(shipped: Reference, pack: KnowledgePack) -> None:
    """A figure in a story is one that a cited slide gives; 28 is the sum of Sumwhere's lists."""
    for case in shipped.cases:
        text = " ".join(pack.slide[str(one)].text for one in case.sources)
        for figure in re.findall(r"\d+", case.story):
            given = figure in text or (case.id, figure) == ("sumwhere", "28")
            assert given, (case.id, figure)


def test_the_training_has_five_days_and_the_decks_four_topics(shipped: Reference) -> None:
    assert [day.day for day in shipped.training] == [1, 2, 3, 4, 5]
    topics = list(dict.fromkeys(day.topic for day in shipped.training))
    assert topics == ["Innovation labs", "Systems thinking", "Action planning", "Road mapping"]
    for day in shipped.training:
        assert 240 <= sum(session.minutes for session in day.sessions) <= 480
        assert "innovation/s71" in [str(source) for source in day.sources]


def test_the_training_answers_questions_of_every_stage(
    shipped: Reference, pack: KnowledgePack
) -> None:
    asked = [q for day in shipped.training for session in day.sessions for q in session.questions]
    stages = {pack.question[one].stage for one in asked}
    assert stages == {stage.id for stage in pack.vocabulary.stages}


def test_peers_are_plain_means_of_the_groups_a_country_belongs_to(pack: KnowledgePack) -> None:
    """Denmark and the world in 2022 as the Survey prints them, under any name of the state."""
    found = {
        name: peers(View(pack, {"profile.country": Answer(question="profile.country", value=name)}))
        for name in ("Denmark", "dnk", "South Korea", "Republic of Korea", "Nowhere")
    }
    assert found["Denmark"] == found["dnk"] and found["Nowhere"] == ()
    assert found["South Korea"] == found["Republic of Korea"]
    rows = {one.group: one for one in found["Denmark"] if one.year == 2022}
    assert (rows["country"].egdi, rows["world"].egdi, rows["world"].n) == (97170, 61019, 193)
    nordic = [
        one.egdi for one in pack.egdi if (one.year, one.subregion) == (2022, "Northern Europe")
    ]
    assert rows["subregion"].n == len(nordic) == 10
    assert abs(rows["subregion"].egdi - sum(nordic) / len(nordic)) <= 0.5
    assert {one.group for one in gaps(found["Denmark"])} == {
        "subregion",
        "region",
        "income",
        "world",
    }
    assert all(one.first == 2010 and one.last == 2024 for one in trends(found["Denmark"]))
    assert {one.id for one in pack.reference.figures} == {"egdi"}
