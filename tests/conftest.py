"""What tests share: the advisor of the project, as it ships, with a data folder of its own."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from advisor.bootstrap import Advisor, build_advisor
from advisor.config import PROJECT, Settings

os.environ.setdefault("HF_HUB_OFFLINE", "1")


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty data folder with an index of the shipped material, kept from run to run."""
    folder = tmp_path_factory.mktemp("data")
    kept = build_advisor(Settings(data=PROJECT / "data" / "tests"))
    kept.build_index()
    (folder / "index").symlink_to(kept.settings.data / "index", target_is_directory=True)
    return folder


@pytest.fixture(scope="session")
def advisor(data: Path) -> Iterator[Advisor]:
    """The advisor as it ships: the real pack, wording, index and a real database."""
    yield build_advisor(Settings(data=data))
