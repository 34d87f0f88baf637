"""What happens by the clock on the wall, whether or not anybody is there."""

from __future__ import annotations

from procrastinate.contrib.django import app

from jinlin.kernel.cases import actions as cases
from jinlin.kernel.registry import actions as registry
from jinlin.web.gallery.proving import prove_what_is_new


# cron lines are in UTC
@app.periodic(cron="7 * * * *")
@app.task(name="forget_old_counters", queueing_lock="forget_old_counters", pass_context=False)
def forget_old_counters(timestamp: int) -> None:
    """Drop the counters of attempts whose time is over."""
    registry.forget_old_counters()


@app.periodic(cron="10 18 * * *")
@app.task(name="prune_answers", queueing_lock="prune_answers", pass_context=False)
def prune_answers(timestamp: int) -> None:
    """Forget what requests with an idempotency key were answered 90 days ago."""
    cases.prune_answers()


@app.task(name="prove_packs", queueing_lock="prove_packs")
def prove_packs() -> None:
    """Let packs that are new here show their five proofs: what the gallery shows of them."""
    prove_what_is_new()
