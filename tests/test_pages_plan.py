"""The page on which the office decides about its plan, run without a browser."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from advisor.bootstrap import Advisor
from advisor.model.roadmap import PlannedAction, Roadmap
from advisor.ui.roadmap_media import MEDIA
from tests.test_pages import HOSTILE, fill, opened, page, press, session, shown

__all__ = ["page"]  # the fixture
XLSX = MEDIA["xlsx"]


@pytest.fixture
def plan(page: AppTest, advisor: Advisor) -> AppTest:
    """The page of decisions for an example office."""
    fill(page, advisor, "talmora")
    return opened(page, "plan")


def part(page: AppTest, name: str) -> AppTest:
    page.session_state["plan-part"] = name
    page.run()
    assert not page.exception
    return page


def roadmap(page: AppTest, advisor: Advisor) -> Roadmap:
    return advisor.draft_of(session(page), steps=0)


def first(page: AppTest, advisor: Advisor) -> PlannedAction:
    return min(roadmap(page, advisor).actions, key=lambda one: (one.pillar, one.priority, one.id))


def by_id(page: AppTest, advisor: Advisor, action: str) -> PlannedAction:
    return next(one for one in roadmap(page, advisor).actions if one.id == action)


def field(page: AppTest, label: str) -> Any:
    kinds = (page.text_input, page.text_area, page.number_input, page.selectbox, page.slider)
    kinds += (page.radio, page.date_input, page.checkbox, page.multiselect, page.toggle)
    found = [one for kind in kinds for one in kind if one.label.replace("\\", "") == label]
    assert found, f"no field {label!r}"
    return found[0]


def key(page: AppTest, name: str) -> AppTest:
    wanted = [one for one in page.button if one.key == name]
    assert wanted, f"no button {name!r} among {[one.key for one in page.button]}"
    wanted[0].click().run()
    assert not page.exception
    return page


def card(page: AppTest, action: str) -> AppTest:
    page.session_state["plan-open"] = action
    page.run()
    assert not page.exception
    return page


def open_(page: AppTest, advisor: Advisor) -> Any:
    return roadmap(page, advisor).to_confirm


def cells(page: AppTest, edited: dict[int, dict[str, Any]], added: Any = ()) -> None:
    """Type into the table that is drawn."""
    editor = page.data_editor[0].key
    page.session_state[editor] = {
        "edited_rows": edited,
        "added_rows": list(added),
        "deleted_rows": [],
    }
    page.run()
    assert not page.exception


def test_without_a_draft_the_page_says_what_to_do(page: AppTest) -> None:
    assert "no draft to decide on" in shown(opened(page, "plan"))


def test_accepting_is_one_press_and_says_who(plan: AppTest, advisor: Advisor) -> None:
    one = first(plan, advisor)
    field(plan, "Who decides").set_value("Ada").run()
    key(plan, f"accept-{one.id}")
    assert by_id(plan, advisor, one.id).decision == "accepted"
    assert "accepted · by Ada" in shown(plan)
    key(plan, "undo")
    assert by_id(plan, advisor, one.id).decision == "open"


def test_all_that_is_shown_is_accepted_at_once(plan: AppTest, advisor: Advisor) -> None:
    field(plan, "Pillar").set_value(4).run()
    key(plan, "accept-all")
    for one in roadmap(plan, advisor).actions:
        assert (one.decision == "accepted") == (one.pillar == 4)


def test_setting_aside_asks_for_the_reason_and_keeps_what_was_typed(
    plan: AppTest, advisor: Advisor
) -> None:
    one = first(plan, advisor)
    card(plan, one.id)
    field(plan, "Lead").set_value("Post office")
    field(plan, "Decision").set_value("rejected").run()
    key(plan, "save")
    assert "Say why it is set aside" in shown(plan)
    assert field(plan, "Lead").value == "Post office"
    assert advisor.plan_given(session(plan)) == {}
    label = "Why it is set aside; the document gives this reason"
    field(plan, label).set_value("The law exists.").run()
    key(plan, "save")
    (aside,) = roadmap(plan, advisor).rejected
    assert (aside.id, aside.reason) == (one.id, "The law exists.")
    opened(plan, "roadmap")
    assert not plan.exception
    opened(plan, "plan")
    key(plan, "take-back")
    assert by_id(plan, advisor, one.id).owner == one.owner


def test_what_is_typed_over_an_action_becomes_the_offices(plan: AppTest, advisor: Advisor) -> None:
    one = first(plan, advisor)
    card(plan, one.id)
    field(plan, "Title").set_value(HOSTILE)
    field(plan, "Months").set_value(9)
    field(plan, "Cost, highest").set_value(12_000)
    field(plan, "Running cost a year, once done").set_value(700)
    field(plan, "Start").set_value(2)
    field(plan, "Users' demand").set_value(5).run()
    key(plan, "save")
    now = by_id(plan, advisor, one.id)
    assert (now.title, now.cost.high, now.running) == (HOSTILE, 12_000, 700)
    assert (now.start_quarter, now.end_quarter, now.pinned) == (2, 4, True)
    assert now.cost.low == one.cost.low
    assert [r.rating for r in now.ratings if r.by == "office"] == [5]
    assert set(now.edited) == {"title", "months", "cost_low", "cost_high", "running"}
    drawn = (*plan.markdown, *plan.caption, *plan.header)
    bare = [each.value.replace("\\<", "") for each in drawn]
    assert not any("**bold**" in each or "<script" in each for each in bare)


def test_saving_without_typing_changes_nothing(plan: AppTest, advisor: Advisor) -> None:
    for one in roadmap(plan, advisor).actions[:8]:
        card(plan, one.id)
        assert not plan.warning
        key(plan, "save")
        assert "Nothing was typed" in plan.success[0].value.replace("\\", "")
    assert advisor.plan_given(session(plan)) == {}


def test_the_smart_verdict_follows_the_typing(plan: AppTest, advisor: Advisor) -> None:
    one = first(plan, advisor)
    card(plan, one.id)
    field(plan, "Indicator").set_value("Better services").run()
    assert "Specific** fails" in shown(plan)
    field(plan, "Indicator").set_value("Share of services that are fully online")
    field(plan, "Unit").set_value("per cent of services").run()
    assert "Specific** holds" in shown(plan)


def test_yearly_targets_are_the_offices(plan: AppTest, advisor: Advisor) -> None:
    one = first(plan, advisor)
    card(plan, one.id)
    field(plan, one.targets[1].label).set_value("11").run()
    key(plan, "save")
    target = by_id(plan, advisor, one.id).targets[1]
    assert (target.value, target.by) == ("11", "office")


def test_merging_takes_up_the_other_and_refuses_nothing_chosen(
    plan: AppTest, advisor: Advisor
) -> None:
    actions = roadmap(plan, advisor).actions
    free = [one for one in actions if not any(one.id in each.needs for each in actions)]
    one, into = [each for each in free if not each.needs][:2]
    card(plan, one.id)
    field(plan, "Decision").set_value("merged").run()
    key(plan, "save")
    assert "Choose the action that takes it up" in shown(plan)
    field(plan, "Which action takes it up").set_value(into.id).run()
    key(plan, "save")
    assert by_id(plan, advisor, into.id).merged == (one.id,)


def test_a_merge_that_cannot_be_is_said_beside_the_field(plan: AppTest, advisor: Advisor) -> None:
    actions = {one.id: one for one in roadmap(plan, advisor).actions}
    early, between, late = next(
        (actions[one], actions[two], three)
        for three in actions.values()
        for two in advisor.pack.action[three.id].needs
        if two in actions
        for one in advisor.pack.action[two].needs
        if one in actions
    )
    card(plan, early.id)
    field(plan, "Decision").set_value("merged").run()
    field(plan, "Which action takes it up").set_value(late.id).run()
    key(plan, "save")
    (said,) = [one.value.replace("\\", "") for one in plan.error]
    assert f"cannot join '{late.title}'" in said
    assert between.title in said or between.id in said
    assert "setting '" not in said
    assert advisor.plan_given(session(plan)) == {}
    field(plan, "Decision").set_value("accepted").run()
    assert not plan.error, "the sentence goes with what it was said of"


def test_an_own_action_joins_the_plan_and_leaves_again(plan: AppTest, advisor: Advisor) -> None:
    key(plan, "add-now")
    assert [one.value.replace("\\", "") for one in plan.error] == ["Give the action a title."]
    assert advisor.plan_given(session(plan)) == {}
    field(plan, "Title").set_value("Élargir the portal").run()
    key(plan, "add-now")
    own = by_id(plan, advisor, "own.elargir-the-portal")
    assert (own.own, own.decision, own.baseline) == (True, "accepted", "to be confirmed")
    for place in ("roadmap", "review", "plan"):
        opened(plan, place)
    card(plan, own.id)
    field(plan, "Lead").set_value("Ministry of Finance").run()
    key(plan, "save")
    assert by_id(plan, advisor, own.id).owner == "Ministry of Finance"
    key(plan, "take-back")
    assert own.id not in {one.id for one in roadmap(plan, advisor).actions}


def test_many_are_changed_in_the_table(plan: AppTest, advisor: Advisor) -> None:
    part(plan, "All in a table")
    titles = list(plan.data_editor[0].value["title"])
    cells(plan, {0: {"owner": "Cabinet"}, 1: {"decision": "Set aside", "reason": "Done."}})
    assert f"Would change: {titles[0]}; {titles[1]}." in shown(plan)
    key(plan, "take-over")
    held = roadmap(plan, advisor)
    assert {one.title for one in held.actions if one.owner == "Cabinet"} == {titles[0]}
    assert [(one.title, one.reason) for one in held.rejected] == [(titles[1], "Done.")]


def test_a_fault_in_the_table_refuses_all_of_it(plan: AppTest, advisor: Advisor) -> None:
    part(plan, "All in a table")
    cells(plan, {0: {"owner": "Cabinet"}, 1: {"months": 99}})
    key(plan, "take-over")
    row = plan.data_editor[0].value.iloc[1]
    assert f"{row['code']} {row['title']}: 'Months' takes at most 60, not 99." in shown(plan)
    assert advisor.plan_given(session(plan)) == {}
    part(plan, "What if")
    part(plan, "All in a table")
    assert plan.data_editor[0].value["owner"].iloc[0] == "Cabinet", "nothing typed is lost"
    assert plan.data_editor[0].value["months"].iloc[1] == 99
    key(plan, "forget-table")
    assert not plan.error


def test_the_table_merges_and_says_what_lacks(plan: AppTest, advisor: Advisor) -> None:
    part(plan, "All in a table")
    table = plan.data_editor[0].value
    cells(plan, {0: {"decision": "Merge into another"}})
    key(plan, "take-over")
    assert f"{table['title'].iloc[0]}: A merged action needs 'Merged into'" in shown(plan)
    needed = {need for one in roadmap(plan, advisor).actions for need in one.needs}
    free = [one for one in roadmap(plan, advisor).actions if one.id not in needed and not one.needs]
    one, into = free[:2]
    at = list(table["code"]).index(one.code)
    key(plan, "forget-table")
    cells(plan, {at: {"into": f"{into.code} {into.title}"}})
    key(plan, "take-over")
    assert by_id(plan, advisor, into.id).merged == (one.id,)
    part(plan, "All in a table")
    table = plan.data_editor[0].value
    at = list(table["title"]).index(one.title)
    assert table["into"].iloc[at].endswith(into.title)
    cells(plan, {at: {"decision": "Undecided"}})
    key(plan, "take-over")
    assert by_id(plan, advisor, into.id).merged == ()


def test_weights_show_what_they_change_before_they_count(plan: AppTest, advisor: Advisor) -> None:
    part(plan, "Priorities")
    field(plan, "Impact").set_value(0)
    field(plan, "Reuse by other work").set_value(5).run()
    assert advisor.plan_given(session(plan)) == {}
    assert plan.table, "the order changes"
    key(plan, "weights")
    assert dict(roadmap(plan, advisor).settings.weights)["impact"] == 0
    key(plan, "weights-back")
    assert advisor.plan_given(session(plan)) == {}


def test_sources_of_money_are_typed_in_a_table(plan: AppTest, advisor: Advisor) -> None:
    part(plan, "Who pays")
    sums = {f"year-{at}": 900_000 for at in range(5)}
    bank = {"name": "Bank", "status": "requested", "use": "purchases"}
    cells(plan, {0: {"name": "Treasury", **sums}}, [{**bank, "year-2": 5}])
    key(plan, "funding")
    assert "Bank: " in shown(plan)
    assert "for every year" in shown(plan)
    assert advisor.plan_given(session(plan)) == {}
    cells(plan, {0: {"name": "Treasury", "status": "secured", **sums}}, [bank])
    key(plan, "funding")
    held = {one.name: one.amounts for one in roadmap(plan, advisor).settings.funding}
    assert held == {"Treasury": (900_000,) * 5, "Bank": ()}
    assert any("pay nothing in the plan: Bank" in one.what for one in open_(plan, advisor))
    statuses = {one.name: one.status for one in roadmap(plan, advisor).settings.funding}
    assert statuses == {"Treasury": "secured", "Bank": "requested"}
    assert "What the plan takes" in shown(plan)


def test_what_if_shows_what_moves_and_stores_nothing_until_used(
    plan: AppTest, advisor: Advisor
) -> None:
    part(plan, "What if")
    field(plan, "People who can work on it at once").set_value(4).run()
    key(plan, "whatif-see")
    assert "Moved (" in shown(plan)
    assert "Cost by year" in shown(plan)
    assert advisor.plan_given(session(plan)) == {}
    key(plan, "whatif-use")
    assert advisor.plan_given(session(plan)) == {"people": 4}
    assert "the interview's answer does not count" in shown(plan)
    key(plan, "instead-people")
    assert advisor.plan_given(session(plan)) == {}


def test_a_wish_that_cannot_be_met_is_explained_beside_the_trial_and_on_its_card(
    plan: AppTest, advisor: Advisor
) -> None:
    one = next(
        each for each in roadmap(plan, advisor).actions if each.start_quarter > 2 and each.needs
    )
    part(plan, "What if")
    field(plan, "An action to fix").set_value(one.id).run()
    field(plan, "Starts in").set_value(0).run()
    key(plan, "whatif-see")
    (conflict,) = advisor.draft_of(session(plan), {f"pins.{one.id}": 0}).conflicts
    assert conflict.sentence in [each.value.replace("\\", "") for each in plan.warning]
    key(plan, "whatif-use")
    plan.session_state["plan-open"] = one.id
    part(plan, "Actions")
    assert conflict.sentence in [each.value.replace("\\", "") for each in plan.warning]


def test_a_comparison_names_the_decision_behind_it(plan: AppTest, advisor: Advisor) -> None:
    one = first(plan, advisor)
    aside = {"decision": "rejected", "reason": "Not ours."}
    advisor.set_plan(session(plan), {f"choices.{one.id}": aside}, "Ada")
    part(plan, "Compare")
    assert "Went (1)" in shown(plan)
    assert any(f"decision on '{one.title}'" in each.replace("\\", "") for each in tables(plan))
    field(plan, "Compare with").set_value("moment").run()
    assert "Went (1)" in shown(plan)


def test_another_conversation_and_a_file_are_compared(plan: AppTest, advisor: Advisor) -> None:
    other = advisor.start()
    part(plan, "Compare")
    field(plan, "Compare with").set_value("session").run()
    field(plan, "Link or id of the other conversation").set_value(f"http://x/?session={other}")
    plan.run()
    count = len(roadmap(plan, advisor).actions)
    assert f"Came ({count})" in shown(plan)
    field(plan, "Compare with").set_value("file").run()
    data = advisor.documents(advisor.draft_of(session(plan)), ["json"])["roadmap.json"]
    record = json.loads(data)
    gone = record["actions"].pop(0)
    record["fingerprint"] = "0" * 64
    record["settings"]["people"] = 3
    plan.file_uploader[0].set_value(("r.json", json.dumps(record).encode(), "application/json"))
    plan.run()
    assert "Came (1)" in shown(plan)
    assert any(gone["title"] in each.replace("\\", "") for each in tables(plan))
    assert "Settings and decisions that differ (1)" in shown(plan)
    plan.file_uploader[0].set_value(("r.json", b'{"schema": 7}', "application/json")).run()
    assert "no roadmap that can be read" in shown(plan)


def tables(page: AppTest) -> list[str]:
    return [str(cell) for one in page.table for row in one.value.values.tolist() for cell in row]


def test_results_open_the_next_cycle(plan: AppTest, advisor: Advisor) -> None:
    old = session(plan)
    part(plan, "Results")
    assert "Choose the date" in shown(plan)
    field(plan, "Values as of").set_value("2027-12-31").run()
    cells(plan, {0: {"status": "done", "value": "12"}})
    key(plan, "results")
    (actual,) = roadmap(plan, advisor).settings.actuals
    assert (actual.status, actual.values) == ("done", (("2027-12-31", "12"),))
    field(plan, "The results are complete").check().run()
    key(plan, "next-cycle")
    assert session(plan) != old
    assert "What moved since the last cycle" in shown(part(plan, "Results"))
    title = next(one.label for one in roadmap(plan, advisor).movements if one.kind == "action")
    rows = [list(row) for one in plan.table for row in one.value.values.tolist()]
    assert [title.replace("\\", ""), "done"] in [
        [row[0].replace("\\", ""), row[-1]] for row in rows if len(row) == 3
    ]


def test_the_document_shows_what_was_decided(
    plan: AppTest, advisor: Advisor, tmp_path: Path
) -> None:
    one = first(plan, advisor)
    card(plan, one.id)
    field(plan, "Lead").set_value("The Post Office of Talmora").run()
    key(plan, "save")
    text = advisor.documents(advisor.draft_of(session(plan)), ["md"])["roadmap.md"].decode()
    assert "The Post Office of Talmora" in text


def test_faults_behind_buttons_are_sentences(
    plan: AppTest, advisor: Advisor, monkeypatch: pytest.MonkeyPatch
) -> None:
    from advisor.errors import AdvisorError

    def full(*_: object) -> None:
        raise AdvisorError("The disk is full.", "Make room.")

    one = first(plan, advisor)
    monkeypatch.setattr(Advisor, "set_plan", full)
    key(plan, f"accept-{one.id}")
    assert "The disk is full" in shown(plan)
    card(plan, one.id)
    field(plan, "Lead").set_value("Typed").run()
    key(plan, "save")
    assert "The disk is full" in shown(plan)
    assert field(plan, "Lead").value == "Typed"


def test_the_roadmap_page_leads_to_the_decision(plan: AppTest, advisor: Advisor) -> None:
    opened(plan, "roadmap", "Actions")
    field(plan, "Pillar").set_value(1).run()
    assert press(plan, "Decide about this action")
    assert plan.title[0].value == "Your decisions on the plan"


def test_an_edited_spreadsheet_comes_back_after_it_was_looked_at(
    plan: AppTest, advisor: Advisor
) -> None:
    one = first(plan, advisor)
    part(plan, "All in a table")
    plan.file_uploader[0].set_value(("r.xlsx", edited_workbook(plan, advisor, one, "Senate"), XLSX))
    plan.run()
    assert "1 changes in this spreadsheet" in shown(plan)
    assert advisor.plan_given(session(plan)) == {}
    key(plan, "workbook-take")
    assert by_id(plan, advisor, one.id).owner == "Senate"


def test_a_broken_spreadsheet_is_a_sentence(plan: AppTest, advisor: Advisor) -> None:
    part(plan, "All in a table")
    plan.file_uploader[0].set_value(("r.xlsx", b"PK broken", XLSX)).run()
    assert not plan.exception
    (said,) = [one.value.replace("\\", "") for one in plan.error]
    assert "r.xlsx" not in said and len(said.split()) > 5
    assert advisor.plan_given(session(plan)) == {}


def edited_workbook(page: AppTest, advisor: Advisor, one: PlannedAction, owner: str) -> bytes:
    """The plan's spreadsheet with another lead for an action."""
    data = advisor.documents(advisor.draft_of(session(page)), ["xlsx"])["roadmap.xlsx"]
    book = load_workbook(io.BytesIO(data))
    for sheet in book:
        for row in sheet.iter_rows():
            if row[0].value == one.code and (
                cell := next((each for each in row if each.value == one.owner), None)
            ):
                cell.value = owner
                found = io.BytesIO()
                book.save(found)
                return found.getvalue()
    raise AssertionError("the action is not in the spreadsheet")
