"""What a browser fetches the first time it opens a page: under 300 KB as sent, without the map."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pytest
from django.test import Client

from jinlin.packkit.pack import Pack
from jinlin.web import bundle
from tests.addresses.table import Visitors, visitors

MOST = 300_000  # bytes
# What browsers say to a server with a certificate, and to one on the same machine.
ACCEPTS = {"Accept-Encoding": "gzip, deflate, br"}
PAGES = (
    ("anyone", "/"),
    ("anyone", "/report/"),
    ("anyone", "/report/joint_command_centre/report"),
    ("resident", "/matters/CASE"),
    ("anyone", "/follow"),
    ("intake_clerk", "/desk/"),
    ("intake_clerk", "/desk/search"),
    ("centre_head", "/desk/cards"),
    ("intake_clerk", "/desk/cases/CASE"),
    ("centre_head", "/board/"),
    ("anyone", "/mechanisms/"),
    ("anyone", "/mechanisms/joint_command_centre/"),
    ("anyone", "/mechanisms/joint_command_centre/stories/pothole"),
    ("administrator", "/administration/"),
    ("administrator", "/administration/people"),
    ("anyone", "/account/login/"),
)
NAMED = re.compile(r'<(?:script|link|use)\b[^>]*(?:src|href)="(/static/[^"#]+)')
PART = re.compile(r"\bdata-(map|chart|rows|diagram|player|photos|locate|print)\b")
IMPORTED = re.compile(r'from"\./([^"]+)"')


@pytest.fixture(scope="module")
def parts() -> Mapping[str, str]:
    """The address of each part that app.js brings to a page that has its attribute, by that attribute."""
    app = (bundle.FOLDER / bundle.address("app.js").rpartition("/")[2]).read_text()
    found = dict(re.findall(r'(\w+):\(\)=>import\("\./([^"]+)"\)', app))
    return {name: f"/static/dist/{file}" for name, file in found.items()}


def test_the_first_load_of_every_main_page_is_under_300_kilobytes(
    county: Mapping[str, Pack], parts: Mapping[str, str]
) -> None:
    everybody, case = visitors()
    found = {
        path: sum(_loads(everybody, who, path.replace("CASE", case), parts).values()) for who, path in PAGES
    }
    assert {path: size for path, size in found.items() if size >= MOST} == {}


def test_the_sum_knows_what_a_page_brings_along(county: Mapping[str, Pack], parts: Mapping[str, str]) -> None:
    """Charts on the board, the diagram of a mechanism with what it stands on, and never the map."""
    everybody, _ = visitors()
    board = _loads(everybody, "centre_head", "/board/", parts)
    assert {"charts", "app", "look", "theme", "icons"} <= {_stem(path) for path in board}
    assert "map" not in {_stem(path) for path in board}
    assert board[parts["chart"]] > 100_000
    mechanism = _loads(everybody, "anyone", "/mechanisms/joint_command_centre/", parts)
    assert {"diagram", "chunk"} <= {_stem(path) for path in mechanism}


def _loads(everybody: Visitors, who: str, path: str, parts: Mapping[str, str]) -> dict[str, int]:
    """What is fetched, by address, and how many bytes each is as sent."""
    client = everybody[who]
    page = client.get(path).content.decode()
    files = set(NAMED.findall(page)) | {parts[name] for name in PART.findall(page) if name != "map"}
    files |= {other for file in files for other in _stands_on(file)}
    return {one: _sent(client, one) for one in (path, *sorted(files))}


def _stands_on(file: str) -> Iterator[str]:
    if file.startswith("/static/dist/") and file.endswith(".js"):
        text = (bundle.FOLDER / file.rpartition("/")[2]).read_text()
        yield from (f"/static/dist/{name}" for name in IMPORTED.findall(text))


def _sent(client: Client, path: str) -> int:
    answer = client.get(path, headers=ACCEPTS)
    assert answer.status_code == 200, path
    return len(answer.getvalue())


def _stem(path: str) -> str:
    return path.rpartition("/")[2].partition("-")[0]
