"""The proofs of packs as last shown on this installation: worked out by the worker, kept with the digest."""

from __future__ import annotations

from django.core.cache import caches

from jinlin.packkit.pack import Pack
from jinlin.packkit.proofs import Maturity, prove
from jinlin.web.gallery.mechanisms import mechanisms, pack_named

STORE = "shown"  # a cache of its own, which nothing else pushes out


def shown(pack: Pack) -> Maturity | None:
    """What this very version of a pack has shown; None while it has not shown its proofs here, or was run at
    full volume since."""
    found: Maturity | None = caches[STORE].get(_key(pack.name))
    measured = pack.volumes.at if pack.volumes else ""
    return found if found and (found.digest, found.measured) == (pack.digest, measured) else None


def levels() -> dict[str, int]:
    """By pack, how many of the five proofs held when they were last shown; one query for any number."""
    found = caches[STORE].get_many([_key(one.pack) for one in mechanisms()])
    return {maturity.pack: maturity.level for maturity in found.values()}


def prove_what_is_new() -> int:
    """Let every installed pack whose version has not shown its proofs here show them; how many did."""
    waiting = [pack for one in mechanisms() if shown(pack := pack_named(one.pack)) is None]
    for pack in waiting:
        caches[STORE].set(_key(pack.name), prove(pack), timeout=None)
    return len(waiting)


def _key(pack: str) -> str:
    return f"proofs/{pack}"
