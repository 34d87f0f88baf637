"""Payouts: from claims to money that has arrived."""

from __future__ import annotations

from django.apps import AppConfig


class PayoutsConfig(AppConfig):
    name = "jinlin.instruments.payouts"
    label = "payouts"

    def ready(self) -> None:
        """Make the effect `payout` known."""
        from jinlin.instruments.payouts import effects

        effects.register()
