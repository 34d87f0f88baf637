"""The copy for editing (docx): the same template and the same data, by way of the HTML that Typst makes."""

from __future__ import annotations

import io
from collections.abc import Iterator

import docx
from docx.document import Document as Docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt
from lxml import html

from jinlin.instruments.documents.papers import Opened
from jinlin.instruments.documents.typesetting import set_for_editing

MARK = "编辑稿 · 未经签署，不是文书 Draft for editing, not a signed document"
FONT, SIZE = "仿宋", Pt(16)
BLOCKS = ("p", "div", "h1", "h2", "h3", "li", "table")


def copy_of(opened: Opened) -> bytes:
    """The document as a Word file, marked in the head of every page as a draft for editing."""
    page, _ = set_for_editing(opened.kind, opened.paper)
    made = _blank(opened.kind.name.zh)
    for block in _blocks(html.fromstring(page).find("body")):
        _add(made, block)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def _blank(title: str) -> Docx:
    made = docx.Document()
    made.core_properties.title = f"{title}（编辑稿）"
    made.core_properties.author = ""
    style = made.styles["Normal"]
    style.font.name, style.font.size = FONT, SIZE
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    head = made.sections[0].header.paragraphs[0]
    head.text, head.alignment = MARK, WD_ALIGN_PARAGRAPH.CENTER
    return made


def _blocks(parent: html.HtmlElement) -> Iterator[html.HtmlElement]:
    """Paragraphs, headings, items and tables in their order, however deep."""
    for one in parent:
        if one.tag in BLOCKS and not (one.tag == "div" and any(inner.tag in BLOCKS for inner in one)):
            yield one
        else:
            yield from _blocks(one)


def _add(made: Docx, block: html.HtmlElement) -> None:
    if block.tag == "table":
        _add_table(made, block)
        return
    text = _text(block)
    if block.tag in ("h1", "h2"):  # Typst's first heading is the second of a page: the title
        title = made.add_paragraph()
        title.alignment = WD_ALIGN_PARAGRAPH.CENTER
        title.add_run(text).font.size = Pt(22)
    elif text:
        made.add_paragraph(text)


def _add_table(made: Docx, block: html.HtmlElement) -> None:
    rows = [[_text(cell) for cell in row.iter("td", "th")] for row in block.iter("tr")]
    table = made.add_table(rows=len(rows), cols=max(map(len, rows), default=1))
    table.style = "Table Grid"
    for cells, row in zip(table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, row, strict=False):
            cell.text = text


def _text(block: html.HtmlElement) -> str:
    for one in block.iter("br"):
        one.tail = "\n" + (one.tail or "")
    return "".join(block.itertext()).replace("\u200b", "").strip()
