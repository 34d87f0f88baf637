"""Addresses of the desk."""

from __future__ import annotations

from django.urls import path

from jinlin.web.desk.views import acts, bulk, cards, cases, keeping, lists, ringing

urlpatterns = [
    path("", lists.work, name="desk_work"),
    path("watching", lists.watching, name="desk_watching"),
    path("queues/", lists.queues, name="desk_queues"),
    path("queues/<str:unit>", lists.queue, name="desk_queue"),
    path("call-backs", lists.call_backs, name="desk_call_backs"),
    path("requests", lists.requests, name="desk_requests"),
    path("ringing", ringing.ringing, name="desk_ringing"),
    path("urgent", lists.urgent, name="desk_urgent"),
    path("search", lists.search, name="desk_search"),
    path("find", lists.find, name="desk_find"),
    path("cards", cards.cards, name="desk_cards"),
    path("bulk", bulk.bulk, name="desk_bulk"),
    path("views", keeping.save_view, name="desk_views"),
    path("export/<str:name>", keeping.export, name="desk_export"),
    path("cases/<str:number>", cases.case, name="desk_case"),
    path("cases/<str:number>/changed", cases.changed, name="desk_changed"),
    path("cases/<str:number>/do/<str:action>", acts.act, name="desk_act"),
    path("cases/<str:number>/reveal/<str:field>", cases.reveal, name="desk_reveal"),
    path("cases/<str:number>/papers/<int:n>/<slug:form>", cases.paper, name="desk_paper"),
    path("cases/<str:number>/files", cases.add_file, name="desk_add_file"),
    path("cases/<str:number>/files/<int:n>", cases.file, name="desk_file"),
]
