"""Where a Chromium is to be had: the machine's, else Debian's package, else Playwright's own download."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome")
PATIENCE = 600  # seconds that an installation may take
SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
)


@cache
def chromium() -> str | None:
    """The program's path; None if none can be had. Parallel test workers look for it one after the other."""
    with (Path(tempfile.gettempdir()) / "jinlin-chromium.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        found = (way() for way in WAYS)
        return next((path for path in found if path), None)


def _on_the_machine() -> str | None:
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def _from_debian() -> str | None:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    _try("apt-get", "update", "--quiet")
    _try("apt-get", "install", "--yes", "--quiet", "--no-install-recommends", "chromium", "fonts-noto-cjk")
    return _on_the_machine()


def _from_playwright() -> str | None:
    _try(sys.executable, "-m", "playwright", "install", "chromium")
    builds = Path("~/.cache/ms-playwright").expanduser().glob("chromium-*/chrome-linux*/chrome")
    return next((str(path) for path in sorted(builds)), None)


def _try(*command: str) -> None:
    """Whether it worked is seen by whether the program is there afterwards."""
    subprocess.run(
        command,
        check=False,
        timeout=PATIENCE,
        capture_output=True,
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
    )


WAYS: tuple[Callable[[], str | None], ...] = (_on_the_machine, _from_debian, _from_playwright)
