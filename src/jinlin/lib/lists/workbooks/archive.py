"""The archive that a workbook is: its parts, and what none may cost who unpacks them."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

from lxml import etree

from jinlin.lib.errors import BadInput

LARGEST = 2 * 1024**3
"""Bytes of all parts: a list of 2,000,000 rows fits."""
DENSEST, SMALL = 100, 32 * 1024**2
"""A list shrinks to a tenth or a twentieth; what shrinks to less than a hundredth is a bomb."""
_PARSER = {"resolve_entities": False, "no_network": True, "remove_comments": True, "remove_pis": True}
_WORKBOOK = "/officeDocument"


class Archive:
    """The parts of one workbook, by name; each is unpacked as it is read."""

    def __init__(self, parts: zipfile.ZipFile) -> None:
        self._parts = parts
        self._names = set(parts.namelist())
        top = self.related("")
        self.workbook = next(target for kind, target in top.values() if kind.endswith(_WORKBOOK))
        self.relations = self.related(self.workbook)

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """What a part names, by its id: kind and part."""
        folder, name = posixpath.split(part)
        tree = self.tree(posixpath.join(folder, "_rels", f"{name}.rels"))
        return {one.get("Id"): (one.get("Type"), _joined(folder, one.get("Target"))) for one in tree}

    def of_kind(self, kind: str) -> str | None:
        """The part of this kind that the workbook names, if it is there."""
        found = (part for one, part in self.relations.values() if one.endswith(f"/{kind}"))
        return next((part for part in found if part in self._names), None)

    def tree(self, part: str) -> Any:
        """A small part as a whole."""
        with self._parts.open(part) as file:
            return etree.parse(file, etree.XMLParser(**_PARSER)).getroot()

    def elements(self, part: str, *names: str) -> Iterator[Any]:
        """The elements of a large part that have one of these names, each forgotten when the next is asked
        for."""
        with self._parts.open(part) as file:
            tags = tuple(f"{{*}}{name}" for name in names)
            for _, element in etree.iterparse(file, events=("end",), tag=tags, **_PARSER):
                yield element
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]


@contextmanager
def opened(file: IO[bytes]) -> Iterator[Archive]:
    """The archive in a file. BadInput if it is none, or would unpack to more than a list can be."""
    try:
        with zipfile.ZipFile(file) as parts:
            _refuse_bombs(parts)
            yield Archive(parts)
    except (
        ArithmeticError, EOFError, LookupError, NotImplementedError, OSError, RuntimeError, StopIteration,
        SyntaxError, TypeError, ValueError, zipfile.BadZipFile, zlib.error,
    ) as error:  # fmt: skip
        raise BadInput(
            "这个 XLSX 文件已损坏，或者不是表格；请在表格软件中打开，另存为 .xlsx",
            "This XLSX file is damaged, or no workbook: open it in a spreadsheet and save it as .xlsx",
        ) from error


def _refuse_bombs(parts: zipfile.ZipFile) -> None:
    """By what the archive says of its parts: no more than that is ever unpacked."""
    infos = parts.infolist()
    swollen = [one for one in infos if one.file_size > max(SMALL, DENSEST * one.compress_size)]
    if swollen or sum(one.file_size for one in infos) > LARGEST:
        raise BadInput(
            "这个 XLSX 文件解压后大得不像名单，没有打开；请只保留一张表，另存为新的 .xlsx 或 CSV",
            "This XLSX file would unpack to more than any list is, and was not opened: keep the one sheet, "
            "and save it as a new .xlsx or as CSV",
        )


def _joined(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
