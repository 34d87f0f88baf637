"""One's place in the lists of the desk: the list that a form says it was opened from."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme


def list_from(request: HttpRequest) -> str:
    """The address of the list to go back to, narrowed and paged as it was; my work where the form names none
    of this desk."""
    address, home = request.POST.get("list", ""), reverse("desk_work")
    is_ours = address.startswith(home) and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if is_ours else home
