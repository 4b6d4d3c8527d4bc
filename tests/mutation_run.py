"""Breaks every rule of the pack in small ways and counts how many its own examples notice.

Run by `make mutate`; not part of the test suite. A mutant survives when all examples of its rule
still come out as they say. Exit code 1 when fewer than LEAST per cent are caught.

Changes: `flip` a comparison (lt to lte, eq to ne, in to not in), move a `threshold` by one, take a
`member` from a list, `drop` a part of all or any. Beyond the target, and only counted apart:
`widen` a comparison with a word by one more word.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from advisor.config import Settings
from advisor.content import load_pack
from advisor.content.examples import example_faults
from advisor.content.yaml_file import read_yaml
from advisor.model.answers import CHECKS
from advisor.model.conditions import AllOf, AnyOf, Condition, Leaf, NotOf, Op
from advisor.model.content import KnowledgePack, Rule

LEAST = 95
FLIPS: dict[Op, Op] = {
    "lt": "lte",
    "lte": "lt",
    "gt": "gte",
    "gte": "gt",
    "eq": "ne",
    "ne": "eq",
}
BEYOND = "widen"


@dataclass(frozen=True)
class Mutant:
    """A changed condition; `kind` is the sort of change and `what` says it in words."""

    kind: str
    what: str
    condition: Condition


def mutants(pack: KnowledgePack, condition: Condition) -> Iterator[Mutant]:
    """Every small change of a condition, one at a time."""
    match condition:
        case Leaf():
            yield from _changed_leaf(condition)
            yield from _widened_leaf(pack, condition)
        case NotOf():
            for one in mutants(pack, condition.not_):
                yield Mutant(one.kind, one.what, NotOf.model_validate({"not": one.condition}))
        case AllOf():
            for kind, what, parts in _changed_parts(pack, condition.all):
                yield Mutant(kind, what, AllOf(all=parts))
        case AnyOf():
            for kind, what, parts in _changed_parts(pack, condition.any):
                yield Mutant(kind, what, AnyOf(any=parts))


def _changed_parts(
    pack: KnowledgePack, parts: tuple[Condition, ...]
) -> Iterator[tuple[str, str, tuple[Condition, ...]]]:
    for at, part in enumerate(parts):
        before, after = parts[:at], parts[at + 1 :]
        if before or after:
            yield "drop", f"without {_shown(part)}", (*before, *after)
        for one in mutants(pack, part):
            yield one.kind, one.what, (*before, one.condition, *after)


def _changed_leaf(leaf: Leaf) -> Iterator[Mutant]:
    if leaf.op in FLIPS:
        flipped = leaf.model_copy(update={"op": FLIPS[leaf.op]})
        yield Mutant("flip", f"{_shown(leaf)} → {FLIPS[leaf.op]}", flipped)
    else:
        turned = NotOf.model_validate({"not": leaf})
        yield Mutant("flip", f"{_shown(leaf)} → not", turned)
    if isinstance(leaf.want, int) and not isinstance(leaf.want, bool):
        for want in (leaf.want - 1, leaf.want + 1):
            moved = leaf.model_copy(update={"want": want})
            yield Mutant("threshold", f"{_shown(leaf)} → {want}", moved)
    if isinstance(leaf.want, tuple) and len(leaf.want) > 1:
        for one in leaf.want:
            rest = tuple(want for want in leaf.want if want != one)
            fewer = leaf.model_copy(update={"want": rest})
            yield Mutant("member", f"{_shown(leaf)} → without {one}", fewer)


def _widened_leaf(pack: KnowledgePack, leaf: Leaf) -> Iterator[Mutant]:
    """The comparison holding for one more of the words that the question knows."""
    if leaf.op not in ("eq", "in") or leaf.of in pack.fact:
        return
    question = pack.question.get(leaf.of)
    words = CHECKS if question is None else tuple(one.id for one in question.options)
    wanted = leaf.want if isinstance(leaf.want, tuple) else (leaf.want,)
    for word in words:
        if word not in wanted:
            wider = leaf.model_copy(update={"op": "in", "want": (*wanted, word)})
            yield Mutant(BEYOND, f"{_shown(leaf)} → or {word}", wider)


def _shown(condition: Condition) -> str:
    match condition:
        case Leaf():
            want = condition.want
            shown = f"[{', '.join(map(str, want))}]" if isinstance(want, tuple) else str(want)
            return f"{condition.of} {condition.op} {shown}"
        case NotOf():
            return f"not ({_shown(condition.not_)})"
        case AllOf():
            return f"all of {len(condition.all)}"
        case AnyOf():
            return f"any of {len(condition.any)}"


def survivors(pack: KnowledgePack, rule: Rule) -> tuple[Counter[str], list[Mutant]]:
    """How many mutants of each kind a rule has, and those that its examples do not notice."""
    tried: Counter[str] = Counter()
    left = []
    for mutant in mutants(pack, rule.when):
        tried[mutant.kind] += 1
        changed = rule.model_copy(update={"when": mutant.condition})
        if next(iter(example_faults(pack, changed)), None) is None:
            left.append(mutant)
    return tried, left


def run(folder: Path, least: float, *, widen: bool = False) -> int:
    """Try all rules of a pack, print what survives file by file, and give the exit code."""
    pack = load_pack(folder)
    tried: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for file, rules in _by_file(folder, pack).items():
        lines = []
        for rule, line in rules:
            made, left = survivors(pack, rule)
            tried += made
            missed += Counter(mutant.kind for mutant in left)
            shown = [one for one in left if widen or one.kind != BEYOND]
            lines += [f"  {file}:{line} {rule.id}: [{one.kind}] {one.what}" for one in shown]
        print(f"{file}: {len(rules)} rules, {len(lines)} mutants survive", *lines, sep="\n")
    for kind in sorted(tried):
        caught = tried[kind] - missed[kind]
        apart = " (counted apart)" if kind == BEYOND else ""
        print(f"{kind}: {caught} of {tried[kind]} caught{apart}")
    wanted = sum(count for kind, count in tried.items() if kind != BEYOND)
    lost = sum(count for kind, count in missed.items() if kind != BEYOND)
    share = 100 * (1 - lost / max(1, wanted))
    print(f"{len(pack.rules)} rules, {wanted} mutants, {lost} survive: {share:.2f} % caught")
    print(f"wanted: at least {least:g} %")
    return 0 if share >= least else 1


def _by_file(folder: Path, pack: KnowledgePack) -> dict[str, list[tuple[Rule, int]]]:
    """The rules of each file with their lines."""
    found: dict[str, list[tuple[Rule, int]]] = {}
    single = [folder / "rules.yaml"] if (folder / "rules.yaml").is_file() else []
    for path in [*single, *sorted((folder / "rules").glob("*.yaml"))]:
        name = path.relative_to(folder).as_posix()
        read = read_yaml(path, name=name)
        found[name] = [
            (pack.rule[raw["id"]], read.line((at, "id"))) for at, raw in enumerate(read.data)
        ]
    return found


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation_run", description=__doc__)
    parser.add_argument("--knowledge", type=Path, default=Settings().knowledge)
    parser.add_argument("--least", type=float, default=LEAST, help="per cent to be caught")
    parser.add_argument("--widen", action="store_true", help="list survivors of widening too")
    arguments = parser.parse_args()
    return run(arguments.knowledge, arguments.least, widen=arguments.widen)


if __name__ == "__main__":
    sys.exit(main())
