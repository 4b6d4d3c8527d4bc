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
    """

    def __init__(
        self, name: str, stands: Mapping[str, Any], names: Mapping[str, str] | None = None
    ) -> None:
        self._name = f"typed-{name}-"
        self._stands, self._names = stands, names or {}
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
        """A field for one of several options."""
        stands = self._stands.get(field)
        index = list(options).index(stands) if stands in options else how.pop("index", 0)
        return self._drawn(field, label, st.selectbox, {"options": options, "index": index, **how})

    def kept(self, field: str, label: str, draw: Callable[..., Any], **how: Any) -> Any:
        """Any other field that Streamlit draws and keeps."""
        return self._drawn(field, label, draw, how)

    def _drawn(
        self, field: str, label: str, draw: Callable[..., Any], how: Mapping[str, Any]
    ) -> Any:
        value = draw(plain(label), key=self.key(field), persist_state="session", **how)
        self.values[field] = value
        if sentence := self._faults().get(field):
            st.error(plain(sentence))
        return value

    def store(self, change: Callable[[], Any], told: str) -> None:
        """Store what was typed, and draw the page anew; a fault is kept for its field."""
        try:
            change()
        except RefusedChanges as refused:
            self._refuse(refused)
        except AdvisorError as error:
            st.session_state[self._faulty] = {_GENERAL: str(error)}
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
            fits = field == "reason" or (field == "into" and not self.values.get("into"))
            said = told if told and fits else in_words(sentence, self._names)
            found.setdefault(field, []).append(said)
        st.session_state[self._faulty] = {one: " ".join(said) for one, said in found.items()}

    @property
    def _faulty(self) -> str:
        return f"faults-{self._name}"

    def _faults(self) -> dict[str, str]:
        found: dict[str, str] = st.session_state.get(self._faulty, {})
        return found

    def show_fault(self) -> None:
        """What is at fault and belongs to no field."""
        if sentence := self._faults().get(_GENERAL):
            st.error(plain(sentence))

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
    found: list[dict[str, Any]] = st.data_editor(held, key=key, hide_index=True, **how)
    st.session_state[kept] = found
    return found


def forget_table(name: str) -> None:
    """Let a table show again what stands."""
    for start in ("typed-", "base-typed-", "kept-typed-"):
        for key in [one for one in st.session_state if str(one).startswith(f"{start}{name}-")]:
            del st.session_state[key]


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
