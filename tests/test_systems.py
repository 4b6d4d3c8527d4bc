"""Each system of the decks is in use: answers to it change the plan (rows of docs/coverage.md).

Nine kinds of office answer everything alike except the questions of one system. What the rules then
say differently is due to that system alone.
"""

from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Any

import pytest

from advisor.config import PROJECT
from advisor.content import load_pack
from advisor.content.examples import view_of_example
from advisor.content.reference import read_reference
from advisor.model.conditions import leaves
from advisor.model.content import Emphasise, Hold, KnowledgePack, Propose, Question, Raise, Rule
from advisor.model.reference import Reference
from advisor.rules import View, holds

LEVELS = ("national", "ministry", "city")
MATURITY = (2, 3, 4)
LAWS = {
    "law-cybersecurity": ("153 of 193", "A204"),
    "law-data-protection": ("145 of 193", "A203"),
    "law-information": ("132 of 193", "A205"),
    "law-open-data": ("117 of 193", "A206"),
    "law-e-participation": ("91 of 193", "A207"),
}
GROUPS = ("poor", "women", "older", "disabilities", "youth", "migrants")
BARRIERS = ("access", "affordability", "ability")
Answers = dict[str, Any]


@cache
def knowledge() -> KnowledgePack:
    return load_pack(PROJECT / "knowledge")


@pytest.fixture
def pack() -> KnowledgePack:
    return knowledge()


@pytest.fixture(scope="module")
def reference() -> Reference:
    return read_reference(PROJECT / "knowledge", [], {})


