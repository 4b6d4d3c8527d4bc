"""Builds an index beside the one there is, then puts it in its place."""

import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock

from advisor.errors import AdvisorError
from advisor.model.content import Deck
from advisor.retrieval.embedding import Encoder, OnnxEncoder, Progress, model_id
from advisor.retrieval.hosting import BESIDE, Hosting
from advisor.retrieval.index import (
    CURRENT,
    FORMAT,
    current_build,
    manifest_of,
    notes_of,
    sources_of,
)
from advisor.retrieval.lexical import Lexical
from advisor.retrieval.lexicon import lexicon_of
from advisor.retrieval.passages import Library, library_of
from advisor.retrieval.rows import Rows, Text, write_rows
from advisor.retrieval.transformer import TransformerEncoder, exported_encoder
from advisor.retrieval.words import stems_of

_FEW = 500  # texts that are embedded sooner by the exported model than torch is loaded


@contextmanager
def sole_writer(folder: Path) -> Iterator[None]:
    """Wait until nobody else builds in a folder, and keep others from it meanwhile.

    Raises:
        AdvisorError: when the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / ".lock")
        lock.acquire()
    except OSError as fault:
        raise _unwritable(folder, fault) from fault
    try:
        yield
    finally:
        lock.release()


def build_index(
    decks: Sequence[Deck],
    folder: Path,
    model_folder: Path | None = None,
    progress: Progress | None = None,
    encoder: Encoder | None = None,
    hosting: Hosting = BESIDE,
) -> Path:
    """Build the index beside the one there is and put it in its place.

    Until the last step, readers see the old index; an interrupted build changes nothing. Texts
    that the old index holds are not embedded again. One process builds at a time: `sole_writer`.

    Args:
        decks: the sources.
        folder: where indexes are kept.
        model_folder: another embedding model than the packaged one.
        progress: is told the step, how far it is and of how much.
        encoder: takes the place of the model (tests).
        hosting: where vectors and exported models are kept.

    Returns:
        The folder of the new index.

    Raises:
        AdvisorError: when the folder cannot be written, the model cannot be loaded or the Chroma
            server does not answer.
    """
    tell = progress or (lambda step, done, of: None)
    model = encoder.model if encoder else model_id(model_folder)
    sources = sources_of(decks, model)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _clear(folder, hosting)
        part = Path(tempfile.mkdtemp(prefix=f"part-{sources[:12]}-", dir=folder))
    except OSError as fault:
        raise _unwritable(folder, fault) from fault
    try:
        models = _Models(folder, hosting, model_folder, encoder, tell)
        library = library_of(decks)
        _write(part, library, models, tell, hosting)
        manifest = {
            "format": FORMAT,
            "sources": sources,
            "notes": notes_of(decks, model),
            "originals": {deck.id: deck.title for deck in decks if deck.origin == "original"},
            "passages": len(library.passages),
            "model": model,
            "model_folder": str(model_folder or ""),
            "exported": models.exported(),
            "server": bool(hosting.server),
        }
        (part / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
        return _swap(folder, part, hosting)
    except OSError as fault:
        raise _unwritable(folder, fault) from fault
    finally:
        if part.exists():
            shutil.rmtree(part, ignore_errors=True)
            with suppress(AdvisorError):
                hosting.drop(part.name)


class _Models:
    """The model for what is to be embedded, loaded when it is first needed."""

    def __init__(
        self,
        folder: Path,
        hosting: Hosting,
        model_folder: Path | None,
        encoder: Encoder | None,
        tell: Progress,
    ) -> None:
        self._own = model_folder
        self._folder = folder
        self._given = encoder
        self._tell = tell
        self._loaded: TransformerEncoder | None = None
        self.before = manifest_of(folder)
        self.model = encoder.model if encoder else model_id(model_folder)
        name = "model-" + self.model.rsplit(":", 1)[-1]
        self._copy = (hosting.models or folder) / name

    def of(self, count: int) -> Encoder:
        """The model to embed so many texts with."""
        self._tell("model", 0, 1)
        if self._given is not None:
            made = self._given
        elif count <= _FEW and (self._copy / "card.json").is_file():
            made = OnnxEncoder(self._copy)
        else:
            made = self._loaded = TransformerEncoder(self._own)
        self._tell("model", 1, 1)
        return made

    def exported(self) -> str:
        """The folder of the exported model, from the index's; empty where there can be none."""
        if self._given is not None:
            return ""
        if not (self._copy / "card.json").is_file() and not exported_encoder(
            self._copy, self._loaded or TransformerEncoder(self._own)
        ):
            return ""
        return os.path.relpath(self._copy.resolve(), self._folder.resolve())


def _write(part: Path, library: Library, models: _Models, tell: Progress, hosting: Hosting) -> None:
    rows = write_rows(part, library.texts, models.of, tell, _rows_before(part.parent, models))
    tell("storing", 0, 1)
    hosting.create(part, rows.vectors, [passage.spot for passage in library.passages])
    stems = [
        stems_of(f"{library.place_of(one).header}\n{one.own_words}") for one in library.passages
    ]
    Lexical.of(stems).save(part / "lexical")
    Lexical.of([stems[at] for at in library.parts]).save(part / "parts")
    (part / "library.json").write_text(library.model_dump_json(), encoding="utf-8")
    (part / "lexicon.json").write_text(lexicon_of(library).model_dump_json(), encoding="utf-8")
    tell("storing", 1, 1)


def _rows_before(folder: Path, models: _Models) -> tuple[Sequence[Text], Rows] | None:
    """The texts of the current build and their rows, when the same model made them."""
    if models.before.get("model") != models.model:
        return None
    here = folder / models.before["build"]
    try:
        text = (here / "library.json").read_text(encoding="utf-8")
        rows = Rows.load(here)
    except (OSError, ValueError):
        return None
    texts = Library.model_validate_json(text).texts
    return (texts, rows) if len(texts) == len(rows.vectors) else None


def _swap(folder: Path, part: Path, hosting: Hosting) -> Path:
    """Make the new index the current one and remove those before the last."""
    made = part.rename(folder / part.name.replace("part-", "build-", 1))
    before = current_build(folder)
    pointer = folder / f"{CURRENT}.{os.getpid()}"
    pointer.write_text(json.dumps({"build": made.name}), encoding="utf-8")
    pointer.replace(folder / CURRENT)
    _clear(folder, hosting, spared=before)
    return made


def _clear(folder: Path, hosting: Hosting, spared: str = "") -> None:
    """Remove builds that nobody reads any more, and what interrupted ones left.

    Readers may still have the build before the current one open for the answer they are at.
    """
    spare = {current_build(folder), spared}
    if not spared:
        spare |= {path.name for path in folder.glob("build-*")}
    for old in [*folder.glob("build-*"), *folder.glob("part-*")]:
        if old.name not in spare:
            with suppress(AdvisorError):
                hosting.drop(old.name)
            shutil.rmtree(old, ignore_errors=True)
    used = str(manifest_of(folder).get("exported", ""))
    for copy in folder.glob("model-*"):  # before models were shared, each index had its own
        if copy.name != used and spared:
            shutil.rmtree(copy, ignore_errors=True)


def _unwritable(folder: Path, fault: OSError) -> AdvisorError:
    return AdvisorError(
        f"The index cannot be written to {folder}: {fault.strerror or 'the disk may be full'}.",
        "Make room on the disk and the folder writable, or choose another data folder, then run "
        "'python -m advisor index'.",
    )
