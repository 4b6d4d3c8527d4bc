"""Glossary, case library and training template, as the knowledge pack holds them."""

import streamlit as st

from advisor.model.reference import Case, Term, TrainingSession
from advisor.ui import context, planned

plain = context.plain


def glossary() -> None:
    """Every term with its meaning, or those that hold a word."""
    say, held = context.words("material"), context.advisor().pack.reference
    wanted = st.text_input(say["find"], key="find-term").strip().casefold()
    found = [one for one in held.terms if wanted in f"{one.term} {one.short}".casefold()]
    st.caption(plain(say["found"].format(count=len(found))))
    for one in found:
        _term(one)


def _term(one: Term) -> None:
    say, held = context.words("material"), context.advisor().pack.reference
    name = say["short"].format(term=one.term, short=one.short) if one.short else one.term
    st.markdown(f"**{plain(name)}**  \n{plain(one.meaning)}")
    see = ", ".join(held.term[other].term for other in one.see if other in held.term)
    notes = [
        say["own"] if one.own else "",
        say["see"].format(terms=see) if see else "",
        _cited(planned.slides(one.sources)),
    ]
    st.caption(plain(" ".join(note for note in notes if note)))


def cases() -> None:
    """The cases that the decks tell, all or those of one pillar."""
    say, pack = context.words("material"), context.advisor().pack
    titles: dict[int, str] = {0: say["all_pillars"]}
    titles.update({one.no: one.title for one in pack.vocabulary.pillars})
    pillar = st.selectbox(say["pillar"], list(titles), format_func=titles.__getitem__)
    for one in pack.reference.cases_of(pillar) if pillar else pack.reference.cases:
        with st.expander(plain(_heading(one))):
            _case(one)


def _heading(one: Case) -> str:
    where = ", ".join(part for part in (one.place, one.year) if part)
    heading: str = context.words("material")["case"].format(title=one.title, where=where)
    return heading


def _case(one: Case) -> None:
    say, pack = context.words("material"), context.advisor().pack
    st.markdown(plain(one.story))
    lesson = say["own_lesson"] if one.own else say["lesson"]
    st.markdown(plain(lesson.format(lesson=one.lesson)))
    actions = "; ".join(pack.action[action].title for action in one.actions)
    st.markdown(plain(say["actions"].format(actions=actions)))
    st.caption(plain(_cited(planned.slides(one.sources))))


def training() -> None:
    """The template of the follow-up training, day by day."""
    say, held = context.words("material"), context.advisor().pack.reference
    st.write(say["training_intro"])
    for day in held.training:
        with st.expander(plain(say["day"].format(day=day.day, title=day.title))):
            st.markdown(plain(day.aim))
            if day.prepare:
                st.markdown(f"**{plain(say['prepare'])}**")
                st.markdown("\n".join(f"- {plain(one)}" for one in day.prepare))
            st.table([_session(one) for one in day.sessions], hide_index=True, alt=day.title)
            st.markdown(plain(say["result"].format(result=day.result)))
            if day.practice_note:
                st.caption(plain(say["practice"].format(note=day.practice_note)))
            st.caption(plain(_cited(planned.slides(day.sources))))


def _session(one: TrainingSession) -> dict[str, str]:
    name = context.words("material")["session"]
    return {
        name["start"]: one.start,
        name["minutes"]: str(one.minutes),
        name["title"]: plain(one.title),
        name["method"]: plain(one.method),
        name["output"]: plain(one.output),
    }


def _cited(slides: str) -> str:
    return str(context.words("roadmap")["cited"]).format(slides=slides) if slides else ""
