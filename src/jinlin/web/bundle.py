"""What `frontend/` was built into: files whose names carry their hash, so that browsers may keep them."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

from django.templatetags.static import static

from jinlin.lib.errors import Unready

FOLDER = Path(__file__).parent / "static" / "dist"
_HASHED = re.compile(r"-[0-9A-Z]{8}\.\w+$|/maplibre-[\d.]+/")


def address(name: str) -> str:
    """The address of `app.js` and its like. Unready where nothing was built."""
    return static(f"dist/{_manifest()[name]}")


def is_for_good(path: str, url: str) -> bool:
    """Whether what stands at this address never changes: for whitenoise."""
    return "/dist/" in url and bool(_HASHED.search(url))


@cache
def _manifest() -> dict[str, str]:
    try:
        return dict(json.loads((FOLDER / "manifest.json").read_text()))
    except FileNotFoundError:
        raise Unready(
            "页面资源尚未构建，请运行 make screens",
            "What the screens load has not been built; run `make screens`",
        ) from None
