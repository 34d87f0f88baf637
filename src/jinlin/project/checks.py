"""Django system checks of the installation: its secrets."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

from jinlin.project.keys import MAKE_THEM, faults, from_environment


@register(Tags.security, deploy=True)
def secrets_are_our_own(**kwargs: Any) -> list[CheckMessage]:
    """No server on missing, known or demo secrets; `keys.refuse_unsafe` says the same at every start."""
    found = faults(from_environment(), demo=settings.DEMO, data=settings.DATA_FOLDER)
    return [Error(f"{zh} / {en}", hint=str(MAKE_THEM), id="jinlin.E001") for zh, en in found]
