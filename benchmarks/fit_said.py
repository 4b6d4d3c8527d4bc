"""Fits how a message is read as an answer on knowledge/said and writes it to the product.

Run it after the questions, the sayings or the rules of reading have changed:
python -m benchmarks.fit_said
"""

import json
from pathlib import Path

from advisor.bootstrap import build_advisor
from advisor.config import Settings
from advisor.content import load_records
from advisor.dialogue.message import hear
from advisor.dialogue.reader import read
from advisor.dialogue.reading import Hearing, described
from advisor.model.content import Question
from advisor.model.conversation import Description
from advisor.retrieval.fit_said import fitted_sayings
from advisor.retrieval.said import Said

FILE = Path(__file__).parent.parent / "advisor" / "retrieval" / "said.npz"


def main() -> None:
    settings = Settings()
    advisor = build_advisor(settings)
    hearing = Hearing(advisor.dialogue.understanding, advisor.similarity)

    def as_read(question: Question, text: str) -> Description:
        message = hear(text, hearing.understanding)
        return described(message, read(question, message, hearing))

    store, shares = fitted_sayings(
        load_records(settings.knowledge / "said", Said),
        advisor.pack.question,
        advisor.material.index.encoder,
        as_read,
    )
    store.save(FILE)
    print(json.dumps(shares, indent=1))


if __name__ == "__main__":
    main()
