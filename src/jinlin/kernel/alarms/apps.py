"""The alarms room."""

from __future__ import annotations

from django.apps import AppConfig


class AlarmsConfig(AppConfig):
    name = "jinlin.kernel.alarms"
    label = "alarms"
