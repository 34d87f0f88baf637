"""What a server keeps from its start on is not looked through again with each long list."""

from __future__ import annotations

import gc
import logging

import pytest
from django.db import OperationalError

from jinlin.project import loading


@pytest.fixture(autouse=True)
def _fresh() -> None:
    gc.freeze()  # pytest's own, and what tests before this one have left


def test_what_is_loaded_at_the_start_is_kept_out_of_the_collectors_way(
    committed_db: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded = [[n] for n in range(10_000)]
    monkeypatch.setattr(loading, "current_definitions", lambda revision: loaded)
    loading.load_and_keep()
    seen = {id(one) for one in gc.get_objects()}
    assert not seen & {id(one) for one in loaded}


def test_a_server_starts_before_its_database(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def gone() -> None:
        raise OperationalError("nobody listens")

    monkeypatch.setattr(loading, "world", gone)
    with caplog.at_level(logging.WARNING):
        loading.load_and_keep()
    assert "nobody listens" in caplog.text
