"""The demo city with one installed pack, and a browser without scripts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import caches

from jinlin.packkit.demo import install_demo
from jinlin.packkit.install import install
from jinlin.packkit.pack import Pack
from jinlin.web.gallery import mechanisms

PACK = "investigation_order"


@pytest.fixture
def pack(db: None) -> Iterator[Pack]:
    """The pack in the gallery. What the gallery remembers of another test's city is forgotten."""
    mechanisms.forget()
    install_demo()
    pack = mechanisms._compiled(PACK)
    install(pack)
    yield pack
    mechanisms.forget()
    caches["shown"].clear()
