"""The effect `post`: an amount moves between two accounts of the case or of its pack."""

from __future__ import annotations

from typing import Annotated, Any, Self

from pydantic import model_validator

from jinlin.instruments.ledger import selectors
from jinlin.instruments.ledger.actions import Wanted
from jinlin.instruments.ledger.entries import RESOLVING, Kind, NewAccount
from jinlin.instruments.ledger.plans import PartName
from jinlin.kernel.cases.effects.params import Cel, Ref
from jinlin.kernel.cases.effects.registry import Step
from jinlin.lib.errors import NotMet
from jinlin.lib.words import Frozen

ROOM = "ledger"


class PostParams(Frozen):
    """Two accounts of the pack's `accounts`, and a CEL expression for the amount in the smallest unit.

    `name` tells it from others of the same step; the name of a hold is used once in a case, and `of` names
    the hold that a settle or a release resolves. `receipt` is the CEL for the number of a bank's receipt,
    which counts once at the unit that holds the case, whatever the case.
    """

    debit: Annotated[str, Ref("account")]
    credit: Annotated[str, Ref("account")]
    amount: Annotated[str, Cel(gives=frozenset({"integer", "null"}))]
    name: PartName
    memo: str = ""
    kind: Kind = "post"
    of: PartName | None = None
    receipt: Annotated[str, Cel(gives=frozenset({"text", "null"}))] | None = None

    @model_validator(mode="after")
    def _resolves_what_it_names(self) -> Self:
        if (self.of is not None) != (self.kind in RESOLVING):
            raise ValueError("`of` names the hold of a `settle` or a `release`, and of nothing else")
        return self


def post(step: Step, params: PostParams) -> None:
    """Let an amount move when the change is stored; the case's own history keeps what was wanted.

    An amount of nothing moves nothing. What an import replays is posted too: the books of a case begin with
    the case.
    """
    amount = _whole(params, step.context().value(params.amount))
    if amount == 0:
        return
    debit, credit = _account(step, params.debit), _account(step, params.credit)
    of = params.of or ""
    receipt = str(step.context().value(params.receipt) or "") if params.receipt else ""
    wanted = Wanted(debit, credit, amount, params.name, params.memo, params.kind, of, step.actor, receipt)
    step.draft.set_in_motion.setdefault(ROOM, []).append(wanted)
    told = {"name": params.name, "kind": params.kind, "of": of, "amount": amount}
    step.facts.setdefault("posted", []).append({**told, "debit": debit.code, "credit": credit.code})


def _whole(params: PostParams, value: Any) -> int:
    if type(value) is not int or value < 0:
        raise NotMet(
            f"“{params.name}”的金额须为不小于零的整数（最小单位），现为 {value}",
            f"The amount of '{params.name}' must be a whole number, not below nothing, and it is {value}",
        )
    return value


def _account(step: Step, name: str) -> NewAccount:
    pack = step.draft.definition.pack
    plan = selectors.plan(f"{pack}/{name}", step.work.world.revision)
    return plan.account(pack, name, step.draft.case.id)
