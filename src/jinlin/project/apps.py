"""The project as a Django app: it brings the checks of the installation."""

from __future__ import annotations

from django.apps import AppConfig

from jinlin.lib.memory import keep_loaded


class ProjectConfig(AppConfig):
    name = "jinlin.project"
    label = "project"

    def ready(self) -> None:
        """Let `manage check` and every start see the checks."""
        from jinlin.project import checks  # noqa: F401 -- importing registers them

        keep_loaded()
