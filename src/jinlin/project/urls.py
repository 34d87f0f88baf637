"""Every address."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path, re_path

from jinlin.api.problems import unknown_path
from jinlin.api.v1.api import urls as api_v1

handler404 = "jinlin.web.troubles.not_found"
handler500 = "jinlin.web.troubles.failed"
urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", api_v1),  # first: it is asked most
    re_path("^api/", unknown_path),
    path("feeds/", include("jinlin.api.feeds.urls")),
    path("open311/", include("jinlin.api.open311.urls")),
    path("", include("jinlin.web.urls")),
]
