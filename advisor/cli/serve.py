"""Starts the web app; a module of its own, so that nothing else is loaded before the port opens."""

import argparse
import os
import runpy
import socket
import sys
import time
from importlib import import_module
from threading import Thread

from advisor.config import PROJECT, Settings
from advisor.errors import AdvisorError

_WAITS = 600


def run(arguments: argparse.Namespace) -> int:
    """Start the web app in this process and stay with it until it ends."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", arguments.port))
        except OSError as error:
            raise AdvisorError(
                f"Port {arguments.port} cannot be used: {(error.strerror or 'busy').lower()}.",
                "Choose another one, e.g. make run PORT=8502.",
            ) from error
    if not Settings().index.is_dir():
        print(
            "The material is not indexed yet, so questions to it cannot be answered: "
            "run 'python -m advisor index'.",
            file=sys.stderr,
        )
    os.chdir(PROJECT)  # where Streamlit looks for its settings
    Thread(target=_load_ahead, args=(arguments.port,), daemon=True).start()
    page = ["run", str(PROJECT / "app.py"), "--server.port", str(arguments.port)]
    sys.argv = ["streamlit", *page]
    runpy.run_module("streamlit", run_name="__main__", alter_sys=True)
    return 0


def _load_ahead(port: int) -> None:
    """Load what the first page needs while the first browser is still fetching the front end."""
    for _ in range(_WAITS):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                import_module("advisor.bootstrap")
                return
        time.sleep(0.05)
