"""Turns a roadmap into documents; the only room that knows pandoc, Typst, Altair, XlsxWriter."""

from advisor.documents.render import FORMATS, Options, render
from advisor.documents.words import DocumentWords

__all__ = ["FORMATS", "DocumentWords", "Options", "render"]
