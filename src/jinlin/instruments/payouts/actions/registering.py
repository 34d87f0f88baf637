"""Claims come in: a list as a file, or some by hand at the counter. All of them, or none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from jinlin.instruments.payouts import claims, lists
from jinlin.instruments.payouts.actions.asked import Asked, Change
from jinlin.instruments.payouts.actions.finding import open_doubts
from jinlin.instruments.payouts.claims import Claimed
from jinlin.instruments.payouts.keeping import Keeper
from jinlin.instruments.payouts.models import Claim, Import
from jinlin.instruments.payouts.rows import copy_in
from jinlin.lib.errors import BadInput, NotPossible
from jinlin.lib.words import Words

COLUMNS = (
    "case_id", "n", "tier", "paid_in", "returned", "loss", "standing", "way", "sealed", "id_digest",
    "account_digest",
)  # fmt: skip
FORM = tuple(claims.COLUMNS)


@dataclass(frozen=True)
class ClaimList:
    """A file that was read through once and found good: `claims` rows."""

    path: Path
    name: str
    sha256: str
    claims: int

    def claimed(self, tiers: frozenset[str]) -> Iterator[Claimed]:
        """Its claims, read again. BadInput if it is no longer the file that was found good."""
        for row in lists.rows(self.path):
            found = claims.read(row, tiers)
            if isinstance(found, list):
                raise BadInput("文件在读取期间被改动", "The file was changed while it was being read")
            yield found


def register(asked: Asked) -> Change:
    """Bring in the claims of the list that was handed over, or those of the form (`claims`)."""
    brought = asked.handed(ClaimList)
    first, key = asked.distribution.claims + 1, asked.keeper
    if brought is None:
        found = _by_hand(asked)
        facts: Mapping[str, Any] = {"claims": len(found)}
        asked.forget("claims")
        return _change(asked, facts, len(found), lambda: _take_in(asked, first, found, key))
    _refuse_known(asked, brought)
    facts = {"claims": brought.claims, "file": brought.sha256}
    rows = partial(brought.claimed, frozenset(asked.tiers))
    change = _change(asked, facts, brought.claims, lambda: _take_in_list(asked, brought, first, rows(), key))
    change.counts = {**change.counts, "imports": 1}
    return change


def _change(asked: Asked, facts: Mapping[str, Any], claims: int, store: Any) -> Change:
    first = asked.distribution.claims + 1
    facts = {**facts, "first": first}
    return Change(asked.id, facts, store, {"claims": claims, "changes": 1})


def _by_hand(asked: Asked) -> list[Claimed]:
    found: list[Claimed] = []
    faults: dict[str, Any] = {}
    for n, row in enumerate(asked.needed("claims"), 1):
        one = claims.read({name: str(row.get(name) or "") for name in FORM}, frozenset(asked.tiers))
        if isinstance(one, list):
            faults |= {f"{n}.{fault.column}": fault.say.model_dump() for fault in one}
        else:
            found.append(one)
    if faults:
        raise BadInput(
            "申报内容有误，一件也没有登记", "Something is wrong; no claim was registered", fields=faults
        )
    return found


def _refuse_known(asked: Asked, brought: ClaimList) -> None:
    if Import.objects.filter(case_id=asked.id, sha256=brought.sha256).exists():
        raise NotPossible(
            "这个文件已经导入过，没有再次登记。",
            "This file was taken in before; nothing was registered again.",
            help=Words(
                zh="补充申报请用只含新增人员的文件。", en="For more people bring a file of those alone."
            ),
        )


def _take_in_list(
    asked: Asked, brought: ClaimList, first: int, found: Iterable[Claimed], keeper: Keeper
) -> None:
    n = asked.distribution.imports + 1
    Import.objects.create(
        case_id=asked.id, n=n, name=brought.name, sha256=brought.sha256, claims=brought.claims, at=asked.now
    )
    _take_in(asked, first, found, keeper)


def _take_in(asked: Asked, first: int, found: Iterable[Claimed], keeper: Keeper) -> None:
    rows = (_row(asked.id, n, one, keeper) for n, one in enumerate(found, first))
    copy_in(Claim._meta.db_table, COLUMNS, rows)
    open_doubts(asked, first)


def _row(case: int, n: int, one: Claimed, keeper: Keeper) -> tuple[Any, ...]:
    way = "transfer" if one.account else "slip"
    sealed = keeper.seal(n, one.personal())
    return (
        case, n, one.tier, one.paid_in, one.returned, one.loss, "registered", way, sealed,
        *keeper.digests(one),
    )  # fmt: skip
