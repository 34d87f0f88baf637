"""Addresses of the administration."""

from __future__ import annotations

from django.urls import path

from jinlin.web.administration.views import (
    areas,
    calendar,
    grid,
    home,
    loading,
    organisations,
    people,
    registers,
    rows,
    rules,
    shifts,
)

urlpatterns = [
    path("", home.home, name="administration"),
    path("areas", areas.areas, name="administration_areas"),
    path("organisations", organisations.organisations, name="administration_organisations"),
    path("organisations/<str:unit>", organisations.organisation, name="administration_organisation"),
    path("people", people.people, name="administration_people"),
    path("people/<str:username>", people.person, name="administration_person"),
    path("people/<str:username>/password", people.set_password, name="administration_password"),
    path("people/<str:username>/close", people.close, name="administration_close"),
    path("people/<str:username>/reopen", people.reopen, name="administration_reopen"),
    path("people/<str:username>/identity/release", people.release_identity, name="administration_release"),
    path("people/<str:username>/tokens", people.issue_token, name="administration_issue_token"),
    path("people/<str:username>/tokens/revoke", people.revoke_token, name="administration_revoke_token"),
    path("offices/end", people.end_office, name="administration_end_office"),
    path("rows/<slug:kind>", rows.row, name="administration_row"),
    path("load/<path:what>/try", loading.try_out, name="administration_try"),
    path("load/<path:what>/do", loading.do, name="administration_do"),
    path("load/<path:what>", loading.ask, name="administration_load"),
    path("shifts", shifts.duty_list, name="administration_shifts"),
    path("grid", grid.grid, name="administration_grid"),
    path("registers", registers.registers, name="administration_registers"),
    path("registers/<slug:pack>/<slug:register>", registers.one_register, name="administration_register"),
    path("registers/<slug:pack>/<slug:register>/csv", registers.download, name="administration_download"),
    path("registers/<slug:pack>/<slug:register>/restore", registers.restore, name="administration_restore"),
    path("tables", rules.tables, name="administration_tables"),
    path("tables/<slug:pack>/<slug:table>", rules.one_table, name="administration_table"),
    path("calendar", calendar.calendar, name="administration_calendar"),
    path("calendar/hours", calendar.set_hours, name="administration_hours"),
    path("calendar/hours/remove", calendar.remove_hours, name="administration_remove_hours"),
]
