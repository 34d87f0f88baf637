"""A build without the screens would install silently and show nothing, so there is none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SCREENS = Path("src/jinlin/web/static/dist/manifest.json")
MISSING = (
    "The screens are not built, and a package without them shows nothing: run `make screens` first, which "
    "fetches Node by itself, then build again."
)


class Screens(BuildHookInterface):
    """Asked before every wheel and source distribution; a folder that is worked in builds its own."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """RuntimeError without screens."""
        if version != "editable":
            require_screens(Path(self.root))


def require_screens(root: Path) -> None:
    """RuntimeError unless the screens of this source tree are built."""
    if not (root / SCREENS).is_file():
        raise RuntimeError(MISSING)
