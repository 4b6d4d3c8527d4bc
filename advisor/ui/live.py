"""Tells screen readers a new reply and brings it into view; Streamlit itself does neither."""

from pathlib import Path

import streamlit as st

_SCRIPT = Path(__file__).with_name("live.js").read_text(encoding="utf-8")
_region = st.components.v2.component(
    "advisor_live", html='<div role="status" aria-live="polite"></div>', js=_SCRIPT
)


def announce(turn: int, text: str) -> None:
    """Announce the reply of a turn, and scroll to that turn when it is a new one."""
    _region(data={"turn": turn, "text": text}, key="live", height=1)
