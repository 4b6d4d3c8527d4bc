"""The fixed wording of the document, as read from `prompts/document.yaml`.

Each record is a chapter. Texts in {braces} are filled in from the roadmap; a mapping holds one
text for each option of a question, by the option's id.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from advisor.model.frozen import Frozen

Text = str
Heads = tuple[str, ...]
ByOption = dict[str, str]


class General(Frozen):
    """Words that all chapters share."""

    to_confirm: Text
    none: Text
    and_: Text
    more: Text
    months: tuple[str, ...]
    quarters: tuple[str, str]
    date: Text
    score: Text
    rated: Text
    no_score: Text
    person_months: Text
    finding_code: Text
    finding_mark: Text
    risk_code: Text
    source_code: Text
    proposed: Text
    span: Text
    annex: Text
    unknown_shown: Text
    strength: ByOption
    levels: ByOption
    cost_bands: ByOption
    checks: ByOption
    counts: dict[str, tuple[str, str]]


class Front(Frozen):
    """Cover, approvals, how to read."""

    draft: Text
    title: Text
    full_title: Text
    period: Text
    period_one: Text
    period_open: Text
    prepared: Text
    dated: Text
    undated: Text
    version: Text
    contents: Text
    control: Text
    control_intro: Text
    control_head: Heads
    control_rows: ByOption
    finance_post: Text
    foreword: Text
    foreword_text: Text
    reading: Text
    reading_points: tuple[tuple[str, str], ...]
    acronyms: Text
    acronym_head: Heads
    acronym_words: dict[str, str]


class Summary(Frozen):
    """Executive summary and plan on a page."""

    title: Text
    vision: Text
    scope: Text
    scope_start: Text
    scope_no_quick: Text
    scope_quick: Text
    stand: Text
    stand_one: Text
    unscored: Text
    features: Text
    features_all: Text
    risks: Text
    means: Text
    means_people: Text
    cost: Text
    cost_budget: Text
    cost_open: Text
    not_placed: Text
    open: Text
    decisions: Text
    decisions_intro: Text
    decisions_signatory: Text
    first: Text
    first_intro: Text
    item: Text
    page: Text
    page_caption: Text
    page_pillar: Text
    page_cell: Text
    page_more: Text
    page_codes: Text


class Mandate(Frozen):
    """Mandate, method and participants."""

    title: Text
    mandate: Text
    level: ByOption
    setting: Text
    last: ByOption
    method: Text
    answered: Text
    answered_all: Text
    depth: ByOption
    official: Text
    participants: Text
    participants_open: Text
    by: Text
    rules: Text


class Alignment(Frozen):
    """Fit with national and local plans, partners and the SDGs."""

    title: Text
    national: ByOption
    national_plan: Text
    subnational: ByOption
    partners: Text
    partners_missing: Text
    partners_none: Text
    holistic_lead: Text
    holistic_caption: Text
    holistic_head: Heads
    terms: Text
    spread: Text
    goals: Text
    goals_covered: Text
    goals_missed: Text
    sdg_caption: Text
    sdg_head: Heads


class Situation(Frozen):
    """Situation analysis."""

    title: Text
    egdi: Text
    egdi_text: Text
    egdi_text_one: Text
    egdi_note: Text
    egdi_index: Text
    egdi_parts: ByOption
    egdi_bands: ByOption
    egdi_caption: Text
    egdi_head: Heads
    egdi_alt: Text
    scores: Text
    scores_caption: Text
    scores_head: Heads
    scores_answered: Text
    scores_alt: Text
    scores_value: Text
    scores_figure: Text
    target_line: Text
    dimension: Text
    weak_items: Text
    strong_items: Text
    item: Text
    dimension_open: Text
    middling: Text
    institutions: Text
    institutions_text: Text
    institutions_open: Text
    institutions_caption: Text
    institutions_head: Heads
    services: Text
    stage: Text
    back_office: Text
    priority: Text
    other: Text
    inclusion: Text
    inclusion_text: Text
    inclusion_evidence: Text
    inclusion_caption: Text
    inclusion_group: Text
    inclusion_hole: Text
    inclusion_no: Text
    inclusion_open: Text
    inclusion_holes: Text
    inclusion_none: Text
    signs: Text
    completion: Text
    signs_text: Text
    signs_caption: Text
    signs_head: Heads
    signs_today: ByOption
    swot: Text
    swot_text: Text
    swot_caption: Text
    swot_head: dict[str, str]
    swot_more: Text


class Vision(Frozen):
    """Vision, principles, outcomes."""

    title: Text
    statement_open: Text
    yapp: ByOption
    horizon: Text
    values: Text
    values_intro: Text
    beneficiaries: Text
    outcomes: Text
    outcomes_open: Text
    headline: Text
    headline_open: Text
    beyond: Text


class Pillars(Frozen):
    """The nine pillar chapters."""

    title: Text
    intro: Text
    overview_figure: Text
    overview_alt: Text
    overview_caption: Text
    overview_head: Heads
    heading: Text
    score: Text
    score_open: Text
    answers: Text
    answer: Text
    emphasis: Text
    state: Text
    objective: Text
    results: Text
    results_caption: Text
    results_head: Heads
    actions: Text
    actions_caption: Text
    actions_head: Heads
    check: Text
    check_text: Text
    check_groups: Text
    check_levers: Text
    check_none: Text
    risks: Text
    risks_text: Text
    risk: Text
    finding: Text
    findings: Text
    unanswered: Text
    nothing: Text
    nothing_open: Text


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
    years_alt: Text
    years_value: Text
    years_figure: Text
    cost_low: Text
    cost_high: Text
    cost_budget: Text
    sources: Text
    sources_open: Text
    statements: Text
    questions: tuple[str, ...]
    split: Text
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
    sheets: Text
    sheets_intro: Text
    sheets_caption: Text
    sheets_head: Heads


class Annexes(Frozen):
    """Annexes."""

    matrix: Text
    matrix_intro: Text
    matrix_caption: Text
    matrix_head: Heads
    support: Text
    pm: Text
    answers: Text
    answers_intro: Text
    answers_caption: Text
    answers_head: Heads
    origin: dict[str, str]
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
    ops: dict[str, str]
    placed_caption: Text
    placed_head: Heads
    open_rules: Text
    notes: Text
    notes_intro: Text
    assumptions: Text
    assumptions_points: dict[str, str]
    open: Text
    open_intro: Text
    open_caption: Text
    open_head: Heads
    open_document: tuple[tuple[str, str], ...]
    fingerprint: Text


class DocumentWords(Frozen):
    """All fixed wording of the document."""

    general: General
    front: Front
    summary: Summary
    mandate: Mandate
    alignment: Alignment
    situation: Situation
    vision: Vision
    pillars: Pillars
    flagships: Flagships
    sequence: Order
    governance: Governance
    resources: Resources
    change: Change
    risks: Risks
    monitoring: Monitoring
    annexes: Annexes

    def count(self, number: int, what: str) -> str:
        """The number with its noun, '1 action' or '4 actions'."""
        one, many = self.general.counts[what]
        return one if number == 1 else many.format(n=number)

    def joined(self, parts: Sequence[str]) -> str:
        """The parts as a list in running text: 'a, b and c'."""
        if len(parts) < 2:
            return "".join(parts)
        return f"{', '.join(parts[:-1])} {self.general.and_} {parts[-1]}"

    def few(self, parts: Sequence[str], most: int) -> str:
        """The first of the parts as a list, and how many more there are."""
        if len(parts) <= most + 1:
            return self.joined(parts)
        return self.joined([*parts[:most], self.general.more.format(n=len(parts) - most)])


def document_words(given: "DocumentWords | Mapping[str, Any]") -> DocumentWords:
    """The wording as a record, from a record or from what a YAML reader gives.

    Raises:
        ValueError: for a text that is missing or not known.
    """
    if isinstance(given, DocumentWords):
        return given
    return DocumentWords.model_validate(given)
