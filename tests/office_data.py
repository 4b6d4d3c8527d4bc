"""A data folder of one test's own, with a copy of the index of the shipped material."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from advisor.retrieval.index import current_build
from tests.document_files import drawn, written


def own_data(shared: Path, target: Path, *offices: str) -> Path:
    """A data folder in which each office has an index of the shipped material.

    Args:
        shared: the data folder of the tests, as `conftest.py` makes it.
        target: the new folder.
        offices: the default one when none is named.
    """
    index = (shared / "index" / "office").resolve()
    build = current_build(index)
    for office in offices or ("office",):
        home = target / "index" / office
        home.mkdir(parents=True)
        shutil.copytree(index / build, home / build)
        shutil.copy(index / "current.json", home)
    (target / "models").symlink_to(index.parent.parent / "models", target_is_directory=True)
    return target


def strategy(portal: str = "March 2028") -> bytes:
    """A PDF of three pages about things that the workshop material does not know."""
    return drawn(
        written("This strategy says how Talmora will serve its people online."),
        written(
            f"The Harbour Licence Portal opens in {portal} and replaces fourteen paper forms.",
            "The Talmora Academy trains 2,400 officials a year.",
        ),
        written("The Lagoon Council meets every quarter under the Prime Minister."),
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def chroma_server(folder: Path) -> Iterator[str]:
    """Chroma's own server on a free port of this machine; its address."""
    port = free_port()
    process = subprocess.Popen(
        [
            str(Path(sys.executable).with_name("chroma")),
            *("run", "--path", str(folder), "--host", "127.0.0.1", "--port", str(port)),
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder.parent,
        start_new_session=True,
    )
    try:
        _wait(port, process)
        yield f"http://127.0.0.1:{port}"
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(10)


def _wait(port: int, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert process.poll() is None, f"the server ended with {process.returncode}"
        time.sleep(0.1)
    raise AssertionError("the server did not answer in time")
