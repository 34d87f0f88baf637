"""The registry room."""

from __future__ import annotations

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "jinlin.kernel.registry"
    label = "registry"
