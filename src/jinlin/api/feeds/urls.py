"""Addresses of the feeds."""

from __future__ import annotations

from django.urls import path, re_path

from jinlin.api.feeds import atom, deadlines, geojson
from jinlin.api.guard import PAGE, guarded
from jinlin.api.problems import unknown_path
from jinlin.api.reading import readable_anywhere

urlpatterns = [
    path("cases.geojson", readable_anywhere(guarded(geojson.cases, {"GET": geojson.KNOWN}))),
    path("areas/<str:code>.atom", guarded(atom.area, PAGE)),
    path("deadlines/<str:secret>.ics", guarded(deadlines.deadlines, PAGE), name="deadlines"),
    re_path("", unknown_path),
]
