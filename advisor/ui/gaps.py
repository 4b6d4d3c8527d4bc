"""The questions that the material could not answer, for the facilitator."""

import streamlit as st

from advisor.ui import context

plain = context.plain


def show() -> None:
    """The questions with how often and when, and as a file.

    They stand beside the documents because a document is what fills a gap.
    """
    made, say = context.advisor(), context.words("documents")
    st.header(say["gaps"], anchor=False)
    st.caption(say["gaps_note"])
    found = made.gaps()
    if not found:
        st.info(say["no_gaps"])
        return
    question, times, first, last, after, nearest = say["gap_columns"]
    rows = [
        {
            question: plain(one.question),
            times: str(one.times),
            first: one.first[:10],
            last: one.last[:10],
            after: plain(one.after),
            nearest: plain("; ".join(one.nearest)),
        }
        for one in context.paged(found, say["gaps_per_page"], "gaps")
    ]
    st.table(rows, hide_index=True, alt=say["gaps"])
    st.download_button(
        say["gaps_export"],
        data=made.gaps_table,
        file_name="gaps.csv",
        mime="text/csv",
        on_click="ignore",
        key="gaps-export",
        icon=":material/download:",
    )
