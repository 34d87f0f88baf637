"""What Django and allauth tell of an account becomes its history. Connected when the screens start."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.signals import password_changed
from allauth.mfa import signals as factors
from allauth.socialaccount.signals import social_account_added
from django.contrib.auth import signals as django
from django.http import HttpRequest

from jinlin.kernel.registry import actions as registry
from jinlin.kernel.registry.clients import client_of

WITHOUT = "demo"  # no password and no key: the way in of a demo


def connect() -> None:
    """Listen. Each listener is told once, however often this is called."""
    for signal, listener in (
        (django.user_logged_in, _signed_in),
        (django.user_logged_out, _signed_out),
        (django.user_login_failed, _failed),
        (factors.authentication_failed, _failed_second),
        (factors.authenticator_added, _added),
        (factors.authenticator_removed, _removed),
        (factors.authenticator_reset, _renewed),
        (password_changed, _password),
        (social_account_added, _bound),
    ):
        signal.connect(listener, dispatch_uid=f"jinlin.web.account/{listener.__name__}")


def _signed_in(*, request: HttpRequest, user: Any, **_: Any) -> None:
    registry.note_sign_in(user.pk, how=_how(request, user), network=_network(request))


def _signed_out(*, request: HttpRequest, user: Any, **_: Any) -> None:
    if user is not None:
        registry.note_sign_out(user.pk, network=_network(request))


def _failed(*, credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any) -> None:
    registry.note_failure(str(credentials.get("username", "")), how="password", network=_network(request))


def _failed_second(*, request: HttpRequest, user: Any, authenticator: Any = None, **_: Any) -> None:
    how = authenticator.type if authenticator else "code"
    registry.note_failure(user.get_username(), how=how, network=_network(request))


def _added(*, request: HttpRequest, user: Any, authenticator: Any, **_: Any) -> None:
    registry.note_change(user.pk, "factor.added", how=authenticator.type, network=_network(request))


def _removed(*, request: HttpRequest, user: Any, authenticator: Any, **_: Any) -> None:
    registry.note_change(user.pk, "factor.removed", how=authenticator.type, network=_network(request))


def _renewed(*, request: HttpRequest, user: Any, authenticator: Any, **_: Any) -> None:
    registry.note_change(user.pk, "factor.renewed", how=authenticator.type, network=_network(request))


def _password(*, request: HttpRequest, user: Any, **_: Any) -> None:
    registry.end_with_password(user.pk, network=_network(request))


def _bound(*, request: HttpRequest, sociallogin: Any, **_: Any) -> None:
    registry.note_change(sociallogin.user.pk, "identity.bound", how="identity", network=_network(request))


def _how(request: HttpRequest, user: Any) -> str:
    """By what this session was entered: the last proof that allauth took down."""
    records = get_authentication_records(request, user)
    if not records:
        return WITHOUT
    last = records[-1]
    return str(last.get("type") or {"socialaccount": "identity"}.get(last["method"], last["method"]))


def _network(request: HttpRequest | None) -> str:
    return client_of(request).network if request is not None else ""
