"""Web pages, and Markdown by way of the web page it stands for: sections under their headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement, PreformattedString
from markdown_it import MarkdownIt
from mdit_py_plugins.front_matter import front_matter_plugin

from advisor.retrieval.formats.outline import Outline
from advisor.retrieval.formats.piece import About, Piece, item, plain, table_lines
from advisor.retrieval.guard import decoded
from advisor.retrieval.limits import Limits, Refused

if TYPE_CHECKING:
    from advisor.model.documents import DocumentKind

_SILENT = frozenset("script style noscript template nav head iframe object".split())
_PICTURES = frozenset("img svg canvas picture video".split())
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption "
    "figure footer form header hr html li main ol p pre section summary table tbody td tfoot th "
    "thead tr ul".split()
)
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])|opacity\s*:\s*0(?![.\d])"
    r"|(?:left|top|text-indent)\s*:\s*-\d{3,}|clip\s*:\s*rect\(\s*0"
    r"|(?<![-\w])color\s*:\s*(?:white\b|transparent\b|#fff(?:fff)?\b)",
    re.I,
)
_RULE = re.compile(r"([^{}]{1,300})\{([^{}]{0,2000})\}")
_NAME = re.compile(r"^([.#])([\w-]+)$")
_DEPTH = 200
Attributes = set[tuple[str, str]]


def read(kind: DocumentKind, data: bytes, limits: Limits, about: About) -> Iterator[Piece]:
    """The sections of a web page or Markdown file."""
    text, western = decoded(data, kind)
    if kind == "markdown":
        parser = MarkdownIt("commonmark", {"maxNesting": _DEPTH})
        parser.enable("table").use(front_matter_plugin)
        text = parser.render(text)
    page = BeautifulSoup(text, "html.parser")
    if western:
        about.notes["western"] += 1
    _check_depth(page)
    about.title = _title(page)
    walk = _Walk(_hidden_names(page))
    walk.into(page)
    walk.flush()
    return walk.outline.pieces()


def _check_depth(page: BeautifulSoup) -> None:
    """Refuse a page that nests deeper than any author would, before walking it."""
    level: list[Tag] = [page]
    for _ in range(_DEPTH):
        level = [child for tag in level for child in tag.children if isinstance(child, Tag)]
        if not level:
            return
    raise Refused("damaged")


def _title(page: BeautifulSoup) -> str:
    for name in ("title", "h1"):
        found = page.find(name)
        if isinstance(found, Tag) and plain(found.get_text(" ")):
            return plain(found.get_text(" "))
    return ""


def _hidden_names(page: BeautifulSoup) -> Attributes:
    """Classes and ids that the page's own style sheets hide."""
    found: Attributes = set()
    for sheet in page.find_all("style"):
        for selectors, rules in _RULE.findall(sheet.get_text()):
            if not _hides(rules):
                continue
            names = (_NAME.match(one.strip()) for one in selectors.split(","))
            found |= {("class" if one[1] == "." else "id", one[2]) for one in names if one}
    return found


def _hides(style: str) -> bool:
    """Whether a style hides text; white text is hidden unless something is put behind it."""
    found = _HIDDEN.search(style)
    if found is None:
        return False
    return "background" not in style.lower() or not found[0].lower().startswith("color")


