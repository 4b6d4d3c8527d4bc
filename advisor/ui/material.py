"""The page of the workshop material: ask it, or read it slide by slide."""

import streamlit as st

from advisor.errors import AdvisorError
from advisor.ui import context, turns

made = context.advisor()
say = context.words("material")
context.session()

st.title(say["heading"])
st.write(say["intro"])

with st.form("ask", border=False):
    question = st.text_input(say["ask"], max_chars=400)
    asked = st.form_submit_button(say["button"], type="primary")
if asked and question.strip():
    try:
        answer = made.answer(question)
    except AdvisorError as error:
        context.stop(error)
    with st.container(border=True):
        st.text(answer.answer)
        turns.show_citations(answer.citations, open_=True)

decks = {deck.id: deck for deck in made.pack.decks}
deck = decks[st.selectbox(say["deck"], list(decks), format_func=lambda one: decks[one].title)]
st.caption(
    context.plain(say["from"].format(presenter=deck.presenter, event=deck.event, date=deck.date))
)
section = ""
for slide in deck.slides:
    if slide.section != section:
        section = slide.section
        st.subheader(context.plain(section))
    with st.expander(context.plain(say["slide"].format(slide=slide.slide, title=slide.title))):
        st.caption(context.words("chat")["note_label"])
        st.markdown(slide.text)
        if slide.survey:
            st.caption(context.plain(say["survey"].format(survey=slide.survey)))
