"""Entry of the web app: `streamlit run app.py`."""

import streamlit as st

from advisor.ui import context

page = context.words("pages")
st.set_page_config(page_title=context.words("title"), page_icon=":material/explore:")
st.navigation(
    [
        st.Page("advisor/ui/chat.py", title=page["chat"], icon=":material/forum:", default=True),
        st.Page("advisor/ui/review.py", title=page["review"], icon=":material/fact_check:"),
        st.Page("advisor/ui/roadmap.py", title=page["roadmap"], icon=":material/route:"),
        st.Page("advisor/ui/material.py", title=page["material"], icon=":material/menu_book:"),
    ],
    position="top",
).run()
