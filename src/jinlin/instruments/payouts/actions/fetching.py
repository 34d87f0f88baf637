"""Taking a file for the bank along: it holds every name and account, so who takes it is journaled; and it is
kept as it was first taken, byte for byte."""

from __future__ import annotations

from tempfile import TemporaryFile
from typing import BinaryIO

from django.db import transaction

from jinlin.instruments.payouts import policies
from jinlin.instruments.payouts.actions.purposes import note
from jinlin.instruments.payouts.bank.payments import Written
from jinlin.instruments.payouts.bank.profiles import Profile
from jinlin.instruments.payouts.case_actions import action_for
from jinlin.instruments.payouts.covered import kept
from jinlin.instruments.payouts.keeping import Keeper
from jinlin.instruments.payouts.models import BankForm, BankFormPart, Distribution
from jinlin.instruments.payouts.selectors.bank_files import Form, bank_file, write_bank_file
from jinlin.instruments.payouts.selectors.claims import keeper_of
from jinlin.instruments.payouts.selectors.distribution import seen
from jinlin.instruments.payouts.selectors.kept_files import PART, about, parts_of
from jinlin.kernel.cases.selectors import CaseView
from jinlin.kernel.journal.actions import append
from jinlin.kernel.registry.actors import Actor
from jinlin.lib import clock


def fetch_bank_file(
    number: str, n: int, form: Form, out: BinaryIO, actor: Actor, profile: Profile | None = None
) -> Written:
    """Write file `n` for whoever sends the money. NotAllowed for everybody else, though they see the
    distribution; else as `write_bank_file`. Fetched again in this form it is the same bytes, whatever has
    become of the claims and of this program."""
    view = seen(number, actor)
    policies.may_fetch_files(view, view.definition.actions[action_for(view.definition, "send")]).require()
    kept_as = form if profile is None else f"{form}:{profile.key}"[:40]
    file, keeper = bank_file(view.case.id, n), keeper_of(view)
    with transaction.atomic():
        Distribution.objects.select_for_update().get(case_id=view.case.id)  # it is made once
        made_as = BankForm.objects.filter(case_id=view.case.id, file=n, form=kept_as).first()
        if made_as is None:
            made_as = _make(view, n, (form, kept_as), profile, actor, keeper)
    out.writelines(parts_of(made_as, keeper))
    facts = {"file": n, "form": kept_as, "sha256": made_as.sha256}
    note(view, "fetched", actor, facts)
    return Written(made_as.sha256, file.payments, file.amount)


def _make(
    view: CaseView, n: int, form: tuple[Form, str], profile: Profile | None, actor: Actor, keeper: Keeper
) -> BankForm:
    with TemporaryFile() as made:
        written = write_bank_file(view.case.number, n, form[0], made, actor, profile)
        made_as = BankForm.objects.create(
            case_id=view.case.id, file=n, form=form[1], sha256=written.sha256, made_at=clock.now()
        )
        made.seek(0)
        for at, part in enumerate(iter(lambda: made.read(PART), b"")):
            sealed = keeper.seal_part(about(made_as, at), part)
            BankFormPart.objects.create(case_id=made_as.case_id, file=n, form=form[1], n=at, sealed=sealed)
    append([kept(view.case.id, "forms")])
    return made_as
