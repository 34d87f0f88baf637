"""The Typst sources that all packs share."""

from __future__ import annotations

from functools import cache
from pathlib import Path

HERE = Path(__file__).parent


@cache
def library() -> str:
    """The official look, which templates import as `/official.typ`."""
    return (HERE / "official.typ").read_text(encoding="utf-8")


@cache
def seal() -> str:
    """The visible side of a signature."""
    return (HERE / "seal.typ").read_text(encoding="utf-8")
