"""What changes the registry. Everything here is all or nothing, raises the revision, and is journaled."""

from __future__ import annotations

from jinlin.kernel.registry.actions.accounts import (
    end_with_password,
    note_change,
    note_failure,
    note_release,
    note_sessions_ended,
    note_sign_in,
    note_sign_out,
)
from jinlin.kernel.registry.actions.areas import install_areas
from jinlin.kernel.registry.actions.calendar import (
    load_calendar_year,
    remove_office_hours,
    set_office_hours,
    tell_of_years,
)
from jinlin.kernel.registry.actions.changes import Change, Changes
from jinlin.kernel.registry.actions.counters import forget_old_counters
from jinlin.kernel.registry.actions.dropping import ask_of_uses
from jinlin.kernel.registry.actions.grid import install_grid
from jinlin.kernel.registry.actions.naming import ask_what_is_named
from jinlin.kernel.registry.actions.offices import install_offices
from jinlin.kernel.registry.actions.organisations import install_organisations
from jinlin.kernel.registry.actions.people import close_account, install_people, reopen_account, set_password
from jinlin.kernel.registry.actions.registers import install_register, restore_register
from jinlin.kernel.registry.actions.revision import bump, changing
from jinlin.kernel.registry.actions.shifts import install_shifts
from jinlin.kernel.registry.actions.tokens import (
    issue_calendar_token,
    issue_token,
    revoke_calendar_token,
    revoke_token,
    revoke_tokens,
)
from jinlin.kernel.registry.actions.views import forget_view, save_view

__all__ = [
    "Change",
    "Changes",
    "ask_of_uses",
    "ask_what_is_named",
    "bump",
    "changing",
    "close_account",
    "end_with_password",
    "forget_old_counters",
    "forget_view",
    "install_areas",
    "install_grid",
    "install_offices",
    "install_organisations",
    "install_people",
    "install_register",
    "install_shifts",
    "issue_calendar_token",
    "issue_token",
    "load_calendar_year",
    "note_change",
    "note_failure",
    "note_release",
    "note_sessions_ended",
    "note_sign_in",
    "note_sign_out",
    "remove_office_hours",
    "reopen_account",
    "restore_register",
    "revoke_calendar_token",
    "revoke_token",
    "revoke_tokens",
    "save_view",
    "set_office_hours",
    "set_password",
    "tell_of_years",
]
