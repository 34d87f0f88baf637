"""Taking a file for the bank along: it holds every name and account, so who takes it is journaled."""

from __future__ import annotations

from typing import BinaryIO

from jinlin.instruments.payouts import policies
from jinlin.instruments.payouts.actions.purposes import note
from jinlin.instruments.payouts.bank.payments import Written
from jinlin.instruments.payouts.bank.profiles import Profile
from jinlin.instruments.payouts.case_actions import action_for
from jinlin.instruments.payouts.selectors.bank_files import Form, write_bank_file
from jinlin.instruments.payouts.selectors.distribution import seen
from jinlin.kernel.registry.actors import Actor


def fetch_bank_file(
    number: str, n: int, form: Form, out: BinaryIO, actor: Actor, profile: Profile | None = None
) -> Written:
    """Write file `n` for whoever sends the money. NotAllowed for everybody else, though they see the
    distribution; else as `write_bank_file`."""
    view = seen(number, actor)
    policies.may_fetch_files(view, view.definition.actions[action_for(view.definition, "send")]).require()
    written = write_bank_file(number, n, form, out, actor, profile)
    facts = {"file": n, "form": form, "sha256": written.sha256}
    note(view, "fetched", actor, facts)
    return written
