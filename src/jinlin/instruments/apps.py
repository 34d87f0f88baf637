"""The apps of instruments."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class InstrumentConfig(AppConfig):
    """The app of an instrument: declares what `instrument.py` of its folder says."""

    def ready(self) -> None:
        """Declare it, now that there are models."""
        from jinlin.instruments.instrument import declare

        declare(import_module(f"{self.name}.instrument").INSTRUMENT)
