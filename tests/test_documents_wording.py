"""The wording file against the pack and against the code that uses it."""

import re

import pytest
from pydantic import ValidationError

from advisor.documents.words import document_words
from advisor.model.content import KnowledgePack
from tests.document_sample import pack, wording

BY_OPTION = {
    ("mandate", "level"): "profile.level",
    ("mandate", "last"): "profile.last_strategy",
    ("mandate", "depth"): "profile.depth",
    ("alignment", "national"): "vision.national_plan",
    ("alignment", "subnational"): "vision.subnational",
    ("vision", "yapp"): "vision.yapp",
    ("monitoring", "unit"): "me.unit",
    ("monitoring", "indicators"): "me.indicators",
    ("monitoring", "baselines"): "me.baselines",
    ("monitoring", "feedback"): "me.feedback",
    ("monitoring", "publish"): "me.publish",
    ("monitoring", "calendar_text"): "me.frequency",
}


@pytest.fixture(scope="module")
def knowledge() -> KnowledgePack:
    return pack()


@pytest.mark.parametrize(("part", "key"), list(BY_OPTION))
def test_each_option_has_its_sentence(part: str, key: str, knowledge: KnowledgePack) -> None:
    options = {one.id for one in knowledge.question[BY_OPTION[part, key]].options}
    assert set(wording()[part][key]) == options


def test_questions_and_slides_named_in_the_wording_exist(knowledge: KnowledgePack) -> None:
    words = wording()
    for part in ("governance", "resources", "change"):
        assert [one for one in words[part]["questions"] if one not in knowledge.question] == []
    for deck, slide in re.findall(r"([\w-]+) (s\d\d)\b", str(words)):
        if deck != "to":
            assert f"{deck}/{slide}" in knowledge.slide


def test_a_missing_or_unknown_text_is_refused() -> None:
    given = wording()
    given["front"].pop("title")
    given["front"]["titel"] = "Roadmap"
    with pytest.raises(ValidationError) as caught:
        document_words(given)
    assert {error["loc"] for error in caught.value.errors()} == {
        ("front", "title"),
        ("front", "titel"),
    }
