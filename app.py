"""Entry of the web app: `streamlit run app.py`."""

import streamlit as st

from advisor.ui import context

st.html(context.STYLE)
page = context.words("pages")
st.set_page_config(page_title=context.words("title"), page_icon=":material/explore:")
st.navigation(
    [
        st.Page(context.CHAT, title=page["chat"], icon=":material/forum:", default=True),
        st.Page(context.REVIEW, title=page["review"], icon=":material/fact_check:"),
        st.Page(context.ROADMAP, title=page["roadmap"], icon=":material/route:"),
        st.Page(context.MATERIAL, title=page["material"], icon=":material/menu_book:"),
    ],
    position="top",
).run()
context.warm()
