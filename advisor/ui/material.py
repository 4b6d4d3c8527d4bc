"""The page of the workshop material: ask it, or read decks, glossary, cases and training."""

import streamlit as st

from advisor.ui import context, reference, turns

made = context.advisor()
say = context.words("material")
plain = context.plain
_ASKED = "asked"
_ANSWER = "answer"


def ask() -> None:
    """The box for a question, its answer with sources, and what could be asked next."""
    with st.form("ask", border=False):
        question = st.text_input(say["ask"], max_chars=400)
        if st.form_submit_button(say["button"], type="primary"):
            _ask(question)
    asked = st.session_state.get(_ASKED, "").strip()
    if not asked:
        return
    if _ANSWER not in st.session_state:
        with st.spinner(say["working"]):
            st.session_state[_ANSWER] = made.answer(asked)
    answer = st.session_state[_ANSWER]
    with st.container(border=True):
        st.caption(plain(say["asked"].format(question=asked)))
        st.text(answer.answer)
        turns.show_citations(answer.citations, open_=True)
    if answer.follow_ups:
        st.caption(context.words("chat")["ask_next"])
        with st.container(key="asks", gap="xsmall"):
            for one in answer.follow_ups:
                st.button(plain(one), key=f"next-{one}", on_click=_ask, args=(one,), wrap=True)


def _ask(question: str) -> None:
    st.session_state[_ASKED] = question
    st.session_state.pop(_ANSWER, None)


def decks() -> None:
    """A deck, slide by slide, in our own notes."""
    by_id = {deck.id: deck for deck in made.pack.decks}
    picked = st.selectbox(say["deck"], list(by_id), format_func=lambda one: by_id[one].title)
    deck = by_id[picked]
    origin = say["from"].format(presenter=deck.presenter, event=deck.event, date=deck.date)
    st.caption(plain(origin))
    st.caption(context.words("chat")["note_label"])
    section = ""
    for slide in deck.slides:
        if slide.section != section:
            section = slide.section
            st.subheader(plain(section), anchor=False)
        with st.expander(plain(say["slide"].format(slide=slide.slide, title=slide.title))):
            turns.show_note(slide.blocks)
            if slide.survey:
                st.caption(plain(say["survey"].format(survey=slide.survey)))


def page() -> None:
    """The whole page."""
    st.title(say["heading"], anchor=False)
    st.write(say["intro"])
    parts = {
        "ask": ask,
        "decks": decks,
        "glossary": reference.glossary,
        "cases": reference.cases,
        "training": reference.training,
    }
    tabs = st.tabs([say["parts"][name] for name in parts], key="material", on_change="rerun")
    for tab, (name, show) in zip(tabs, parts.items(), strict=True):
        if tab.open:
            with tab:
                st.header(say["parts"][name], anchor=False)
                show()


with context.faults_shown():
    context.session()
    page()
