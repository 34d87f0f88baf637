"""The test database: the server that `DATABASE_URL` names, or a bundled one, gone after the run."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from jinlin.project.bundled import start_bundled, stop_bundled

folders: list[Path] = []

EXAMPLES = int(os.environ.get("JINLIN_EXAMPLES", "30"))
"""Of each law, every day; `make soak` tries many more."""

# A shared machine may be slow at any moment; how long an example takes says nothing about the product.
hypothesis.settings.register_profile("jinlin", deadline=None, max_examples=EXAMPLES)
hypothesis.settings.load_profile("jinlin")


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests() -> None:
    """Start the server before Django reads its settings; parallel workers inherit the address."""
    if not os.environ.get("DATABASE_URL"):
        folders.append(Path(tempfile.mkdtemp(prefix="jinlin-test-")))
        os.environ["DATABASE_URL"] = start_bundled(folders[0] / "pg")


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    """Stop the server that this process started and remove its folder."""
    while folders:
        folder = folders.pop()
        stop_bundled(folder / "pg")
        shutil.rmtree(folder)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Hostile text that a test has logged must not break the pipe between parallel workers."""
    report = yield
    safe = [(name, text.encode(errors="backslashreplace").decode()) for name, text in report.sections]
    report.sections = safe
    return report


@pytest.fixture(scope="session")
def migrated_database(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The test database. pytest-django makes it only if some test of the run asks for `db`."""
    from django.db import connection
    from django.db.backends.base.creation import TEST_DATABASE_PREFIX
    from django.test.utils import setup_databases, teardown_databases

    with django_db_blocker.unblock():
        if str(connection.settings_dict["NAME"]).startswith(TEST_DATABASE_PREFIX):
            yield
            return
        made = setup_databases(verbosity=0, interactive=False)
        yield
        teardown_databases(made, verbosity=0)


@pytest.fixture
def committed_db(migrated_database: None, django_db_blocker: Any) -> Iterator[str]:
    """The URL of a database of the test's own, where commits are real: see `fresh_database`."""
    from jinlin.project.fresh_database import fresh_database

    with django_db_blocker.unblock(), fresh_database() as url:
        yield url
