"""Wording of the second half of the document: flagships to annexes, and the workbook."""

from advisor.documents.words_front import ByOption, Heads, Text
from advisor.model.frozen import Frozen


class Flagships(Frozen):
    """Profiles of the actions on which most others rest."""

    title: Text
    intro: Text
    caption: Text
    head: Heads
    rows: dict[str, str]


class Order(Frozen):
    """Waves, quick wins, dependencies, what does not fit."""

    title: Text
    intro: Text
    limits: Text
    limits_open: Text
    money: Text
    money_same: Text
    money_open: Text
    gantt: Text
    gantt_text: Text
    gantt_pillar: Text
    gantt_caption: Text
    gantt_alt: Text
    waves: Text
    waves_caption: Text
    waves_head: Heads
    quick: Text
    quick_caption: Text
    quick_head: Heads
    dependencies: Text
    dependencies_text: Text
    dependencies_caption: Text
    dependencies_head: Heads
    critical: Text
    taken_as_given: Text
    taken_more: Text
    conflicts: Text
    conflict: Text
    not_placed: Text
    not_placed_intro: Text
    not_placed_caption: Text
    not_placed_head: Heads


class Governance(Frozen):
    """Who decides, leads and supports."""

    title: Text
    sponsor: Text
    sponsor_open: Text
    office: Text
    state: Text
    owners_caption: Text
    owners_head: Heads
    raci: Text
    bodies: Text
    raci_sponsor: Text
    helper: Text
    once: Text
    once_many: Text
    helpers: Text
    questions: tuple[str, ...]


class Resources(Frozen):
    """People and money."""

    title: Text
    effort: Text
    capacity: Text
    unpriced: Text
    prices: dict[str, str]
    total: Text
    budget: Text
    short: Text
    enough: Text
    years_caption: Text
    years_head: dict[str, str]
    year: Text
    year_split: Text
    years_alt: Text
    years_figure: Text
    charged: Text
    running_open: Text
    funded_figure: Text
    funded_alt: Text
    funding: Text
    funding_caption: Text
    funding_head: ByOption
    funding_gap: Text
    funding_covered: Text
    funding_secured: Text
    funding_unpaid: Text
    of_amount: Text
    uses: ByOption
    statuses: ByOption
    source_label: Text
    paid: Text
    gap_label: Text
    cost_low: Text
    cost_high: Text
    cost_budget: Text
    sources: Text
    sources_open: Text
    statements: Text
    questions: tuple[str, ...]
    split: Text
    finance: ByOption
    bands: Text
    band: Text


class Change(Frozen):
    """Change management, capacity building, communication."""

    title: Text
    answer: Text
    signs: Text
    actions: Text
    actions_intro: Text
    actions_caption: Text
    actions_head: Heads
    statements: Text
    questions: tuple[str, ...]
    before: Text
    communication: Text


class Risks(Frozen):
    """The risk register."""

    title: Text
    intro: Text
    caption: Text
    map: Text
    map_alt: Text
    likelihood: Text
    impact: Text
    head: Heads
    actions: Text


class Monitoring(Frozen):
    """Monitoring and evaluation."""

    title: Text
    unit: ByOption
    indicators: ByOption
    baselines: ByOption
    feedback: ByOption
    publish: ByOption
    open: Text
    calendar: Text
    calendar_text: ByOption
    calendar_open: Text
    calendar_caption: Text
    calendar_head: Heads
    calendar_first: tuple[str, str]
    calendar_review: tuple[str, str]
    calendar_yearly: tuple[str, str]
    calendar_last: tuple[str, str]
    every: Text
    rhythms: ByOption
    yearly: Text
    frequencies: ByOption


class Annexes(Frozen):
    """Annexes."""

    matrix: Text
    matrix_intro: Text
    matrix_caption: Text
    matrix_head: Heads
    matrix_lever: Text
    support: Text
    pm: Text
    answers: Text
    answers_intro: Text
    answers_caption: Text
    answers_head: Heads
    origin: dict[str, str]
    checked: ByOption
    inactive: Text
    note: Text
    sources: Text
    sources_intro: Text
    sources_caption: Text
    sources_head: Heads
    sources_figures: Text
    trace: Text
    trace_intro: Text
    trace_caption: Text
    trace_head: Heads
    rule: Text
    behind: Text
    truth: ByOption
    leaf: Text
    leaf_same: Text
    leaf_other: Text
    ops: dict[str, str]
    placed_caption: Text
    placed_head: Heads
    open_rules: Text
    notes: Text
    notes_intro: Text
    notes_caption: Text
    notes_head: Heads
    assumptions: Text
    assumptions_points: dict[str, str]
    open: Text
    open_intro: Text
    open_questions: Text
    open_caption: Text
    open_further: Text
    open_details: Text
    open_head: Heads
    open_document: tuple[tuple[str, str], ...]
    fingerprint: Text


class WorkbookFaults(Frozen):
    """What is wrong in a workbook that was brought back."""

    next_step: Text
    again: Text
    no_workbook: Text
    not_ours: Text
    too_large: Text
    no_sheet: Text
    no_ids: Text
    column: Text
    no_column: Text
    formula: Text
    error: Text
    truth: Text
    twice: Text
    unknown: Text
    missing: Text
    no_id: Text
    fixed: Text
    fixed_start: Text
    not_listed: Text
    choose: Text
    no_code: Text
    whole: Text
    rating: Text
    emptied: Text
    no_reason: Text
    no_target: Text
    not_merged: Text
    no_day: Text
    new_title: Text
    new_pillar: Text
    new_needs: Text


class Workbook(Frozen):
    """Sheets, column headings and choices of the workbook."""

    plan: Text
    ratings: Text
    lists: Text
    exported: Text
    heads: ByOption
    target_head: Text
    decisions: ByOption
    pick: Text
    whole: Text
    indicators: Text
    scores: Text
    scores_head: Heads
    scores_widths: tuple[int, ...]
    answers: Text
    answers_head: Heads
    answers_widths: tuple[int, ...]
    risks: Text
    risks_head: Heads
    risks_widths: tuple[int, ...]
    not_placed: Text
    not_placed_head: Heads
    not_placed_widths: tuple[int, ...]
    open: Text
    open_head: Heads
    open_widths: tuple[int, ...]
    about: Text
    about_head: Heads
    about_widths: tuple[int, ...]
    about_rows: dict[str, str]
    score_note: Text
    proposals_note: Text
    faults: WorkbookFaults
