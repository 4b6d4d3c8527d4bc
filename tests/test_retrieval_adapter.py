"""The adapter: the notes and questions to them are read through it, all else as the model came."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from advisor.bootstrap import Advisor
from advisor.retrieval.adapter import adapted, shipped_layers, unadapted
from advisor.retrieval.asked import Asked, unembedded
from advisor.retrieval.building import build_index
from advisor.retrieval.embedding import Encoded, Progress, model_folder_of
from advisor.retrieval.fit_adapter import _batches, _Example, fitted_layers
from advisor.retrieval.index import Index
from advisor.retrieval.narrow import Narrow, put_on
from advisor.retrieval.passages import library_of
from advisor.retrieval.said import shipped_sayings
from advisor.retrieval.transformer import TransformerEncoder, loaded
from tests.retrieval_fakes import WordEncoder, deck, decks, paragraph, slide

ASKED = ["How many countries have a law on data protection?", "Who leads the central body?"]


class TurnedEncoder(WordEncoder):
    """Reads notes, and questions to them, with every vector turned about."""

    model = "turned:1"

    def questions(self, texts: Sequence[str]) -> list[Encoded]:
        return [_turned(one) for one in super().questions(texts)]

    def meanings(self, texts: Sequence[str]) -> list[Encoded]:
        return super().questions(texts)

    def documents(
        self, texts: Sequence[str], progress: Progress | None = None, noted: bool = True
    ) -> list[Encoded]:
        return self.questions(texts) if noted else self.meanings(texts)


def _turned(one: Encoded) -> Encoded:
    return replace(one, vector=one.vector[::-1].copy(), tokens=one.tokens[:, ::-1].copy())


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """The notes and one document of an office, told apart by the encoder."""
    own = deck("own", "Oslo", slide("own", 1, "Laws", paragraph("Oslo has a law on sledges.")))
    folder = tmp_path_factory.mktemp("index")
    both = (*decks(), own.model_copy(update={"origin": "original"}))
    build_index(both, folder, encoder=TurnedEncoder())
    return Index(folder, TurnedEncoder())


def test_notes_and_other_documents_are_each_compared_as_they_were_read(index: Index) -> None:
    assert set(index.noted.tolist()) == {True, False}
    for at, passage in enumerate(index.library.passages):
        query = index.query(passage.own_words)
        assert index.cosine(query)[at] == pytest.approx(1, abs=1e-5)
        assert at in index.near(query, len(index.library.passages))


def test_nothing_is_embedded_that_is_not_compared(tmp_path: Path) -> None:
    build_index(decks(), tmp_path, encoder=TurnedEncoder())
    assert Index(tmp_path, TurnedEncoder()).query("laws").plain is None


def test_a_document_is_not_embedded_again_unless_it_becomes_a_note(tmp_path: Path) -> None:
    seen: list[str] = []

    class Seen(TurnedEncoder):
        def documents(
            self, texts: Sequence[str], progress: Progress | None = None, noted: bool = True
        ) -> list[Encoded]:
            seen.extend(texts)
            return super().documents(texts, progress, noted)

    own = [one.model_copy(update={"origin": "original"}) for one in decks()]
    build_index(own, tmp_path, encoder=Seen())
    first = len(seen)
    build_index([*own, deck("new", "X", slide("new", 1, "T", paragraph("New words.")))], tmp_path,
                encoder=Seen())  # fmt: skip
    assert 0 < len(seen) - first <= 3
    build_index(decks(), tmp_path, encoder=Seen())
    assert len(seen) - first > 10


def test_a_share_of_one_is_what_merging_gives() -> None:
    torch.manual_seed(1)
    model = torch.nn.Sequential(torch.nn.Sequential(torch.nn.Linear(6, 4)))
    inputs = torch.randn(3, 6)
    plain = model(inputs)
    down, up = torch.randn(2, 6).numpy(), torch.randn(4, 2).numpy()
    (narrow,) = put_on(model, {"0.0": (down, up)})
    assert isinstance(model[0][0], Narrow)
    assert torch.equal(model(inputs), plain)
    narrow.share = 1.0
    shared = model(inputs)
    narrow.share = 0.0
    narrow.merge(True)
    assert torch.allclose(model(inputs), shared, atol=1e-5)
    assert not torch.allclose(shared, plain, atol=1e-2)
    narrow.merge(False)
    assert torch.equal(model(inputs), plain)


def test_a_model_says_by_its_name_whether_it_has_the_adapter() -> None:
    assert unadapted(adapted("a:1")) == "a:1" == unadapted("a:1")
    assert adapted("a:1") != "a:1"


def test_the_interview_is_read_by_the_model_as_it_came(advisor: Advisor) -> None:
    sayings = shipped_sayings()
    assert sayings.model == unadapted(advisor.material.index.model)
    encoder = advisor.material.index.encoder
    plain, through = encoder.meanings(ASKED), encoder.questions(ASKED)
    for one, other in zip(plain, through, strict=True):
        assert one.vector @ other.vector < 0.99


@pytest.fixture(scope="module")
def transformer() -> TransformerEncoder:
    return TransformerEncoder()


def test_both_runtimes_read_alike(advisor: Advisor, transformer: TransformerEncoder) -> None:
    copy = advisor.material.index.encoder
    for one, other in (
        (copy.questions(ASKED), transformer.questions(ASKED)),
        (copy.meanings(ASKED), transformer.meanings(ASKED)),
        (copy.documents(ASKED, noted=False), transformer.documents(ASKED, noted=False)),
        (copy.documents(ASKED), transformer.documents(ASKED)),
    ):
        for a, b in zip(one, other, strict=True):
            assert a.vector @ b.vector > 0.9999


def test_every_layer_of_the_blocks_is_adapted(transformer: TransformerEncoder) -> None:
    model = transformer._transformer[0]
    layers = shipped_layers()
    blocks = [
        name.removesuffix(".layer")
        for name, one in model.named_modules()
        if isinstance(one, torch.nn.Linear) and ".layer." in name
    ]
    assert set(blocks) == set(layers)
    assert all(np.abs(up).max() > 0 for _, up in layers.values())


@pytest.mark.timeout(400)  # torch shares its cores with the other tests
def test_fitting_brings_questions_nearer_to_their_passages(transformer: TransformerEncoder) -> None:
    library = library_of(decks())
    known = [
        Asked(slide=one.spot, part=one.text, asked=(f"On {one.text.lower()}?", f"{one.text}, say"))
        for one in library.passages
        if one.kind in ("item", "sentence")
    ]
    model = loaded(model_folder_of(None))
    losses: list[float] = []
    layers = fitted_layers(model, library, unembedded(known), lambda _, loss: losses.append(loss))
    assert {name.rsplit(".", 1)[0] for name in layers} == set(shipped_layers())
    assert len(losses) > 3
    assert losses[-1] < losses[0]


def test_no_batch_holds_a_passage_twice() -> None:
    examples = [_Example(f"q{n}", "o", "p", at=n % 30, spot=f"s{n % 7}") for n in range(300)]
    batches = list(_batches(examples, seed=3))
    assert all(len({one.at for one in batch}) == len(batch) >= 8 for batch in batches)
    asked = [one.asked for batch in batches for one in batch]
    assert len(set(asked)) == len(asked) > 250
