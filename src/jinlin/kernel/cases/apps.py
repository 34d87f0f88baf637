"""The cases room."""

from __future__ import annotations

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Makes the kernel's effects known, and who answers for the alarms of cases."""

    name = "jinlin.kernel.cases"
    label = "cases"

    def ready(self) -> None:
        """Register both."""
        from jinlin.kernel.alarms.actions import register
        from jinlin.kernel.cases.actions.ringing import ring_cases
        from jinlin.kernel.cases.actions.settling import settle_cases
        from jinlin.kernel.cases.effects import cards, family, time, values

        register("case", ring_cases)
        register("calendar", settle_cases)
        for effects in (values, family, cards, time):
            effects.register_all()
