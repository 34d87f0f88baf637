"""Every address of the screens x everybody who may come: the answer is that of the reviewed table."""

from __future__ import annotations

import inspect
import os
import re
from collections.abc import Mapping

import pytest
from django.urls import resolve

from jinlin.packkit.pack import Pack
from tests.addresses.table import EXPECTED, addresses, lines, visitors


def test_every_address_answers_everybody_as_the_reviewed_table_says(county: Mapping[str, Pack]) -> None:
    everybody, case = visitors()
    found = [one.replace(case, "CASE") for one in lines(everybody, case)]
    if os.environ.get("JINLIN_WRITES_ADDRESSES"):
        EXPECTED.write_text("\n".join(found) + "\n")
    assert found == EXPECTED.read_text().splitlines()


def test_no_address_of_a_screen_breaks(county: Mapping[str, Pack]) -> None:
    assert not [one for one in EXPECTED.read_text().splitlines() if "  500  " in one]


@pytest.mark.parametrize("hostile", ["%00", "9" * 5000, "-1", "9" * 19, "%F0%9F", "~", "x~" + "9" * 5000])
def test_no_query_breaks_an_address(county: Mapping[str, Pack], hostile: str) -> None:
    everybody, case = visitors()
    clients = [everybody["administrator"], everybody["intake_clerk"]]
    asked = [(path, name) for path in addresses(case).values() for name in sorted(_names_read_by(path))]
    assert len(asked) > 30
    for path, name in asked:
        statuses = [client.get(f"{path}?{name}={hostile}").status_code for client in clients]
        assert max(statuses) < 500, (path, name)


@pytest.mark.parametrize(
    "path",
    ["/desk/", "/desk/search", "/desk/call-backs", "/board/", "/desk/cards",
      "/desk/export/work", "/desk/find?q=1", "/",
     "/report/", "/matters/CASE", "/follow", "/mechanisms/", "/nothing/here", "/account/login/"],
)  # fmt: skip
def test_no_page_is_kept_by_a_browser_or_a_proxy(county: Mapping[str, Pack], path: str) -> None:
    everybody, case = visitors()
    for client in everybody.values():
        assert "no-store" in client.get(path.replace("CASE", case)).headers["Cache-Control"]


def _names_read_by(path: str) -> set[str]:
    """The names of a query that the view of an address, or its neighbours in the file, look at."""
    view = inspect.unwrap(resolve(path).func)
    source = inspect.getsource(inspect.getmodule(view) or view)
    return set(re.findall(r'GET(?:\.get\(|\[)"(\w+)"', source)) | {"q", "after"} | _of_audits(source)


def _of_audits(source: str) -> set[str]:
    return {"entered", "did"} if "audit(" in source else set()
