"""One document of the office: what was found in it, its passages, and what is decided about it."""

import streamlit as st

from advisor.model.documents import Receipt
from advisor.retrieval.desk import Entry
from advisor.retrieval.sources import receipt_lines
from advisor.ui import context, turns

plain = context.plain
RECEIPTS = "receipts"
_OPEN = "document"
_TOLD = "document-told"


def open_(document_id: str) -> None:
    """Open a document on the next view of the page; none when the id is empty."""
    st.session_state[_OPEN] = document_id


def opened() -> Entry | None:
    """The document that is open, unless it has gone meanwhile."""
    wanted = st.session_state.get(_OPEN, "")
    entries = context.advisor().desk.entries() if wanted else ()
    return next((one for one in entries if one.document.id == wanted), None)


def told() -> None:
    """Say once what a button has done."""
    if said := st.session_state.pop(_TOLD, ""):
        st.success(plain(said))


def about(entry: Entry) -> str:
    """A document in a line: kind, size, state, what to look at."""
    say, words = context.words("documents"), context.advisor().source_words
    one = entry.document
    flags = len(one.receipt.flags)
    parts = [
        say["line"].format(
            kind=words.kinds[one.kind],
            pages=_counted(say["pages"], len(one.units)),
            words=_counted(say["words"], one.receipt.words),
        ),
        words.states[entry.use],
        say["takes_place"].format(title=entry.replaces) if entry.replaces else "",
        _counted(say["flagged"], flags) if flags and entry.use == "waiting" else "",
    ]
    text = " · ".join(part for part in parts if part)
    return text[:1].upper() + text[1:]


def show_receipt(receipt: Receipt) -> None:
    """What was read, line by line."""
    lines = receipt_lines(receipt, context.advisor().source_words)
    st.markdown("\n".join(f"- {plain(line)}" for line in lines))


def show(entry: Entry) -> None:
    """The whole document: findings, decisions, passages."""
    say, one = context.words("documents"), entry.document
    st.button(say["back"], key="back", icon=":material/arrow_back:", on_click=open_, args=("",))
    st.header(plain(one.title), anchor=False)
    st.caption(plain(f"{one.name} · {about(entry)}"))
    if entry.use == "waiting":
        _judge(entry)
    else:
        _keep(entry)
    with st.expander(say["checks"], expanded=entry.use == "waiting" and not one.receipt.flags):
        show_receipt(one.receipt)
        st.download_button(
            say["original"],
            data=lambda: context.advisor().library.original(one.id),
            file_name=one.name,
            mime="application/octet-stream",
            on_click="ignore",
            icon=":material/download:",
        )
    _passages(entry)


def _judge(entry: Entry) -> None:
    """Approve or reject; what is flagged has to be looked at first."""
    say, one = context.words("documents"), entry.document
    seen = True
    if one.receipt.flags:
        _flags(one.receipt)
        seen = st.checkbox(say["seen"], key=f"seen-{one.id}")
    with st.container(horizontal=True):
        st.button(
            say["approve"],
            key="approve",
            type="primary",
            disabled=not seen,
            on_click=_decide,
            args=(entry, "approve", "approved"),
        )
        st.button(say["reject"], key="reject", on_click=_decide, args=(entry, "remove", "removed"))


def _flags(receipt: Receipt) -> None:
    say, words = context.words("documents"), context.advisor().source_words
    shown = receipt.flags[: say["flags_shown"]]
    lines = [words.flags[flag.kind].format(where=where, text=flag.text) for where, flag in shown]
    text = "\n".join(f"- {plain(line)}" for line in lines)
    st.warning(f"{plain(say['flags'])}\n\n{text}")
    if left := len(receipt.flags) - len(shown):
        st.caption(plain(say["flags_more"].format(n=left)))


def _keep(entry: Entry) -> None:
    """Replace or remove a document that is approved."""
    say, one = context.words("documents"), entry.document
    with st.container(horizontal=True):
        with st.popover(say["replace"]):
            st.write(say["replace_note"])
            file = st.file_uploader(say["replace_choose"], key=f"replace-{one.id}")
            if st.button(say["replace_now"], key="replace", disabled=file is None) and file:
                with st.spinner(file.name):
                    name, receipt = context.advisor().desk.take(
                        file.getvalue(), file.name, replaces=one.id
                    )
                if name:
                    open_(name)
                    st.rerun()
                st.error(plain(receipt.refused))
        with st.popover(say["remove"]):
            st.write(plain(say["remove_sure"].format(title=one.title)))
            st.button(
                say["remove_now"], key="remove", on_click=_decide, args=(entry, "remove", "removed")
            )


def _decide(entry: Entry, change: str, told_as: str) -> None:
    """Carry a decision out, before the page is drawn; a fault is kept and shown there."""
    library, one = context.advisor().library, entry.document
    with context.fault_kept():
        {"approve": library.approve, "remove": library.remove}[change](one.id)
        st.session_state[_TOLD] = context.words("documents")[told_as].format(title=one.title)
        kept = st.session_state.get(RECEIPTS, [])
        st.session_state[RECEIPTS] = [(name, receipt) for name, receipt in kept if name != one.id]
    open_("")


def _passages(entry: Entry) -> None:
    """The text as it would be quoted, some pages at a time."""
    say, one = context.words("documents"), entry.document
    st.subheader(say["preview"], anchor=False)
    st.caption(say["preview_note"])
    desk = context.advisor().desk
    for unit in context.paged(one.units, say["passages_per_page"], f"units-{one.id}"):
        with st.container(border=True):
            told = unit.where.endswith(unit.title)
            head = unit.where if told else f"{unit.where} · {unit.title}"
            st.markdown(f"**{plain(head)}**")
            turns.show_note(desk.passage(one.id, unit.where))


def _counted(forms: list[str], count: int) -> str:
    return forms[count != 1].format(n=f"{count:,}".replace(",", "\u00a0"))
