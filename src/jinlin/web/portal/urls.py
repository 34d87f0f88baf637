"""Addresses of the portal."""

from __future__ import annotations

from django.urls import path, register_converter

from jinlin.web.portal.views import acting, following, matters, reporting


class Number:
    """The number of a matter, as packs write them."""

    regex = r"[^/\x00-\x20\x7f]{1,60}"

    def to_python(self, value: str) -> str:
        """As it is."""
        return value

    def to_url(self, value: str) -> str:
        """As it is."""
        return value


register_converter(Number, "number")
urlpatterns = [
    path("report/", reporting.choose, name="portal"),
    path("report/<slug:pack>/<slug:type>", reporting.say, name="say"),
    path("report/<slug:pack>/<slug:type>/near", reporting.near, name="near"),
    path("report/<slug:pack>/<slug:type>/call-first", reporting.call_first, name="call_first"),
    path("receipt/<number:number>", following.receipt, name="receipt"),
    path("receipt/<number:number>/noted", following.noted, name="noted"),
    path("follow", following.enter, name="follow"),
    path("matters/<number:number>", matters.matter, name="matter"),
    path("matters/<number:number>/forget", following.leave, name="forget"),
    path("matters/<number:number>/do/<slug:action>", acting.act, name="do"),
    path("matters/<number:number>/photos", acting.add_photos, name="add_photos"),
    path("matters/<number:number>/files/<int:n>", acting.photo, name="photo"),
    path("matters/<number:number>/papers/<int:n>/<slug:form>", acting.paper, name="paper"),
    path("matters/<number:number>/proof", acting.get_proof, name="proof"),
]
