"""Two offices on one installation never see each other's documents, index, answers or gaps."""

from pathlib import Path

import pytest

from advisor.bootstrap import Advisor, build_advisor
from advisor.config import Settings
from advisor.errors import AdvisorError
from tests.office_data import own_data, strategy

PORTAL = "When does the Harbour Licence Portal open?"
# The second is the beginning of the third, and the first differs in its sign alone.
OFFICES = ("north_1", "north", "north-1")
OPENS = ("March 2028", "June 2029", "May 2031")


@pytest.fixture(scope="module")
def offices(data: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Advisor]:
    """Offices on one data folder and one database, each with its own version of one document."""
    home = own_data(data, tmp_path_factory.mktemp("shared"), *OFFICES, "empty")
    made = {one: build_advisor(Settings(data=home, office=one)) for one in (*OFFICES, "empty")}
    for office, opens in zip(OFFICES, OPENS, strict=True):
        document, receipt = made[office].desk.take(strategy(opens), f"{office}.pdf")
        assert document, receipt.refused
        made[office].library.approve(document)
        assert made[office].build_index()
    return made


def test_each_office_answers_from_its_own_documents(offices: dict[str, Advisor]) -> None:
    for office, opens in zip(OFFICES, OPENS, strict=True):
        answer = offices[office].answer(PORTAL)
        assert opens in answer.answer
        assert not any(other in answer.answer for other in OPENS if other != opens)
        mine = [entry.document.id for entry in offices[office].desk.entries()]
        assert [one.source for one in answer.citations] == mine
    assert offices["empty"].answer(PORTAL).abstained


def test_no_office_reaches_the_document_of_another(offices: dict[str, Advisor]) -> None:
    ids = {one: offices[one].desk.entries()[0].document.id for one in OFFICES}
    assert offices["empty"].desk.entries() == ()
    for office, advisor in offices.items():
        for other, document in ids.items():
            if other == office:
                continue
            assert advisor.note_of(document, "page 2") == ()
            for reach in (
                advisor.library.document,
                advisor.library.original,
                advisor.library.approve,
                advisor.library.remove,
            ):
                with pytest.raises(AdvisorError, match="no document"):
                    reach(document)


def test_no_index_holds_a_passage_of_another_office(offices: dict[str, Advisor]) -> None:
    notes = {deck.id for deck in offices["empty"].pack.decks}
    for office, advisor in offices.items():
        held = {one.source for one in advisor.material.index.library.passages}
        own = {entry.document.id for entry in advisor.desk.entries()}
        assert held == notes | own, office


def test_gaps_stay_in_their_office(offices: dict[str, Advisor]) -> None:
    asked = "What is the private telephone number of the harbour master of Talmora?"
    assert offices["north"].answer(asked).abstained
    assert asked in [gap.question for gap in offices["north"].gaps()]
    for other in ("north_1", "north-1", "empty"):
        assert asked not in [gap.question for gap in offices[other].gaps()]
