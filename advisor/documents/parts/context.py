"""Mandate, method and participants; alignment with plans and the SDGs; the vision."""

import re

from advisor.documents.phrasing import lowered, sentence
from advisor.documents.reading import Reading
from advisor.documents.tree import (
    Block,
    Cell,
    bullets,
    heading,
    para,
    paragraphs,
    set_columns,
    styled,
    table,
)

_PHASES = ("quick", "short", "medium", "long")


def mandate(r: Reading) -> list[Block]:
    """Who asks for the roadmap, how it was made and who was consulted."""
    w = r.words.mandate
    level = w.level.get(r.choice("profile.level"), r.said("profile.level") or "")
    text = w.mandate.format(
        office=r.the(r.office),
        country=r.the(r.country),
        level=level or r.words.general.to_confirm,
    )
    submitted = w.submitted.format(sponsor=r.the(r.sponsor)) if r.sponsor else w.submitted_open
    setting = r.said("profile.setting")
    found = [text, submitted, w.last.get(r.choice("profile.last_strategy"), "")]
    if setting and r.chosen("profile.setting"):
        found.append(w.setting.format(setting=setting))
    rules = w.rules.format(fingerprint=r.roadmap.fingerprint)
    return [
        para(" ".join(part for part in found if part)),
        para(w.method),
        para(_basis(r)),
        para(_participants(r)),
        para(rules),
    ]


def _basis(r: Reading) -> str:
    """How many answers the draft rests on, and whose statements they answer."""
    w = r.words.mandate
    given, asked = len(r.given()), len(r.lines)
    template = w.answered if asked > given else w.answered_all
    found = [
        template.format(answers=r.words.count(given, "answers"), unknown=asked - given),
        w.depth.get(r.choice("profile.depth"), ""),
    ]
    official = sum(score.official for score in r.roadmap.scores)
    national = sum(score.national for score in r.roadmap.scores)
    own = sum(score.answered for score in r.roadmap.scores) - official - national
    if national:
        found.append(w.national.format(national=national, title=r.pack.items))
    if official or own:
        found.append(w.official.format(official=official, own=own))
    return " ".join(part for part in found if part)


def _participants(r: Reading) -> str:
    w = r.words.mandate
    people = r.said("profile.participants")
    found = [
        sentence(w.participants.format(participants=people)) if people else w.participants_open
    ]
    names = sorted({line.by for line in r.given() if line.by})
    if names:
        found.append(w.by.format(names=r.words.joined(names)))
    return " ".join(found)


def alignment(r: Reading) -> list[Block]:
    """Fit with the national plan, local plans, partners, terms and SDG targets."""
    w = r.words.alignment
    plan = r.said("vision.plan_name")
    named = w.national_plan.format(plan=plan) if plan else ""
    national = w.national.get(r.choice("vision.national_plan"), "").format(plan=named)
    local = w.subnational.get(r.choice("vision.subnational"), "")
    blocks = [para(text) for text in (national, local, _partners(r), _terms(r)) if text]
    checks = r.checks("vision.holistic")
    rows: list[list[Cell]] = [
        [r.option("vision.holistic", item), r.words.general.checks[check]]
        for item, check in checks.items()
    ]
    columns = set_columns(w.holistic_head, (70, 30))
    blocks += table(w.holistic_caption, columns, rows)
    blocks += _goals(r)
    return blocks + _targets(r)


def _partners(r: Reading) -> str:
    w = r.words.alignment
    chosen = r.chosen("vision.partnerships")
    if chosen is None:
        return ""
    if not chosen:
        return w.partners_none
    options = r.pack.question["vision.partnerships"].options
    here = [lowered(option.label) for option in options if option.id in chosen]
    away = [lowered(option.label) for option in options if option.id not in chosen]
    text = w.partners.format(partners=r.words.joined(here))
    return f"{text} {w.partners_missing.format(partners=r.words.joined(away))}" if away else text


def _terms(r: Reading) -> str:
    w = r.words.alignment
    spread = [
        w.spread.format(phase=r.phase(phase), actions=r.words.count(len(found), "actions"))
        for phase in _PHASES
        if (found := r.in_phase(phase))
    ]
    return w.terms.format(spread="; ".join(spread)) if spread else ""


def _goals(r: Reading) -> list[Block]:
    """The goals the office chose, and those among them that no action serves."""
    w = r.words.alignment
    chosen = r.chosen("vision.sdg")
    if not chosen:
        return []
    served = {target.split(".")[0] for action in r.actions for target in action.sdg}
    label = {goal: r.option("vision.sdg", goal) for goal in chosen}
    missed = [label[goal] for goal in chosen if re.sub(r"\D", "", goal) not in served]
    found = [
        w.goals.format(goals="; ".join(label.values())),
        w.goals_covered.format(covered=len(chosen) - len(missed), chosen=len(chosen)),
    ]
    if missed:
        found.append(w.goals_missed.format(goals="; ".join(missed)))
    return [para(" ".join(found))]


def _targets(r: Reading) -> list[Block]:
    w = r.words.alignment
    rows: list[list[Cell]] = []
    for target in r.pack.vocabulary.sdg:
        codes = [action.code for action in r.actions if target.id in action.sdg]
        if codes:
            rows.append([target.id, target.label, ", ".join(codes)])
    columns = set_columns(w.sdg_head, (10, 45, 45))
    return table(w.sdg_caption, columns, rows)


def vision(r: Reading) -> list[Block]:
    """Where government should go, by which principles, for whom and by when."""
    w = r.words.vision
    statement = r.said("vision.statement")
    blocks = [styled(statement, "vision") if statement else para(w.statement_open)]
    found = [w.yapp.get(r.choice("vision.yapp"), "")]
    year = r.number("vision.horizon")
    if year:
        found.append(w.horizon.format(year=year))
        if _ends_before(r, year):
            years = r.words.count(r.roadmap.settings.years, "years")
            found.append(w.beyond.format(year=year, years=years))
    if people := r.chosen("vision.beneficiaries"):
        labels = [lowered(r.option("vision.beneficiaries", one)) for one in people]
        found.append(w.beneficiaries.format(people=r.words.joined(labels)))
    if any(found):
        blocks.append(para(" ".join(part for part in found if part)))
    if values := r.chosen("vision.values"):
        blocks += [heading(w.values, 2, "principles"), para(w.values_intro)]
        blocks += bullets([r.option("vision.values", one) for one in values])
    outcomes, headline = r.said("vision.outcomes"), r.said("vision.headline")
    blocks.append(heading(w.outcomes, 2, "outcomes"))
    blocks += paragraphs(outcomes) if outcomes else [para(w.outcomes_open)]
    text = sentence(w.headline.format(measure=headline)) if headline else w.headline_open
    return [*blocks, para(text)]


def _ends_before(r: Reading, year: int) -> bool:
    start = r.roadmap.settings.start
    return start is not None and int(start[:4]) + r.roadmap.settings.years < year
