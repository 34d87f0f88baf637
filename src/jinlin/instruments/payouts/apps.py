"""Payouts: from claims to money that has arrived."""

from __future__ import annotations

from jinlin.instruments import apps


class PayoutsConfig(apps.InstrumentConfig):
    name = "jinlin.instruments.payouts"
    label = "payouts"
