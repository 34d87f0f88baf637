"""The project as a Django app: it brings the checks of the installation."""

from __future__ import annotations

import gc

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    name = "jinlin.project"
    label = "project"

    def ready(self) -> None:
        """Let `manage check` and every start see the checks."""
        from jinlin.project import checks  # noqa: F401 -- importing registers them

        gc.freeze()  # what is loaded by now stays: a batch of rows need not have it looked through again
