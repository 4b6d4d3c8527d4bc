"""Wording of what the office decides and of what proves the plan: gaps, priorities, indicators."""

from advisor.documents.words_front import ByOption, Heads, Text
from advisor.model.frozen import Frozen


class Swot(Frozen):
    """Strengths, weaknesses, opportunities and threats."""

    title: Text
    intro: Text
    names: ByOption
    captions: ByOption
    basis: Text
    more: Text
    part: Text
    whole: Text
    parts: ByOption
    answers: Text
    question: Text
    above: Text
    below: Text
    survey: Text
    chances: ByOption
    chance_options: dict[str, ByOption]
    absent: Text


class Gaps(Frozen):
    """Gaps in policy, implementation and data; lessons of the last strategy."""

    title: Text
    intro: Text
    counted: ByOption
    captions: ByOption
    head: Heads
    nobody: Text
    partly: Text
    data_options: dict[str, ByOption]
    lessons: Text
    last: ByOption
    lessons_caption: Text
    lessons_head: Heads


class Differences(Frozen):
    """Where respondents are apart."""

    title: Text
    intro: Text
    more: Text
    caption: Text
    head: Heads
    standpoint: Text
    divided: Text


class Theory(Frozen):
    """How the plan is meant to work."""

    title: Text
    intro: Text
    intro_goals_open: Text
    figure: Text
    alt: Text
    columns: Heads
    staff: Text
    money: Text
    money_open: Text
    sources: Text
    headline: Text
    outcomes_open: Text
    pillar: Text
    pillar_line: Text
    caption: Text
    head: Heads
    shown_by: Text


class Movements(Frozen):
    """What moved since the last cycle."""

    title: Text
    intro: Text
    actions: Text
    measures: Text
    counted: ByOption
    captions: ByOption
    head: Heads
    actions_head: Heads
    directions: ByOption


class Choices(Frozen):
    """What the office decided about its plan."""

    title: Text
    intro: Text
    kept_caption: Text
    kept_head: Heads
    gone_caption: Text
    gone_head: Heads
    rejected: Text
    merged: Text
    accepted: Text
    added: Text
    edited: Text
    took_up: Text
    pinned: Text
    fields: ByOption


class Priorities(Frozen):
    """By what actions are weighed."""

    title: Text
    annex: Text
    intro: Text
    intro_own: Text
    rated: Text
    caption: Text
    head: Heads
    names: ByOption
    short: ByOption
    meanings: ByOption
    ratings_intro: Text
    ratings_caption: Text
    action: Text
    score: Text
    order: Text
    unknown: Text


class Indicators(Frozen):
    """Indicator sheets."""

    title: Text
    intro: Text
    caption: Text
    head: Heads
    headline: Text
    unit: Text
    method: Text
    objective_code: Text
    objective_measure: Text
    objective_method: Text
    objective_target: Text
    step: Text
    latest: Text
    statuses: ByOption
    holds: Text
    fails: Text
    cannot_tell: Text
    letters: ByOption
    why_fails: Text
    why_open: Text
    all_but: Text
    all: Text
    no_baseline: Text