class _Walk:
    """Goes through a page in order and writes into an outline."""

    def __init__(self, hidden: Attributes) -> None:
        self.outline = Outline()
        self._hidden = hidden
        self._words: list[str] = []

    def flush(self) -> None:
        """End a paragraph."""
        self.outline.line(plain("".join(self._words)))
        self._words = []

    def into(self, tag: Tag) -> None:
        """Everything below a tag."""
        number = _start(tag) if tag.name == "ol" else 0
        for child in tag.children:
            if isinstance(child, Tag):
                if child.name == "li" and tag.name == "ol":
                    self._tag(child, number)
                    number += 1
                else:
                    self._tag(child, None)
            else:
                self._string(child)

    def _string(self, child: PageElement) -> None:
        if isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
            self._words.append(str(child))

    def _tag(self, tag: Tag, number: int | None) -> None:
        if tag.name in _PICTURES:
            self.outline.picture()
        elif tag.name in _SILENT:
            return
        elif self._is_hidden(tag):
            self.outline.hide(tag.get_text(" "))
        elif re.fullmatch(r"h[1-6]", tag.name):
            self.flush()
            self.outline.heading(int(tag.name[1]), tag.get_text(" "))
            self.outline.picture(len(tag.find_all("img")))
        elif tag.name == "table" and _is_data(tag):
            self.flush()
            self._table(tag)
        elif tag.name == "li":
            self.flush()
            self._item(tag, number)
        elif tag.name == "br":
            self._words.append(" ")
        else:
            self._other(tag)

    def _other(self, tag: Tag) -> None:
        """A block that is a paragraph or holds some, the lines of a program, a run of words."""
        if tag.name == "pre":
            self.flush()
            for line in tag.get_text().splitlines():
                self.outline.line(plain(line))
        elif tag.name in _BLOCKS:
            self.flush()
            self.into(tag)
            self.flush()
        else:
            self.into(tag)

    def _item(self, tag: Tag, number: int | None) -> None:
        """A list item: its own words first, then the blocks it holds."""
        blocks: list[Tag] = []
        for child in tag.children:
            if not isinstance(child, Tag):
                self._string(child)
            elif child.name not in _BLOCKS:
                self._tag(child, None)
            elif _is_inline(child) and not self._is_hidden(child):
                self._words.append(" ")
                self.into(child)
                self._words.append(" ")
            else:
                blocks.append(child)
        own = plain("".join(self._words))
        self._words = []
        self.outline.line(item(own, number) if own else "")
        for block in blocks:
            self._tag(block, None)

    def _table(self, table: Tag) -> None:
        rows = [list(row.find_all(["td", "th"])) for row in table.find_all("tr")]
        rows = [row for row in rows if row]
        caption = table.find("caption")
        if isinstance(caption, Tag):
            self.outline.line(plain(caption.get_text(" ")))
        headed = bool(rows) and all(cell.name == "th" for cell in rows[0])
        self.outline.picture(len(table.find_all("img")))
        shown = [[self._cell(cell) for cell in row] for row in rows]
        for line in table_lines(shown, headed or None):
            self.outline.line(line)

    def _cell(self, cell: Tag) -> str:
        """The text of a cell that is shown; what is hidden in it is noted."""
        if self._is_hidden(cell):
            self.outline.hide(cell.get_text(" "))
            return ""
        for inner in cell.find_all(True):
            if inner.name in _SILENT | _PICTURES:
                inner.clear()
            elif self._is_hidden(inner):
                self.outline.hide(inner.get_text(" "))
                inner.clear()
        return plain(cell.get_text(" "))

    def _is_hidden(self, tag: Tag) -> bool:
        if tag.has_attr("hidden") or _hides(str(tag.get("style", ""))):
            return True
        names = {("class", name) for name in tag.get_attribute_list("class") if name}
        names.add(("id", str(tag.get("id", ""))))
        return bool(names & self._hidden)


def _is_inline(tag: Tag) -> bool:
    """Whether a block holds nothing but a run of text."""
    return tag.name in ("p", "div", "section") and tag.find(list(_BLOCKS)) is None


def _is_data(table: Tag) -> bool:
    """Whether a table holds data, not the layout of a page."""
    if table.find(["table", "h1", "h2", "h3", "h4", "ul", "ol"]) is not None:
        return False
    return table.find("th") is not None or len(table.find_all("td", limit=4)) == 4


def _start(tag: Tag) -> int:
    """The number of an ordered list's first item."""
    start = str(tag.get("start", "1"))
    return int(start) if start.isdecimal() and len(start) < 4 else 1
