"""Documents: papers that are numbered, signed and can be verified."""

from __future__ import annotations

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "jinlin.instruments.documents"
    label = "documents"

    def ready(self) -> None:
        """Make the effects `issue`, `supersede` and `withdraw` known."""
        from jinlin.instruments.documents import effects

        effects.register()
