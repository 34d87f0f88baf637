"""The city's own sign-in (OpenID Connect): it vouches for whom the registry knows, and makes nobody."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
import requests
from django.contrib.auth import get_user_model
from django.test import Client

from jinlin.kernel.journal.selectors import history
from jinlin.kernel.registry import actions
from jinlin.kernel.registry.selectors import PersonInfo, person
from jinlin.lib.errors import Unready
from jinlin.web.account.provider import Provider, provider_of

ISSUER = "https://id.example.gov.cn"
START = "/account/oidc/city/login/"
PROVIDER = Provider(ISSUER, "jinlin", "only-for-tests", "城市统一认证", "preferred_username")
WELL_KNOWN = {
    "issuer": ISSUER,
    "authorization_endpoint": f"{ISSUER}/authorize",
    "token_endpoint": f"{ISSUER}/token",
    "userinfo_endpoint": f"{ISSUER}/userinfo",
    "jwks_uri": f"{ISSUER}/keys",
}
Enter = Callable[[str, str], Any]


@pytest.fixture
def claims(settings: Any, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What a small provider says of whoever signs in; no network is asked."""
    said: dict[str, str] = {}
    settings.OIDC = PROVIDER
    settings.SOCIALACCOUNT_PROVIDERS = PROVIDER.settings()

    def answer(self: object, sent: requests.PreparedRequest, **_: object) -> requests.Response:
        path = urlsplit(str(sent.url)).path
        found = requests.Response()
        found.status_code = 200
        found.url = str(sent.url)
        found.headers["Content-Type"] = "application/json"
        found._content = json.dumps(_body(path, said)).encode()
        return found

    monkeypatch.setattr(requests.adapters.HTTPAdapter, "send", answer)
    return said


def _body(path: str, said: Mapping[str, str]) -> Mapping[str, Any]:
    if path.startswith("/.well-known/"):
        return WELL_KNOWN
    if path == "/token":
        told = {**said, "iss": ISSUER, "aud": "jinlin", "exp": 4102444800, "iat": 1}
        signed = jwt.encode(told, "k" * 32, algorithm="HS256")
        return {"access_token": "a", "token_type": "Bearer", "id_token": signed}
    return said


@pytest.fixture
def enter(client: Client, claims: dict[str, str], lin: PersonInfo) -> Enter:
    """Sign in by the provider as this subject with this user name; the last answer."""

    def go(subject: str, username: str) -> Any:
        claims.update(sub=subject, preferred_username=username, email="lin@example.gov.cn", name="林一")
        leads = client.post(START)["Location"]
        state = parse_qs(urlsplit(leads).query)["state"][0]
        return client.get(f"{START}callback/", {"code": "c", "state": state})

    return go


def test_the_sign_in_page_offers_it_where_it_is_configured_alone(
    client: Client, claims: dict[str, str], settings: Any, db: None
) -> None:
    assert PROVIDER.name in client.get("/account/login/").content.decode()
    settings.SOCIALACCOUNT_PROVIDERS = {}
    assert PROVIDER.name not in client.get("/account/login/").content.decode()
    assert client.post(START).status_code == 404


def test_whom_the_registry_knows_comes_in_by_user_name(client: Client, enter: Enter, lin: PersonInfo) -> None:
    assert enter("s-1", "lin")["Location"] == "/"
    assert "林一" in client.get("/account/").content.decode()
    assert [one.kind for one in history(f"account/{lin.number}")] == ["identity.bound", "signed.in"]
    assert json.loads(history(f"account/{lin.number}")[1].facts)["how"] == "identity"


def test_whom_the_registry_does_not_know_is_refused_and_nobody_is_created(
    client: Client, enter: Enter
) -> None:
    before = get_user_model().objects.count()
    answer = enter("s-2", "stranger")
    assert answer.status_code == 403
    assert "stranger" in answer.content.decode()
    assert get_user_model().objects.count() == before
    assert "_auth_user_id" not in client.session


def test_a_name_given_to_somebody_else_opens_nobodys_account(client: Client, enter: Enter) -> None:
    enter("s-1", "lin")
    client.post("/account/logout/")
    assert enter("s-9", "lin").status_code == 403
    assert enter("s-1", "renamed")["Location"] == "/"


def test_an_administrator_takes_an_identity_off_and_the_next_one_binds(
    client: Client, enter: Enter, lin: PersonInfo
) -> None:
    enter("s-1", "lin")
    assert client.post("/administration/people/lin/identity/release").status_code == 403
    actions.install_offices([{"username": "chen", "role": "administrator", "organisation": "CENTRE"}])
    client.force_login(get_user_model().objects.get(username="chen"))
    assert "解除绑定" in client.get("/administration/people/lin").content.decode()
    client.post("/administration/people/lin/identity/release")
    released = history(f"account/{lin.number}")[-1]
    assert (released.kind, released.actor) == ("identity.released", f"person/{person('chen').number}")
    assert client.post("/administration/people/lin/identity/release").status_code == 409
    client.post("/account/logout/")
    assert enter("s-9", "lin")["Location"] == "/"


def test_of_what_the_provider_tells_nothing_is_kept_but_its_number(enter: Enter) -> None:
    from allauth.socialaccount.models import SocialAccount

    enter("s-1", "lin")
    kept = SocialAccount.objects.get()
    assert (kept.uid, kept.extra_data) == ("s-1", {})
    assert get_user_model().objects.get(username="lin").email == ""


def test_a_closed_account_stays_closed(enter: Enter) -> None:
    actions.close_account("lin")
    assert enter("s-1", "lin").status_code == 403


def test_a_provider_that_does_not_answer_is_told_in_a_sentence(
    client: Client, claims: dict[str, str], monkeypatch: pytest.MonkeyPatch, db: None
) -> None:
    def silent(*_: object, **__: object) -> requests.Response:
        raise requests.ConnectionError

    monkeypatch.setattr(requests.adapters.HTTPAdapter, "send", silent)
    answer = client.post(START)
    assert answer.status_code == 503
    assert "统一身份认证" in answer.content.decode()


@pytest.mark.parametrize(
    "half",
    [
        {"JINLIN_OIDC_ISSUER": ISSUER},
        {"JINLIN_OIDC_ISSUER": ISSUER, "JINLIN_OIDC_CLIENT_ID": "x"},
        {
            "JINLIN_OIDC_ISSUER": "http://id.example.gov.cn",
            "JINLIN_OIDC_CLIENT_ID": "x",
            "JINLIN_OIDC_CLIENT_SECRET": "y",
        },
    ],
)
def test_half_a_configuration_is_refused_at_the_start(half: dict[str, str]) -> None:
    with pytest.raises(Unready):
        provider_of(half)


def test_without_an_issuer_there_is_none() -> None:
    assert provider_of({}) is None
