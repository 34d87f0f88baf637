"""Opening accounts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from jinlin.instruments.ledger import checked, digests, refusals
from jinlin.instruments.ledger.actions.batches import journal_batch, new_batch
from jinlin.instruments.ledger.entries import NewAccount
from jinlin.instruments.ledger.models import Account, Commodity
from jinlin.kernel.registry.actors import Actor
from jinlin.lib import clock
from jinlin.lib.errors import KeyReused
from jinlin.lib.rows import document
from jinlin.lib.words import Words

_NAMES = ("code", "commodity", "side", "no_overdraft", "zh", "en")
# In the order of their codes, so that two who open the same accounts wait for each other in one direction.
_OPEN = """
INSERT INTO ledger_account (code, commodity, side, no_overdraft, zh, en, batch, opened_at)
SELECT a.code, a.commodity, a.side, a.no_overdraft, a.zh, a.en, %s, %s
  FROM jsonb_to_recordset(%s::jsonb)
       AS a (code text, commodity text, side text, no_overdraft boolean, zh text, en text)
 ORDER BY a.code COLLATE "C"
    ON CONFLICT (code) DO NOTHING
RETURNING id, code
"""


def open_accounts(accounts: Sequence[NewAccount], actor: Actor) -> None:
    """Open those of the accounts that are not open yet; all or none.

    BadInput for what is not well formed, NotFound for a commodity that is not installed, KeyReused for a
    code under which another account stands.
    """
    wanted: dict[str, NewAccount] = {}
    for one in map(checked.account, accounts):
        if wanted.setdefault(one.code, one) != one:
            raise _another(one.code)
    with transaction.atomic():
        _open_new(wanted, actor)


def _open_new(wanted: Mapping[str, NewAccount], actor: Actor) -> None:
    known = _known(wanted)
    for code, one in known.items():
        if one != wanted[code]:
            raise _another(code)
    new = {code: one for code, one in wanted.items() if code not in known}
    if not new:
        return
    scales = _scales({one.commodity for one in new.values()})
    batch, at = new_batch(), clock.now()
    made = _insert(new, batch, at)
    if made:
        lines = [
            digests.line(_fields(made[code], new[code], scales))
            for code in sorted(made, key=made.__getitem__)
        ]
        journal_batch(batch, digests.OPENED, actor, at, lines)
    if len(made) < len(new):  # somebody else opened them meanwhile
        _open_new({code: one for code, one in new.items() if code not in made}, actor)


def _insert(new: Mapping[str, NewAccount], batch: int, at: datetime) -> dict[str, int]:
    rows = [(*one[:3], one.no_overdraft, one.name.zh, one.name.en) for one in new.values()]
    with connection.cursor() as cursor:
        cursor.execute(_OPEN, [batch, at, document(_NAMES, rows)])
        return {code: id for id, code in cursor.fetchall()}


def _known(wanted: Mapping[str, NewAccount]) -> dict[str, NewAccount]:
    columns = ("code", "commodity_id", "side", "zh", "en", "no_overdraft")
    rows = Account.objects.filter(code__in=list(wanted)).values_list(*columns)
    return {row[0]: _as_new(*row) for row in rows}


def _as_new(code: str, commodity: str, side: Any, zh: str, en: str, no_overdraft: bool) -> NewAccount:
    return NewAccount(code, commodity, side, Words(zh=zh, en=en), no_overdraft)


def _scales(commodities: set[str]) -> dict[str, int]:
    found = dict(Commodity.objects.filter(code__in=commodities).values_list("code", "scale"))
    if missing := sorted(commodities - found.keys()):
        raise refusals.no_commodity(missing)
    return found


def _fields(id: int, one: NewAccount, scales: Mapping[str, int]) -> tuple[object, ...]:
    flag = "t" if one.no_overdraft else "f"
    return (id, one.code, one.commodity, scales[one.commodity], one.side, flag, one.name.zh, one.name.en)


def _another(code: str) -> KeyReused:
    return KeyReused(
        f"账户 {code} 已按另一种设定开立，本次没有开户。",
        f"The account {code} was opened as another kind of account; nothing was opened.",
    )
