"""Reads the digest of the decks: Markdown notes, one section a slide, with front matter."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.front_matter import front_matter_plugin

from advisor.errors import Fault
from advisor.model.content import Deck, NoteBlock, SlideNote

_HEADING = re.compile(r"^(s\d\d) (\S.*)$")
_META = re.compile(r"^(same-as|survey): (\S.*)$")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"')\]]?\s+(?=[\"'(]?[A-Z0-9])")
_ABBREVIATION = re.compile(r"(?:\b(?:e\.g|i\.e|No|Nos|Mr|Ms|Dr|vs|etc|p|pp|St|U\.S)|\b[A-Z])\.$")
_FRONT = ("id", "title", "event", "place", "date", "presenter", "organisation")


@dataclass
class _Slide:
    slide: str
    title: str
    section: str
    line: int
    nodes: list[SyntaxTreeNode] = field(default_factory=list)


def read_deck(path: Path) -> tuple[Deck | None, list[Fault]]:
    """One deck of the digest, with every fault of the file."""
    text = path.read_text(encoding="utf-8")
    parser = MarkdownIt("commonmark").use(front_matter_plugin)
    tree = SyntaxTreeNode(parser.parse(text))
    lines = text.splitlines()
    faults: list[Fault] = []
    front = _front_matter(path, tree, faults)
    slides = _slides(path, tree, faults)
    notes = tuple(_note(path, front.get("id", path.stem), one, lines, faults) for one in slides)
    faults += _numbering(path, slides)
    if faults:
        return None, faults
    return Deck.model_validate({**front, "slides": notes}), []


def _name(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def _front_matter(path: Path, tree: SyntaxTreeNode, faults: list[Fault]) -> dict[str, str]:
    block = next((node for node in tree.children if node.type == "front_matter"), None)
    try:
        raw = yaml.load(block.content, Loader=yaml.BaseLoader) if block else None
    except yaml.YAMLError:
        raw = None
    if not isinstance(raw, dict):
        faults.append(
            Fault(_name(path), 1, "the deck has no front matter between two lines of ---.")
        )
        return {}
    for key in sorted({*_FRONT} ^ {*raw}):
        word = "is missing from" if key in _FRONT else "is not a field of"
        faults.append(Fault(_name(path), 1, f"'{key}' {word} the front matter."))
    return {key: str(raw.get(key, "")) for key in _FRONT}


def _slides(path: Path, tree: SyntaxTreeNode, faults: list[Fault]) -> list[_Slide]:
    slides: list[_Slide] = []
    section = ""
    for node in tree.children:
        line = (node.map[0] if node.map else 0) + 1
        if node.type == "heading" and node.tag == "h1":
            section = _plain(node)
        elif node.type == "heading" and node.tag == "h2":
            parts = _HEADING.match(_plain(node))
            if parts is None:
                faults.append(Fault(_name(path), line, "a slide's heading reads '## s01 Title'."))
                continue
            slides.append(_Slide(parts[1], parts[2], section, line))
        elif node.type in ("paragraph", "bullet_list", "ordered_list") and slides:
            slides[-1].nodes.append(node)
        elif node.type != "front_matter":
            message = "only headings, paragraphs and lists stand in a digest."
            faults.append(Fault(_name(path), line, message))
    return slides


def _numbering(path: Path, slides: list[_Slide]) -> Iterator[Fault]:
    for at, slide in enumerate(slides, 1):
        if slide.slide != f"s{at:02d}":
            yield Fault(_name(path), slide.line, f"slide '{slide.slide}' should be s{at:02d}.")


def _note(path: Path, deck: str, slide: _Slide, lines: list[str], faults: list[Fault]) -> SlideNote:
    nodes, meta = list(slide.nodes), {}
    if nodes and nodes[0].type == "paragraph":
        found = [_META.match(line) for line in _raw(nodes[0]).splitlines()]
        if all(found):
            meta = {one[1]: one[2] for one in found if one}
            nodes = nodes[1:]
    blocks = tuple(_blocks(nodes))
    if not blocks:
        faults.append(Fault(_name(path), slide.line, f"slide '{slide.slide}' has no note."))
    spans = [node.map for node in nodes if node.map]
    body = "\n".join(lines[spans[0][0] : spans[-1][1]]).strip() if spans else ""
    return SlideNote(
        deck=deck,
        slide=slide.slide,
        title=slide.title,
        section=slide.section,
        survey=meta.get("survey", ""),
        same_as=meta.get("same-as", ""),
        blocks=blocks,
        text=body,
    )


def _blocks(nodes: list[SyntaxTreeNode]) -> Iterator[NoteBlock]:
    """Paragraphs and lists; a paragraph's last sentence that ends in a colon leads its list."""
    for at, node in enumerate(nodes):
        if node.type == "paragraph":
            sentences = list(sentences_of(_plain(node)))
            following = nodes[at + 1].type if at + 1 < len(nodes) else ""
            if following.endswith("_list") and sentences and sentences[-1].endswith(":"):
                sentences = sentences[:-1]
            if sentences:
                yield NoteBlock(kind="paragraph", sentences=tuple(sentences))
            continue
        before = nodes[at - 1] if at else None
        lead = list(sentences_of(_plain(before)))[-1:] if before and _is_text(before) else []
        ordered = node.type == "ordered_list"
        yield NoteBlock(
            kind="steps" if ordered else "list", lead="".join(lead), items=tuple(_items(node))
        )


def _is_text(node: SyntaxTreeNode) -> bool:
    return node.type == "paragraph"


def _items(node: SyntaxTreeNode) -> Iterator[str]:
    """The items of a list, sub-items joined to their parent."""
    for item in node.children:
        own = " ".join(_plain(child) for child in item.children if _is_text(child))
        below = [one for child in item.children if not _is_text(child) for one in _items(child)]
        yield f"{own} {'; '.join(below)}".strip() if below else own


def sentences_of(text: str) -> Iterator[str]:
    """The sentences of a paragraph in order."""
    start = 0
    for end in _SENTENCE_END.finditer(text):
        if _ABBREVIATION.search(text[start : end.start()]):
            continue
        yield text[start : end.end()].strip()
        start = end.end()
    if text[start:].strip():
        yield text[start:].strip()


def _raw(node: SyntaxTreeNode) -> str:
    return "".join(child.content for child in node.walk() if child.type == "inline")


def _plain(node: SyntaxTreeNode) -> str:
    """The words of a node without markup, on one line."""
    words = []
    for child in node.walk():
        if child.type in ("text", "code_inline"):
            words.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            words.append(" ")
    return re.sub(r"\s+", " ", "".join(words)).strip()
