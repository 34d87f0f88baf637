"""Closing what was written under a signed root."""

from __future__ import annotations

from django.conf import settings
from django.db import OperationalError, connection, transaction

from jinlin.kernel.journal import keys, merkle, selectors
from jinlin.kernel.journal.models import Event, Seal
from jinlin.kernel.journal.sealing import MOST_LEAVES, NO_ROOT, Claim
from jinlin.lib import clock
from jinlin.lib.errors import Unready
from jinlin.lib.words import Words

_PATIENCE = "3s"  # how long a seal waits for those who write; new writers queue behind it meanwhile


def seal() -> Seal | None:
    """Seal what was written since the last seal; return the newest seal made, None if nothing was new.

    One seal covers at most `MOST_LEAVES` events, so a long period gets several. Not within a
    transaction. Unready if writers leave no moment to look, or if the key is gone.
    """
    upto = _written_so_far()
    newest = None
    while made := _seal_next(upto):
        newest = made
    return newest


def _written_so_far() -> int:
    """The last position, read while nobody writes: no event will ever appear before it."""
    try:
        with transaction.atomic(durable=True), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, true)", [_PATIENCE])
            cursor.execute("SELECT journal_written_so_far()")
            return int(cursor.fetchone()[0])
    except OperationalError as error:
        raise Unready(
            "日志正忙于写入，暂时无法封存。",
            "The journal is being written to without a pause, so it cannot be sealed now.",
            help=Words(zh="请稍后再试。", en="Try again in a while."),
        ) from error


@transaction.atomic(durable=True)
def _seal_next(upto: int) -> Seal | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('journal_seal'))")  # one sealer at a time
    last = selectors.last_seal()
    first = last.last + 1 if last else 1
    unsealed = Event.objects.filter(position__gte=first, position__lte=upto).order_by("position")
    leaves = list(unsealed.values_list("position", "hash")[:MOST_LEAVES])
    if not leaves:
        return None
    given = selectors.installation()
    key = keys.private_key(settings.DATA_FOLDER / "keys", may_make=last is None)
    claim = Claim(
        number=max(last.number if last else 0, given.seals_given if given else 0) + 1,
        first=first,
        last=leaves[-1][0],
        size=len(leaves),
        root=merkle.root(bytes(one) for _, one in leaves),
        previous=bytes(last.root) if last else NO_ROOT,
        sealed_at=clock.now(),
        key_id=keys.key_name(key.public_key()),
    )
    return Seal.objects.create(**claim._asdict(), signature=key.sign(claim.message()))
