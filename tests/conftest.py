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
    """A data folder with an index: the project's own when it is fresh, else one built here."""
    folder = tmp_path_factory.mktemp("data")
    own = build_advisor(Settings(data=PROJECT / "data"))
    own.build_index()
    (folder / "index").symlink_to(own.settings.index, target_is_directory=True)
    return folder


@pytest.fixture(scope="session")
def advisor(data: Path) -> Iterator[Advisor]:
    """The advisor as it ships: the real pack, wording, index and a real database."""
    yield build_advisor(Settings(data=data))
