"""The fonts of documents: the city's own from `JINLIN_FONTS`, and Noto Sans CJK for all they lack."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import noto_cjk_sans_otc  # type: ignore[import-untyped]  # it brings a file, and no types
import typst
from django.conf import settings
from fontTools.ttLib import (  # type: ignore[import-untyped]  # it has no types
    TTCollection,
    TTFont,
    TTLibError,
)

from jinlin.lib.errors import Unready

OURS = "Noto Sans CJK SC"
SUFFIXES = frozenset({".ttf", ".otf", ".ttc", ".otc"})
# 仿宋 is what GB/T 9704 sets documents in; a folder that has it among others means it for the body.
BODY = ("fangsong", "仿宋")


class Fonts(NamedTuple):
    """What Typst is given, the families in the order of their use, and the characters that they have."""

    loaded: typst.Fonts
    families: tuple[str, ...]
    has: frozenset[int]


def fonts() -> Fonts:
    """The fonts of this installation; read once. Unready if `JINLIN_FONTS` has none that can be read."""
    return _fonts(settings.JINLIN_FONTS)


@cache
def _fonts(folder: str) -> Fonts:
    ours = Path(noto_cjk_sans_otc.__file__).parent
    places = [Path(folder).expanduser(), ours] if folder else [ours]
    loaded = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(one) for one in places]
    )
    own = sorted(
        {one.family for one in loaded.fonts() if one.path and not Path(one.path).is_relative_to(ours)}
    )
    if folder and not own:
        raise _none_in(folder)
    families = (*sorted(own, key=lambda one: not one.casefold().startswith(BODY)), OURS)
    has = frozenset(letter for place in places for letter in _letters(place))
    return Fonts(loaded, families, has)


def _letters(place: Path) -> Iterator[int]:
    for path in sorted(place.rglob("*")):
        if path.suffix.lower() in SUFFIXES:
            try:
                yield from _cmap(path)
            except (TTLibError, OSError) as error:
                raise _none_in(str(path)) from error


def _cmap(path: Path) -> dict[int, str]:
    if path.suffix.lower() in (".ttc", ".otc"):
        return dict(TTCollection(path, lazy=True).fonts[0].getBestCmap() or {})
    return dict(TTFont(path, lazy=True).getBestCmap() or {})


def _none_in(place: str) -> Unready:
    return Unready(
        f"{place} 中没有可用的字体（ttf、otf、ttc）；请更正 JINLIN_FONTS",
        f"{place} holds no font that can be used (ttf, otf, ttc); correct JINLIN_FONTS",
    )
