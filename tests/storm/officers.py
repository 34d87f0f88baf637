"""The clients: each handles one case after the other, and repeats under the same key what got no answer."""

from __future__ import annotations

import csv
import http.client
import json
import uuid
from http import HTTPStatus
from pathlib import Path
from random import Random
from threading import Event, Thread
from time import monotonic
from typing import Any

import jinlin
from tests.storm.ledger import Acknowledged, Ledger
from tests.storm.place import Place

TITLES = (
    ("临湖社区三号楼停水两天", "990101001"),
    ("东桥路口井盖破损", "990101002"),
    ("小区门口违建挡路", "990101001"),  # two units assist: the case gets children
    ("公司无故辞退怀孕职工", "990101004"),
    ("路口红绿灯不亮", "990101003"),
    ("中学老师在校外补课", "990101002"),
)
PATIENCE = 90  # seconds after which a request that nobody answers is a fault
Json = dict[str, Any]


def unit_officers() -> dict[str, str]:
    """For each organisation of the demo city, an officer who deals with its cases."""
    path = Path(str(jinlin.__file__)).parent / "packs" / "_demo" / "offices.csv"
    with path.open(encoding="utf-8") as file:
        offices = list(csv.DictReader(file))
    return {row["organisation"]: row["username"] for row in offices if row["role"] == "unit_officer"}


class Unanswered(Exception):  # noqa: N818 -- it is what happened
    """The product refused what it should do, or nobody answered for too long."""


class Officer(Thread):
    """One client with its own connection and its own luck; ends after the case in hand once it is calm."""

    def __init__(self, name: str, place: Place, ledger: Ledger, calm: Event, seed: str) -> None:
        super().__init__(name=name, daemon=True)
        self._place, self._ledger, self._calm = place, ledger, calm
        self._luck = Random(f"{seed}/{name}")
        self._units = unit_officers()
        self._connection = http.client.HTTPConnection("127.0.0.1", place.port, timeout=30)

    def run(self) -> None:
        """Handle cases."""
        turn = 0
        try:
            while not self._calm.is_set():
                self._handle(turn)
                turn += 1
        except Exception as trouble:  # whatever it is, the storm must hear of it
            self._ledger.complain(f"{self.name}: {type(trouble).__name__}: {trouble}")

    def _handle(self, turn: int) -> None:
        about, area = self._luck.choice(TITLES)
        title = f"{about} {self.name}-{turn}"
        answers = {"title": title, "details": "请尽快处理。", "area": area, "reporter": {"name": "林小雨"}}
        opening = {"type": "joint_command_centre/report", "channel": "phone", "answers": answers}
        number = self._write("open", "shouli", "/cases", opening)["number"]
        self._ledger.titles[title] = number
        self._take("accept", "shouli", number)
        holder = self._take("assign", "paidan", number)["holder"]
        for child in self._ask("GET", "shouli", f"/cases/{number}/children")["items"]:
            self._take(
                "deliver", self._units[child["holder"]], child["number"], contribution="已到现场配合。"
            )
        self._take("resolve", self._units[holder], number, result="已处理完毕。")

    def _take(self, action: str, who: str, number: str, **answers: Any) -> Json:
        return self._write(action, who, f"/cases/{number}/actions/{action}", {"answers": answers})

    def _write(self, action: str, who: str, path: str, body: Json) -> Json:
        key = str(uuid.UUID(int=self._luck.getrandbits(128)))
        done = self._ask("POST", who, path, body, key)
        self._ledger.acknowledge(Acknowledged(key, action, done["number"], done["revision"]))
        return done

    def _ask(self, method: str, who: str, path: str, body: Json | None = None, key: str = "") -> Json:
        """Ask until there is an answer. Unanswered if it is a refusal, or if it takes too long."""
        headers = {"Authorization": f"Bearer {self._place.tokens[who]}"}
        if body is not None:
            headers |= {"Idempotency-Key": key, "Content-Type": "application/json"}
        until = monotonic() + PATIENCE
        while monotonic() < until:
            try:
                answer = self._send(method, path, body, headers)
            except (OSError, http.client.HTTPException):
                self._ledger.count("calls that broke off")
                self._connection.close()
            else:
                if answer is not None:
                    return answer
            Event().wait(self._luck.uniform(0.02, 0.2))
        raise Unanswered(f"nobody answered {method} {path} for {PATIENCE} seconds")

    def _send(self, method: str, path: str, body: Json | None, headers: dict[str, str]) -> Json | None:
        content = None if body is None else json.dumps(body).encode()
        self._connection.request(method, f"/api/v1{path}", content, headers)
        answer = self._connection.getresponse()
        said = answer.read()
        if answer.status == HTTPStatus.SERVICE_UNAVAILABLE:
            self._ledger.count("answers that the database does not serve")
            return None
        if answer.status >= HTTPStatus.MULTIPLE_CHOICES:
            raise Unanswered(f"{method} {path}: {answer.status} {said[:400].decode()}")
        if answer.headers["Idempotent-Replay"]:
            self._ledger.count("answers given again")
        found: Json = json.loads(said)
        return found
