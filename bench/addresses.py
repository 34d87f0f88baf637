"""What people and programs ask for, with whom they are: every kind of page, and its searches and filters.

`{case}` is the number of a public case, `{month}` the first of thirty days, `{calendar}` the secret address
of an officer's deadlines.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

RESIDENT = "whoever holds the tracking code of {case}"
CENTRE, HEAD, CLERK, CALLER, ADMINISTRATOR = "paidan", "zhuren", "shouli", "huifang", "guanli"
UNIT, IDLE_UNIT = "zhujian", "sifaju"
REPORT = "/report/joint_command_centre/report"
SERVICE = "joint_command_centre.report.0101"
NEAR = {"category": "0101", "title": "停水", "place.x": "120.25", "place.y": "40.375", "area": "990101001"}


class Address(NamedTuple):
    """One request: where, by whom (nobody: ""), as a piece of a page or not, and what a form sends.

    With `again` what is measured is the page's own look for anything new.
    """

    path: str
    who: str = ""
    is_piece: bool = False
    sent: Mapping[str, str] | None = None
    again: bool = False


def addresses() -> Iterator[tuple[str, Address]]:
    """All of them by name; the name begins with the room."""
    for room, found in ROOMS.items():
        for name, one in found.items():
            yield f"{room}: {name}", one


DESK = {
    "my work, dispatcher": Address("/desk/", CENTRE),
    "my work, unit": Address("/desk/", UNIT),
    "my work, unit without cases": Address("/desk/", IDLE_UNIT),
    "my work, anything new?": Address("/desk/", CENTRE, again=True),
    "watching, head": Address("/desk/watching", HEAD),
    "watching, head, filtered": Address(
        "/desk/watching?type=joint_command_centre/report&area=990101002&due=late", HEAD
    ),
    "queue of a unit": Address("/desk/queues/DEMO-HOUSING", HEAD),
    "queue of a unit, anything new?": Address("/desk/queues/DEMO-HOUSING", HEAD, again=True),
    "call-backs": Address("/desk/call-backs", CALLER),
    "requests": Address("/desk/requests", CENTRE),
    "card wall": Address("/desk/cards", HEAD),
    "case page": Address("/desk/cases/{case}", HEAD),
    "case page, anything new?": Address("/desk/cases/{case}/changed?revision=999999", HEAD),
}
LIST = {
    "all cases": Address("/desk/search", CLERK),
    "all cases, anything new?": Address("/desk/search", CLERK, again=True),
    "card and channel": Address("/desk/search?card=2&channel=web", CLERK),
    "open": Address("/desk/search?status=open&parts=whole", HEAD),
    "open and late, one unit": Address(
        "/desk/search?status=open&parts=whole&due=late&unit=DEMO-HOUSING", HEAD
    ),
    "open, one area, due today": Address(
        "/desk/search?status=open&parts=whole&due=today&area=990101002", HEAD
    ),
    "open, one square": Address(
        "/desk/search?status=open&parts=whole&box=120.25,40.375,120.254,40.379", HEAD
    ),
    "open, with nobody": Address("/desk/search?status=open&parts=whole&unit=-", HEAD),
    "closed in 30 days, never a card": Address("/desk/search?closed_from={month}&card=-&parts=whole", HEAD),
    "closed on one day": Address("/desk/search?closed_from={month}&closed_to={month}&parts=whole", HEAD),
    "opened on one day": Address("/desk/search?from={month}&to={month}&parts=whole", HEAD),
}
SEARCH = {
    "in all": Address("/desk/search?q=物业", CLERK),
    "in 1 of 17": Address("/desk/search?q=解放路", CLERK),
    "in 1 of 20, six characters": Address("/desk/search?q=垃圾没有清运", CLERK),
    "in 1 of 340": Address("/desk/search?q=解放路垃圾没有清运", CLERK),
    "two words": Address("/desk/search?q=纺织厂 快递被盗", CLERK),
    "in one": Address("/desk/search?q=hao500000", CLERK),
    "in none": Address("/desk/search?q=量子计算机", CLERK),
    "pairs but no phrase": Address("/desk/search?q=路路灯亮井盖", CLERK),
    "by a unit": Address("/desk/search?q=解放路垃圾没有清运", UNIT),
    "by a unit without cases": Address("/desk/search?q=解放路", IDLE_UNIT),
    "open and late": Address("/desk/search?q=解放路&status=open&due=late", CLERK),
}
BOARD = {
    "page": Address("/board/", HEAD),
    "wall": Address("/board/?wall", HEAD),
    "figures anew": Address("/board/", HEAD, is_piece=True),
    "page, unit": Address("/board/", UNIT),
}
PORTAL = {
    "first page": Address("/"),
    "choose": Address("/report/"),
    "choose, in plain words": Address("/report/?q=楼上漏水", is_piece=True),
    "form": Address(REPORT),
    "neighbours": Address(f"{REPORT}/near", sent=NEAR, is_piece=True),
    "matter, public": Address("/matters/{case}"),
    "matter, own": Address("/matters/{case}", RESIDENT),
    "follow": Address("/follow"),
}
GALLERY = {
    "index": Address("/mechanisms/"),
    "mechanism": Address("/mechanisms/joint_command_centre/"),
    "proofs": Address("/mechanisms/joint_command_centre/proofs"),
    "story": Address("/mechanisms/joint_command_centre/stories/pothole"),
}
ADMINISTRATION = {
    "home": Address("/administration/", ADMINISTRATOR),
    "areas": Address("/administration/areas", ADMINISTRATOR),
    "people": Address("/administration/people", ADMINISTRATOR),
    "registers": Address("/administration/registers", ADMINISTRATOR),
    "a register": Address("/administration/registers/joint_command_centre/categories", ADMINISTRATOR),
    "rules": Address("/administration/tables", ADMINISTRATOR),
    "a table": Address("/administration/tables/joint_command_centre/limits", ADMINISTRATOR),
}
OPEN311 = {
    "newest": Address("/open311/v2/requests.json"),
    "open": Address("/open311/v2/requests.json?status=open"),
    "closed, one service": Address(
        "/open311/v2/requests.json?status=closed&service_code=joint_command_centre.report.0101"
    ),
    "one week": Address("/open311/v2/requests.json?start_date={month}T00:00:00Z"),
    "page 5": Address("/open311/v2/requests.json?page=5&page_size=100"),
    "extended": Address("/open311/v2/requests.json?page_size=50&extensions=true"),
    "one": Address("/open311/v2/requests/{case}.json"),
}
FEEDS = {
    "GeoJSON": Address("/feeds/cases.geojson?limit=200"),
    "GeoJSON, open, one box": Address("/feeds/cases.geojson?open=true&bbox=120.24,40.37,120.26,40.39"),
    "GeoJSON, one area": Address("/feeds/cases.geojson?area=990101002&open=true"),
    "Atom": Address("/feeds/areas/990101.atom"),
    "Atom, one community": Address("/feeds/areas/990101002001.atom"),
    "deadlines": Address("{calendar}"),
}
ROOMS: Mapping[str, Mapping[str, Address]] = {
    "desk": DESK,
    "list": LIST,
    "search": SEARCH,
    "board": BOARD,
    "portal": PORTAL,
    "gallery": GALLERY,
    "administration": ADMINISTRATION,
    "Open311": OPEN311,
    "feeds": FEEDS,
}
