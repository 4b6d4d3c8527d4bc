"""A list of assessment statements that an office puts in place of the pack's own."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from typing import Literal

from pydantic import Field

from advisor.model.content import Question, SourceRef
from advisor.model.frozen import Frozen

_REVISIONS = 1_000_000


class Item(Frozen):
    """One statement of a list, for the slot with this code; all that is asked and shown of it."""

    code: str
    statement: str
    label: str
    why: str
    anchors: dict[int, str] = Field(description="what each of 1 to 5 looks like")


class ItemList(Frozen):
    """An official or a national list; slots that it does not name keep the pack's statement."""

    kind: Literal["official", "national"]
    title: str
    publisher: str = ""
    items: tuple[Item, ...] = Field(min_length=1)


def with_items(questions: Sequence[Question], found: ItemList) -> tuple[Question, ...]:
    """The questions with the statements of a list in the slots it names."""
    given = {one.code: one for one in found.items}
    return tuple(
        _replaced(one, given[one.id], found, questions) if one.id in given else one
        for one in questions
    )


def _replaced(
    slot: Question, item: Item, found: ItemList, questions: Sequence[Question]
) -> Question:
    """The slot with another statement, and so with another revision.

    Its sources speak of the statement that was there; only the one that most statements of the
    dimension share, which shows the framework, is still true.
    """
    return slot.model_copy(
        update={
            "rev": _revision(slot, item),
            "text": item.statement,
            "label": item.label,
            "why": item.why,
            "anchors": item.anchors,
            "terms": (),
            "official": found.kind == "official",
            "national": found.kind == "national",
            "sources": (_framework(slot, questions),),
        }
    )


def _revision(slot: Question, item: Item) -> int:
    """A number that the same words always get, above any revision of the pack's own."""
    words = "\n".join((item.statement, *(item.anchors[at] for at in sorted(item.anchors))))
    digest = int(hashlib.sha256(words.encode()).hexdigest(), 16)
    return slot.rev * _REVISIONS + digest % _REVISIONS


def _framework(slot: Question, questions: Sequence[Question]) -> SourceRef:
    """The source that most statements of the slot's dimension cite."""
    cited = [s for one in questions if one.dimension == slot.dimension for s in one.sources]
    counts = Counter(str(one) for one in cited)
    return max(cited, key=lambda one: (counts[str(one)], str(one)))
