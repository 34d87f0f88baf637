"""Screens."""

from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "jinlin.web"
    label = "web"

    def ready(self) -> None:
        """Listen to sign-ins."""
        from jinlin.web.account import events

        events.connect()
