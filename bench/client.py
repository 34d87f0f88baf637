"""The clients: officers who each handle one case after the other over a connection of their own.

A process of its own that imports nothing of Jinlin and speaks HTTP by hand, because it shares the
processors with what it measures. Reads a plan (JSON) from standard input and prints what it saw (JSON).
"""

from __future__ import annotations

import json
import socket
import sys
import time
import uuid
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Thread
from typing import Any

TITLES = (
    ("临湖社区三号楼停水两天", "990101001"),
    ("东桥路口井盖破损", "990101002"),
    ("北山村征地补偿没有到账", "990101003"),
    ("公司无故辞退怀孕职工", "990101004"),
    ("小区门口超市卖过期食品", "990101001"),
    ("中学老师在校外补课", "990101002"),
    ("社区卫生站打不到疫苗", "990101003"),
    ("天然气一到晚上就没有火", "990101004"),
)
DETAILS = (
    "从上周起一直这样，已经向物业反映过两次，都说不归他们管。楼里有老人和孩子，很不方便，请尽快安排人来看一看，给个答复。"
    * 2
)
REPLY = "已到现场核实并处理，恢复正常。经回访，反映人表示认可。今后将加强巡查，避免再次发生。"
MOST_FAILURES = 5


@dataclass(frozen=True)
class Plan:
    """How many clients work for how long: `seconds`, or until `cases` are done.

    `tokens` by user name, `units` the user name of the officer by organisation. `whole` closes the cases.
    """

    port: int
    clients: int
    tokens: dict[str, str]
    units: dict[str, str]
    seconds: float = 10.0
    cases: int | None = None
    whole: bool = False


class Refused(Exception):  # noqa: N818 -- it is the server's answer
    """A call that did not do what it asked."""


class Connection:
    """One connection that is kept alive."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._answers = self._socket.makefile("rb")

    def call(self, method: str, path: str, token: str, body: Any = None) -> Any:
        """The answer's JSON. Refused unless it was a success."""
        self._socket.sendall(_request(method, path, token, body))
        status, content = self._answer()
        if status >= 300:
            said = content[:300].decode(errors="replace")
            raise Refused(f"{method} {path}: {status} {said}")
        return json.loads(content)

    def close(self) -> None:
        """Hang up."""
        self._socket.close()

    def _answer(self) -> tuple[int, bytes]:
        first = self._answers.readline()
        if not first:
            raise ConnectionError("the server hung up")
        length = 0
        while (line := self._answers.readline()).strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        return int(first.split(b" ", 2)[1]), self._answers.read(length)


def _request(method: str, path: str, token: str, body: Any) -> bytes:
    lines = [f"{method} /api/v1{path} HTTP/1.1", "Host: 127.0.0.1", f"Authorization: Bearer {token}"]
    content = b""
    if body is not None:
        content = json.dumps(body).encode()
        lines += [f"Idempotency-Key: {uuid.uuid4()}", "Content-Type: application/json"]
        lines += [f"Content-Length: {len(content)}"]
    return "\r\n".join([*lines, "", ""]).encode() + content


@dataclass
class Client(Thread):
    """One client; `took` has, by call, when each ended and how long it took."""

    plan: Plan
    turn: int
    begin: float
    took: defaultdict[str, list[tuple[float, float]]] = field(default_factory=lambda: defaultdict(list))
    failures: list[str] = field(default_factory=list)
    done: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self._connection = Connection(self.plan.port)

    __hash__ = Thread.__hash__

    def run(self) -> None:
        """Handle cases until the plan is done."""
        while self._goes_on():
            begin = time.perf_counter()
            try:
                self.done.append(self._handle())
            except (Refused, OSError, ValueError) as error:
                self.failures.append(str(error))
                self._connect_again()
            else:
                self._note("cycle", begin)
            self.turn += self.plan.clients
        self._connection.close()

    def _goes_on(self) -> bool:
        if self.plan.cases is not None:
            return self.turn < self.plan.cases
        return time.perf_counter() < self.begin + self.plan.seconds

    def _handle(self) -> str:
        """One case from the report to the result, and read once more."""
        title, area = TITLES[self.turn % len(TITLES)]
        reporter = {"name": "林小雨", "phone": f"139{self.turn % 10**8:08}"}
        answers = {"title": title, "details": DETAILS, "area": area, "reporter": reporter}
        opening = {"type": "joint_command_centre/report", "channel": "phone", "answers": answers}
        number = self._call("create", "shouli", "/cases", opening)["number"]
        self._act("accept", "shouli", number)
        unit = self.plan.units[self._act("assign", "paidan", number)["holder"]]
        self._act("resolve", unit, number, result=REPLY)
        if self.plan.whole:
            self._act("verify", "shouli", number, how_verified="已看现场照片")
            self._act("call_back", "huifang", number, satisfaction="satisfied", solved=True)
            self._act("close", "huifang", number)
        self._call("read", "shouli", f"/cases/{number}")
        return str(number)

    def _act(self, action: str, who: str, number: str, **answers: Any) -> Any:
        return self._call(action, who, f"/cases/{number}/actions/{action}", {"answers": answers})

    def _call(self, name: str, who: str, path: str, body: Any = None) -> Any:
        begin = time.perf_counter()
        found = self._connection.call("GET" if body is None else "POST", path, self.plan.tokens[who], body)
        self._note(name, begin)
        return found

    def _note(self, name: str, begin: float) -> None:
        now = time.perf_counter()
        self.took[name].append((now, now - begin))

    def _connect_again(self) -> None:
        self._connection.close()
        with suppress(OSError):  # the next call fails then, and is counted
            self._connection = Connection(self.plan.port)


def work(plan: Plan) -> dict[str, Any]:
    """Let the clients work and sum up what they saw."""
    begin = time.perf_counter()
    clients = [Client(plan, turn, begin) for turn in range(plan.clients)]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    end = time.perf_counter() if plan.cases is not None else begin + plan.seconds
    failures = [failure for client in clients for failure in client.failures]
    calls = {name: _told(clients, name, begin, end) for name in clients[0].took}
    return {
        "clients": plan.clients,
        "seconds": round(end - begin, 2),
        "cycles_a_second": round(calls["cycle"]["n"] / (end - begin), 1),
        "failed": len(failures),
        "failures": failures[:MOST_FAILURES],
        "calls": calls,
        "numbers": [number for client in clients for number in client.done] if plan.whole else [],
    }


def _told(clients: list[Client], name: str, begin: float, end: float) -> dict[str, float]:
    """How often a call ended within the time measured, and its percentiles in milliseconds."""
    took = sorted(_within(clients, name, begin, end))
    parts = {f"p{share}": round(1000 * took[len(took) * share // 100], 2) for share in (50, 95, 99) if took}
    return {"n": len(took), **parts}


def _within(clients: list[Client], name: str, begin: float, end: float) -> Iterator[float]:
    for client in clients:
        yield from (seconds for at, seconds in client.took[name] if begin <= at <= end)


if __name__ == "__main__":
    print(json.dumps(work(Plan(**json.load(sys.stdin)))))
