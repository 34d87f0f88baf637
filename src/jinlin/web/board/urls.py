"""Addresses of the board."""

from __future__ import annotations

from django.urls import path

from jinlin.web.board import views

urlpatterns = [path("", views.board, name="board")]
