"""XLSX (ECMA-376 part 1, Office Open XML) as a person sees it who opens the file."""

from __future__ import annotations

from jinlin.lib.lists.workbooks.sheets import lines

__all__ = ["lines"]
