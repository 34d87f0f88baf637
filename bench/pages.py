"""Every kind of page beside many closed cases and some thousand open ones: server time, and queries."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from datetime import timedelta
from html import unescape
from typing import Any

from bench.addresses import RESIDENT, Address, addresses
from bench.filling import newest_open
from bench.place import Place

TIMES = 20
OPEN = 20_000
FIRST = 1_000  # reports among which some are no clones and public
OFFICER = "zhujian"
_LIVE = re.compile(r'hx-get="([^"]*[?&;]seen=[^"]*)"')
Answer = tuple[float, Any]


def measure(place: Place) -> dict[str, dict[str, float]]:
    """Median, 95th percentile (ms) and queries of each page, within this process."""
    from jinlin.project.loading import load_and_keep

    load_and_keep()  # as the server does
    with newest_open(place, OPEN):
        found = samples()
        return {name: _page(one, found) for name, one in addresses()}


def samples() -> Mapping[str, str]:
    """A public case, a day, and a calendar. It is one of those that were not cloned, whose keys open nothing;
    which of them are public on this day is asked, since reports move on as days pass."""
    from django.urls import reverse

    from jinlin.kernel.registry.actions import issue_calendar_token
    from jinlin.lib import clock

    return {
        "case": _public_report(),
        "month": f"{clock.today() - timedelta(days=29)}",
        "calendar": reverse("deadlines", args=[issue_calendar_token(OFFICER)]),
    }


def _public_report() -> str:
    from jinlin.kernel.cases.models import Case
    from jinlin.kernel.cases.selectors import is_public

    first = Case.objects.filter(pack="joint_command_centre", type="report").order_by("id")
    return next(str(one.number) for one in first[:FIRST] if is_public(one))


def _page(one: Address, samples: Mapping[str, str]) -> dict[str, float]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client, path = client_for(one.who, samples), one.path.format(**samples)
    _, answer = ask(client, one, path)
    if one.again:
        path = unescape(_LIVE.findall(answer.content.decode())[0])
    with CaptureQueriesContext(connection) as asked:
        ask(client, one, path)
    queries = len(asked)  # the next request forgets them
    took = sorted(ask(client, one, path)[0] for _ in range(TIMES))
    return {
        "p50": round(took[TIMES // 2], 1),
        "p95": round(took[-1 - TIMES // 20], 1),
        "queries": queries,
    }


def client_for(who: str, samples: Mapping[str, str]) -> Any:
    """A browser of somebody who is signed in, follows a case, or is nobody."""
    from django.contrib.auth import get_user_model
    from django.test import Client

    client: Any = Client(headers={"host": "127.0.0.1", "accept-encoding": "identity"})
    if who == RESIDENT:
        _follow(client, samples["case"])
    elif who:
        client.force_login(get_user_model().objects.get(username=who))
    return client


def _follow(client: Any, number: str) -> None:
    from jinlin.kernel.cases.models import Case
    from jinlin.lib import clock
    from jinlin.web.followed import FOLLOWED

    session = client.session
    session[FOLLOWED] = {number: [Case.objects.get(number=number).id, clock.now().isoformat(), False]}
    session.save()
    client.cookies["sessionid"] = session.session_key


def ask(client: Any, one: Address, path: str) -> Answer:
    """The milliseconds that an answer took, and the answer. RuntimeError if it is none."""
    headers = {"HX-Request": "true"} if one.is_piece or one.again else {}
    begin = time.perf_counter()
    answer = (
        client.get(path, headers=headers)
        if one.sent is None
        else client.post(path, one.sent, headers=headers)
    )
    took = 1000 * (time.perf_counter() - begin)
    if answer.status_code not in (200, 204):
        raise RuntimeError(f"{path}: {answer.status_code}")
    return took, answer
