"""A court with one type of case, which may take every step at any time: what a step needs, it says itself."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from jinlin.instruments.payouts.actions.steps import NAMES
from jinlin.instruments.payouts.hands import hand_of, hands
from jinlin.instruments.payouts.selectors import troubles
from jinlin.kernel.cases.actions import attach, install_definition, open_case, take
from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.draft import Draft
from jinlin.kernel.registry.actions import install_areas, install_organisations, install_register
from jinlin.kernel.registry.actors import Actor, Post

COUNTY, COURT = "990101", "T-COURT"
JUDGE = Actor("person/1", "Lin", "lin", (Post("judge", COURT, COUNTY),))
"""Whoever looks, and whoever enters."""
PEOPLE: dict[str, Actor] = {
    hand: Actor(f"person/{n}", f"Lin {n}", f"lin{n}", JUDGE.posts) for n, hand in enumerate(hands(), 1)
} | {"enters": JUDGE}
PAYS, CHECKS = PEOPLE["pays"], PEOPLE["checks"]
STRANGER = Actor("person/9", "Zhao", "zhao")
HEADER = ("姓名", "身份证号", "投入金额", "已返还金额", "收款账号", "开户行行号")
WEIGHTS, DIGITS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2), "10X98765432"


def words(text: str) -> dict[str, str]:
    """The same in both languages; tests do not read it."""
    return {"zh": f"中{text}", "en": text}


def _ask(kind: str, **more: Any) -> dict[str, Any]:
    return {"type": kind, "name": words(kind), **more}


ROW = {
    name: _ask("text") for name in ("name", "id_no", "paid_in", "returned", "account", "bank_code", "tier")
}
HEIR = {name: _ask("text") for name in ("name", "id_no", "account", "bank_code")} | {"part": _ask("integer")}
OUTCOMES = ("accepted", "settled", "rejected", "returned")
ANSWER = {
    "claim": _ask("integer"),
    "outcome": _ask("choice", options=[{"value": one, "name": words(one)} for one in OUTCOMES]),
    "amount": _ask("money"),
    "reason": _ask("text"),
    "slip_no": _ask("text"),
}
CLAIM, NUMBERS = {"claim": _ask("integer")}, {"claim_numbers": _ask("text")}
ASKS: dict[str, dict[str, Any]] = {
    "receive": {"received": _ask("money"), "receipt": _ask("text")},
    "register": {"claims": _ask("rows", of=ROW, privacy="personal", revealed_to=["judge"])},
    "verify": NUMBERS,
    "reissue": NUMBERS,
    "set_aside": NUMBERS,
    "resolve": {"exception": _ask("integer"), "resolution": _ask("text"), "reason": _ask("text")},
    "set_payee": CLAIM | {name: _ask("text") for name in ("account", "bank_code", "payee", "capacity")},
    "divide": CLAIM | {"heirs": _ask("rows", of=HEIR, privacy="personal")},
    "plan": {"round_amount": _ask("money")},
    "correct": CLAIM | {"paid_in": _ask("money"), "returned": _ask("money")},
    "rehearse": {"seed": _ask("integer")},
    "answers": {"bank_answers": _ask("rows", of=ANSWER), "scan": _ask("file")},
    "rename": CLAIM | {"right_name": _ask("text")},
    "bank_word": {name: _ask("text") for name in ("resolution", "reason")}
    | {"exception": _ask("integer"), "scan": _ask("file")},
    "redeem": CLAIM | {"holder_id_no": _ask("text")},
} | dict.fromkeys(("exclude", "freeze", "unfreeze", "lose_sight", "find_again"), CLAIM)


def _action(step: str) -> dict[str, Any]:
    return {
        "name": words(step), "from": "running", "to": None, "by": "judge", "asks": ASKS.get(step, {}),
        "does": [{"payout": step}],
    }  # fmt: skip


PAYER = {name: _ask("text") for name in ("payer_name", "payer_account", "payer_bank_code")}
REFUND: dict[str, Any] = {
    "pack": "court",
    "type": "refund",
    "name": words("Refund"),
    "number": "R{year}-{seq:04}",
    "roles": {"judge": {"name": words("Judge"), "scope": "area"}},
    "opened_by": ["judge"],
    "starts_in": "running",
    "opens_with": [{"payout": "open"}],
    "asks": PAYER,
    "states": {"running": {"name": words("Running"), "say": words("It runs")},
               "done": {"name": words("Done"), "say": words("Done"), "final": True}},
    "actions": {step: _action(step) for step in NAMES if step != "open"},
}  # fmt: skip


def build_court() -> None:
    """Install the court."""
    day = {"valid_from": "2010-01-01"}
    install_areas([{"code": COUNTY, "name": "Town", "parent": "", "level": "county", **day}])
    install_organisations([{"code": COURT, "name": COURT, "kind": "court", "area": COUNTY, **day}])
    tiers = [{"code": code, "order": str(n)} for n, code in enumerate(("medical", "victim", "civil"))]
    install_register("court/tiers", ["order"], tiers, "pack")
    install_definition(Definition.model_validate(REFUND))


def open_refund(fen: int = 0) -> str:
    """A distribution, with so much in its pool; its number."""
    payer = {
        "payer_name": "示范法院案款户",
        "payer_account": "6222000000000001",
        "payer_bank_code": "102000000001",
    }
    number = str(open_case("court/refund", payer, JUDGE, channel="web").case.number)
    if fen:
        step(number, "receive", received=fen, receipt="R1")
    return number


def step(number: str, name: str, actor: Actor | None = None, **answers: Any) -> Draft:
    """Take one step, by the hand to which it belongs."""
    return take(number, name, answers, actor or PEOPLE.get(hand_of(name) or "", JUDGE))


def confirm(number: str, way: str = "confirmed") -> None:
    """What waits for a second person is confirmed."""
    for one in troubles(number, JUDGE, limit=200):
        if way in one.ways:
            step(number, "resolve", exception=one.n, resolution=way, reason="已核对材料")


def id_no(n: int) -> str:
    """The identity number of the n-th synthetic person."""
    body = (
        f"990101199001{1 + n // 1000 % 28:02}{n % 1000:03}"
        if n < 28_000
        else f"99010119{n // 28_000:02}0101{n % 1000:03}"
    )
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, body, strict=True))
    return body + DIGITS[total % 11]


def person(n: int, paid_in: str, **more: str) -> dict[str, str]:
    """One row of a form: the n-th person, with an account of their own."""
    return {"name": f"示例{n}", "id_no": id_no(n), "paid_in": paid_in, "account": f"6222{n:012}"} | more


def register(number: str, *paid_in: str) -> None:
    """Register people by hand, verified at once; large losses were looked at."""
    step(number, "register", claims=[person(n, one) for n, one in enumerate(paid_in, 1)])
    for trouble in troubles(number, JUDGE):
        step(number, "resolve", exception=trouble.n, resolution="checked", reason="已核对")
    step(number, "verify")


def approved(number: str, fen: int | None = None) -> None:
    """Plan, rehearse, approve."""
    step(number, "plan", round_amount=fen)
    step(number, "rehearse", seed=1)
    step(number, "approve")


def answer(
    number: str, *lines: tuple[int, str] | tuple[int, str, int] | tuple[int, str, int | None, str]
) -> None:
    """Lines of the bank's by hand: claim, outcome, perhaps amount and reason."""
    names = ("claim", "outcome", "amount", "reason")
    rows = [dict(zip(names, line, strict=False)) for line in lines]
    scan = attach(number, "回单.txt", b"synthetic", PAYS)
    step(number, "answers", bank_answers=rows, scan=str(scan.n))
    confirm(number)


def write_list(path: Path, rows: Iterable[Sequence[object]], header: Sequence[str] = HEADER) -> Path:
    """A list of claims as CSV."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file)
        out.writerow(header)
        out.writerows(rows)
    return path


def people(count: int, paid_in: str = "10000.00") -> Iterable[tuple[str, ...]]:
    """Rows of a list."""
    return ((f"示例{n}", id_no(n), paid_in, "0", f"6222{n:012}", "102000000001") for n in range(1, count + 1))
