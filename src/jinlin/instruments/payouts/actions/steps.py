"""The steps of a distribution by name: what a pack may set in motion with `payout`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, get_args

from jinlin.instruments.payouts.actions import opening, people, reissuing, verifying
from jinlin.instruments.payouts.actions.answering import take_answers
from jinlin.instruments.payouts.actions.approving import approve
from jinlin.instruments.payouts.actions.asked import Asked, Change
from jinlin.instruments.payouts.actions.closing import close
from jinlin.instruments.payouts.actions.correcting import correct, rename
from jinlin.instruments.payouts.actions.planning import plan
from jinlin.instruments.payouts.actions.redeeming import redeem
from jinlin.instruments.payouts.actions.registering import register
from jinlin.instruments.payouts.actions.rehearsing import rehearse
from jinlin.instruments.payouts.actions.resolving import bring_word, resolve
from jinlin.instruments.payouts.actions.sending import send

Name = Literal[
    "open", "receive", "register", "verify", "exclude", "resolve", "freeze", "rule", "unfreeze", "correct",
    "rename", "bank_word", "lose_sight", "find_again", "set_payee", "divide", "plan", "rehearse", "approve",
    "send", "answers", "redeem", "reissue", "set_aside", "close",
]  # fmt: skip
NAMES: tuple[Name, ...] = get_args(Name)
STEPS: dict[str, Callable[[Asked], Change]] = {
    "open": opening.open_distribution,
    "receive": opening.receive,
    "register": register,
    "verify": verifying.verify,
    "exclude": verifying.exclude,
    "resolve": resolve,
    "correct": correct,
    "rename": rename,
    "bank_word": bring_word,
    "freeze": verifying.freeze,
    "rule": verifying.rule,
    "unfreeze": verifying.unfreeze,
    "lose_sight": verifying.lose_sight,
    "find_again": verifying.find_again,
    "set_payee": people.set_payee,
    "divide": people.divide,
    "plan": plan,
    "rehearse": rehearse,
    "approve": approve,
    "send": send,
    "answers": take_answers,
    "redeem": redeem,
    "reissue": reissuing.reissue,
    "set_aside": reissuing.set_aside,
    "close": close,
}
