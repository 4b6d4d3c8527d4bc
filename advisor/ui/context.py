"""What every page needs: the advisor, the conversation of this visit, the wording."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any, NoReturn, TypeVar
from urllib.parse import urlsplit

import streamlit as st

from advisor.bootstrap import Advisor, build_advisor
from advisor.config import Settings
from advisor.errors import AdvisorError
from advisor.model.conversation import Button
from advisor.model.roadmap import Roadmap

STYLE = Path(__file__).with_name("style.css")
CHAT, REVIEW, PLAN, ROADMAP, MATERIAL, DOCUMENTS, WORKSHOP = (
    f"advisor/ui/{name}.py"
    for name in ("chat", "review", "plan", "roadmap", "material", "documents", "workshop")
)
_T = TypeVar("_T")
_PARAMETER = "session"
_FAULT = "fault"
_DRAFT = "draft"
_TRIED = "tried"


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


@contextmanager
def faults_shown() -> Iterator[None]:
    """Show a fault of what is drawn within as a sentence, and one that a button left behind."""
    left = st.session_state.pop(_FAULT, "")
    if left:
        st.error(plain(left))
    try:
        yield
    except AdvisorError as error:
        stop(error)


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


def link() -> str:
    """The address that brings back the conversation of this visit."""
    return f"{root()}/?{_PARAMETER}={session()}"


def root() -> str:
    """The address of the first page."""
    parts = urlsplit(st.context.url or "")
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def take_up(session: str) -> None:
    """Let this visit go on with another conversation."""
    st.session_state[_PARAMETER] = session
    st.query_params[_PARAMETER] = session


def forget_session() -> None:
    """Let the next page view begin a new conversation; the old one stays under its link."""
    st.session_state.pop(_PARAMETER, None)
    st.query_params.pop(_PARAMETER, None)


def say(session: str, said: str | Button) -> None:
    """Send a message or a pressed button; what comes back is read from the log.

    Streamlit calls this before it draws the page, so a fault is kept and shown there.
    """
    with fault_kept():
        advisor().turn(session, said)


@contextmanager
def fault_kept() -> Iterator[None]:
    """Keep a fault of what a button does, for the page that is drawn next."""
    try:
        yield
    except AdvisorError as error:
        st.session_state[_FAULT] = str(error)


def paged(items: Sequence[_T], size: int, key: str) -> Sequence[_T]:
    """The part of a long list that is turned to; what turns the pages stands above it."""
    pages = -(-len(items) // size)
    if pages < 2:
        return items
    name = f"page-{key}"
    if st.session_state.get(name, 1) > pages:  # the list has become shorter since
        del st.session_state[name]
    at = st.pagination(pages, key=name) - 1
    return items[at * size : (at + 1) * size]


def draft(session: str) -> Roadmap:
    """The draft of a session; worked out again only when something was said since."""
    made = advisor()
    log = made.log(session)
    kept = st.session_state.get(_DRAFT)
    if kept is None or kept[0] != (session, len(log)):
        kept = ((session, len(log)), made.draft_of(session))
        st.session_state[_DRAFT] = kept
    roadmap: Roadmap = kept[1]
    return roadmap


def tried(session: str, changes: dict[str, Any]) -> Roadmap:
    """The draft with changes that are stored nowhere; worked out once while they stay the same.

    Raises:
        AdvisorError: when a change cannot be taken.
    """
    made = advisor()
    mark = (session, len(made.log(session)), json.dumps(changes, sort_keys=True, default=str))
    kept = st.session_state.get(_TRIED)
    if kept is None or kept[0] != mark:
        kept = (mark, made.draft_of(session, changes))
        st.session_state[_TRIED] = kept
    roadmap: Roadmap = kept[1]
    return roadmap


def go_to(session: str) -> None:
    """Let this visit go on with another conversation."""
    st.session_state[_PARAMETER] = session
    st.query_params[_PARAMETER] = session


def plain(text: str) -> str:
    """Text with everything escaped that Markdown would read as markup."""
    return "".join(f"\\{sign}" if sign in _MARKUP else sign for sign in text)


_MARKUP = frozenset("\\`*_{}[]()#+-.!|<>~$:^=&@/")


def warm() -> None:
    """Make ready what the next pages and turns need, once, after the first page is drawn."""
    _warmed(Settings().model_dump_json())


@st.cache_resource(show_spinner=False)
def _built(settings: str) -> Advisor:
    return build_advisor(Settings.model_validate_json(settings))


@st.cache_resource(show_spinner=False)
def _warmed(settings: str) -> bool:
    Thread(target=_warm, args=(_built(settings),), daemon=True).start()
    return True


def _warm(made: Advisor) -> None:
    try:
        made.similarity("", [""])
        made.charts(made.roadmap({}))
        made.warm()
    except AdvisorError:
        return  # said again, to the user, when a question is asked