def like(question: Question, maturity: int) -> Any:
    """How an office of this maturity answers, roughly; None where a figure or text is wanted."""
    at = MATURITY.index(maturity)
    if question.kind == "likert5":
        return maturity
    if question.kind == "checklist":
        order = ("yes", "partly", "no") if question.id == "pre.signals" else ("no", "partly", "yes")
        return {option.id: order[at] for option in question.options}
    ids = [option.id for option in question.options]
    if question.kind == "multi":
        return [ids, ids[-1:], []][at] if question.topic == "inclusion" else [[], ids[:1], ids][at]
    return [ids[0], ids[len(ids) // 2], ids[-1]][at] if question.kind == "choice" else None


@cache
def office(level: str, maturity: int) -> Answers:
    """All the answers of one of the nine offices."""
    answers = {one.id: like(one, maturity) for one in knowledge().questions}
    answers |= {"profile.level": level, "profile.size": "medium", "profile.depth": "full"}
    return {name: value for name, value in answers.items() if value is not None}


@cache
def rules_on(question: str) -> tuple[Rule, ...]:
    """The rules that look at a question, by itself or through a fact."""
    view = view_of_example(knowledge(), {})
    return tuple(
        rule
        for rule in knowledge().rules
        if any(question in view.behind(leaf.of) for leaf in leaves(rule.when))
    )


def fired(answers: Answers, *questions: str) -> set[str]:
    """The rules on these questions that hold."""
    view = view_of_example(knowledge(), answers)
    asked = {rule.id: rule for one in questions for rule in rules_on(one)}
    return {rule.id for rule in asked.values() if holds(view, rule.when)}


def effects(rules: set[str]) -> set[str]:
    """What rules say: ids of actions proposed and risks raised, 'hold A404', 'pillar 3'."""
    found = set()
    for effect in (effect for one in rules for effect in knowledge().rule[one].then):
        match effect:
            case Propose():
                found.add(effect.propose)
            case Raise():
                found.add(effect.raise_)
            case Hold():
                found.add(f"hold {effect.hold}")
            case Emphasise():
                found.add(f"pillar {effect.emphasise}")
    return found


def values(question: Question) -> Iterator[Any]:
    """Answers far apart."""
    ids = [option.id for option in question.options]
    if question.kind == "likert5":
        yield from (1, 2, 3, 4, 5)
    elif question.kind == "choice":
        yield from ids
    elif question.kind == "multi":
        yield from ([], ids, *([one] for one in ids))
    else:
        yield from (dict.fromkeys(ids, check) for check in ("yes", "partly", "no"))


def changes(*variants: Answers) -> set[str]:
    """What the rules say under some of these answers and not under others, in any office."""
    questions = {name for one in variants for name in one}
    found: set[str] = set()
    for level in LEVELS:
        for maturity in MATURITY:
            said = [fired({**office(level, maturity), **one}, *questions) for one in variants]
            found |= effects(set.union(*said) - set.intersection(*said))
    return found


def changed_by(*questions: str) -> set[str]:
    """What the questions change, each alone."""
    pack = knowledge()
    found: set[str] = set()
    for one in questions:
        found |= changes(*({one: value} for value in values(pack.question[one])))
    return found


def item(question: str, name: str, check: str, rest: str = "partly") -> Answers:
    """A checklist with one item answered so and all others otherwise."""
    ids = [option.id for option in knowledge().question[question].options]
    return {question: {**dict.fromkeys(ids, rest), name: check}}


def test_four_steps(pack: KnowledgePack) -> None:
    stages = [stage.id for stage in pack.vocabulary.stages]
    assert stages == ["profile", "situation", "vision", "pillars", "monitoring"]
    order = [stages.index(question.stage) for question in pack.questions]
    assert order == sorted(order)
    assert {*order} == {0, 1, 2, 3, 4}
    assert {"A109", "K-frozen-plan"} <= changed_by("me.feedback", "me.unit", "me.frequency")


@pytest.mark.parametrize("pillar", range(1, 10))
def test_nine_pillars(pillar: int, pack: KnowledgePack) -> None:
    assert [one.no for one in pack.vocabulary.pillars] == list(range(1, 10))
    actions = {one.id for one in pack.actions if one.pillar == pillar}
    statements = [q.id for q in pack.questions if q.pillar == pillar and q.kind == "likert5"]
    assert len(actions) >= 10
    assert len(statements) >= 2
    assert actions & changed_by(*statements)


def test_four_dimensions_of_a_holistic_approach(pack: KnowledgePack) -> None:
    asked = pack.question["vision.holistic"]
    assert [option.id for option in asked.options] == [
        "ecosystem",
        "contextual",
        "collaborative",
        "people",
    ]
    assert "capacities/s04" in [str(source) for source in asked.sources]
    seen = {
        one.id: changes(item(asked.id, one.id, "no", "yes"), item(asked.id, one.id, "yes", "yes"))
        for one in asked.options
    }
    assert all(seen.values()), "each dimension that is missing changes the plan"
    assert len({frozenset(one) for one in seen.values()}) == 4, "each in its own way"
    least = {asked.id: dict.fromkeys(seen, "no")}
    assert "K-technology-only" in changes(least, {asked.id: dict.fromkeys(seen, "yes")})


def test_four_principles_for_a_strategy(pack: KnowledgePack) -> None:
    assert {"A106", "K-no-destination"} & changed_by("vision.national_plan")
    assert "A411" in changed_by("vision.subnational")
    assert changed_by("vision.partnerships")
    assert {one.earliest for one in pack.actions} == {"quick", "short", "medium", "long"}


@pytest.mark.parametrize(
    ("level", "question", "pillar"),
    [
        ("institutional", "p2.online", 2),
        ("organizational", "p3.roles", 3),
        ("individual", "PWD03", 8),
        ("societal", "p9.skills", 9),
        ("capacity developers", "p8.school", 8),
    ],
)
def test_capacities_at_five_levels(
    level: str, question: str, pillar: int, pack: KnowledgePack
) -> None:
    changed = {one for one in changed_by(question) if one in pack.action}
    assert pillar in {pack.action[one].pillar for one in changed}, level


def test_capability_assessment(pack: KnowledgePack) -> None:
    counts = {"LEA": 11, "STR": 15, "GOV": 19, "LEG": 25, "TEC": 17, "PWD": 7}
    items = [question for question in pack.questions if question.dimension]
    codes = [f"{code}{number:02d}" for code, of in counts.items() for number in range(1, of + 1)]
    assert [question.id for question in items] == codes
    official = [question.id for question in items if question.official]
    assert official == [
        *("LEA04", "LEA07", "STR07", "STR09", "GOV01", "GOV18"),
        *("LEG06", "LEG24", "TEC02", "TEC12", "PWD03", "PWD07"),
    ]
    assert len({(question.dimension, question.subdimension) for question in items}) == 20
    assert "A103" in changed_by("LEA04")
    for one in official:
        assert changed_by(one), one


def test_institutional_checklist(pack: KnowledgePack) -> None:
    features = pack.question["inst.features"].options
    assert len(features) == 16
    shares = [one.label for one in features if "2022:" in one.label]
    assert len(shares) == 15, "only Digital ID has no world share in the decks"
    changed = changes(*(item("inst.features", "data-strategy", one) for one in ("yes", "no")))
    assert "A501" in changed


@pytest.mark.parametrize("law", LAWS)
def test_five_laws(law: str, pack: KnowledgePack) -> None:
    share, action = LAWS[law]
    label = {one.id: one.label for one in pack.question["inst.features"].options}[law]
    assert share in label
    assert action in changes(*(item("inst.features", law, one, "yes") for one in ("yes", "no")))


def test_no_platform_before_its_law(pack: KnowledgePack) -> None:
    answers = {**office("national", 3), **item("inst.features", "law-data-protection", "no")}
    behind = {
        one
        for rule in fired(answers, "inst.features")
        for effect in pack.rule[rule].then
        if isinstance(effect, Hold) and effect.hold == "A404"
        for one in effect.behind
    }
    assert "A203" in behind


@pytest.mark.parametrize("group", GROUPS)
def test_barriers_by_group(group: str, pack: KnowledgePack) -> None:
    """Barriers of a group change actions that name the group, its barriers and a lever."""
    question = pack.question[f"inc.{group}"]
    assert tuple(option.id for option in question.options) == BARRIERS
    changed = changed_by(question.id) & {*pack.action}
    for_them = [pack.action[one] for one in changed if group in pack.action[one].groups]
    assert any(one.lever and one.barriers for one in for_them)


@pytest.mark.parametrize("barrier", BARRIERS)
def test_each_barrier_counted_over_the_groups_changes_the_plan(barrier: str) -> None:
    every = {f"inc.{group}": [barrier] for group in GROUPS}
    nobody: Answers = {f"inc.{group}": [] for group in GROUPS}
    assert "K-left-behind" in changes(every, nobody)


def test_levers_are_data_design_and_delivery(pack: KnowledgePack) -> None:
    assert {one.lever for one in pack.actions} >= {"data", "design", "delivery"}


def test_principles_and_strategies_of_effective_governance(pack: KnowledgePack) -> None:
    strategies = pack.vocabulary.strategies
    assert [one.id for one in strategies] == [str(number) for number in range(1, 63)]
    assert len({one.meaning for one in strategies}) == 11
    served = {number for action in pack.actions for number in action.strategies}
    by_principle = {one.meaning for one in strategies if int(one.id) in served}
    assert len(by_principle) == 11, "a principle that no action serves"


def test_smart_indicators(pack: KnowledgePack) -> None:
    assert "A106" in changed_by("me.indicators")
    for action in pack.actions:
        sheet = action.indicator
        assert sheet.name and sheet.unit and sheet.method and sheet.target, action.id


def test_policy_chain(reference: Reference) -> None:
    """Priorities, indicators, flexibility and coordination: each gap changes the plan."""
    assert "A101" in changed_by("vision.yapp")
    assert "A106" in changed_by("me.indicators")
    assert "K-frozen-plan" in changed_by("me.feedback", "me.frequency", "me.unit")
    assert "A304" in changed_by("p3.coordination")
    assert "innovation/s03" in map(str, reference.term["policy-chain"].sources)


def test_interactions_of_government(pack: KnowledgePack, reference: Reference) -> None:
    kinds = [option.id for option in pack.question["svc.portfolio"].options]
    assert kinds == ["g2c", "g2p", "g2g"]
    assert {"g2c", "g2p", "g2g", "governance-matrix"} <= {*reference.term}
    every: Answers = {"svc.portfolio": kinds}
    for missing in kinds:
        rest = [one for one in kinds if one != missing]
        assert changes(every, {"svc.portfolio": rest}), f"a plan without {missing} is another"


def test_goals_that_relate_to_services(pack: KnowledgePack) -> None:
    known = {one.id for one in pack.vocabulary.sdg}
    assert all(action.sdg and {*action.sdg} <= known for action in pack.actions)
    goals = {target.split(".")[0] for action in pack.actions for target in action.sdg}
    assert {"1", "3", "6", "11", "16"} <= goals, "the deck's five examples"
    assert "A418" in changes({"vision.sdg": ["sdg6"]}, {"vision.sdg": ["sdg1"]})
    assert len(pack.question["vision.sdg"].options) == 17
    assert {"A106", "A414"} <= changed_by("LEG06")


def test_yapps_matrix(pack: KnowledgePack) -> None:
    """Each of the four positions gives another plan in some office."""
    positions = [one.id for one in pack.question["vision.yapp"].options]
    assert positions == ["both", "destination", "way", "neither"]
    for one, other in pairwise(positions):
        assert changes({"vision.yapp": one}, {"vision.yapp": other}), (one, other)
    assert {"A101", "A810", "K-no-destination"} <= changed_by("vision.yapp")


def test_innovation_principles_strategies_and_risk(pack: KnowledgePack) -> None:
    changed = changed_by("p1.mindset", "LEA07")
    cited = {str(source) for one in changed & {*pack.action} for source in pack.action[one].sources}
    assert {"innovation/s31", "innovation/s32"} <= cited
    assert "K-bureaucracy" in changed


def test_each_sign_of_the_pre_mortem_raises_a_risk(pack: KnowledgePack) -> None:
    signals = [one.id for one in pack.question["pre.signals"].options]
    assert len(signals) >= 12
    assert {one.split("-")[0] for one in signals} == {"change", "skills", "culture", "steering"}
    for one in signals:
        seen, unseen = (item("pre.signals", one, check, rest="no") for check in ("yes", "no"))
        risks = changes(seen, unseen) & {*pack.risk}
        assert one.split("-")[0] in {pack.risk[risk].group for risk in risks}, one


def test_institutions_come_before_technology() -> None:
    seen, unseen = (
        item("pre.signals", "change-technology-only", check, rest="no") for check in ("yes", "no")
    )
    assert {"hold A404", "hold A406", "hold A608"} <= changes(seen, unseen)


def test_interoperability(pack: KnowledgePack, reference: Reference) -> None:
    features = [one.id for one in pack.question["p4.interop"].options]
    assert features == ["technical", "semantic", "organizational", "legal"]
    assert all(reference.term[f"{one}-interoperability"].own for one in features)
    assert "A402" in changes(*(item("inst.more", "standards", one) for one in ("yes", "no")))


def test_stages_of_online_services_and_smart_government(
    pack: KnowledgePack, reference: Reference
) -> None:
    stages = [one.id for one in pack.question["svc.stage"].options]
    assert stages == ["emerging", "enhanced", "transactional", "connected", "smart"]
    changed = changed_by("svc.stage") & {*pack.action}
    cited = {str(source) for one in changed for source in pack.action[one].sources}
    assert {"e-governance/s21", "e-governance/s22"} <= cited
    assert {"smart-government", "smart-sub-stage", "stages-of-services"} <= {*reference.term}


def test_the_stage_of_each_of_a_dozen_services_changes_the_plan(pack: KnowledgePack) -> None:
    """Each service that is offered is asked for its stage; the stages of three change the plan."""
    offered = [one.id for one in pack.question["svc.offered"].options]
    assert len(offered) == 12
    stages = [one.id for one in pack.question["svc.stage"].options]
    for one in offered:
        asked = pack.question[f"svc.{one}"]
        assert [option.id for option in asked.options] == stages
        everything = view_of_example(pack, {"profile.depth": "full", "svc.offered": [one]}).answers
        opened = {q.id for q in pack.questions if q.ask_if and View(pack, everything).asked(q)}
        assert asked.id in opened
        assert not {f"svc.{other}" for other in offered if other != one} & opened

    def all_at(stage: str) -> Answers:
        return {"svc.offered": offered, **{f"svc.{one}": stage for one in offered}}

    seen = {one: changes(all_at(one), {"svc.offered": []}) for one in stages}
    wanted = zip(stages, ("A306", "A307", "A401", "A412", "A910"), strict=True)
    assert all(action in seen[stage] for stage, action in wanted), seen


def test_ten_steps_of_intersectoral_governance(pack: KnowledgePack) -> None:
    assert "A410" in changed_by("GOV12", "p3.coordination")
    action = pack.action["A410"]
    cited = {str(source) for source in action.sources}
    assert {"e-governance/s05", "e-governance/s06", "e-governance/s07"} <= cited
    assert all(f"({step})" in action.deliverable for step in range(1, 11)), "actors of each step"


def test_criteria_of_open_data(pack: KnowledgePack) -> None:
    criteria = [one.id for one in pack.question["svc.open_data"].options]
    assert {one.split("-")[0] for one in criteria} == {"strategy", "value", "production", "usage"}
    assert "A508" in changed_by("svc.open_data")
    heard = (item("svc.open_data", "usage-feedback", check, rest="yes") for check in ("yes", "no"))
    assert "A509" in changes(*heard)


def test_open_source_and_open_standards() -> None:
    changed = changes(*(item("inst.more", "standards", one) for one in ("yes", "no")))
    assert {"A415", "K-vendor-lock-in"} <= changed
    assert "A711" in changed_by("p7.budget", "TEC01", "TEC08", "LEG17")


CASES = {
    "afghanistan": ("profile.setting", "A813"),
    "curitiba-growth": ("profile.level", "A416"),
    "australia-budget": ("p9.codesign", "A714"),
    "mobile-money": ("svc.stage", "A409"),
    "thailand-older": ("inc.older", "A904"),
    "gambia-youth": ("inc.youth", "A909"),
    "portugal-tariff": ("inc.poor", "A911"),
    "korea-phases": ("p4.joined", "A412"),
}


@pytest.mark.parametrize("case", CASES)
def test_a_case_reaches_the_plan_by_its_action(case: str, reference: Reference) -> None:
    question, action = CASES[case]
    found = next(one for one in reference.cases if one.id == case)
    assert action in found.actions
    assert action in changed_by(question)


def test_concepts_for_analysis_and_planning(reference: Reference) -> None:
    for concept in ("capability", "stage-model", "theory-of-change", "enabler"):
        sources = [str(source) for source in reference.term[concept].sources]
        assert {"innovation/s69", "innovation/s70"} & {*sources}, concept


def test_the_follow_up_training(pack: KnowledgePack, reference: Reference) -> None:
    assert len(reference.training) == 5
    assert "A810" in changed_by("vision.yapp")
    assert "innovation/s71" in map(str, pack.action["A810"].sources)


REASONS = {
    "whole of government": ("p4.joined", {"coordination/s02", "coordination/s03"}),
    "central body": ("LEA04", {"coordination/s03"}),
    "hybrid": ("inc.disabilities", {"coordination/s04"}),
    "targeted services": ("inc.women", {"coordination/s05"}),
    "co-design": ("p9.codesign", {"coordination/s07"}),
    "resources and trust": ("p3.roles", {"coordination/s08"}),
    "data and shared infrastructure": ("p5.owner", {"coordination/s08"}),
    "frontier technologies": ("inst.more", {"coordination/s09"}),
}


@pytest.mark.parametrize("reason", REASONS)
def test_reasons_for_whole_of_government(reason: str, pack: KnowledgePack) -> None:
    """Each of the eight reasons has a question that changes an action citing its slide."""
    question, slides = REASONS[reason]
    changed = changed_by(question) & {*pack.action}
    cited = {str(source) for one in changed for source in pack.action[one].sources}
    assert slides & cited


def test_pointers_to_other_toolkits(pack: KnowledgePack, reference: Reference) -> None:
    for term in ("going-digital", "digit4sd"):
        assert [str(source) for source in reference.term[term].sources] == ["capacities/s09"]
    assert "seven dimensions" in pack.slide["capacities/s09"].text
