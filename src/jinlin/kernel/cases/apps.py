"""The cases room."""

from __future__ import annotations

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Tells the alarms room who answers for the alarms of cases."""

    name = "jinlin.kernel.cases"
    label = "cases"

    def ready(self) -> None:
        """Register the alarm handler."""
        from jinlin.kernel.alarms.actions import register
        from jinlin.kernel.cases.actions.ringing import ring_cases

        register("case", ring_cases)
