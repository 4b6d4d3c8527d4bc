"""The page of the draft roadmap: what is planned and why, and its documents."""

from functools import partial

import streamlit as st

from advisor.errors import AdvisorError
from advisor.model.roadmap import NotPlaced, PlannedAction, Roadmap
from advisor.ui import context

MEDIA = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "md": "text/markdown",
    "json": "application/json",
    "pdf": "application/pdf",
    "html": "text/html",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "odt": "application/vnd.oasis.opendocument.text",
}
made = context.advisor()
say = context.words("roadmap")
plain = context.plain


def downloads(roadmap: Roadmap, session: str) -> None:
    """A button for each format; a document is made when it is asked for."""
    st.subheader(say["download"])
    with st.container(horizontal=True):
        for suffix, label in say["names"].items():
            st.download_button(
                label,
                data=partial(_document, roadmap, suffix),
                file_name=f"roadmap.{suffix}",
                mime=MEDIA[suffix],
                on_click="ignore",
                key=f"download-{suffix}-{session}",
            )


def _document(roadmap: Roadmap, suffix: str) -> bytes:
    return next(iter(made.documents(roadmap, [suffix]).values()))


def scores(roadmap: Roadmap) -> None:
    """The scores by dimension, with how much of each is answered."""
    name = say["score_columns"]
    st.subheader(say["scores"])
    st.table(
        [
            {
                name["label"]: plain(one.label),
                name["score"]: "–" if one.score is None else f"{one.score / 100:.1f}",
                name["answered"]: f"{one.answered} / {one.of}",
            }
            for one in roadmap.scores
        ]
    )


def pillar(roadmap: Roadmap, number: int) -> None:
    """One pillar: its objective, what was found, its actions with their reasons."""
    plan = next(one for one in roadmap.pillars if one.no == number)
    st.write(plain(plan.objective))
    for finding in plan.findings:
        st.write("- " + plain(finding))
    actions = [one for one in roadmap.actions if one.pillar == number]
    if actions:
        st.dataframe([_row(one) for one in actions], hide_index=True)
    for one in actions:
        with st.expander(plain(f"{one.code} {one.title}")):
            reasons(one)


def _row(one: PlannedAction) -> dict[str, str]:
    name = say["columns"]
    return {
        name["code"]: one.code,
        name["title"]: one.title,
        name["strength"]: say["strengths"][one.strength],
        name["start"]: one.start,
        name["end"]: one.end,
        name["owner"]: one.owner,
        name["deliverable"]: one.deliverable,
    }


def reasons(one: PlannedAction) -> None:
    """The rules, slides and prerequisites behind an action."""
    st.write(plain(one.deliverable))
    for firing in one.trace:
        st.write(plain(say["because"].format(rule=firing.rule, because=firing.because)))
    st.write(plain(say["placed"].format(placed=one.placed)))
    if one.needs:
        needs = ", ".join(f"{need} {made.pack.action[need].title}" for need in one.needs)
        st.write(plain(say["needs"].format(needs=needs)))
    slides = "; ".join(_slide(str(source)) for source in one.sources)
    st.caption(plain(say["cited"].format(slides=slides)))
    if one.practice_note:
        st.caption(plain(say["practice"].format(note=one.practice_note)))


def _slide(ref: str) -> str:
    return f"{ref} {made.pack.slide[ref].title}"


def left_out(not_placed: tuple[NotPlaced, ...]) -> None:
    """What rules propose and the plan cannot hold."""
    if not_placed:
        st.subheader(say["not_placed"])
        for one in not_placed:
            st.write("- " + plain(f"{one.title}: {one.reason}"))


def page(session: str) -> None:
    """The whole page for the answers of a session."""
    st.title(say["heading"])
    answers = made.answers(session)
    given = sum(answer.given for answer in answers.values())
    if not given:
        st.info(say["none"])
        return
    roadmap = made.roadmap(answers)
    if not roadmap.actions:
        st.info(say["none"])
        return
    st.write(plain(say["intro"].format(answers=given)))
    first, second, third, fourth = st.columns(4)
    first.metric(say["actions"], len(roadmap.actions))
    second.metric(say["musts"], sum(one.strength == "must" for one in roadmap.actions))
    third.metric(say["risks"], len(roadmap.risks))
    fourth.metric(say["open"], len(roadmap.to_confirm))
    downloads(roadmap, session)
    scores(roadmap)
    tabs = st.tabs([str(one.no) for one in roadmap.pillars])
    for tab, one in zip(tabs, roadmap.pillars, strict=True):
        with tab:
            st.subheader(plain(say["pillar"].format(no=one.no, title=one.title)))
            pillar(roadmap, one.no)
    left_out(roadmap.not_placed)
    st.subheader(say["open"])
    for point in roadmap.to_confirm:
        st.write("- " + plain(point.what))
    version = roadmap.knowledge.version
    st.caption(plain(say["fingerprint"].format(fingerprint=roadmap.fingerprint, version=version)))


try:
    page(context.session())
except AdvisorError as error:
    context.stop(error)
