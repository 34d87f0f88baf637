"""Addresses of the account."""

from __future__ import annotations

from django.urls import include, path

from jinlin.web.account import views

urlpatterns = [
    path("", views.account, name="account"),
    path("demo", views.enter_demo, name="enter_demo"),
    path("", include("allauth.urls")),
]
