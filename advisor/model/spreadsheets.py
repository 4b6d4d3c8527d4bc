"""What a spreadsheet program takes for a formula."""

_OPENS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def is_like_a_formula(text: str) -> bool:
    """Whether a program that opens a table may compute this text instead of showing it."""
    return text.startswith(_OPENS_A_FORMULA)
