"""A distribution of the pack claims_payout (X-C09) among three, and those who work on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from jinlin.instruments.payouts import actions, selectors
from jinlin.instruments.payouts.selectors import Proven
from jinlin.kernel.cases.actions import attach, open_case, take
from jinlin.kernel.cases.selectors import case_for
from jinlin.kernel.registry.actors import SYSTEM, Actor, Post
from jinlin.lib import clock

COURT, COUNTY = "DEMO-COURT", "990101"
MONDAY = datetime(2022, 8, 1, 9, tzinfo=clock.LOCAL)
MATTER = {
    "subject": "示范公司集资案",
    "court": COURT,
    "enforcement_no": "（2022）示范执1号",
    "judgment_no": "（2021）示范刑初1号",
    "payer_name": "近邻示范县人民法院案款专户",
    "payer_account": "6222000000000001",
    "payer_bank": "示例银行示范支行",
    "payer_bank_code": "102000000001",
}
NAMES = ("示例戊", "示例己", "示例庚")
ID_NOS = ("990101199001010051", "99010119900101006X", "990101199001010078")
PEOPLE = [
    {"name": NAMES[0], "id_no": ID_NOS[0], "paid_in": "400000", "returned": "100000"},
    {"name": NAMES[1], "id_no": ID_NOS[1], "paid_in": "300000", "account": "6222000000000106"},
    {"name": NAMES[2], "id_no": ID_NOS[2], "paid_in": "600000", "account": "6222000000000107"},
]


def officer(role: str) -> Actor:
    """Somebody of the court in this role."""
    return Actor(f"person/{role}", role, role, (Post(role, COURT, COUNTY),))


def do(number: str, who: str, action: str, **answers: Any) -> None:
    """Take an action as an officer."""
    take(number, action, answers, officer(who))


def registered(fen: int = 60_000_000) -> str:
    """600,000 yuan for three, registered and verified; its number."""
    number = str(open_case("claims_payout/distribution", MATTER, officer("clerk")).case.number)
    do(number, "cashier", "receive", received=fen, receipt="示范进账1号")
    do(number, "clerk", "register", claims=PEOPLE)
    do(number, "clerk", "end_registration")
    do(number, "verifier", "verify")
    return number


def on_notice(number: str) -> None:
    """Its plan goes on notice."""
    do(number, "judge", "plan")
    do(number, "judge", "rehearse", seed=1)
    do(number, "judge", "publish", notice_place="法院官网")


def sent(number: str, journey: clock.Journey) -> None:
    """Fifteen days of notice later it is approved and the files go to the bank."""
    on_notice(number)
    journey.move(MONDAY.replace(day=17))
    do(number, "court_president", "approve")
    do(number, "cashier", "send")


def answered(number: str, *lines: Mapping[str, Any]) -> None:
    """The bank says this on paper; the cashier types it, and the verifier holds it against the scan."""
    scan = attach(number, "回单.txt", b"synthetic", officer("cashier"))
    do(number, "cashier", "answers", bank_answers=list(lines), scan=str(scan.n))
    confirm(number)


def confirm(number: str) -> None:
    """The verifier confirms what waits for a second person."""
    waiting = [one.n for one in selectors.troubles(number, officer("verifier")) if "confirmed" in one.ways]
    for n in waiting:
        do(number, "verifier", "resolve", exception=n, resolution="confirmed", reason="对照扫描件无误")


def code(number: str, n: int) -> str:
    """The code on the paper of claim `n`."""
    return actions.print_slips(number, str(n), officer("clerk"))[0].code


def claimant(number: str, n: int) -> Proven:
    """Claimant `n`, who has shown identity number and code."""
    return selectors.prove(number, ID_NOS[n - 1], code(number, n))


def state(number: str) -> str:
    """In which state a case is."""
    return str(case_for(number, SYSTEM).case.state)


def travelling() -> Iterator[clock.Journey]:
    """From that Monday on."""
    with clock.travel(MONDAY) as journey:
        yield journey
