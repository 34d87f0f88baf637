"""How allauth treats accounts here: people come from the registry, nobody signs himself up."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Accounts(DefaultAccountAdapter):  # type: ignore[misc] # its base has no types
    """An account is made by an administrator, or by an office list that is loaded."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: see `jinlin people load`."""
        return False


def display(user: object) -> str:
    """The name by which a page greets a person."""
    return str(getattr(user, "name", "") or user)
