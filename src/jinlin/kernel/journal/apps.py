"""The journal room."""

from __future__ import annotations

from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "jinlin.kernel.journal"
    label = "journal"
