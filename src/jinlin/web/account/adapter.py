"""How allauth treats accounts here: people come from the registry, nobody signs himself up."""

from __future__ import annotations

import base64
from collections.abc import Collection
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse

from jinlin.kernel.cases import vault
from jinlin.kernel.registry import actions as registry
from jinlin.kernel.registry.attempts import Attempts
from jinlin.kernel.registry.clients import client_of, remember_device
from jinlin.lib import crypto
from jinlin.lib.errors import NotAllowed
from jinlin.lib.words import Words

ABOUT = "account/second-factor"


class Accounts(DefaultAccountAdapter):  # type: ignore[misc] # its base has no types
    """An account is made by an administrator, or by an office list that is loaded."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: see `jinlin people load`."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The network and not the address: what a list of sessions shows, and keeps."""
        return client_of(request).network.partition("/")[0] or "0.0.0.0"  # noqa: S104 -- nobody listens

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """The person with this name and password. TooMany for a guesser, here and at the API together."""
        attempts = Attempts.of_password(str(credentials.get("username", "")), client_of(request))
        attempts.begin()
        person = super().authenticate(request, **credentials)
        if person is not None:
            attempts.take_back()
        return person

    def post_login(self, request: HttpRequest, user: Any, **more: Any) -> HttpResponse:
        """All proofs are given: the device is known from now on."""
        response: HttpResponse = super().post_login(request, user, **more)
        remember_device(response, user.get_username(), secure=settings.SESSION_COOKIE_SECURE)
        return response


class SecondFactors(DefaultMFAAdapter):  # type: ignore[misc] # its base has no types
    """The secrets of authenticator apps and recovery codes are kept encrypted."""

    def encrypt(self, text: str) -> str:
        """Under a key of its own, derived from the installation's."""
        hidden = crypto.wrap(vault.master_key(), text.encode(), ABOUT)
        return base64.b64encode(hidden).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """What `encrypt` hid; CannotOpen under another key."""
        return vault.unwrap(base64.b64decode(encrypted_text), ABOUT).decode()


class Sessions(DefaultUserSessionsAdapter):  # type: ignore[misc] # its base has no types
    """What stands open elsewhere is ended with an entry in the account's history."""

    def end_sessions(self, sessions: Collection[UserSession]) -> None:
        """End these, all of the person who asks for it."""
        super().end_sessions(sessions)
        request = context.request
        registry.note_sessions_ended(request.user.pk, len(sessions), network=client_of(request).network)


class Identities(DefaultSocialAccountAdapter):  # type: ignore[misc] # its base has no types
    """Whoever the city's sign-in vouches for enters only as a person whom the registry knows.

    The first time the user name in the claim decides; from then on the provider's lasting number of that
    person (`sub`), so that a name given to somebody else opens nobody's account.
    """

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Never."""
        return False

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: Any) -> Any:
        """Keep the user name that the provider claims, and of all else it tells nothing."""
        told = sociallogin.account.extra_data
        claims = told.get("userinfo") or told.get("id_token") or {}
        sociallogin.user.username = str(claims.get(_claim(), ""))[:150]
        sociallogin.account.extra_data = {}
        return sociallogin.user

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Bind an identity seen for the first time to its person. NotAllowed if there is none."""
        if sociallogin.is_existing:
            return
        person = get_user_model().objects.filter(username=sociallogin.user.username, is_active=True).first()
        if person is None or SocialAccount.objects.filter(user=person).exists():
            raise _unknown(sociallogin.user.username)
        sociallogin.connect(request, person)


def _claim() -> str:
    """Only a configured provider comes as far as here."""
    return settings.OIDC.claim if settings.OIDC else ""


def _unknown(username: str) -> NotAllowed:
    return NotAllowed(
        f"本系统没有账号 {username or '（空）'}，或该账号已绑定另一身份。",
        f"There is no account {username or '(empty)'} here, or it is bound to another identity.",
        help=Words(
            zh="请联系本单位管理员：账号由管理员建立。",
            en="Ask your administrator: accounts are made by administrators.",
        ),
    )


def display(user: object) -> str:
    """The name by which a page greets a person."""
    return str(getattr(user, "name", "") or user)
