"""Joins the real parts into one advisor; nothing else makes a database, an index or a model."""

from advisor.bootstrap.advisor import Advisor, build_advisor

__all__ = ["Advisor", "build_advisor"]
