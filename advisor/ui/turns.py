"""Draws what was said: messages and the slides behind them."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from advisor.model.citations import Citation
from advisor.model.content import NoteBlock
from advisor.retrieval.formats.outline import BETWEEN
from advisor.ui import context

plain = context.plain


def show_message(turn: dict[str, Any], last: bool = False) -> None:
    """One turn: what the user said and what was replied; the open question comes as a card."""
    if turn.get("message"):
        with st.chat_message("user", avatar=":material/person:"):
            st.text(turn["message"])
    reply = turn["reply"].removesuffix(turn["question"]).rstrip()
    asked = "" if last else _asked(turn)
    if not (reply or asked or turn["citations"]):
        return
    with st.chat_message("assistant", avatar=":material/explore:"):
        if reply:
            st.text(reply)
        show_citations([Citation.model_validate(one) for one in turn["citations"]])
        if asked:
            st.caption(plain(asked))


def _asked(turn: dict[str, Any]) -> str:
    """What a turn asked, in a line, once it is answered."""
    question = context.advisor().pack.question.get(turn["current_question"] or "")
    if not turn["question"]:
        return ""
    if waits_for_a_choice(turn) or question is None:
        return str(turn["question"].splitlines()[0])
    return question.text


def waits_for_a_choice(turn: dict[str, Any]) -> bool:
    """Whether the turn put a yes or no, or a choice, rather than the interview's question."""
    return bool(turn["frames"]) and turn["frames"][-1]["kind"] in (
        "confirm",
        "choose",
        "wording",
        "carried",
    )


def show_citations(citations: Sequence[Citation], open_: bool = False) -> None:
    """The slides behind a reply; each opens its note with the quoted sentence marked."""
    if not citations:
        return
    say = context.words("chat")
    named = ", ".join(dict.fromkeys(_named(one) for one in citations))
    with st.expander(plain(say["sources"].format(slides=named)), expanded=open_):
        for one in citations:
            title = say["source"].format(source=one.source_title, slide=one.slide, title=one.title)
            if one.origin == "original":
                title = ", ".join(_of(one) + [one.title] * (not one.slide.endswith(one.title)))
            st.markdown(f"**{plain(title)}**")
            st.caption(say["note_label" if one.origin == "note" else "original_label"])
            blocks = context.advisor().note_of(one.source, one.slide)
            if blocks:
                show_note(blocks, one.quote)
            else:
                st.text(one.quote)


def _named(citation: Citation) -> str:
    """A slide by the id of its deck; a page by the title of its document."""
    if citation.origin == "original":
        return " ".join(_of(citation))
    return f"{citation.source} {citation.slide}"


def _of(citation: Citation) -> list[str]:
    """The document and the place in it; the path of a section may begin with the document."""
    named = citation.slide.split(BETWEEN)[0] == citation.source_title
    return [citation.slide] if named else [citation.source_title, citation.slide]


def show_note(blocks: Sequence[NoteBlock], quote: str = "") -> None:
    """A note of ours on a slide, with the sentences of a quote marked."""
    quoted = [line for line in quote.splitlines() if line]
    st.markdown("\n\n".join(_block(block, quoted) for block in blocks))


def _block(block: NoteBlock, quoted: Sequence[str]) -> str:
    paragraph = [one for one in (block.lead, *block.sentences) if one]
    lines = [" ".join(_marked(one, quoted) for one in paragraph), ""] if paragraph else []
    for number, item in enumerate(block.items, 1):
        bullet = f"{number}." if block.kind == "steps" else "-"
        lines.append(f"{bullet} {_marked(item, quoted)}")
    return "\n".join(lines)


def _marked(text: str, quoted: Sequence[str]) -> str:
    shown = plain(" ".join(text.split()))
    hit = any(text in line or line in text for line in quoted)
    return f":blue-background[{shown}]" if hit else shown
