"""Fields that keep what is typed over what stands, until it is stored or given up.

What is typed survives a look at another part or page, and a fault, which is shown beside its field.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from zlib import crc32

import streamlit as st

from advisor.errors import AdvisorError
from advisor.roadmap import RefusedChanges
from advisor.roadmap.deciding import in_words
from advisor.ui import context

plain = context.plain
WHO, PART = "plan-who", "plan-part"
_TOLD = "told"
_GENERAL = ""


class Sheet:
    """One set of fields.

    Args:
        name: told apart from every other set, also of another conversation.
        stands: what stands in each field.
        names: what ids and fields are called, for the sentences of faults.
        rows: what the rows of a table are called, by their ids or numbers.
    """

    def __init__(
        self,
        name: str,
        stands: Mapping[str, Any],
        names: Mapping[str, str] | None = None,
        rows: Mapping[Any, str] | None = None,
    ) -> None:
        self._name = f"typed-{name}-"
        self._stands, self._names, self._rows = stands, names or {}, rows or {}
        self.values: dict[str, Any] = {}

    def key(self, field: str) -> str:
        """The key of a field; another one when something else stands in it."""
        return f"{self._name}{field}-{crc32(repr(self._stands.get(field)).encode()):x}"

    def text(self, field: str, label: str, *, area: bool = False, **how: Any) -> str:
        """A field for words."""
        draw = st.text_area if area else st.text_input
        value = self._stands.get(field) or ""
        return str(self._drawn(field, label, draw, {"value": value, **how}) or "")

    def number(self, field: str, label: str, low: int = 0, **how: Any) -> int | None:
        """A field for a whole number; None while it is empty."""
        value = self._stands.get(field)
        # Streamlit refuses to draw a value below the least.
        how = {"value": value, "min_value": low, "step": 1, **how}
        found = self._drawn(field, label, st.number_input, how)
        return None if found is None else int(found)

    def select(self, field: str, label: str, options: Sequence[Any], **how: Any) -> Any:
        """A field for one of several options, of which None may be one."""
        stands = self._stands.get(field)
        index = list(options).index(stands) if stands in options else how.pop("index", 0)
        how = {"options": options, "index": index, **how}
        if None not in options:
            return self._drawn(field, label, st.selectbox, how)
        # For Streamlit None is a choice that was never made, and not an option.
        named = how.get("format_func", str)
        how["options"] = ["" if one is None else one for one in options]
        how["format_func"] = lambda one: named(None if one == "" else one)

        def draw(*given: Any, **more: Any) -> Any:
            chosen = st.selectbox(*given, **more)
            return None if chosen == "" else chosen

        return self._drawn(field, label, draw, how)

    def kept(self, field: str, label: str, draw: Callable[..., Any], **how: Any) -> Any:
        """Any other field that Streamlit draws and keeps."""
        return self._drawn(field, label, draw, how)

    def _drawn(
        self, field: str, label: str, draw: Callable[..., Any], how: Mapping[str, Any]
    ) -> Any:
        value = draw(plain(label), key=self.key(field), persist_state="session", **how)
        self.values[field] = value
        if sentence := self._fault(field):
            st.error(plain(sentence))
        return value

    def store(self, change: Callable[[], Any], told: str) -> None:
        """Store what was typed, and draw the page anew; a fault is kept for its field."""
        try:
            change()
        except RefusedChanges as refused:
            self._refuse(refused)
        except AdvisorError as error:
            st.session_state[self._faulty] = ({_GENERAL: str(error)}, dict(self.values))
        else:
            self.forget()
            tell(told)
        st.rerun()

    def _refuse(self, refused: RefusedChanges) -> None:
        found: dict[str, list[str]] = {}
        for where, sentence in refused.faults:
            places = [one for one in where if one in self.values]
            field = str(places[-1]) if places else _GENERAL
            if field == "decision":
                field = {"rejected": "reason", "merged": "into"}.get(self.values[field], field)
            told = context.words("plan")["faults"].get(field)
            fits = field == "reason" or not self.values.get(field)
            said = told if told and fits else in_words(sentence, self._names)
            row = next((self._rows[one] for one in where if one in self._rows), "")
            found.setdefault(field, []).append(f"{row}: {said}" if row else said)
        lines = {one: "\n".join(dict.fromkeys(said)) for one, said in found.items()}
        st.session_state[self._faulty] = (lines, dict(self.values))

    @property
    def _faulty(self) -> str:
        return f"faults-{self._name}"

    def _fault(self, field: str) -> str:
        """What is at fault in a field, as long as it and the decision stand as they were stored."""
        said, typed = st.session_state.get(self._faulty, ({}, {}))
        same = all(self.values.get(one) == typed.get(one) for one in (field, "decision"))
        return str(said.get(field, "")) if same else ""

    def show_fault(self) -> None:
        """What is at fault and belongs to no field."""
        if sentence := self._fault(_GENERAL):
            st.error("\n\n".join(plain(line) for line in sentence.splitlines()))

    def forget(self) -> None:
        """Let the fields show again what stands."""
        for key in [one for one in st.session_state if str(one).startswith(self._name)]:
            del st.session_state[key]
        st.session_state.pop(self._faulty, None)


def table(name: str, rows: list[dict[str, Any]], **how: Any) -> list[dict[str, Any]]:
    """A table to type into, which keeps its cells while it is not looked at.

    Args:
        name: told apart from every other table.
        rows: what stands; a table with other rows begins anew.
        how: passed on to Streamlit.
    """
    key = f"typed-{name}-{crc32(repr(rows).encode()):x}"
    base, kept = f"base-{key}", f"kept-{key}"
    if key not in st.session_state:
        st.session_state[base] = st.session_state.get(kept, rows)
    held: list[dict[str, Any]] = st.session_state.setdefault(base, rows)
    how = {"hide_index": True, "placeholder": context.words("plan")["no_value"], **how}
    found: list[dict[str, Any]] = st.data_editor(held, key=key, **how)
    st.session_state[kept] = found
    return found


def forget_table(name: str) -> None:
    """Let a table show again what stands."""
    for start in ("typed-", "base-typed-", "kept-typed-"):
        for key in [one for one in st.session_state if str(one).startswith(f"{start}{name}-")]:
            del st.session_state[key]
    st.session_state.pop(f"faults-typed-{name}-", None)


def who() -> str:
    """Who decides, as far as they said."""
    return str(st.session_state.get(WHO) or "").strip()


def tell(sentence: str) -> None:
    """Keep a sentence for the page that is drawn next."""
    st.session_state[_TOLD] = sentence


def told() -> None:
    """Show what was done, once."""
    if sentence := st.session_state.pop(_TOLD, ""):
        st.success(plain(sentence))
