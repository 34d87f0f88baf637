"""The table: for each address, the answer to a GET, and who gets it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from jinlin.kernel.cases.actions import open_case
from jinlin.kernel.registry.actors import ANYONE
from jinlin.kernel.registry.selectors import one_of_each_office
from jinlin.lib import clock
from jinlin.web.followed import FOLLOWED

EXPECTED = Path(__file__).parent / "expected.txt"
# What is not a screen of ours: its own tests look after it.
ELSEWHERE = ("api/", "static/", "open311/", "feeds/")
REPORT = {"title": "楼前路面塌陷", "details": "老人出行不便。", "area": "990101001002"}
WITHOUT_ACCOUNT = ("anyone", "resident")
Visitors = Mapping[str, Client]


def visitors() -> tuple[Visitors, str]:
    """Everybody: a stranger, the resident of a case, and one person of each role; and the case's number."""
    case = open_case("joint_command_centre/report", REPORT, ANYONE).case
    resident = Client()
    session = resident.session
    session[FOLLOWED] = {case.number: [case.id, clock.now().isoformat(), False]}
    session.save()
    resident.cookies["sessionid"] = str(session.session_key)
    found = {"anyone": Client(), "resident": resident}
    people = get_user_model().objects.in_bulk(field_name="username")
    for one in one_of_each_office():
        if one.posts[0].role in found:
            continue
        client = Client()
        client.force_login(people[one.username])
        found[one.posts[0].role] = client
    return found, case.number


def addresses(case: str) -> dict[str, str]:
    """Every address of the screens as its pattern says it, with an example."""
    samples: dict[str, Any] = {
        "number": case,
        "pack": "joint_command_centre",
        "name": "joint_command_centre",
        "type": "report",
        "story": "pothole",
        "unit": "DEMO-URBAN",
        "username": "shouli",
        "n": 1,
        "field": "reporter",
        "key": "joint_command_centre/categories",
        "register": "categories",
        "year": 2026,
        "code": "AAAA-AAAA-AAAA",
        "action": "accept",
        "paper": "claim_paper",
        "area": "990101",
        "kind": "areas",
        "what": "areas",
        "table": "limits",
        "sha256": "0" * 64,
        "form": "csv",
        "step": "verify",
        "before": 1,
        "after": 2,
    }
    return {route: _filled(route, samples) for route in sorted(set(_routes(get_resolver().url_patterns)))}


def lines(everybody: Visitors, case: str) -> Iterator[str]:
    """One line for each address and answer: who gets it."""
    for route, path in addresses(case).items():
        answered: dict[str, list[str]] = {}
        for who, client in everybody.items():
            answered.setdefault(_answer(client, path), []).append(who)
        for answer, group in sorted(answered.items()):
            yield f"/{route}  {answer}  {_said(group, everybody)}"


def _routes(patterns: Iterable[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    for one in patterns:
        route = before + str(one.pattern)
        if route.startswith(ELSEWHERE) or "^" in route or (route.startswith("account/") and "<" in route):
            continue  # allauth's addresses with secrets in them have tests of their own
        if isinstance(one, URLResolver):
            yield from _routes(one.url_patterns, route)
        else:
            yield route


def _filled(route: str, samples: Mapping[str, Any]) -> str:
    parts = []
    for part in route.split("/"):
        name = part.strip("<>").partition(":")[2] or part.strip("<>")
        parts.append(str(samples[name]) if part.startswith("<") else part)
    return "/" + "/".join(parts)


def _answer(client: Client, path: str) -> str:
    """The status; of a redirect also whether it leads to the sign-in."""
    response = client.get(path)
    target = response.headers.get("Location", "")
    if not target:
        return str(response.status_code)
    return (
        "sign in"
        if target.startswith("/account/login/")
        else f"{response.status_code} {target.split('?')[0]}"
    )


def _said(who: list[str], everybody: Visitors) -> str:
    if len(who) == len(everybody):
        return "everybody"
    staff = [one for one in everybody if one not in WITHOUT_ACCOUNT]
    return "everybody who signed in" if who == staff else ", ".join(who)
