"""Wording of the first half of the document: general words, cover to the nine pillars."""

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
    the: Text
    articled: tuple[str, ...]
    article_ends: tuple[str, ...]
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
    own_mark: Text
    in_currency: Text
    accepted: Text
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
    skip: Text
    control: Text
    control_intro: Text
    control_head: Heads
    control_rows: ByOption
    finance_post: ByOption
    foreword: Text
    foreword_text: Text
    foreword_open: Text
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
    scope_empty: Text
    scope_start: Text
    scope_no_quick: Text
    scope_quick: Text
    stand: Text
    stand_one: Text
    unscored: Text
    features: Text
    features_all: Text
    risks: Text
    order: Text
    means: Text
    means_people: Text
    cost: Text
    cost_budget: Text
    cost_open: Text
    not_placed: Text
    open: Text
    open_details: Text
    decisions: Text
    decisions_intro: Text
    decisions_signatory: Text
    first: Text
    first_intro: Text
    item: Text
    more: Text
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
    submitted: Text
    submitted_open: Text
    level: ByOption
    setting: Text
    last: ByOption
    method: Text
    answered: Text
    answered_all: Text
    depth: ByOption
    official: Text
    national: Text
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
    peer_names: ByOption
    peer_n: Text
    peers_trend: Text
    peers_trend_alt: Text
    peers_figure: Text
    peers_alt: Text
    peers_caption: Text
    peers_head: Text
    peers_above: Text
    peers_below: Text
    peers_worst: Text
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
    completion: Text
    signs_text: Text
    signs_none: Text
    signs_today: ByOption


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
    headline: Text
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
    left_out: Text
    nothing: Text
    nothing_open: Text
