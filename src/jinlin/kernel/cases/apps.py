"""The cases room."""

from __future__ import annotations

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Makes the kernel's effects known, who answers for the alarms of cases, and who knows which codes they
    bear."""

    name = "jinlin.kernel.cases"
    label = "cases"

    def ready(self) -> None:
        """Register all three."""
        from jinlin.kernel.alarms.actions import register
        from jinlin.kernel.cases.actions.ringing import ring_cases
        from jinlin.kernel.cases.actions.settling import settle_cases
        from jinlin.kernel.cases.coded import codes_borne
        from jinlin.kernel.cases.effects import cards, family, time, values
        from jinlin.kernel.registry.actions import ask_of_uses

        ask_of_uses(codes_borne)
        register("case", ring_cases)
        register("calendar", settle_cases)
        for effects in (values, family, cards, time):
            effects.register_all()
