"""What packs say of accounts: the commodities they can count, and the accounts they plan. Pure."""

from __future__ import annotations

from typing import Annotated, Literal, NamedTuple

from pydantic import StringConstraints

from jinlin.instruments.ledger.entries import NewAccount, Side
from jinlin.lib.words import Frozen, Words


class Standard(NamedTuple):
    """A commodity that packs can name: its amounts are whole numbers of 1/10^scale."""

    scale: int
    name: Words


STANDARD = {
    "CNY": Standard(2, Words(zh="人民币（元）", en="Chinese yuan")),
    "POINT": Standard(0, Words(zh="积分", en="Points")),
    "HOUR": Standard(2, Words(zh="志愿服务时长（小时）", en="Hours of voluntary service")),
    "CO2E-KG": Standard(3, Words(zh="二氧化碳当量（千克）", en="Kilograms of CO2 equivalent")),
}

PartName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:[_-][a-z0-9]+)*\z", max_length=40)]
"""A part of an account's code, and the name of a transfer within its case."""


class AccountPlan(Frozen):
    """An account of `accounts` in pack.yaml: one for each case that uses it, or one for the whole pack.

    `side` is where it normally stands; with `no_overdraft` no more leaves than there is.
    """

    of: Literal["case", "pack"] = "case"
    commodity: str
    side: Side
    no_overdraft: bool = False
    name: Words

    def account(self, pack: str, name: str, case: int) -> NewAccount:
        """The account of this plan for a case."""
        path = f"case/{case}" if self.of == "case" else f"pack/{pack}"
        return NewAccount(f"{path}/{name}", self.commodity, self.side, self.name, self.no_overdraft)
