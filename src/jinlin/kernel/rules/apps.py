"""The rules room."""

from __future__ import annotations

from django.apps import AppConfig


class RulesConfig(AppConfig):
    name = "jinlin.kernel.rules"
    label = "rules"
