"""What several tests over the whole product stand on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from jinlin.packkit.compile import load_packs
from jinlin.packkit.demo import install_demo
from jinlin.packkit.install import install
from jinlin.packkit.pack import Pack
from jinlin.packkit.stage import undone
from tests.lived_in import copied

LONGEST = ("test_accessible.py", "test_crash.py", "test_payout_crash.py", "test_failover.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest, so that nobody waits for them at the end."""
    items.sort(key=lambda item: item.path.name not in LONGEST)


@pytest.fixture
def lived_in(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The data folder of a demo that has run before, the test's own."""
    with copied(tmp_path_factory) as data:
        yield data


@pytest.fixture(scope="session")
def packs() -> Mapping[str, Pack]:
    """Every pack, compiled."""
    return load_packs()


@pytest.fixture(scope="module")
def _county_for_the_module(
    packs: Mapping[str, Pack], django_db_setup: None, django_db_blocker: Any
) -> Iterator[Mapping[str, Pack]]:
    with django_db_blocker.unblock(), undone():
        install_demo()
        for pack in packs.values():
            install(pack)
        yield packs


@pytest.fixture
def county(_county_for_the_module: Mapping[str, Pack], db: None) -> Mapping[str, Pack]:
    """The demo county with every pack; what one test does to it the next does not see."""
    return _county_for_the_module
