"""Addresses of the screens."""

from __future__ import annotations

from django.urls import include, path

from jinlin.web import language, maps, views

urlpatterns = [
    path("", views.landing, name="landing"),
    path("language", language.switch, name="language"),
    path("map/areas.geojson", maps.areas, name="map_areas"),
    path("d/", include("jinlin.web.documents.urls")),
    path("", include("jinlin.web.portal.urls")),
    path("shares/", include("jinlin.web.share.urls")),
    path("desk/payouts/", include("jinlin.web.payouts.urls")),
    path("desk/", include("jinlin.web.desk.urls")),
    path("account/", include("jinlin.web.account.urls")),
    path("administration/", include("jinlin.web.administration.urls")),
    path("board/", include("jinlin.web.board.urls")),
    path("mechanisms/", include("jinlin.web.gallery.urls")),
]
