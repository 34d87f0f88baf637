"""Definitions as installed: read once per process, because a definition never changes."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.models import StoredDefinition
from jinlin.kernel.registry.selectors import revision as registry_revision
from jinlin.lib.errors import NotFound


@lru_cache(maxsize=1024)
def definition_by_digest(digest: str) -> Definition:
    """The definition that a running case pins."""
    return Definition.from_canonical(
        StoredDefinition.objects.values_list("body", flat=True).get(digest=digest)
    )


def current_definition(key: str, revision: int | None = None) -> Definition:
    """The definition under which new cases of `pack/type` open. NotFound if no such pack is installed."""
    found = _current(revision if revision is not None else registry_revision()).get(key)
    if found is None:
        raise NotFound(
            f"没有“{key[:80]}”这类事项；请在 /api/v1/types 查看可办事项",
            f"There is no case type '{key[:80]}'; GET /api/v1/types lists those that are installed",
        )
    return definition_by_digest(found)


def current_definitions(revision: int | None = None) -> list[Definition]:
    """Every case type that is installed, by key."""
    current = _current(revision if revision is not None else registry_revision())
    return [definition_by_digest(digest) for _, digest in sorted(current.items())]


def superseded(digests: Iterable[str]) -> list[str]:
    """Which of these were in force, and are no longer."""
    found = StoredDefinition.objects.filter(digest__in=list(digests), current=False)
    return list(found.values_list("digest", flat=True))


@lru_cache(maxsize=2)
def _current(revision: int) -> dict[str, str]:
    """`pack/type` to digest, as of this revision of the registry."""
    del revision
    return dict(StoredDefinition.objects.filter(current=True).values_list("key", "digest"))


@lru_cache(maxsize=2)
def case_fields(revision: int) -> frozenset[str]:
    """The names of all fields, of any type of case, whose value is the number of another case."""
    return frozenset(
        name
        for one in current_definitions(revision)
        for name, ask in one.fields.items()
        if ask.type == "case"
    )
