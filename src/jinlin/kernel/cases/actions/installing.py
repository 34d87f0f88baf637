"""Bringing in a definition."""

from __future__ import annotations

from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.models import StoredDefinition
from jinlin.kernel.cases.transactions import whole_or_nothing
from jinlin.kernel.journal import imprints
from jinlin.kernel.journal.actions import append
from jinlin.kernel.journal.chain import Entry
from jinlin.kernel.registry.actions import bump
from jinlin.kernel.registry.actors import SYSTEM
from jinlin.lib import clock

STREAM = "definition/"
COVERED = (imprints.Covered(StoredDefinition, ("digest", "body", "current"), of="key"),)
"""What the last event of `definition/<key>` vouches for."""


def install_definition(definition: Definition) -> bool:
    """New cases of this type open under this definition from now on; running ones keep theirs.

    Returns whether anything changed.
    """
    stored = StoredDefinition.objects.filter(digest=definition.digest)
    if stored.filter(current=True).exists():
        return False
    with whole_or_nothing():
        StoredDefinition.objects.filter(key=definition.key, current=True).update(current=False)
        if not stored.update(current=True, installed_at=clock.now()):
            StoredDefinition.objects.create(
                digest=definition.digest,
                key=definition.key,
                body=definition.canonical(),
                current=True,
                installed_at=clock.now(),
            )
        facts = {"digest": definition.digest} | imprints.vouched(COVERED, definition.key)
        append([Entry(f"{STREAM}{definition.key}", "installed", SYSTEM.label, clock.now(), facts)])
        bump()
    return True
