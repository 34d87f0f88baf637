"""Every page kind keeps its budget: at most 12 queries, and not one more when there is more to show."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jinlin.kernel.cases.actions import open_case
from jinlin.kernel.registry.actors import ANYONE
from jinlin.packkit.pack import Pack
from tests.addresses.table import REPORT, addresses, visitors

MOST = 12
PLACE = {"x": 120.25, "y": 40.375, "crs": "WGS-84"}
WHO = ("resident", "centre_head", "administrator")  # the first of these who gets a page is counted
FEEDS = (
    "/open311/v2/services.json",
    "/open311/v2/requests.json",
    "/open311/v2/requests.json?status=open&extensions=true&page_size=50",
    "/feeds/cases.geojson",
    "/feeds/areas/990101.atom",
)
SEARCHES = (
    "/desk/search?q=路面",
    "/desk/search?q=老人 路面&status=open",
    "/desk/search?status=open&parts=whole&due=late&area=990101001",
    "/desk/watching?type=joint_command_centre/report&area=990101001&due=late",
    "/report/?q=路面",
)


def test_every_page_keeps_its_budget_however_much_it_shows(county: Mapping[str, Pack]) -> None:
    everybody, case = visitors()
    seen = {who: everybody[who] for who in WHO}
    few = _counted(seen, case)
    for n in range(5):
        open_case("joint_command_centre/report", {**REPORT, "title": f"路面{n}", "place": PLACE}, ANYONE)
    many = _counted(seen, case)
    assert len(many) > 50
    assert {page: n for page, n in many.items() if n > MOST} == {}
    assert {page: (few[page], n) for page, n in many.items() if n > few[page]} == {}


def _counted(everybody: Mapping[str, Client], case: str) -> dict[str, int]:
    """The queries of each page. It is asked for before, which fills what is kept between requests."""
    found = {}
    for path in (*addresses(case).values(), *FEEDS, *SEARCHES):
        client = next((one for one in everybody.values() if one.get(path).status_code == 200), None)
        if client is not None:
            found[path] = _queries(client, path)
    return found


def _queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as found:
        client.get(path).getvalue()
    return len(found)
