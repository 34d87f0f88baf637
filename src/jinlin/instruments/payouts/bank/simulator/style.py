"""In which of the forms that the standard allows a file is written: version, envelope, encoding, habits."""

from __future__ import annotations

import random
from typing import Literal, NamedTuple

from jinlin.instruments.payouts.bank.answers import camt, pain002

Amounts = Literal["each", "details", "none"]


class Style(NamedTuple):
    """A way to write XML. `amounts`: of a transaction in `Amt`, in `AmtDtls`, or of the entry alone.
    `batched`: an entry holds several payments. `charged`: the bank's charges are in the booked amount."""

    pain: str = "03"
    message: str = "camt.054"
    camt: str = "08"
    enveloped: bool = False
    encoding: Literal["UTF-8", "GB2312"] = "UTF-8"
    times: bool = False
    wordy: bool = False
    batched: bool = False
    charged: bool = False
    amounts: Amounts = "each"


PLAIN = Style()


def odd_style(dice: random.Random) -> Style:
    """Any of them. Versions before 04 of camt have no `Amt` and no charges of a transaction."""
    version = dice.choice(camt.VERSIONS)
    old = version < "04"
    amounts: tuple[Amounts, ...] = ("details", "none") if old else ("each", "details", "none")
    chosen = dice.choice(amounts)
    return Style(
        pain=dice.choice(pain002.VERSIONS),
        message=dice.choice(camt.MESSAGES),
        camt=version,
        enveloped=dice.random() < 0.3,
        encoding=dice.choice(("UTF-8", "GB2312")),
        times=dice.random() < 0.5,
        wordy=dice.random() < 0.5,
        batched=dice.random() < 0.5,
        charged=not old and chosen == "each" and dice.random() < 0.3,
        amounts=chosen,
    )
