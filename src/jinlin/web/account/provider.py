"""The city's own sign-in (OpenID Connect), by configuration alone: four or five variables, and no more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from jinlin.lib.errors import Unready

NAME = "city"  # in addresses: /account/oidc/city/login/
LOOPBACK = ("localhost", "127.0.0.1")


class Provider(NamedTuple):
    """Who vouches for people. `claim` is the claim that holds the user name of the registry."""

    issuer: str
    client: str
    secret: str
    name: str
    claim: str

    @property
    def origin(self) -> str:
        """Scheme and host: where the sign-in form is allowed to lead."""
        parts = urlsplit(self.issuer)
        return f"{parts.scheme}://{parts.netloc}"

    def settings(self) -> dict[str, Any]:
        """The same as allauth's SOCIALACCOUNT_PROVIDERS."""
        app = {
            "provider_id": NAME,
            "name": self.name,
            "client_id": self.client,
            "secret": self.secret,
            "settings": {"server_url": self.issuer},
        }
        return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}


def provider_of(environment: Mapping[str, str]) -> Provider | None:
    """The provider that the environment names; None without an issuer. Unready if half of it is missing."""
    issuer = environment.get("JINLIN_OIDC_ISSUER", "").rstrip("/")
    if not issuer:
        return None
    found = Provider(
        issuer,
        environment.get("JINLIN_OIDC_CLIENT_ID", ""),
        environment.get("JINLIN_OIDC_CLIENT_SECRET", ""),
        environment.get("JINLIN_OIDC_NAME", "") or "统一身份认证 / City sign-in",
        environment.get("JINLIN_OIDC_CLAIM", "") or "preferred_username",
    )
    if not found.client or not found.secret or not _is_safe(issuer):
        raise Unready(
            "统一身份认证配置不全：JINLIN_OIDC_ISSUER 须为 https 地址，"
            "并同时设置 JINLIN_OIDC_CLIENT_ID 和 JINLIN_OIDC_CLIENT_SECRET",
            "The city's sign-in is half configured: JINLIN_OIDC_ISSUER must be an https address, and "
            "JINLIN_OIDC_CLIENT_ID and JINLIN_OIDC_CLIENT_SECRET must be set with it",
        )
    return found


def _is_safe(issuer: str) -> bool:
    parts = urlsplit(issuer)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
