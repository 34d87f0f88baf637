"""Payouts, as the house knows them."""

from __future__ import annotations

from datetime import timedelta

from jinlin.instruments.instrument import Audit, Checking, Instrument, Round
from jinlin.instruments.payouts import checks
from jinlin.instruments.payouts.actions import work_on_uploads
from jinlin.instruments.payouts.actions.forgetting import forget
from jinlin.instruments.payouts.effects import ROOM, PaperParams, PayoutParams, payout, payout_paper, write
from jinlin.instruments.payouts.hands import are_two
from jinlin.kernel.cases.effects.registry import Kind
from jinlin.lib.words import Words


def papers_are_handed_over(pack: Checking) -> None:
    """`payout_paper` names a document that has an `example`: payouts hand over its data."""
    known = pack.parts("document")
    for use in pack.uses("payout_paper"):
        name = str(use.params.get("withdraw") if isinstance(use.params, dict) else use.params)
        if name in known and not known[name].example:
            say = Words(zh=f"“{name}”的内容由工具给出，须有 example", en=f"`{name}` needs an `example`")
            pack.wrong(use, (), "no-data", say)


def _verified() -> Audit:
    found = checks.verify()
    looked_at = Words(zh=f"案款分配 {found.distributions}", en=f"{found.distributions} distributions")
    return Audit(looked_at, found.faults)


INSTRUMENT = Instrument(
    name="payouts",
    effects={"payout": Kind(PayoutParams, payout), "payout_paper": Kind(PaperParams, payout_paper)},
    writers={ROOM: write},
    forgetters={ROOM: forget},
    apart={"payout": are_two},
    checks=(papers_are_handed_over,),
    rounds={"lists": Round(work_on_uploads, timedelta(hours=1))},  # one list may be long
    verifies=_verified,
)
