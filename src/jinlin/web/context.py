"""What every page knows: whether this is a demo, who looks, and where one can go from here."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from jinlin.lib import emergencies
from jinlin.web.actor import actor_of
from jinlin.web.navigation import entries


def page(request: HttpRequest) -> dict[str, Any]:
    """Context processor."""
    actor = actor_of(request)
    return {
        "demo": settings.DEMO,
        "actor": actor,
        "navigation": entries(actor, request.path),
        "emergency_calls": emergencies.calls(),
    }
