"""Writes little knowledge packs for tests: the base pack with single records changed."""

import shutil
from pathlib import Path

from advisor.model.content import KnowledgePack

BASE = Path(__file__).parent / "content" / "base"


def base_pack(folder: Path) -> Path:
    """A copy of the smallest pack that loads."""
    return Path(shutil.copytree(BASE, folder / "pack"))


def changed_pack(folder: Path, file: str, find: str, put: str) -> Path:
    """The base pack with one passage of one file replaced, which must occur."""
    pack = base_pack(folder)
    path = pack / file
    text = path.read_text(encoding="utf-8")
    assert text.count(find) >= 1, f"{file} holds no {find!r}"
    path.write_text(text.replace(find, put, 1), encoding="utf-8")
    return pack


def with_parts(pack: KnowledgePack, **parts: object) -> KnowledgePack:
    """The pack with some of its parts replaced; its look-up tables are made anew."""
    fields = {name: getattr(pack, name) for name in KnowledgePack.model_fields}
    return KnowledgePack(**{**fields, **parts})
