"""The ledger, as the house knows it."""

from __future__ import annotations

from jinlin.instruments.instrument import Audit, Instrument, PackPart
from jinlin.instruments.ledger import checks, pack_checks
from jinlin.instruments.ledger.actions import install_accounts, write
from jinlin.instruments.ledger.effects import ROOM, PostParams, post
from jinlin.instruments.ledger.plans import AccountPlan
from jinlin.kernel.cases.effects.registry import Kind
from jinlin.lib.words import Words


def _verified() -> Audit:
    found = checks.verify()
    zh = f"转账{found.transfers}，账户{found.accounts}"
    return Audit(Words(zh=zh, en=f"{found.transfers} transfers, {found.accounts} accounts"), found.faults)


INSTRUMENT = Instrument(
    name="ledger",
    effects={"post": Kind(PostParams, post)},
    writers={ROOM: write},
    parts=(
        PackPart(
            called="account",
            noun=Words(zh="账户", en="account"),
            file="pack.yaml",
            key="accounts",
            model=AccountPlan,
        ),
    ),
    installs=lambda pack, parts: install_accounts(pack, parts["account"]),
    checks=pack_checks.CHECKS,
    nouns={"commodity": Words(zh="计量", en="commodity"), "hold": Words(zh="预留", en="hold")},
    verifies=_verified,
)
