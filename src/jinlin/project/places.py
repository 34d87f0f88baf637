"""Where things lie: the data folder."""

from __future__ import annotations

import os
from pathlib import Path


def data_folder() -> Path:
    """`JINLIN_DATA`, or `.data` in the project's own folder, or where we stand if installed elsewhere."""
    named = os.environ.get("JINLIN_DATA")
    if named:
        return Path(named).expanduser().absolute()
    checkout = Path(__file__).resolve().parents[3]
    home = checkout if (checkout / "pyproject.toml").is_file() else Path.cwd()
    return home / ".data"
