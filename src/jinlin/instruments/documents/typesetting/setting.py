"""Typst, warm: one compiler for the process, whose root holds templates and nothing else."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any, NamedTuple

import segno
import typst

from jinlin.instruments.documents.kind import Kind
from jinlin.instruments.documents.typesetting.fonts import fonts
from jinlin.instruments.documents.typesetting.letters import Letters
from jinlin.kernel.rules.cel import PackFault

STANDARD = "a-2a"  # PDF/A-2, tagged: ISO 19005-2 level A
SEAL = "<seal>"
MAIN, LIBRARY = "main.typ", "official.typ"
_PLACE = re.compile(rf"{MAIN}:(\d+):\d+")

_lock = Lock()  # Typst's compiler is one at a time


class Place(NamedTuple):
    """Where the seal goes: the page, from 1, and points from the page's left and upper edge."""

    page: int
    x: float
    y: float


class Sheet(NamedTuple):
    """A document in type, and where its seal goes."""

    pdf: bytes
    seal: Place


class CannotSet(PackFault):
    """A template of a pack cannot be set. `line` is the template's own, from 1."""

    code = "template-broken"

    def __init__(self, kind: Kind, message: str, line: int) -> None:
        self.line = line
        self.message = message
        super().__init__(
            f"文书模板 {kind.key} 第 {line} 行无法排版：{message}。请机制的维护人员修正。",
            f"Line {line} of the template {kind.key} cannot be set: {message}. Its maintainer must mend it.",
        )


def set_in_type(kind: Kind, paper: Mapping[str, Any], at: datetime) -> Sheet:
    """The document as PDF/A-2a, tagged; `at` is its date of creation. CannotSet if the template fails."""
    with _lock:
        pdf = _compiled(kind, paper, format="pdf", pdf_standards=[STANDARD], timestamp=int(at.timestamp()))[0]
        return Sheet(pdf, _seal_of(kind))


def set_for_editing(kind: Kind, paper: Mapping[str, Any]) -> tuple[str, list[str]]:
    """The document as HTML, and what of its layout was lost on the way. CannotSet as above."""
    with _lock:
        html, warnings = _compiled(kind, paper, format="html")
        return html.decode(), [one for one in warnings if "ignored during HTML export" in one]


def set_mark(source: str, mark: Mapping[str, Any], at: datetime) -> bytes:
    """One of our own small sheets, as the visible side of a signature."""
    with _lock:
        made = _compiler().compile(
            input=source.encode(),
            sys_inputs=_inputs(mark),
            format="pdf",
            pdf_standards=["a-2b"],
            timestamp=int(at.timestamp()),
        )
    if not isinstance(made, bytes):
        raise TypeError("a mark is one sheet")
    return made


def _compiled(kind: Kind, paper: Mapping[str, Any], **how: Any) -> tuple[bytes, list[str]]:
    folder = _folder(kind)
    inputs = _inputs(paper)
    try:
        made, warnings = _compiler().compile_with_warnings(
            input=folder / MAIN, root=folder, sys_inputs=inputs, **how
        )
    except typst.TypstError as error:
        raise CannotSet(kind, _said(error), _line(error.diagnostic)) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # pyo3's own, which it lets nobody import
            raise
        raise CannotSet(kind, str(error), 1) from error
    if not isinstance(made, bytes):
        raise CannotSet(kind, "nothing came of it", 1)
    return made, [one.message for one in warnings]


def _inputs(paper: Mapping[str, Any]) -> dict[str, str]:
    """What the template reads: one JSON text, in which no word of anybody can be taken for markup."""
    ours = fonts()
    letters = Letters(ours.has)
    settable = letters.settable(dict(paper))
    more: dict[str, Any] = {"fonts": list(ours.families), "unshown": sorted(letters.unshown)}
    if address := paper.get("address"):
        more |= {"address": address, "qr": _qr(address)}
    return {"paper": json.dumps(settable | more, ensure_ascii=False)}


def _qr(address: str) -> str:
    """The QR code (ISO/IEC 18004, level M) of an address, as SVG."""
    made = io.BytesIO()
    segno.make_qr(address, error="m").save(made, kind="svg", border=0, xmldecl=False)
    return made.getvalue().decode()


def _seal_of(kind: Kind) -> Place:
    """Where the sheet that was set last has its seal."""
    found = json.loads(_compiler().query(SEAL, field="value"))
    if len(found) != 1:
        raise CannotSet(kind, f"it has {len(found)} places for a seal; say #sign-off() once", 1)
    return Place(found[0]["page"], found[0]["x"], found[0]["y"])


def _said(error: typst.TypstError) -> str:
    return " ".join([error.message, *error.hints])


def _line(diagnostic: str) -> int:
    """The line of the template at which it failed, by itself or by what it called; 1 if none is told."""
    lines = [int(found) for found in _PLACE.findall(diagnostic)]
    return lines[-1] if lines else 1


@cache
def _root() -> TemporaryDirectory[str]:
    return TemporaryDirectory(prefix="jinlin-typst-")


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(root=_root().name, font_paths=fonts().loaded, ignore_system_fonts=True)


def _folder(kind: Kind) -> Path:
    """A folder with the template and the library that the kind was declared with, and nothing besides."""
    folder = Path(_root().name) / kind.digest
    if not folder.exists():
        folder.mkdir()
        (folder / LIBRARY).write_text(kind.library, encoding="utf-8")
        (folder / MAIN).write_text(kind.template, encoding="utf-8")
    return folder
