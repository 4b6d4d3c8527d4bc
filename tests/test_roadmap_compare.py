"""Two drafts side by side: each difference, and the answer or setting behind it."""

from typing import Any

from hypothesis import given, settings

from advisor.model.roadmap import Change, Comparison, Roadmap
from advisor.roadmap import compare
from tests.test_roadmap import OFFICES, PACK, full, plan


def changes(was: dict[str, Any], now: dict[str, Any], **more: Any) -> Comparison:
    return compare(PACK, plan(was, steps=100), plan(now, steps=100, **more))


def causes(found: tuple[Change, ...]) -> dict[str, tuple[str, ...]]:
    return {one.id: one.because for one in found}


def test_the_same_twice_differs_in_nothing() -> None:
    found = changes(full(), full())
    assert not any(getattr(found, name) for name in type(found).model_fields)


def test_an_action_goes_with_the_answer_that_called_for_it() -> None:
    found = changes(full(), full(p4__process=4))
    assert causes(found.went) == {"A401": ("p4.process",), "A404": ("p4.process",)}
    assert causes(found.answers) == {"p4.process": ()}
    assert (found.answers[0].was, found.answers[0].now) == ("2 (level 2)", "4 (level 4)")


def test_a_prerequisite_names_the_answer_behind_what_needs_it() -> None:
    was, now = full(p4__links=4, p4__process=None), full(p4__process=None)
    found = changes(was, now)
    assert causes(found.came) == {"A401": ("p4.links",), "A402": ("p4.links",)}
    assert causes(found.risks_came) == {"K-machines": ("p4.links",)}


def test_an_answer_that_goes_off_the_path_is_a_cause() -> None:
    found = changes(full(), full(profile__level="city"))
    assert "profile.level" in causes(found.risks_went)["K-machines"]
    assert {one.id for one in found.answers} == {"profile.level", "p4.links"}


def test_fewer_people_move_actions_and_say_so() -> None:
    found = changes(full(), full(plan__people=2))
    assert found.moved
    assert set(causes(found.moved).values()) == {("people",)}
    assert all(one.quarters > 0 for one in found.moved if one.id == "A802")
    assert causes(found.settings) == {"people": ()}


def test_less_money_takes_out_and_says_why() -> None:
    found = changes(full(), full(plan__budget=500_000))
    assert causes(found.no_longer_fits)["A402"] == ("budget",)
    assert "no year in which it could start" in found.no_longer_fits[0].now
    back = changes(full(plan__budget=500_000), full())
    assert set(causes(back.now_fits)) == set(causes(found.no_longer_fits))


def test_a_pin_moves_and_is_shown() -> None:
    found = changes(full(), full(), pins={"A801": 3})
    assert ("pins", "", "A801: 3") in {(one.id, one.was, one.now) for one in found.settings}
    assert "A801" in causes(found.moved)


def test_another_start_moves_nothing() -> None:
    found = changes(full(), full(plan__start="2028-01-01"))
    assert not found.moved
    assert [one.id for one in found.settings] == ["start"]


def test_strength_follows_the_answers() -> None:
    found = changes(full(), full(LEA01=5, LEA02=5))
    assert [(one.id, one.was, one.now, one.because) for one in found.strength] == [
        ("A101", "must", "should", ("LEA01", "LEA02"))
    ]


@settings(max_examples=25, deadline=None)
@given(OFFICES, OFFICES)
def test_every_difference_is_listed_once_and_mirrors(
    was: dict[str, Any], now: dict[str, Any]
) -> None:
    one, other = plan(was, steps=40), plan(now, steps=40)
    there, back = compare(PACK, one, other), compare(PACK, other, one)

    def ids(found: tuple[Change, ...]) -> list[str]:
        return [change.id for change in found]

    assert ids(there.came) == ids(back.went)
    assert ids(there.now_fits) == ids(back.no_longer_fits)
    assert ids(there.moved) == ids(back.moved)
    lists = (there.came, there.went, there.now_fits, there.no_longer_fits, there.moved)
    all_ids = [name for found in lists for name in ids(found)]
    assert len(all_ids) == len(set(all_ids))
    kept = _starts(one).items() & _starts(other).items()
    outside = {x.id for x in one.not_placed} & {x.id for x in other.not_placed}
    everything = {*_wished(one), *_wished(other)}
    assert everything == {*all_ids, *(name for name, _ in kept), *outside}
    for change in (*there.came, *there.went):
        assert change.because, f"{change.id} has no cause"


def _starts(roadmap: Roadmap) -> dict[str, int]:
    return {one.id: one.start_quarter for one in roadmap.actions}


def _wished(roadmap: Roadmap) -> set[str]:
    return {*_starts(roadmap), *(one.id for one in roadmap.not_placed)}
