"""Addresses of the screens."""

from __future__ import annotations

from django.urls import path

from jinlin.web import views

urlpatterns = [
    path("", views.landing, name="landing"),
    path("health", views.health, name="health"),
]
