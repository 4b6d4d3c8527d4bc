"""How pieces of text are set: spaces that hold, full stops, small first letters."""

NBSP = "\u00a0"


def nbsp(text: str) -> str:
    """The text with spaces at which no line is broken."""
    return text.replace(" ", NBSP)


def sentence(text: str) -> str:
    """The text with a full stop at its end, unless it ends a sentence already."""
    text = text.strip()
    return text if not text or text[-1] in ".!?:;…" else f"{text}."


def lowered(text: str) -> str:
    """A label within a sentence: its first letter small, unless the word is an acronym."""
    first = text.split(" ", 1)[0]
    small = first[1:].islower() or len(first) == 1
    return text[:1].lower() + text[1:] if small and first not in ("I",) else text
