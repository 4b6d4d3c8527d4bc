"""Posts bear the name of the office's own level of government, wherever a plan names them."""

import re
from pathlib import Path

import pytest

from advisor.content import load_pack, read_answers
from advisor.errors import InputFaults
from advisor.model.content import KnowledgePack, Post
from advisor.model.roadmap import Roadmap
from advisor.roadmap import RoadmapWords, draft
from advisor.roadmap.deciding import decided, standing
from tests.pack_files import base_pack, with_parts
from tests.roadmap_pack import words as the_words

ROOT = Path(__file__).parents[1]
OTHERS = {
    "national": re.compile(r"\b(city|mayor|council secretariat)\b", re.IGNORECASE),
    "city": re.compile(r"\b(government CIO|permanent secretary|cabinet)\b", re.IGNORECASE),
}


@pytest.fixture(scope="module")
def pack() -> KnowledgePack:
    return load_pack(ROOT / "knowledge")


@pytest.fixture(scope="module")
def roadmap_words() -> RoadmapWords:
    return the_words()


def drawn(pack: KnowledgePack, words: RoadmapWords, example: str) -> Roadmap:
    given = read_answers(pack, ROOT / "knowledge" / "examples" / "archetypes" / f"{example}.yaml")
    return draft(pack, given.answers, given.settings, words=words, steps=0)


def posts_of(roadmap: Roadmap) -> set[str]:
    named = {one.owner for one in roadmap.actions} | {one.owner for one in roadmap.risks}
    return named | {post for one in roadmap.actions for post in one.supports}


@pytest.mark.parametrize("example", ["national-middle", "city-middle"])
def test_a_plan_names_no_post_of_another_level(
    pack: KnowledgePack, roadmap_words: RoadmapWords, example: str
) -> None:
    level = example.partition("-")[0]
    found = posts_of(drawn(pack, roadmap_words, example))
    assert {"national": "Government CIO", "city": "City CIO"}[level] in found
    assert [one for one in found if OTHERS[level].search(one)] == []
    written = {one.id for one in pack.posts if level in one.at}
    assert found & written <= {one.at[level] for one in pack.posts if level in one.at}


def test_a_level_not_known_keeps_what_is_written(
    pack: KnowledgePack, roadmap_words: RoadmapWords
) -> None:
    known = drawn(pack, roadmap_words, "national-middle")
    blind = drawn(with_parts(pack, posts=()), roadmap_words, "national-middle")
    assert "Chief Information Officer" in posts_of(blind)
    assert "Chief Information Officer" not in posts_of(known)
    assert known.fingerprint != blind.fingerprint
    assert [one.id for one in known.actions] == [one.id for one in blind.actions]


def test_a_post_that_leads_is_not_named_as_its_own_support(
    pack: KnowledgePack, roadmap_words: RoadmapWords
) -> None:
    for example in ("national-beginner", "national-middle", "city-beginner", "city-middle"):
        for one in drawn(pack, roadmap_words, example).actions:
            assert one.owner not in one.supports, one.id
            assert len(set(one.supports)) == len(one.supports), one.id


def test_what_stands_under_an_action_is_no_edit(
    pack: KnowledgePack, roadmap_words: RoadmapWords
) -> None:
    roadmap = drawn(pack, roadmap_words, "city-middle")
    for one in roadmap.actions:
        shown = standing(pack, roadmap, one.id)
        assert (shown["owner"], shown["supports"]) == (one.owner, one.supports)
        assert decided(pack, roadmap, {}, one.id, {"owner": one.owner}) == {}


@pytest.mark.parametrize(
    ("post", "says"),
    [
        ("- id: Head of goverment\n  at: {city: Mayor}\n", "Did you mean 'Head of government'?"),
        ("- id: Head of government\n  at: {town: Mayor}\n", "no level of government 'town'"),
        ("- id: Head of government\n  at: {}\n", "'at'"),
    ],
)
def test_a_post_that_cannot_be_meant_is_refused(post: str, says: str, tmp_path: Path) -> None:
    folder = base_pack(tmp_path)
    for file in folder.glob("*.yaml"):
        text = file.read_text(encoding="utf-8")
        file.write_text(re.sub(r"\b(id|of): level\b", r"\1: profile.level", text), encoding="utf-8")
    (folder / "posts.yaml").write_text(post, encoding="utf-8")
    with pytest.raises(InputFaults) as refused:
        load_pack(folder)
    assert says in str(refused.value)
    assert "posts.yaml:" in str(refused.value)


def test_posts_are_told_apart_only_where_they_differ(pack: KnowledgePack) -> None:
    """A name for each level that could as well be written once says nothing."""
    assert [one.id for one in pack.posts if set(one.at.values()) == {one.id}] == []
    assert Post(id="Head", at={"city": "Mayor"}).at == {"city": "Mayor"}
