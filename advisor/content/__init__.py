"""Reads what is written as data: the knowledge pack, the answers files, the wording."""

from advisor.content.answers_file import AnswersFile, read_answers
from advisor.content.lint import lint
from advisor.content.pack import load_pack
from advisor.content.room_file import RoomWords, read_room, room_template
from advisor.content.wording import load_mapping, load_record, load_records

__all__ = [
    "AnswersFile",
    "RoomWords",
    "lint",
    "load_mapping",
    "load_pack",
    "load_record",
    "load_records",
    "read_answers",
    "read_room",
    "room_template",
]
