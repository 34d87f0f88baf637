"""What other rooms may ask of the rules."""

from __future__ import annotations

from jinlin.kernel.registry import selectors as registry
from jinlin.kernel.rules.models import StoredTable
from jinlin.kernel.rules.tables import Table
from jinlin.lib.errors import NotFound

_kept: tuple[int, dict[str, Table]] = (-1, {})


def table(key: str, revision: int | None = None) -> Table:
    """The table `pack/name` as of the registry's `revision`, if the caller has read it, or as of now."""
    found = _tables(registry.revision() if revision is None else revision).get(key)
    if found is None:
        raise NotFound(f"没有规则表 {key}。请装入其机制。", f"There is no table {key}. Install its pack.")
    return found


def tables(revision: int | None = None) -> tuple[Table, ...]:
    """Every table, by key."""
    return tuple(_tables(registry.revision() if revision is None else revision).values())


def _tables(revision: int) -> dict[str, Table]:
    """All tables, read once per process and revision; one whose digest has not moved is kept."""
    global _kept
    number, known = _kept
    if number != revision:
        digests = dict(StoredTable.objects.order_by("key").values_list("key", "digest"))
        moved = [key for key, digest in digests.items() if key not in known or known[key].digest != digest]
        fresh = dict(StoredTable.objects.filter(key__in=moved).values_list("key", "body"))
        read = {key: Table.model_validate(body) for key, body in fresh.items()}
        known = {key: read.get(key) or known[key] for key in digests}
        _kept = (revision, known)
    return known
