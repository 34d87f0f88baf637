"""A distribution against a hostile bank: files go, answers come late, twice, torn and out of order.

Officers do what the desk tells them: they read every file, issue again what failed, and leave to a person
what nobody can explain. The end is compared with the bank's own books.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from random import Random

from jinlin.instruments.payouts import actions, selectors
from jinlin.instruments.payouts.bank.profiles import of_answers, profile_of
from jinlin.instruments.payouts.bank.simulator import AnswerFile, Behaviour, HostileBank
from jinlin.instruments.payouts.models import Attempt, Claim, Instruction, Trouble
from jinlin.instruments.payouts.references import Reference
from jinlin.instruments.payouts.tests.court import JUDGE, PAYS, approved, open_refund, person, step
from jinlin.lib import clock
from jinlin.lib.errors import NotMet, NotPossible, Problem

XML = of_answers("iso20022")
LAST_ATTEMPT = 4
MOST_DAYS = 200


def play(seed: int, behaviour: Behaviour, journey: clock.Journey, claims: int = 8) -> list[str]:
    """One distribution from registration to the last answer; a sentence for all that is not explained."""
    luck, bank = Random(seed), HostileBank(seed, behaviour)
    number = _registered(luck, claims)
    faults = [] if _way_holds(number) else ["a fen is missing after approval"]
    _send(number, bank)
    for _ in range(MOST_DAYS):
        for file in bank.day(clock.today()):
            _read(number, file)
        journey.move(journey.moment + timedelta(days=1))
        if bank.quiet and not _issue_again(number, bank):
            return [*faults, *_unexplained(number, bank)]
    return [*faults, f"the bank was not quiet after {MOST_DAYS} days"]


def _registered(luck: Random, claims: int) -> str:
    number = open_refund(luck.randint(10_000, 100_000_000))
    rows = [person(n, f"{luck.randint(1, 10**7) / 100:.2f}") for n in range(1, claims + 1)]
    for row in luck.sample(rows, claims // 4):
        row["account"] = ""  # a slip
    step(number, "register", claims=rows)
    for one in selectors.troubles(number, JUDGE):
        step(number, "resolve", exception=one.n, resolution="checked", reason="已核对")
    step(number, "verify")
    approved(number)
    return number


def _send(number: str, bank: HostileBank) -> None:
    step(number, "send")
    for file in selectors.files(number, JUDGE)[-2:]:
        out = BytesIO()
        profile = profile_of("deposit_slip") if file.kind == "slip" else None
        actions.fetch_bank_file(number, file.n, "csv" if profile else "pain001.09", out, PAYS)
        if file.made_at == clock.now():
            out.seek(0)
            bank.receive(out, clock.today(), profile)


def _read(number: str, file: AnswerFile) -> None:
    with tempfile.NamedTemporaryFile() as kept:
        path = Path(kept.name)
        path.write_bytes(file.content)
        try:
            actions.read_answers(number, path, PAYS, name=file.name, profile=file.profile or XML)
        except NotPossible:
            pass  # the same file again
        except Problem:
            return  # torn to pieces: the bank is asked for it again
    assert _way_holds(number)


def _issue_again(number: str, bank: HostileBank) -> bool:
    """Whoever failed and is not under a cloud gets another attempt, until we give up."""
    case = Claim.objects.values_list("case_id", flat=True).order_by("-case_id")[0]
    under_a_cloud = set(
        Trouble.objects.filter(case_id=case, resolved_at=None).values_list("claim", flat=True)
    )
    failed = Instruction.objects.filter(case_id=case, place="returned", attempts__lt=LAST_ATTEMPT)
    again = [str(n) for n in failed.values_list("claim", flat=True) if n not in under_a_cloud]
    if not again:
        return False
    try:
        step(number, "reissue", claim_numbers=", ".join(again))
    except NotMet:
        return False
    _send(number, bank)
    return True


def _unexplained(number: str, bank: HostileBank) -> Iterator[str]:
    """Payments of which our books and the bank's say two things, without an open exception for a person."""
    truth = bank.truth().paid
    troubled = set(Trouble.objects.filter(resolved_at=None).values_list("claim", flat=True))
    case = Claim.objects.values_list("case_id", flat=True).order_by("-case_id")[0]
    for one in Instruction.objects.filter(case_id=case).order_by("n"):
        attempts = Attempt.objects.filter(case_id=case, instruction=one.n).values_list("n", flat=True)
        arrived = sum(truth.get(str(Reference(case, one.n, n)), 0) for n in attempts)
        ours = one.amount if one.place == "paid" else 0
        if arrived != ours and one.claim not in troubled:
            yield f"claim {one.claim}: the bank says {arrived}, we say {ours} ({one.place})"


def _way_holds(number: str) -> bool:
    return selectors.money(number, JUDGE).holds
