"""Addresses of the gallery."""

from __future__ import annotations

from django.urls import path

from jinlin.web.gallery import views

urlpatterns = [
    path("", views.index, name="gallery"),
    path("<slug:name>/", views.mechanism, name="mechanism"),
    path("<slug:name>/proofs", views.proofs, name="proofs"),
    path("<slug:name>/stories/<slug:story>", views.story, name="story"),
    path("<slug:name>/stories/<slug:story>/play", views.play, name="play"),
]
