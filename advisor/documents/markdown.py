"""The Markdown form: plain enough for any reader, with tables and without pictures."""

from copy import deepcopy
from typing import Any

import panflute as pf  # type: ignore[import-untyped]

from advisor.documents.pandoc import convert

# Bare addresses and raw HTML stay what the user typed: text.
_FORMAT = "commonmark+pipe_tables"


def markdown(tree: Any) -> bytes:
    """The document as Markdown; charts are left out, their numbers stand in tables."""
    plain = deepcopy(tree)
    title = pf.Header(*plain.metadata["title"].content, level=1)
    plain = plain.walk(_plain)
    for head in _headings(plain):
        head.level += 1
    plain.content.insert(0, title)
    plain.metadata.content.clear()
    text = convert(plain, _FORMAT, ["--wrap=none", "--columns=100"])
    return text


def _headings(tree: Any) -> list[Any]:
    found: list[Any] = []
    tree.walk(lambda element, _doc: found.append(element) if isinstance(element, pf.Header) else None)
    return found


def _plain(element: Any, _doc: Any) -> Any:
    """Boxes opened, pictures dropped, captions set above their tables, cells in one line."""
    if isinstance(element, pf.Figure):
        return []
    if isinstance(element, pf.Div):
        return list(element.content)
    if isinstance(element, pf.TableCell):
        return _one_line(element)
    if isinstance(element, pf.Table) and element.caption.content:
        caption = element.caption.content[0]
        element.caption = pf.Caption()
        return [pf.Para(pf.Strong(*caption.content)), element]
    return None


def _one_line(cell: Any) -> Any:
    """A cell's lines joined by a dot: a Markdown table holds one line a cell."""
    lines = []
    for block in cell.content:
        items = [item.content[0] for item in block.content] if _is_list(block) else [block]
        lines += [list(item.content) for item in items]
    inlines: list[Any] = []
    for line in lines:
        inlines += [pf.Space(), pf.Str("·"), pf.Space(), *line] if inlines else line
    cell.content = [pf.Plain(*inlines)] if inlines else []
    return cell


def _is_list(block: Any) -> bool:
    return isinstance(block, pf.BulletList)
