"""What is measured in a process of its own: it reads a plan from standard input and prints what it saw."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any


def run(module: str, **plan: Any) -> dict[str, Any]:
    """What `python -m module` saw, given this plan; both are JSON."""
    ran = subprocess.run(  # noqa: S603 -- our own modules
        [sys.executable, "-W", "ignore", "-m", module],
        input=json.dumps(plan),
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode:
        raise RuntimeError(f"{module} failed:\n{ran.stderr}")
    found: dict[str, Any] = json.loads(ran.stdout)
    return found
