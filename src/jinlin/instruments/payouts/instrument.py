"""Payouts, as the house knows them."""

from __future__ import annotations

from datetime import timedelta

from jinlin.instruments.instrument import Audit, Instrument, Round
from jinlin.instruments.payouts import checks, pack_checks
from jinlin.instruments.payouts.actions import work_on_uploads
from jinlin.instruments.payouts.actions.forgetting import forget
from jinlin.instruments.payouts.effects import ROOM, PaperParams, PayoutParams, payout, payout_paper, write
from jinlin.instruments.payouts.hands import are_two
from jinlin.kernel.cases.effects.registry import Kind
from jinlin.lib.words import Words


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
    checks=pack_checks.CHECKS,
    rounds={"lists": Round(work_on_uploads, timedelta(hours=1))},  # one list may be long
    verifies=_verified,
)
