"""What the bundled PostgreSQL is told about the machine: its defaults suit one of 1 GB with turning disks."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

MB = 1024 * 1024
FILE = "jinlin.conf"
INCLUDED = f"include_if_exists = '{FILE}'  # written by Jinlin at each start"
LEAST_BUFFERS, MOST_BUFFERS = 128 * MB, 2048 * MB


def tune(folder: Path, memory: int) -> None:
    """Write the settings for `memory` bytes into the data folder of a stopped server.

    They are read before `postgresql.auto.conf`, so what an administrator sets with ALTER SYSTEM stays.
    """
    own = folder / FILE
    own.write_text("".join(f"{name} = '{value}'\n" for name, value in settings(memory).items()))
    own.chmod(0o644)  # the server may run as a user of its own
    whole = folder / "postgresql.conf"
    if INCLUDED not in whole.read_text():
        with whole.open("a") as end:
            end.write(f"\n{INCLUDED}\n")


def settings(memory: int) -> Mapping[str, str]:
    """Name and value of each setting. A quarter of the memory for pages, as PostgreSQL's manual advises
    (19.4.1 Memory); half of it counts as the system's cache; disks that seek without cost."""
    return {
        "shared_buffers": _mb(min(max(memory // 4, LEAST_BUFFERS), MOST_BUFFERS)),
        "effective_cache_size": _mb(memory // 2),
        "work_mem": "16MB",
        "maintenance_work_mem": _mb(min(max(memory // 64, 64 * MB), 512 * MB)),
        "max_wal_size": "4GB",
        "random_page_cost": "1.1",
        "jit": "off",
    }


def memory_of_the_machine() -> int:
    """Bytes."""
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")


def _mb(size: int) -> str:
    return f"{size // MB}MB"
