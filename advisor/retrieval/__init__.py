"""Search, answers and refusals over the workshop material; the only room that embeds texts.

Names are imported when they are first used: converting a document needs none of them.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from advisor.retrieval.building import build_index
    from advisor.retrieval.evaluation import evaluate
    from advisor.retrieval.index import is_fresh
    from advisor.retrieval.material import Material

__all__ = ["Material", "build_index", "evaluate", "is_fresh"]
_HOMES = {
    "Material": "material", "build_index": "building", "evaluate": "evaluation", "is_fresh": "index"
}  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
