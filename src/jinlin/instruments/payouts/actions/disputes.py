"""What a person found out at the bank about an attempt of which the bank had said two things."""

from __future__ import annotations

from django.db.models import QuerySet

from jinlin.instruments.payouts.actions.asked import Asked
from jinlin.instruments.payouts.actions.attempts import Known, known_attempts
from jinlin.instruments.payouts.actions.moving import post
from jinlin.instruments.payouts.models import Attempt, Instruction, Trouble
from jinlin.instruments.payouts.places import Move
from jinlin.instruments.payouts.references import Reference
from jinlin.lib.errors import NotMet, NotPossible


def confirm_paid(asked: Asked, trouble: Trouble) -> None:
    """The bank confirmed that the money reached the person."""
    found = _attempt(asked, trouble)
    _attempts(found).update(state="settled", live=True)
    _move(asked, trouble, found, "paid")


def confirm_unpaid(asked: Asked, trouble: Trouble) -> None:
    """The bank confirmed that the money is back."""
    found = _attempt(asked, trouble)
    _attempts(found).update(state="returned", live=False)
    _move(asked, trouble, found, "returned")


def _attempt(asked: Asked, trouble: Trouble) -> Known:
    """The attempt that the exception is about. NotMet if it names none; NotPossible if another was sent
    since: then money may have gone out twice, and only the bank can bring it back."""
    reference = Reference(asked.id, trouble.instruction or 0, trouble.attempt or 0)
    found = known_attempts(asked.id, [reference])
    if not found:
        raise NotMet("这项异常不涉及任何一笔付款", "This exception is about no payment")
    if not found[0].is_last:
        raise NotPossible(
            "此后已重新发放；请先向银行追回多付的款项，再按“已查明”处理",
            "It was issued again since; have the bank recover what was paid too often, then it is clarified",
        )
    return found[0]


def _attempts(one: Known) -> QuerySet[Attempt]:
    return Attempt.objects.filter(case_id=one.case, instruction=one.instruction, n=one.n)


def _move(asked: Asked, trouble: Trouble, one: Known, target: str) -> None:
    if one.place == target:
        return
    Instruction.objects.filter(case_id=one.case, n=one.instruction).update(place=target, ready=False)
    post(
        asked, [Move(f"{one.round}/{one.claim}/{one.n}/resolved/{trouble.n}", one.place, target, one.amount)]
    )
