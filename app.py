"""Entry of the web app: `streamlit run app.py`."""

import streamlit as st

from advisor.ui import context

st.html(context.STYLE)
names = context.words("pages")
page = st.navigation(
    [
        st.Page(context.CHAT, title=names["chat"], icon=":material/forum:", default=True),
        st.Page(context.REVIEW, title=names["review"], icon=":material/fact_check:"),
        st.Page(context.PLAN, title=names["plan"], icon=":material/rule:"),
        st.Page(context.ROADMAP, title=names["roadmap"], icon=":material/route:"),
        st.Page(context.MATERIAL, title=names["material"], icon=":material/menu_book:"),
        st.Page(context.WORKSHOP, title=names["workshop"], icon=":material/groups:"),
        st.Page(context.DOCUMENTS, title=names["documents"], icon=":material/upload_file:"),
    ],
    position="top",
)
st.set_page_config(
    page_title=f"{page.title} · {context.words('title')}",
    page_icon=":material/explore:",
    layout="wide" if page.title in (names["plan"], names["roadmap"]) else "centered",
)
page.run()
context.warm()
