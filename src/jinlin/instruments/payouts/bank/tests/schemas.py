"""The schemas of ISO 20022, where this machine has them.

Those of pain.001 come with a package. The others are looked for in the folder that JINLIN_ISO20022 names, or
in the one beside the repository that CI has.
"""

from __future__ import annotations

import os
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

_REPOSITORY = Path(__file__).parents[6]


def assert_valid(content: bytes, message: str) -> None:
    """The file is one of `message`, as `pain.001.001.09`. Skips the test, and says so, without its schema."""
    schema = _schema(message)
    if schema is None:
        pytest.skip(f"no schema of {message} here: name its folder in JINLIN_ISO20022")
    schema.assertValid(etree.fromstring(content))


@cache
def _schema(message: str) -> Any | None:
    places = [Path(os.environ.get("JINLIN_ISO20022", "")), _REPOSITORY.parent / "shared/data/iso20022"]
    for place in places:
        if (found := place / f"{message}.xsd").is_file():
            return etree.XMLSchema(etree.parse(found))
    packaged = files("sepaxml") / "schemas" / f"{message}.xsd"
    return etree.XMLSchema(etree.fromstring(packaged.read_bytes())) if packaged.is_file() else None
