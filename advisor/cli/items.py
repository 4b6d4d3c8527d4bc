"""The command `items`: the office's own list of assessment statements."""

import argparse

from advisor.bootstrap import build_advisor
from advisor.config import Settings
from advisor.content import load_pack, load_record
from advisor.content.items import ItemWords, read_items
from advisor.content.items_file import drop_items, save_items, stored_items, write_template
from advisor.model.conditions import leaves
from advisor.model.content import KnowledgePack
from advisor.model.items import ItemList


def items(arguments: argparse.Namespace) -> int:
    """Take in a list, write the workbook to fill in, take the list out, or say which one counts."""
    chosen = [arguments.file is not None, arguments.template is not None, arguments.remove]
    if sum(chosen) > 1:
        arguments.usage.error("give one of FILE.xlsx, --template OUT.xlsx and --remove")
    settings = Settings()
    words = load_record(settings.prompts / "items.yaml", ItemWords)
    if arguments.remove:
        gone = drop_items(settings.items)
        print("The list was taken out; the pack's statements count." if gone else _NONE)
    elif arguments.template is not None:
        pack = build_advisor(settings).pack
        count = write_template(pack, arguments.template, words)
        print(f"{count} statements in {arguments.template}; change them and import the file.")
    elif arguments.file is not None:
        pack = load_pack(settings.knowledge)
        found = read_items(pack, arguments.file, words)
        save_items(found, settings.items)
        _report(pack, found)
    else:
        kept = stored_items(settings.items, set(load_pack(settings.knowledge).question), [])
        print(_NONE if kept is None else _headline(kept))
    return 0


_NONE = "There is no list of the office's own; the pack's statements count."


def _headline(found: ItemList) -> str:
    publisher = f", {found.publisher}" if found.publisher else ""
    count = len(found.items)
    verb = "statement counts" if count == 1 else "statements count"
    return f"{count} {found.kind} {verb}: {found.title}{publisher}."


def _report(pack: KnowledgePack, found: ItemList) -> None:
    """What changed, and which rules look at a changed place by itself."""
    print(_headline(found))
    print(f"  changed: {', '.join(one.code for one in found.items)}")
    alone = {
        one.code: sorted(
            rule.id for rule in pack.rules if one.code in {leaf.of for leaf in leaves(rule.when)}
        )
        for one in found.items
    }
    for code, rules in alone.items():
        if rules:
            print(f"  {code} must still be about the same matter for {', '.join(rules)}")
    print("Answers to changed statements are asked again. Restart the web app to see the list.")
