"""The page of the office's own documents: added, looked over, put into use; and what is lacking."""

import streamlit as st

from advisor.retrieval.desk import Entry
from advisor.ui import context, document, gaps

made = context.advisor()
say = context.words("documents")
plain = context.plain
_RECEIPTS = document.RECEIPTS
_UPLOAD = "upload-number"


def in_use() -> None:
    """What is quoted and what is not yet, with the button that changes it."""
    progress = made.desk.progress
    st.header(say["use"], anchor=False)
    if progress.running:
        st.fragment(_building, run_every=1.0)()
        return
    coming, leaving = made.desk.coming(), made.desk.leaving()
    live = [one for one in made.desk.entries() if one.use == "live"]
    if progress.fault:
        st.error(plain(say["failed"].format(fault=progress.fault)))
    for name, titles in (("coming", coming), ("leaving", leaving)):
        if titles:
            st.info(plain(say[name].format(titles="; ".join(titles))))
    if not (coming or leaving):
        done = say["in_use"].format(count=len(live)) if live else say["none_in_use"]
        st.write(plain(done))
    pending = bool(coming or leaving)
    label = say["put" if pending else "again"]
    st.button(
        label,
        key="put",
        type="primary" if pending else "secondary",
        on_click=made.desk.put_into_use,
    )


def _building() -> None:
    """How far the build is; the page is drawn anew when it has ended."""
    progress = made.desk.progress
    if not progress.running:
        st.rerun(scope="app")
    steps = say["steps"]
    step = steps.get(progress.step, progress.step or steps["wait"])
    told = say["at_step"].format(step=step, done=progress.done, of=progress.of)
    share = progress.done / progress.of if progress.of else 0.0
    st.progress(min(share, 1.0), text=plain(told if progress.of > 1 else step))
    st.caption(say["putting"])


def add() -> None:
    """Upload files; each gets its receipt."""
    st.header(say["add"], anchor=False)
    st.caption(say["kinds"])
    number = st.session_state.setdefault(_UPLOAD, 0)
    files = st.file_uploader(say["choose"], accept_multiple_files=True, key=f"upload-{number}")
    if st.button(say["read"], key="read", type="primary", disabled=not files):
        bar = st.progress(0.0)
        for done, file in enumerate(files):
            told = say["reading"].format(name=file.name, done=done + 1, of=len(files))
            bar.progress(done / len(files), text=plain(told))
            found = made.desk.take(file.getvalue(), file.name)
            st.session_state.setdefault(_RECEIPTS, []).append(found)
        st.session_state[_UPLOAD] = number + 1
        st.rerun()
    receipts()


def receipts() -> None:
    """What became of the files of this visit."""
    kept = st.session_state.get(_RECEIPTS, [])
    if not kept:
        return
    st.subheader(say["receipts"], anchor=False)
    for name, receipt in kept:
        if not name:
            st.error(plain(receipt.refused))
            continue
        with st.container(border=True):
            document.show_receipt(receipt)
            st.button(say["look"], key=f"look-{name}", on_click=document.open_, args=(name,))
    st.button(say["receipts_done"], key="receipts-done", on_click=_forget_receipts)


def _forget_receipts() -> None:
    st.session_state.pop(_RECEIPTS, None)


def listed() -> None:
    """All documents with their states, some at a time."""
    st.header(say["list"], anchor=False)
    entries = made.desk.entries()
    if not entries:
        st.info(say["empty"])
    for entry in context.paged(entries, say["per_page"], "library"):
        with st.container(border=True, key=f"document-{entry.document.id}"):
            _line(entry)


def _line(entry: Entry) -> None:
    one = entry.document
    left, right = st.columns([4, 1], vertical_alignment="center")
    with left:
        st.markdown(f"**{plain(one.title)}**")
        st.caption(plain(document.about(entry)))
    right.button(
        say["open"],
        key=f"open-{one.id}",
        on_click=document.open_,
        args=(one.id,),
        width="stretch",
    )


def library() -> None:
    """The documents, or the one that is open."""
    document.told()
    entry = document.opened()
    if entry is not None:
        document.show(entry)
        return
    in_use()
    add()
    listed()


def page() -> None:
    """The whole page."""
    st.title(say["heading"], anchor=False)
    st.write(say["intro"])
    parts = {"library": library, "gaps": gaps.show}
    tabs = st.tabs([say["parts"][name] for name in parts], key="documents", on_change="rerun")
    for tab, show in zip(tabs, parts.values(), strict=True):
        if tab.open:
            with tab:
                show()


with context.faults_shown():
    context.session()
    page()
