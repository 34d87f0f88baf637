"""Where results stay: JSON under bench/results/, named by the moment and by what was measured."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).parent / "results"


def now() -> str:
    """This moment, as results name it."""
    return f"{datetime.now(UTC):%Y-%m-%dT%H%M%SZ}"


@contextmanager
def kept(results: dict[str, Any], what: str) -> Iterator[None]:
    """Write down what was measured when the run ends, however it ends; `failed` says why it did early."""
    try:
        yield
    except BaseException as error:
        results["failed"] = f"{type(error).__name__}: {error}"
        print(keep(results, what))
        raise
    print(keep(results, what))


def keep(results: dict[str, Any], what: str) -> Path:
    """Write results down; the file."""
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{results['at']}-{what}.json"
    path.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return path
