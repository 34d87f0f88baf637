"""Addresses of a claimant's own page."""

from __future__ import annotations

from django.urls import path

from jinlin.web.share import views

urlpatterns = [
    path("", views.enter, name="share_enter"),
    path("<number:number>", views.own, name="share"),
    path("<number:number>/leave", views.leave, name="share_leave"),
    path("<number:number>/do/<slug:action>", views.act, name="share_do"),
    path("<number:number>/papers/<slug:paper>/<int:n>", views.paper, name="share_paper"),
    path("<number:number>/proof/<int:n>", views.proof, name="share_proof"),
]
