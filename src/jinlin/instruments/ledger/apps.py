"""Ledger 账本: double entry in any commodity."""

from __future__ import annotations

from jinlin.instruments import apps


class LedgerConfig(apps.InstrumentConfig):
    name = "jinlin.instruments.ledger"
    label = "ledger"
