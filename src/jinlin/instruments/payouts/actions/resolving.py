"""A person resolves an exception: with one of the ways that fit its kind, and a reason."""

from __future__ import annotations

from collections.abc import Callable

from jinlin.instruments.payouts.actions.asked import Asked, Change
from jinlin.instruments.payouts.actions.disputes import confirm_paid, confirm_unpaid
from jinlin.instruments.payouts.actions.merging import add_up, keep_first, pay_by_slip
from jinlin.instruments.payouts.models import Trouble
from jinlin.instruments.payouts.resolutions import ways
from jinlin.lib.errors import BadInput, NotMet

Resolve = Callable[[Asked, Trouble], None]


def _nothing(asked: Asked, trouble: Trouble) -> None:
    """The papers were seen; what stands in the books is right."""
    del asked, trouble


ACTS: dict[str, Resolve] = {
    "keep_first": keep_first,
    "add_up": add_up,
    "agreed": _nothing,
    "by_slip": pay_by_slip,
    "checked": _nothing,
    "clarified": _nothing,
    "was_paid": confirm_paid,
    "was_not_paid": confirm_unpaid,
}


def resolve(asked: Asked) -> Change:
    """Resolve `exception` by `resolution`, with `reason`. NotMet if it is not open; BadInput for a way that
    does not fit its kind."""
    n = int(asked.needed("exception"))
    trouble = Trouble.objects.filter(case_id=asked.distribution.case_id, n=n, resolved_at=None).first()
    if trouble is None:
        raise NotMet(f"没有未处理的异常{n}", f"There is no open exception {n}")
    way, reason = str(asked.needed("resolution")), str(asked.needed("reason"))
    if way not in ways(trouble.kind):
        known = ", ".join(ways(trouble.kind))
        raise BadInput(
            f"这类异常可以这样处理：{known}", f"An exception of this kind is resolved by one of: {known}"
        )
    counts = {"changes": 1} if trouble.kind == "same_person" else {}
    facts = {"exception": n, "kind": trouble.kind, "claim": trouble.claim, "resolution": way}

    def store() -> None:
        ACTS[way](asked, trouble)
        values = {
            "resolved_at": asked.now,
            "resolution": way,
            "sealed": asked.keeper.seal_part(f"exception/{n}", reason[:300].encode()),
            "by": asked.actor.label,
        }
        Trouble.objects.filter(case_id=asked.id, n=n).update(**values)

    return Change(asked.id, facts, store, counts)
