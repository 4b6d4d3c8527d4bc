"""Reads what is written as data: the knowledge pack, the answers files, the wording."""

from advisor.content.pack import load_pack

__all__ = ["load_pack"]
