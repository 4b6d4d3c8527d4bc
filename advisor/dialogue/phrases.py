"""What the dialogue can say: every sentence is data, with the places it may fill."""

from string import Formatter
from typing import Any

from pydantic import Field, model_validator

from advisor.model.frozen import Frozen

Variants = tuple[str, ...]


def _takes(*places: str, least: int = 2) -> Any:
    return Field(min_length=least, json_schema_extra={"takes": list(places)})


def _label() -> Any:
    return Field(min_length=1, json_schema_extra={"takes": []})


def _counted() -> Any:
    return Field(min_length=2, max_length=2, json_schema_extra={"takes": ["n"]})


class Phrases(Frozen):
    """The wording of the dialogue: for each occasion its variants, used in turn.

    Each field states which {places} its variants may hold; a phrase with another is refused.
    Fields with `_counted` hold two forms, for one and for many. `_label` fields stand on buttons.
    """

    # Opening and the question itself
    hello: Variants = _takes("title")
    welcome_back: Variants = _takes("answered", "of")
    time_needed: Variants = _takes("questions", "minutes")
    how_to: Variants = _takes()
    progress: Variants = _takes("number", "of", "stage", least=1)
    progress_box: Variants = _takes("stage", "minutes", least=1)
    stage_intro: Variants = _takes("stage", "intro", least=1)
    still_open: Variants = _takes()
    changing: Variants = _takes("label", "value", least=1)
    off_path: Variants = _takes("label")
    how_likert: Variants = _takes(least=1)
    how_choice: Variants = _takes(least=1)
    how_multi: Variants = _takes(least=1)
    how_number: Variants = _takes("span", least=1)
    how_money: Variants = _takes(least=1)
    how_date: Variants = _takes(least=1)
    how_text: Variants = _takes(least=1)
    how_checklist: Variants = _takes(least=1)
    official: Variants = _takes(least=1)
    national_statement: Variants = _takes(least=1)
    own_statement: Variants = _takes(least=1)
    items_left: Variants = _takes("items", least=1)
    complete: Variants = _takes()
    complete_open: Variants = _takes("count", "labels")
    draft_ready: Variants = _takes()
    box_done: Variants = _takes("count", "labels")

    # Answers of the last cycle
    carried_hello: Variants = _takes("count")
    carried_lead: Variants = _takes("topic")
    carried_left: Variants = _takes("count", least=1)
    carried_how: Variants = _takes(least=1)
    carried_kept: Variants = _takes("count", "topic")
    carried_later: Variants = _takes("count")
    carried_first: Variants = _takes()
    carried_open: Variants = _takes("count", "labels")
    button_carried_kept: Variants = _label()
    button_carried_changed: Variants = _label()

    # What was done
    noted: Variants = _takes("what")
    noted_same: Variants = _takes("what")
    noted_many: Variants = _takes("what")
    changed: Variants = _takes("what")
    withdrawn: Variants = _takes("label")
    undone: Variants = _takes("what")
    was_open: Variants = _takes("label", least=1)
    nothing_to_undo: Variants = _takes()
    skipped: Variants = _takes("label")
    not_skipped: Variants = _takes("label", "value")
    went_back: Variants = _takes("label")
    went_on: Variants = _takes()
    at_start: Variants = _takes()
    left_as_was: Variants = _takes()
    moved_to: Variants = _takes("stage")
    nothing_called: Variants = _takes("thing")
    nothing_there: Variants = _takes("stage")
    saved: Variants = _takes()
    stopped: Variants = _takes("answered", "of")
    restarting: Variants = _takes()
    box_set: Variants = _takes("minutes", "count")
    box_none: Variants = _takes()
    reopened: Variants = _takes("count")
    none_skipped: Variants = _takes()

    # Asking back
    confirm: Variants = _takes("what")
    confirm_many: Variants = _takes("what")
    confirm_change: Variants = _takes("label", "old", "new")
    confirm_withdraw: Variants = _takes("label", "old")
    confirm_or: Variants = _takes("what")
    confirm_unknown: Variants = _takes("label")
    confirm_currency: Variants = _takes("said", "kept", "what")
    choose: Variants = _takes("label")
    choose_question: Variants = _takes()
    please_yes_no: Variants = _takes()
    effect_opens: Variants = _takes("what", least=1)
    effect_closes: Variants = _takes("what", least=1)
    effect_added: Variants = _takes("what", least=1)
    effect_removed: Variants = _takes("what", least=1)
    effect_strength: Variants = _takes("what", least=1)
    effect_none: Variants = _takes()
    misfit: Variants = _takes("said", "takes")
    misfit_value: Variants = _takes("reason")
    not_allowed: Variants = _takes("value")
    unclear: Variants = _takes()
    unclear_again: Variants = _takes()
    unclear_done: Variants = _takes()
    too_long: Variants = _takes("limit")
    orders: Variants = _takes()
    bulk: Variants = _takes()
    empty: Variants = _takes()
    stale: Variants = _takes()
    which_answer: Variants = _takes("thing")
    no_answer_yet: Variants = _takes("label")
    your_answer: Variants = _takes("label", "value", "said")
    change_to_what: Variants = _takes("label", "value")

    # Interruptions
    why: Variants = _takes("label", "why")
    why_source: Variants = _takes("title", "deck", "quote", least=1)
    level: Variants = _takes("number", "anchor", least=1)
    level_lead: Variants = _takes("label")
    no_levels: Variants = _takes("label")
    options_lead: Variants = _takes("label")
    meaning: Variants = _takes("text", "why")
    help: Variants = _takes()
    missing: Variants = _takes("count", "of")
    missing_none: Variants = _takes()
    missing_stage: Variants = _takes("stage", "count", "labels", least=1)
    missing_first: Variants = _takes("labels", least=1)
    where: Variants = _takes("answered", "of", "stage", "stage_answered", "stage_of")
    where_done: Variants = _takes("answered", "of")
    where_left: Variants = _takes("minutes", least=1)
    review_lead: Variants = _takes()
    review_stage: Variants = _takes("stage", least=1)
    review_line: Variants = _takes("label", "value", least=1)
    review_inactive: Variants = _takes("label", "value", least=1)
    review_open: Variants = _takes("count", least=1)
    review_none: Variants = _takes()
    draft_lead: Variants = _takes()
    draft_failed: Variants = _takes("reason")
    material_failed: Variants = _takes("reason")
    candidates: Variants = _takes()
    candidates_missing: Variants = _takes("labels")
    candidate: Variants = _takes("by", "people", "outcomes", "values", least=3)
    candidate_measure: Variants = _takes("measure", least=1)
    candidate_goals: Variants = _takes("goals", least=1)
    candidate_plan: Variants = _takes("plan", least=1)
    candidate_check: Variants = _takes("checks")
    wording_hint_drafts: Variants = _takes()
    wording_now: Variants = _takes()
    wording_confirm: Variants = _takes()
    wording_says: Variants = _takes("checks", least=1)
    wording_lacks: Variants = _takes("checks", least=1)
    wording_all: Variants = _takes(least=1)
    wording_which: Variants = _takes()
    wording_not_there: Variants = _takes("thing")
    wording_short: Variants = _takes()
    wording_change: Variants = _takes()
    smart_holds: Variants = _takes()
    smart_lacks: Variants = _takes("what")
    check_people: Variants = _takes(least=1)
    check_left_behind: Variants = _takes(least=1)
    check_dated: Variants = _takes(least=1)
    check_measurable: Variants = _takes(least=1)
    check_aligned: Variants = _takes(least=1)

    # The conversation as a text to keep
    transcript_title: Variants = _takes("title", least=1)
    transcript_wrote: Variants = _label()
    transcript_source: Variants = _label()
    transcript_withdrawn: Variants = _takes("label", least=1)
    transcript_skipped: Variants = _takes("label", least=1)

    # People
    thanks: Variants = _takes()
    greeting: Variants = _takes()
    wellbeing: Variants = _takes()
    bye: Variants = _takes()
    fine: Variants = _takes()
    anger: Variants = _takes()
    hesitation: Variants = _takes()
    already_said: Variants = _takes()
    who: Variants = _takes()
    privacy: Variants = _takes()
    other_language: Variants = _takes("language")
    unread_script: Variants = _takes()
    languages: Variants = _takes()

    # Buttons and small words
    button_yes: Variants = _label()
    button_no: Variants = _label()
    button_change: Variants = _label()
    button_keep: Variants = _label()
    button_none: Variants = _label()
    button_rest_no: Variants = _label()
    button_rest_unknown: Variants = _label()
    button_go_on: Variants = _label()
    button_look_up: Variants = _label()
    button_keep_as_answer: Variants = _label()
    button_unknown: Variants = _label()
    button_not_applicable: Variants = _label()
    button_skip: Variants = _label()
    button_why: Variants = _label()
    button_back: Variants = _label()
    button_review: Variants = _label()
    button_draft: Variants = _label()
    button_open_ones: Variants = _label()
    button_suggest: Variants = _label()
    button_take_draft: Variants = Field(min_length=1, json_schema_extra={"takes": ["n"]})
    button_take_wording: Variants = _label()
    button_drafts: Variants = _label()
    button_leave_wording: Variants = _label()
    button_wording: Variants = _label()
    word_or: Variants = _label()
    word_and: Variants = _label()
    word_more: Variants = Field(min_length=1, json_schema_extra={"takes": ["n"]})
    word_strength_must: Variants = _label()
    word_strength_should: Variants = _label()
    word_strength_could: Variants = _label()
    questions: Variants = _counted()
    minutes: Variants = _counted()
    answers: Variants = _counted()
    span_between: Variants = Field(min_length=1, json_schema_extra={"takes": ["low", "high"]})
    span_from: Variants = Field(min_length=1, json_schema_extra={"takes": ["low", "high"]})
    takes_likert: Variants = _label()
    takes_number: Variants = Field(min_length=1, json_schema_extra={"takes": ["span"]})
    takes_money: Variants = _label()
    takes_date: Variants = _label()
    takes_text: Variants = Field(min_length=1, json_schema_extra={"takes": ["limit"]})
    takes_options: Variants = Field(min_length=1, json_schema_extra={"takes": ["options"]})

    @model_validator(mode="after")
    def _places_are_known(self) -> "Phrases":
        for name, field in type(self).model_fields.items():
            extra = field.json_schema_extra
            allowed = extra.get("takes", []) if isinstance(extra, dict) else []
            for text in getattr(self, name):
                for _, place, _, _ in Formatter().parse(text):
                    if place is not None and place not in (allowed or []):  # type: ignore[operator]
                        raise ValueError(f"phrase '{name}' has no place '{{{place}}}'")
        return self
