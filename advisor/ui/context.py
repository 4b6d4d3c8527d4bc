"""What every page needs: the advisor, the conversation of this visit, the wording."""

from threading import Thread
from typing import Any, NoReturn

import streamlit as st

from advisor.bootstrap import Advisor, build_advisor
from advisor.config import Settings
from advisor.errors import AdvisorError

_PARAMETER = "session"


def advisor() -> Advisor:
    """The one advisor of this server; the page stops with a sentence when there can be none."""
    try:
        return _built(Settings().model_dump_json())
    except AdvisorError as error:
        stop(error)


def stop(error: AdvisorError) -> NoReturn:
    """Show a fault as it stands, and nothing after it."""
    st.error(plain(str(error)))
    st.stop()


def words(part: str) -> Any:
    """The wording of one part of the pages."""
    return advisor().page[part]


def session() -> str:
    """The conversation of this visit: from the link, from the visit, or a new one."""
    made = advisor()
    name = st.query_params.get(_PARAMETER) or st.session_state.get(_PARAMETER)
    try:
        if name is None:
            name = made.start()
            made.open(name)
        elif not made.store.exists(str(name)):
            made.log(str(name))
    except AdvisorError as error:
        stop(error)
    kept = str(name)
    st.session_state[_PARAMETER] = kept
    if st.query_params.get(_PARAMETER) != kept:
        st.query_params[_PARAMETER] = kept
    return kept


def forget_session() -> None:
    """Let the next page view begin a new conversation; the old one stays under its link."""
    st.session_state.pop(_PARAMETER, None)
    st.query_params.pop(_PARAMETER, None)


def plain(text: str) -> str:
    """Text with everything escaped that Markdown would read as markup."""
    return "".join(f"\\{sign}" if sign in _MARKUP else sign for sign in text)


_MARKUP = frozenset("\\`*_{}[]()#+-.!|<>~$:^=&@/")


@st.cache_resource(show_spinner=False)
def _built(settings: str) -> Advisor:
    """One advisor per set of settings; the material opens meanwhile, so no question waits."""
    made = build_advisor(Settings.model_validate_json(settings))
    Thread(target=_warm, args=(made,), daemon=True).start()
    return made


def _warm(made: Advisor) -> None:
    try:
        made.similarity("", [""])
    except AdvisorError:
        return  # said again, to the user, when a question is asked
