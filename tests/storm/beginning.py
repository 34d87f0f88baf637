"""`python -m tests.storm.beginning DISTRIBUTIONS CLAIMS`: distributions at the end of their notice.

Run against an installation whose database is up: it travels in time, which the server cannot. Prints JSON,
number to claim to share in fen, as its last line.
"""

from __future__ import annotations

import json
import sys
from datetime import timedelta
from typing import Any

from jinlin.project import installation

OPENING = {
    "subject": "示范集资案", "court": "DEMO-COURT", "enforcement_no": "1", "judgment_no": "1",
    "payer_name": "示范法院案款户", "payer_account": "6222000000000001", "payer_bank_code": "102000000001",
}  # fmt: skip
NAMES = ("shujiyuan", "heduiyuan", "faguan", "chuna")
BEGAN = timedelta(days=18)  # ago; notice is given on that day and ends after fifteen
POOL = 1_000_003


def begin(actors: dict[str, Any], claims: int) -> tuple[str, dict[int, int]]:
    """One distribution as far as its notice; its number and its shares."""
    from jinlin.instruments.payouts import selectors
    from jinlin.kernel.cases.actions import attach, open_case, take

    clerk, verifier, judge, cashier = (actors[name] for name in NAMES)
    number = str(open_case("claims_payout/distribution", OPENING, clerk).case.number)
    attach(number, "回单.txt", b"synthetic", cashier)
    take(number, "receive", {"received": POOL, "receipt": number}, cashier)
    rows = [
        {"name": f"示例{n}", "id_no": id_no_of(n), "paid_in": str(3000 + n), "account": f"6222{n:012}"}
        for n in range(1, claims + 1)
    ]
    take(number, "register", {"claims": rows}, clerk)
    take(number, "end_registration", {}, clerk)
    take(number, "verify", {}, verifier)
    take(number, "plan", {}, judge)
    take(number, "rehearse", {}, judge)
    take(number, "publish", {"notice_place": "官网"}, judge)
    return number, {one.claim: one.share for one in selectors.shares(number, 1, judge, limit=200)}


def id_no_of(n: int) -> str:
    """The identity number of the n-th claimant."""
    body, weights = f"99010119900101{n:03}", (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(weight * int(digit) for weight, digit in zip(weights, body, strict=True))
    return body + "10X98765432"[total % 11]


def main() -> None:
    """Begin, let the notice end, and say what there is."""
    from jinlin.kernel.alarms.actions import ring
    from jinlin.kernel.registry.selectors import actor_of
    from jinlin.lib import clock

    actors = {name: actor_of(name) for name in NAMES}
    with clock.travel(clock.now() - BEGAN) as journey:
        made = dict(begin(actors, int(sys.argv[2])) for _ in range(int(sys.argv[1])))
        journey.move(journey.moment + BEGAN)
        while ring().count:
            pass
    print(json.dumps(made))


if __name__ == "__main__":
    installation.load_django()
    main()
