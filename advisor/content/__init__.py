"""Reads what is written as data: the knowledge pack, the answers files, the wording."""

from advisor.content.answers_file import AnswersFile, read_answers
from advisor.content.pack import load_pack

__all__ = ["AnswersFile", "load_pack", "read_answers"]
