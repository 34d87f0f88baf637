"""What a process remembers of one database never passes for another's: revisions do not meet."""

from __future__ import annotations

from jinlin.kernel.registry.actions import bump
from jinlin.kernel.registry.selectors import revision

FAR = 1_000_000  # beyond what any run of tests counts up to


def test_a_fresh_database_goes_on_with_revisions_of_its_own(committed_db: str) -> None:
    before = revision()
    assert bump() > before > FAR
