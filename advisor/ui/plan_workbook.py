"""The spreadsheet of the plan, edited elsewhere and brought back."""

from functools import partial
from typing import Any

import streamlit as st

from advisor.errors import AdvisorError
from advisor.model.roadmap import Roadmap
from advisor.roadmap.setting_changes import settings_changes
from advisor.ui import context, differences, roadmap_media, typed

plain = context.plain
_NUMBER = "workbook-number"


def show(session: str, roadmap: Roadmap) -> None:
    """Download, upload, and the list of what would change."""
    say, made = context.words("plan"), context.advisor()
    st.header(say["workbook"], anchor=False)
    st.caption(plain(say["workbook_note"]))
    st.download_button(
        say["workbook_download"],
        data=partial(roadmap_media.document, roadmap, "xlsx"),
        file_name="roadmap.xlsx",
        mime=roadmap_media.MEDIA["xlsx"],
        on_click="ignore",
        icon=":material/download:",
    )
    number = st.session_state.setdefault(_NUMBER, 0)
    file = st.file_uploader(say["workbook_choose"], type="xlsx", key=f"workbook-{number}")
    if file is None:
        return
    try:
        changes = made.read_workbook(file.getvalue(), roadmap)
    except AdvisorError as error:
        st.error(plain(str(error)).replace("\n", "\n\n"))
        return
    if not changes:
        st.info(say["workbook_nothing"])
        return
    after = made.draft_of(session, changes)
    _listed(roadmap, after, changes)
    if st.button(say["workbook_take"], key="workbook-take", type="primary"):
        with context.fault_kept():
            made.set_plan(session, changes, typed.who())
            st.session_state[_NUMBER] = number + 1
            typed.tell(say["took_over"].format(count=len(changes)))
        st.rerun()


def _listed(roadmap: Roadmap, after: Roadmap, changes: dict[str, Any]) -> None:
    say = context.words("plan")
    name = say["workbook_columns"]
    st.write(plain(say["workbook_would"].format(count=len(changes))))
    differences.table(
        [
            {name["what"]: one.title, name["now"]: one.was, name["then"]: one.now}
            for one in settings_changes(roadmap, after)
        ],
        say["workbook"],
    )
