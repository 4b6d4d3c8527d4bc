"""Answers and a newer pack: kept, renamed, mapped, rescaled or asked again, and always told."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.content import load_pack
from advisor.errors import InputFaults
from advisor.model.answers import Answer, Event, fold
from advisor.model.carrying import carried, carrying_events, told
from advisor.model.content import KnowledgePack, Migration, Question
from tests.pack_files import base_pack, with_parts


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> KnowledgePack:
    return load_pack(base_pack(tmp_path_factory.mktemp("pack")))


def newer(base: KnowledgePack, question: str, migrations: tuple[dict, ...], **changes: Any):
    """The pack with one question changed, and what it says of older answers."""
    was = base.question[question].model_dump(by_alias=True) | changes
    made = Question.model_validate(was)
    questions = [made if one.id == question else one for one in base.questions]
    lines = tuple(
        Migration.model_validate({"id": f"M{at}", "because": f"Because {at}.", **one})
        for at, one in enumerate(migrations)
    )
    return with_parts(base, questions=tuple(questions), migrations=lines)


def answered(question: str, value: Any, rev: int = 1) -> Event:
    return Event(
        kind="answer",
        question=question,
        answer=Answer(question=question, rev=rev, value=value, by="Ama", at="2026-01-01"),
    )


def after(pack: KnowledgePack, *log: Event) -> dict[str, Any]:
    """The values that stand once the log is carried over."""
    whole = (*log, *carrying_events(pack, log))
    assert carrying_events(pack, whole) == ()
    return {name: one.value for name, one in fold(whole)[0].items()}


def test_the_same_revision_keeps_the_answer(base: KnowledgePack) -> None:
    assert carrying_events(base, (answered("LEA01", 4), answered("level", "city"))) == ()


def test_a_raised_revision_asks_again_and_tells(base: KnowledgePack) -> None:
    pack = newer(base, "LEA01", (), rev=2)
    log = (answered("LEA01", 4),)
    assert after(pack, *log) == {}
    (one,) = told(pack, (*log, *carrying_events(pack, log)))
    assert (one.question.id, one.was.value, one.now, one.how) == ("LEA01", 4, None, "reask")


def test_a_lowered_revision_asks_again_too(base: KnowledgePack) -> None:
    assert after(base, answered("LEA01", 4, rev=7)) == {}


def test_a_renamed_question_takes_its_answer_along(base: KnowledgePack) -> None:
    step = {"kind": "rename", "was": "leader", "question": "LEA01", "to_rev": 1}
    pack = newer(base, "LEA01", (step,))
    assert after(pack, answered("leader", 3)) == {"LEA01": 3}
    assert after(pack, answered("leader", 3), answered("LEA01", 5)) == {"LEA01": 5}


def test_options_that_have_other_names_are_mapped(base: KnowledgePack) -> None:
    options = [{"id": "state", "label": "State"}, {"id": "city", "label": "City"}]
    step = {"kind": "map", "question": "level", "to_rev": 2, "values": {"national": "state"}}
    pack = newer(base, "level", (step,), rev=2, options=options)
    assert after(pack, answered("level", "national")) == {"level": "state"}
    assert after(pack, answered("level", "city")) == {"level": "city"}
    assert after(pack, answered("level", "unknown")) == {"level": "unknown"}


def test_items_of_a_checklist_are_mapped(base: KnowledgePack) -> None:
    options = [{"id": "cio", "label": "CIO"}, {"id": "data-law", "label": "Data law"}]
    step = {"kind": "map", "question": "features", "to_rev": 2, "values": {"law": "data-law"}}
    pack = newer(base, "features", (step,), rev=2, options=options)
    given = answered("features", {"cio": "no", "law": "partly"})
    assert after(pack, given) == {"features": {"cio": "no", "data-law": "partly"}}


def test_a_value_that_the_map_leaves_out_is_asked_again(base: KnowledgePack) -> None:
    options = [{"id": "state", "label": "State"}, {"id": "town", "label": "Town"}]
    step = {"kind": "map", "question": "level", "to_rev": 2, "values": {"national": "state"}}
    pack = newer(base, "level", (step,), rev=2, options=options)
    assert after(pack, answered("level", "city")) == {}


def test_steps_follow_each_other_and_the_giver_stays(base: KnowledgePack) -> None:
    steps = (
        {"kind": "rescale", "question": "LEA01", "to_rev": 2, "scale": [[1, 3], [1, 5]]},
        {"kind": "map", "question": "LEA01", "from_rev": 2, "to_rev": 3, "values": {"5": 4}},
    )
    pack = newer(base, "LEA01", steps, rev=3)
    log = (answered("LEA01", 3),)
    (event,) = carrying_events(pack, log)
    assert event.answer is not None
    assert (event.answer.value, event.answer.rev, event.answer.by) == (4, 3, "Ama")
    (one,) = told(pack, (*log, event))
    assert one.because == "Because 0. Because 1."


def test_a_step_may_say_that_the_answer_says_nothing_any_more(base: KnowledgePack) -> None:
    pack = newer(base, "LEA01", ({"kind": "reask", "question": "LEA01", "to_rev": 2},), rev=2)
    (one,) = carried(pack, fold((answered("LEA01", 3),))[0])
    assert (one.now, one.because) == (None, "Because 0.")


def test_a_chain_that_ends_too_early_asks_again(base: KnowledgePack) -> None:
    step = {"kind": "map", "question": "LEA01", "to_rev": 2, "values": {"5": 4}}
    assert after(newer(base, "LEA01", (step,), rev=3), answered("LEA01", 3)) == {}


def test_an_answer_to_a_question_that_is_gone_is_left_alone(base: KnowledgePack) -> None:
    log = (answered("gone", 3),)
    assert carrying_events(base, log) == ()
    assert [one.how for one in carried(base, fold(log)[0])] == ["gone"]


def test_it_is_told_until_the_question_is_answered_anew(base: KnowledgePack) -> None:
    pack = newer(base, "LEA01", (), rev=2)
    log: tuple[Event, ...] = (answered("LEA01", 4),)
    log = (*log, *carrying_events(pack, log))
    assert len(told(pack, log)) == 1
    assert told(pack, (*log, answered("LEA01", 2, rev=2))) == ()


@given(value=st.integers(1, 5), low=st.integers(-9, 9), width=st.integers(1, 100))
def test_rescaled_numbers_keep_their_order_and_their_ends(
    value: int, low: int, width: int, base: KnowledgePack
) -> None:
    step = {"kind": "rescale", "question": "n", "to_rev": 2, "scale": [[1, 5], [low, low + width]]}
    number = {"kind": "number", "anchors": {}, "dimension": None, "id": "n", "rev": 2}
    made = Question.model_validate(base.question["LEA01"].model_dump(by_alias=True) | number)
    moved = Migration.model_validate({"id": "M", "because": "B.", **step})
    pack = with_parts(base, questions=(made,), facts=(), rules=(), migrations=(moved,))
    found = {at: after(pack, answered("n", at))["n"] for at in (1, value, 5)}
    assert found[1] == low and found[5] == low + width
    assert low <= found[value] <= low + width


FAULTS = {
    "{kind: map, question: LEA01, to_rev: 2, values: {a: b}}": "leads to rev 2; the question",
    "{kind: map, question: LEA0l, to_rev: 2, values: {a: b}}": "Did you mean 'LEA01'",
    "{kind: rename, question: LEA01, to_rev: 1}": "'was' belongs to kind 'rename'",
    "{kind: rename, was: level, question: LEA01, to_rev: 1}": "is still there under that name",
    "{kind: rescale, question: LEA01, to_rev: 2}": "'scale' belongs to kind 'rescale'",
    "{kind: rescale, question: LEA01, to_rev: 2, scale: [[5, 1], [0, 9]]}": "from its lowest",
    "{kind: reask, question: LEA01, to_rev: 1}": "'to_rev' is later than 'from_rev'",
    "{kind: drop, question: LEA01, to_rev: 2}": "not one of rename, map, rescale, reask",
}


@pytest.mark.parametrize("line", FAULTS)
def test_a_line_that_cannot_be_is_refused(line: str, tmp_path) -> None:
    folder = base_pack(tmp_path)
    text = f"- {line[:1]}id: M1, because: So., {line[1:]}\n"
    (folder / "migrations.yaml").write_text(text)
    with pytest.raises(InputFaults) as refused:
        load_pack(folder)
    assert FAULTS[line] in str(refused.value)
    assert "migrations.yaml:1" in str(refused.value)
