"""Second factors outlive a change of the master key."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from allauth.mfa.models import Authenticator

from jinlin.kernel.registry import actions
from jinlin.kernel.registry.actions.people import find
from jinlin.web.account.adapter import SecondFactors
from jinlin.web.account.rekeying import rekey_second_factors

NEW = base64.b64encode(b"another master key of 32 bytes!!").decode()


@pytest.mark.django_db
def test_an_authenticator_app_and_recovery_codes_work_under_the_new_key(settings: Any) -> None:
    actions.install_people([{"username": "lin", "name": "林"}])
    hide = SecondFactors().encrypt
    for kind, data in (
        ("totp", {"secret": hide("S")}),
        ("recovery_codes", {"seed": hide("R"), "used_mask": 3}),
    ):
        Authenticator.objects.create(user=find("lin"), type=kind, data=data)
    settings.JINLIN_FORMER_MASTER_KEY, settings.JINLIN_MASTER_KEY = settings.JINLIN_MASTER_KEY, NEW
    assert rekey_second_factors() == 2
    assert rekey_second_factors() == 2
    settings.JINLIN_FORMER_MASTER_KEY = ""
    totp, codes = (one.data for one in Authenticator.objects.order_by("-type"))
    show = SecondFactors().decrypt
    assert (show(totp["secret"]), show(codes["seed"]), codes["used_mask"]) == ("S", "R", 3)
