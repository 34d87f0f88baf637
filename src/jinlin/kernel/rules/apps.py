"""The rules room."""

from __future__ import annotations

from django.apps import AppConfig


class RulesConfig(AppConfig):
    """Knows which cells of a register name units and areas."""

    name = "jinlin.kernel.rules"
    label = "rules"

    def ready(self) -> None:
        """Say so to the registry."""
        from jinlin.kernel.registry.actions import ask_what_is_named
        from jinlin.kernel.rules.named import named_in

        ask_what_is_named(named_in)
