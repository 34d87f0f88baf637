"""Workbooks as raw XML, so that a test can say what no library would write."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TEXT = '<c{at} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def text(value: str, at: str = "") -> str:
    """A cell that holds a text."""
    return TEXT.format(text=value, at=f' r="{at}"' if at else "")


def row(*cells: str, n: str = "") -> str:
    """A row of cells."""
    number = f' r="{n}"' if n else ""
    return f"<row{number}>{''.join(cells)}</row>"


HEAD = row(text("name"), text("amount"))


def book(
    *rows: str,
    more: Mapping[str, tuple[str, str]] | None = None,
    state: str = "visible",
    dimension: str = "A1:B9",
    formats: str = "",
    styles: str = '<xf numFmtId="0"/>',
    strings: str = "",
    about: str = "",
) -> io.BytesIO:
    """A workbook whose first sheet holds these rows; `more` sheets by name, each with its state and rows."""
    sheets = {"一": (state, "".join(rows)), **(more or {})}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("_rels/.rels", _related({"r": ("officeDocument", "xl/workbook.xml")}))
        named = "".join(
            f'<sheet name="{name}" sheetId="{n}" state="{shown}" r:id="s{n}"/>'
            for n, (name, (shown, _)) in enumerate(sheets.items())
        )
        head = (
            f'<workbook {MAIN} xmlns:r="{RELATION}"><workbookPr/><sheets>{named}</sheets>{about}</workbook>'
        )
        parts.writestr("xl/workbook.xml", head)
        targets = {f"s{n}": ("worksheet", f"worksheets/{n}.xml") for n in range(len(sheets))}
        targets |= {"st": ("styles", "styles.xml"), "ss": ("sharedStrings", "strings.xml")}
        parts.writestr("xl/_rels/workbook.xml.rels", _related(targets))
        own = f"<numFmts>{formats}</numFmts><cellXfs>{styles}</cellXfs>"
        parts.writestr("xl/styles.xml", f"<styleSheet {MAIN}>{own}</styleSheet>")
        parts.writestr("xl/strings.xml", f"<sst {MAIN}>{strings}</sst>")
        for n, (_, content) in enumerate(sheets.values()):
            data = f'<dimension ref="{dimension}"/><sheetData>{content}</sheetData>'
            parts.writestr(f"xl/worksheets/{n}.xml", f"<worksheet {MAIN}>{data}</worksheet>")
    return made


def _related(targets: Mapping[str, tuple[str, str]]) -> str:
    named = "".join(
        f'<Relationship Id="{id_}" Type="{RELATION}/{kind}" Target="{target}"/>'
        for id_, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{_RELATIONS}">{named}</Relationships>'
