"""Bodies are read by the event loop: of limited size, within their time, and no thread waits for them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jinlin.api.refusals import TooLarge, TooSlow
from jinlin.lib.errors import REFUSED, Unready
from jinlin.project import bodies
from jinlin.project.proxies import Environ
from jinlin.project.rsgi import Answered, answer, environ_of

SILENCE = 3600.0  # seconds: no test waits for it


async def sent(*parts: bytes | float) -> AsyncIterator[bytes]:
    """What somebody sends, and how long they pause in between."""
    for part in parts:
        if isinstance(part, float):
            await asyncio.sleep(part)
        else:
            yield part


def run(work: Coroutine[Any, Any, Any]) -> Any:
    return asyncio.run(work)


@given(st.lists(st.binary(min_size=1, max_size=200_000), max_size=5))
def test_a_body_arrives_as_it_was_sent_however_it_was_cut(parts: list[bytes]) -> None:
    whole = b"".join(parts)
    for size in (len(whole), bodies.UNKNOWN):
        with run(bodies.read(sent(*parts), size, 10**7)) as body:
            assert body.read() == whole


def test_a_body_that_does_not_come_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "FIRST", 0.0)
    with pytest.raises(TooSlow):
        run(bodies.read(sent(b"{", SILENCE, b"}"), 2, 100))


def test_every_part_that_comes_buys_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "FIRST", SILENCE)
    monkeypatch.setattr(bodies, "SLOWEST", 10)
    with run(bodies.read(sent(b"12", 0.01, b"34", 0.01, b"56"), 6, 100)) as body:
        assert body.read() == b"123456"


def test_more_than_was_announced_or_is_taken_is_refused_as_it_comes() -> None:
    with pytest.raises(TooLarge):
        run(bodies.read(sent(b"x" * 60, b"x" * 60, SILENCE), bodies.UNKNOWN, 100))


def test_what_was_refused_passes_by_for_a_while_and_no_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    run(bodies.drain(sent(b"x" * 1000, b"x" * 1000)))
    run(bodies.drain(sent(b"x" * bodies.LINGERS, SILENCE)))
    monkeypatch.setattr(bodies, "FIRST", 0.0)
    run(bodies.drain(sent(SILENCE)))


def test_room_for_large_bodies_is_given_back() -> None:
    room = bodies.Room(most=10**6)
    with room.reserved(600_000):
        with pytest.raises(Unready), room.reserved(600_000):
            pass
        with room.reserved(1000):  # stays in memory, and needs none
            pass
    with room.reserved(600_000):
        pass


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/report/joint_command_centre/report", 90 * 1024**2 + 2_621_440),
        ("/matters/X/photos", 90 * 1024**2 + 2_621_440),
        ("/desk/cases/X/files", 10 * 1024**2 + 2_621_440),
        ("/desk/payouts/X/bring/claims", 512 * 1024**2 + 2_621_440),
        ("/administration/load/areas/try", 10 * 1024**2 + 2_621_440),
        ("/d/", 10 * 1024**2 + 2_621_440),
        ("/account/login/", 2_621_440),
        ("/desk/bulk", 2_621_440),
        ("/api/v1/tokens", 256 * 1024),
        ("/api/v1/cases/X/attachments", 10 * 1024**2 + 64 * 1024),
        ("/open311/v2/requests.json", 256 * 1024),
        ("/no/such/page", 2_621_440),
    ],
)
def test_each_address_takes_what_it_needs(path: str, most: int) -> None:
    assert bodies.largest(path) == most


class Scope:
    """As granian gives it."""

    method, path, query_string, http_version, scheme = "POST", "/报/a b", "q=%E4", "1.1", "http"
    server, client = "127.0.0.1:8000", "[2001:db8::1]:4711"

    class headers:  # noqa: N801 -- granian's name
        @staticmethod
        def items() -> list[tuple[str, str]]:
            return [
                ("host", "a.cn"), ("content-type", "text/plain"), ("content-length", "3"), ("cookie", "a=1"),
                ("cookie", "b=2"), ("x-forwarded-for", "192.0.2.1"), ("x-forwarded-for", "192.0.2.2"),
                ("x_forwarded_for", "192.0.2.3"),
            ]  # fmt: skip


def test_the_environment_is_that_of_wsgi_and_no_header_passes_for_another() -> None:
    environ = environ_of(Scope)  # type: ignore[arg-type] # it looks the same
    assert environ["PATH_INFO"].encode("latin-1").decode() == "/报/a b"
    assert (environ["REMOTE_ADDR"], environ["SERVER_PORT"]) == ("2001:db8::1", "8000")
    assert (environ["CONTENT_LENGTH"], environ["CONTENT_TYPE"]) == ("3", "text/plain")
    assert environ["HTTP_COOKIE"] == "a=1; b=2"
    assert environ["HTTP_X_FORWARDED_FOR"] == "192.0.2.1,192.0.2.2"


def test_an_answer_is_whole_before_it_is_sent_and_its_source_is_closed() -> None:
    closed = []

    class Parts:
        def __iter__(self) -> Any:
            return iter([b"a" * 300_000, b"b"])

        def close(self) -> None:
            closed.append(True)

    def application(environ: Environ, start_response: Any) -> Any:
        start_response("201 Created", [("X-A", "1")])
        return Parts()

    answered: Answered = answer(application, {})
    with answered.content as content:
        assert (answered.status, answered.headers, answered.size) == (201, [("X-A", "1")], 300_001)
        assert content.read() == b"a" * 300_000 + b"b"
    assert closed == [True]


@pytest.mark.parametrize(("path", "media"), [("/account/login/", "html"), ("/api/v1/tokens", "problem+json")])
def test_each_door_tells_in_its_own_way_why_a_body_was_not_read(
    client: Any, db: None, path: str, media: str
) -> None:
    answer = client.post(path, **{REFUSED: bodies.too_slow()})
    assert (answer.status_code, media in answer["Content-Type"]) == (408, True)
    assert "没有在规定时间内传完" in answer.content.decode()
