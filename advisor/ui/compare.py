"""The plan as it stands beside another: an earlier one, another conversation's, or a file's."""

import streamlit as st

from advisor.model.roadmap import Roadmap
from advisor.roadmap.history import Moment
from advisor.ui import context, differences

plain = context.plain


def show(session: str, roadmap: Roadmap) -> None:
    """Choose the other plan, and see what differs."""
    say = context.words("compare")
    st.write(plain(say["note"]))
    kinds = say["kinds"]
    kind = st.radio(
        say["with_"],
        list(kinds),
        format_func=kinds.__getitem__,
        key="compare-kind",
        persist_state="session",
        horizontal=True,
    )
    draw = {"last": _last, "moment": _moment, "day": _day, "session": _session, "file": _file}
    before = draw[kind](session, roadmap)
    if before is not None:
        differences.show(before, roadmap)


def _last(session: str, _beside: Roadmap) -> Roadmap | None:
    planning = context.advisor().planning
    history = planning.history(session)
    if not history:
        st.info(context.words("compare")["no_moment"])
        return None
    st.caption(plain(told(history[0])))
    return planning.draft_before(session, history[0])


def _moment(session: str, _beside: Roadmap) -> Roadmap | None:
    say, planning = context.words("compare"), context.advisor().planning
    history = planning.history(session)
    if not history:
        st.info(say["no_moment"])
        return None
    chosen = st.selectbox(
        say["moment"],
        range(len(history)),
        format_func=lambda at: told(history[at]),
        key="compare-moment",
    )
    return planning.draft_before(session, history[chosen])


def told(moment: Moment) -> str:
    """When something was changed, by whom, and what."""
    say = context.words("compare")
    titles = {one.id: one.title for one in context.advisor().pack.actions}
    paths = {f"choices.{one}": title for one, title in titles.items()}
    names = [differences.cause(one, paths) for one in moment.what]
    most = say["moments_shown"]
    what = "; ".join(names[:most])
    if len(names) > most:
        what = say["moments_more"].format(what=what, count=len(names) - most)
    at = moment.at[:16].replace("T", " ")
    line = say["moment_by" if moment.by else "moment_line"]
    return str(line.format(at=at, by=moment.by, what=what))


def _day(session: str, _beside: Roadmap) -> Roadmap | None:
    say = context.words("compare")
    day = st.date_input(say["day"], value=None, key="compare-day")
    if day is None:
        st.info(say["choose"])
        return None
    return context.advisor().planning.draft_on(session, day.isoformat())


def _session(_session: str, _beside: Roadmap) -> Roadmap | None:
    say, made = context.words("compare"), context.advisor()
    typed = st.text_input(say["session"], key="compare-session", persist_state="session")
    name = typed.strip().rpartition("session=")[2].partition("&")[0]
    if not name:
        st.info(say["choose"])
        return None
    return made.draft_of(name)


def _file(_session: str, beside: Roadmap) -> Roadmap | None:
    say, made = context.words("compare"), context.advisor()
    st.caption(plain(say["file_note"]))
    file = st.file_uploader(say["file"], type="json", key="compare-file")
    if file is None:
        return None
    return made.roadmap_of_record(file.getvalue(), beside)
