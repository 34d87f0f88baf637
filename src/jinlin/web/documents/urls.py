"""Addresses of verification. They are printed on paper: they never change."""

from __future__ import annotations

from django.urls import path

from jinlin.web.documents import views

urlpatterns = [
    path("", views.anything, name="verify"),
    path("<slug:code>", views.document, name="verify_document"),
]
