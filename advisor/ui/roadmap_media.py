"""The forms in which a roadmap can be had."""

from advisor.model.roadmap import Roadmap
from advisor.ui import context

MEDIA = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "html": "text/html",
    "md": "text/markdown",
    "json": "application/json",
}


def document(roadmap: Roadmap, suffix: str) -> bytes:
    """The roadmap in one of the forms."""
    return next(iter(context.advisor().documents(roadmap, [suffix]).values()))
