"""The page of the draft roadmap: what is planned and why, and its documents."""

from functools import partial
from typing import Any

import streamlit as st

from advisor.interview import progress
from advisor.model.roadmap import Roadmap
from advisor.ui import context, openings, planned
from advisor.ui.roadmap_media import MEDIA, document

made = context.advisor()
say = context.words("roadmap")
plain = context.plain


def head(session: str, roadmap: Roadmap) -> None:
    """What the draft rests on, and its size."""
    far = progress(made.pack, made.answers(session), None)
    st.write(plain(say["intro"].format(answers=far.answered)))
    if far.answered * 3 < far.of:
        st.info(plain(say["early"].format(answers=far.answered, of=far.of)))
    figures = (
        (say["actions"], len(roadmap.actions)),
        (say["musts"], sum(one.strength == "must" for one in roadmap.actions)),
        (say["risks"], len(roadmap.risks)),
        (say["open"], len(roadmap.to_confirm)),
    )
    with st.container(horizontal=True):
        for label, number in figures:
            st.metric(label, number, border=True, width=170)


def downloads(session: str, roadmap: Roadmap) -> None:
    """A button for each format; a document is made when it is asked for."""
    st.header(say["download"], anchor=False)
    st.caption(say["preparing"])
    with st.container(horizontal=True):
        for suffix, mime in MEDIA.items():
            st.download_button(
                say["names"][suffix],
                data=partial(document, roadmap, suffix),
                file_name=f"roadmap.{suffix}",
                mime=mime,
                on_click="ignore",
                key=f"download-{suffix}-{session}",
                icon=":material/download:",
                type="primary" if suffix == "docx" else "secondary",
            )


def charts(kinds: list[str], drawn: dict[str, dict[str, Any]]) -> None:
    """The charts of these kinds that there are, with a heading and a text for each kind."""
    for kind in kinds:
        words = say["charts"][kind]
        names = [name for name in drawn if name.partition("-")[0] == kind]
        if names:
            st.subheader(plain(words["title"]), anchor=False)
        for name in names:
            with st.container(key=f"chart-{name}"):
                spec = _own_data(drawn[name])
                st.vega_lite_chart(spec, width="content", theme=None, alt=words["alt"])


def _own_data(spec: dict[str, Any]) -> dict[str, Any]:
    """The chart with its data in each layer: Streamlit turns lists of a chart's own data to text.

    Its size is that of the document, to which the page's style gives a larger scale.
    """
    data = {"data": spec["data"]} if "data" in spec else {}
    layers = [{**data, **layer} for layer in spec["layer"]]
    return {**spec, "data": None, "layer": layers, "autosize": "pad"}


def overview(roadmap: Roadmap, drawn: dict[str, dict[str, Any]]) -> None:
    """Where the office stands: scores, and the vision as it reads now."""
    name = say["score_columns"]
    st.header(say["scores"], anchor=False)
    charts(["scores", "pillars", "egdi"], drawn)
    st.table(
        [
            {
                name["label"]: plain(one.label),
                name["score"]: say["no_score"] if one.score is None else f"{one.score / 100:.1f}",
                name["answered"]: f"{one.answered} / {one.of}",
            }
            for one in (*roadmap.scores, *(pillar.score for pillar in roadmap.pillars))
        ],
        hide_index=True,
        alt=say["scores"],
    )


def timeline(roadmap: Roadmap, drawn: dict[str, dict[str, Any]]) -> None:
    """The plan over time, and what it costs by year."""
    st.header(say["timeline"], anchor=False)
    charts(["gantt"], drawn)
    for conflict in roadmap.conflicts:
        st.warning(plain(conflict.sentence))
    st.header(say["cost"], anchor=False)
    charts(["cost"], drawn)
    if "cost" not in drawn:
        st.info(say["no_cost"])
        return
    name = say["year_columns"]
    st.table(
        [
            {
                name["label"]: plain(one.label),
                name["low"]: f"{one.low:,}",
                name["high"]: f"{one.high:,}",
                name["budget"]: say["unset"] if one.budget is None else f"{one.budget:,}",
                name["unpriced"]: str(len(one.unpriced)),
            }
            for one in roadmap.years
        ],
        hide_index=True,
        alt=say["cost"],
    )


def parts(session: str, roadmap: Roadmap) -> None:
    """The draft in parts; only the one that is open is drawn."""
    names = say["parts"]
    overall, times, actions, risks, waiting = st.tabs(
        list(names.values()), key="part", on_change="rerun"
    )
    drawn = made.charts(roadmap) if overall.open or times.open or risks.open else {}
    with overall:
        if overall.open:
            overview(roadmap, drawn)
    with times:
        if times.open:
            timeline(roadmap, drawn)
    with actions:
        if actions.open:
            planned.show(roadmap)
    with risks:
        if risks.open:
            charts(["risks"], drawn)
            openings.risks(roadmap)
    with waiting:
        if waiting.open:
            openings.waiting(session, roadmap)


def page(session: str) -> None:
    """The whole page for the answers of a session."""
    st.title(say["heading"], anchor=False)
    roadmap = context.draft(session)
    if not roadmap.actions:
        st.info(say["none"])
        st.page_link(context.CHAT, label=say["to_interview"], icon=":material/arrow_forward:")
        return
    head(session, roadmap)
    downloads(session, roadmap)
    parts(session, roadmap)
    version = roadmap.knowledge.version
    st.caption(plain(say["fingerprint"].format(fingerprint=roadmap.fingerprint, version=version)))


with context.faults_shown():
    page(context.session())
