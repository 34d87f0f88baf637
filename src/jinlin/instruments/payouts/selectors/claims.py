"""Lists of claims, shares and exceptions, in pages: names are masked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Q

from jinlin.instruments.payouts.claims import PERSONAL
from jinlin.instruments.payouts.keeping import Keeper
from jinlin.instruments.payouts.models import Allocation, Claim, Instruction, Trouble
from jinlin.instruments.payouts.resolutions import says, ways
from jinlin.instruments.payouts.rows import found as rows_found
from jinlin.instruments.payouts.selectors.distribution import seen
from jinlin.kernel.cases import vault
from jinlin.kernel.cases.selectors import CaseView
from jinlin.kernel.registry.actors import Actor
from jinlin.lib.text import mask_id, mask_name
from jinlin.lib.words import Words

LARGEST = 200


class ClaimInfo(NamedTuple):
    """A claim in a list. Amounts in fen; `account` shows its last four digits."""

    n: int
    name: str
    id_no: str
    account: str
    tier: str
    paid_in: int
    returned: int
    loss: int
    had: int
    standing: str
    frozen: bool
    unreachable: bool
    way: str


class ShareInfo(NamedTuple):
    """What one version of the plan gives a claim. Amounts in fen; `held` is why the share is kept."""

    claim: int
    tier: str
    loss: int
    had: int
    share: int
    held: str


class Difference(NamedTuple):
    """A claim that two versions of the plan treat differently: what each gives it, None if nothing."""

    claim: int
    before: int | None
    after: int | None


class TroubleInfo(NamedTuple):
    """An exception: what it is, about which claim, and how it can be or was resolved. `sides` are the claims
    that it is about, masked; `differ` names the parts in which two of them are not the same. `proposal` is
    how `proposed_by` would have it resolved, and `scan` the attachment that shows why."""

    n: int
    kind: str
    say: Words
    claim: int | None
    other: int | None
    told: dict[str, Any]
    opened_at: datetime
    resolved_at: datetime | None
    resolution: str
    reason: str
    ways: tuple[str, ...]
    proposal: str
    proposed_by: str
    scan: int | None
    sides: tuple[ClaimInfo, ...]
    differ: tuple[str, ...]


class InstructionInfo(NamedTuple):
    """A share on its way."""

    n: int
    claim: int
    amount: int
    place: str
    held: str
    ready: bool
    attempts: int
    trouble: str


def keeper_of(view: CaseView) -> Keeper:
    """Opens the claims of a case. NotFound once retention has destroyed its key."""
    return Keeper(vault.unwrapped(view.case.sealed_key, view.draft.stream), view.case.id)


def claims(
    number: str,
    actor: Actor,
    *,
    after: int = 0,
    limit: int = 50,
    standing: str | None = None,
) -> list[ClaimInfo]:
    """Claims by number, after number `after`; perhaps only of one standing."""
    view = seen(number, actor)
    keeper = keeper_of(view)
    found = Claim.objects.filter(case_id=view.case.id, n__gt=after).order_by("n")
    if standing:
        found = found.filter(standing=standing)
    return [claim_info(one, keeper) for one in found[: _size(limit)]]


def compare(
    number: str, before: int, after: int, actor: Actor, *, start: int = 0, limit: int = 50
) -> list[Difference]:
    """The claims, by number after `start`, to which two versions of the plan give different shares."""
    case = seen(number, actor).case.id
    statement = """
        SELECT claim, b.share, a.share
          FROM (SELECT * FROM payout_allocation WHERE case_id = %(case)s AND plan = %(before)s) b
          FULL JOIN (SELECT * FROM payout_allocation WHERE case_id = %(case)s AND plan = %(after)s) a
         USING (claim)
         WHERE a.share IS DISTINCT FROM b.share AND claim > %(start)s ORDER BY claim LIMIT %(limit)s
    """
    values = {"case": case, "before": before, "after": after, "start": start, "limit": _size(limit)}
    return [Difference(*row) for row in rows_found(statement, values)]


def shares(number: str, plan: int, actor: Actor, *, after: int = 0, limit: int = 50) -> list[ShareInfo]:
    """The shares of one version by claim, after claim `after`."""
    case = seen(number, actor).case.id
    found = Allocation.objects.filter(case_id=case, plan=plan, claim__gt=after).order_by("claim")
    return [ShareInfo(*row) for row in found.values_list(*ShareInfo._fields)[: _size(limit)]]


def instructions(
    number: str, actor: Actor, *, place: str | None = None, after: int = 0, limit: int = 50
) -> list[InstructionInfo]:
    """Shares on their way by number, after number `after`; perhaps only those that lie in one place."""
    found = Instruction.objects.filter(case_id=seen(number, actor).case.id, n__gt=after).order_by("n")
    if place:
        found = found.filter(place=place)
    names = InstructionInfo._fields
    return [InstructionInfo(*row) for row in found.values_list(*names)[: _size(limit)]]


def troubles(
    number: str, actor: Actor, *, is_open: bool | None = True, after: int = 0, limit: int = 50
) -> list[TroubleInfo]:
    """Exceptions by number, after number `after`; only the open ones, only the others, or all (None)."""
    view = seen(number, actor)
    found = Trouble.objects.filter(case_id=view.case.id, n__gt=after).order_by("n")
    if is_open is not None:
        found = found.filter(resolved_at__isnull=is_open)
    return told_troubles(list(found[: _size(limit)]), view)


def troubles_about(view: CaseView, claim: int) -> list[TroubleInfo]:
    """The exceptions about one claim, open or not, the newest first, at most 200."""
    about = Q(claim=claim) | Q(other=claim)
    found = Trouble.objects.filter(about, case_id=view.case.id).order_by("-n")
    return told_troubles(list(found[:LARGEST]), view)


def told_troubles(found: Sequence[Trouble], view: CaseView) -> list[TroubleInfo]:
    """Exceptions with the claims that they are about: one statement more, whatever their number. Nobody is
    told of once retention has destroyed the key of the case."""
    named = {n for one in found for n in (one.claim, one.other) if n is not None}
    if not named or view.case.sealed_key is None:
        return [_trouble(one, {}, view) for one in found]
    known = {one.n: one for one in Claim.objects.filter(case_id=view.case.id, n__in=named)}
    return [_trouble(one, known, view) for one in found]


def open_troubles(case: int, claim: int | None = None) -> int:
    """How many exceptions of a case are open, or of one of its claims."""
    about = Q() if claim is None else Q(claim=claim) | Q(other=claim)
    return Trouble.objects.filter(about, case_id=case, resolved_at=None).count()


def claim_info(one: Claim, keeper: Keeper) -> ClaimInfo:
    """A claim as a list shows it: masked."""
    who = keeper.open(one.n, one.sealed)
    account = f"****{who['account'][-4:]}" if who["account"] else ""
    return ClaimInfo(
        one.n, mask_name(who["name"]), mask_id(who["id_no"]), account, one.tier, one.paid_in, one.returned,
        one.loss, one.had, one.standing, one.frozen, one.unreachable, one.way,
    )  # fmt: skip


def _trouble(one: Trouble, known: Mapping[int, Claim], view: CaseView) -> TroubleInfo:
    sides = [known[n] for n in (one.other, one.claim) if n is not None and n in known]
    shown = [claim_info(side, keeper_of(view)) for side in sides]
    return TroubleInfo(
        one.n, one.kind, says(one.kind), one.claim, one.other, one.told, one.opened_at, one.resolved_at,
        one.resolution, _why(one, view), ways(one.kind), one.proposal, one.proposed_by, one.scan,
        tuple(shown), _differ(sides, view),
    )  # fmt: skip


def _differ(sides: Sequence[Claim], view: CaseView) -> tuple[str, ...]:
    """The parts in which two claims are not the same, by the names of columns of a list."""
    if len(sides) < 2:
        return ()
    keeper = keeper_of(view)
    first, second = (keeper.open(one.n, one.sealed) for one in sides)
    money = [name for name in ("paid_in", "returned") if getattr(sides[0], name) != getattr(sides[1], name)]
    return (*(name for name in PERSONAL if first.get(name) != second.get(name)), *money)


def _why(one: Trouble, view: CaseView) -> str:
    """Why it was resolved so; nothing once retention has destroyed it."""
    if one.sealed is None or view.case.sealed_key is None:
        return one.reason
    return keeper_of(view).open_part(f"exception/{one.n}", one.sealed).decode()


def _size(limit: int) -> int:
    return max(1, min(limit, LARGEST))
