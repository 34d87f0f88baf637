"""As people meet it: a browser, TLS, the proxy of `deploy/`, the server. And what a hostile one gets."""

from __future__ import annotations

import re
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack
from io import BytesIO
from pathlib import Path
from select import select
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pytest
import requests
from PIL import Image

from jinlin.project.fresh_database import fresh_database
from tests import deployed, units
from tests.house import free_port, run
from tests.reverse_proxies import KINDS, NAME, running, visitor

PATIENCE = 60  # seconds; only a server that has stopped takes that long
SIGN_IN = {"login": deployed.USERNAME, "password": deployed.PASSWORD}
REPORT = {
    "title": "楼前路面塌陷", "details": "老人出行不便。", "area": "990101001002", "same": "none",
}  # fmt: skip


class Way(NamedTuple):
    """A way to the server: its origin, and the certificate of its proxy."""

    origin: str
    port: int
    certificate: Path

    def visitor(self, address: str = "127.0.0.2") -> requests.Session:
        return visitor(address, self.certificate)

    def sent(
        self, by: requests.Session, path: str, form: dict[str, str], **files: tuple[str, bytes]
    ) -> requests.Response:
        """A form, sent as a browser sends it."""
        page = by.get(self.origin + path, timeout=PATIENCE).text
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert token, page
        return by.post(
            self.origin + path,
            {"csrfmiddlewaretoken": token.group(1), **form},
            files=files or None,
            headers={"Origin": self.origin, "Referer": self.origin + path},
            allow_redirects=False,
            timeout=PATIENCE,
        )

    def guess(self, name: str, address: str, **headers: str) -> int:
        """The status of a wrong password at the interface."""
        return self.visitor(address).post(
            f"{self.origin}/api/v1/tokens", json={"username": name, "password": "guess"}, headers=headers,
            timeout=PATIENCE,
        ).status_code  # fmt: skip


@pytest.fixture(scope="module")
def server(migrated_database: None, django_db_blocker: Any) -> Iterator[int]:
    """The port of an installation in earnest, with one person: what the units of `deploy/` start."""
    port = free_port()
    with (
        TemporaryDirectory(prefix="jinlin-test-") as folder,
        django_db_blocker.unblock(),
        fresh_database() as url,
    ):
        data, private = Path(folder) / "data", Path(folder) / "private"
        data.mkdir()
        private.mkdir()
        environ = units.example(DATABASE_URL=url, JINLIN_DATA=str(data), **deployed.OWN)
        assert run(data, "migrate", **environ).returncode == 0
        deployed.let_people_in(data, environ)
        started = [units.start(unit, port, private, environ) for unit in ("jinlin-serve", "jinlin-worker")]
        try:
            _wait_for_health(port, started[0])
            yield port
            assert [one.poll() for one in started] == [None, None]
        finally:
            for one in started:
                one.terminate()
            for one in started:
                one.wait(PATIENCE)


@pytest.fixture(scope="module", params=KINDS)
def way(request: pytest.FixtureRequest, server: int) -> Iterator[Way]:
    """The server behind one of the proxies."""
    port = free_port()
    with (
        TemporaryDirectory(prefix="jinlin-test-") as folder,
        running(request.param, Path(folder), port, server) as certificate,
    ):
        yield Way(f"https://{NAME}:{port}", port, certificate)


def test_forms_are_taken_over_tls(way: Way) -> None:
    browser = way.visitor()
    signed_in = way.sent(browser, "/account/login/", SIGN_IN)
    assert (signed_in.status_code, signed_in.headers["Location"]) == (302, "/")
    assert "示例甲" in browser.get(f"{way.origin}/account/", timeout=PATIENCE).text


def test_a_report_over_tls_gets_a_receipt_whose_address_is_the_public_one(way: Way) -> None:
    browser = way.visitor()
    sent = way.sent(browser, "/report/joint_command_centre/report", REPORT)
    assert sent.status_code == 302, sent.text
    receipt = browser.get(way.origin + sent.headers["Location"], timeout=PATIENCE).text
    assert f"{way.origin}/matters/" in receipt


def test_a_large_photo_is_taken_though_nothing_but_the_units_own_folders_can_be_written(way: Way) -> None:
    noise = BytesIO()
    Image.effect_noise((2000, 2000), 100).save(noise, "PNG")
    assert len(noise.getvalue()) > 3 * 10**6
    sent = way.sent(
        way.visitor(), "/report/joint_command_centre/report", REPORT, photos=("a.png", noise.getvalue())
    )
    assert sent.status_code == 302, sent.text


def test_cookies_are_secure_and_browsers_are_told_to_stay_with_tls(way: Way) -> None:
    browser = way.visitor()
    way.sent(browser, "/account/login/", SIGN_IN)
    assert {one.name for one in browser.cookies} >= {"sessionid", "csrftoken", "jinlin_device"}
    assert all(one.secure for one in browser.cookies)
    headers = browser.get(way.origin, timeout=PATIENCE).headers
    assert headers["Strict-Transport-Security"] == "max-age=31536000"
    assert headers["Cache-Control"] == "no-store"


def test_a_form_from_another_page_is_refused_in_our_own_words(way: Way) -> None:
    browser = way.visitor()
    browser.get(f"{way.origin}/account/login/", timeout=PATIENCE)
    refused = browser.post(
        f"{way.origin}/account/login/", SIGN_IN,
        headers={"Origin": "https://elsewhere.example"}, timeout=PATIENCE,
    )  # fmt: skip
    assert refused.status_code == 403
    assert "这份表单不是从本页面提交的" in refused.text


def test_two_clients_behind_one_proxy_are_counted_apart(way: Way) -> None:
    name = f"chen-{way.port}"  # a name that nobody has is counted too
    assert [way.guess(name, "127.0.0.3") for _ in range(11)] == [401] * 10 + [429]
    assert way.guess(name, "127.0.0.4") == 401


def test_what_a_client_says_of_its_own_address_is_not_believed(way: Way) -> None:
    statuses = [
        way.guess(f"gao-{way.port}", "127.0.0.5", **{"X-Forwarded-For": f"198.51.100.{n}"}) for n in range(11)
    ]
    assert statuses == [401] * 10 + [429]


def test_whoever_comes_past_the_proxy_is_not_believed_either(server: int) -> None:
    direct = visitor("127.0.0.6")
    statuses = [
        direct.post(
            f"http://127.0.0.1:{server}/api/v1/tokens", json={"username": "wu", "password": "guess"},
            headers={"X-Forwarded-For": f"198.51.100.{n}", "X_Forwarded_For": f"198.51.100.{n}"},
            timeout=PATIENCE,
        ).status_code
        for n in range(11)
    ]  # fmt: skip
    assert statuses == [401] * 10 + [429]


def test_what_is_too_large_is_refused_long_before_it_is_there(
    way: Way, request: pytest.FixtureRequest
) -> None:
    if "caddy" in request.node.name:
        pytest.skip("Caddy 2.6 hands the refusal on only when the sender has ended")
    with ExitStack() as held:
        connection = _connected(way, held)
        connection.sendall(_head("/report/joint_command_centre/report", 2 * 10**9))
        sent = 0  # Caddy listens to the answer only while more is sent
        while not select([connection], [], [], 0.01)[0] and sent < 10**8:
            connection.sendall(b"x" * 2**16)
            sent += 2**16
        assert b" 413 " in connection.recv(100)


@pytest.mark.parametrize(
    ("path", "size"),
    [("/follow", 3 * 10**6), ("/report/joint_command_centre/report", 10**8), ("/api/v1/tokens", 300_000)],
)
def test_each_address_takes_as_much_as_it_needs(server: int, path: str, size: int) -> None:
    with socket.create_connection(("127.0.0.1", server), PATIENCE) as plain:
        plain.sendall(_head(path, size))
        assert b" 413 " in plain.recv(100)


def test_half_sent_requests_stop_nobody_behind_a_proxy(way: Way) -> None:
    with ExitStack() as held:
        for _ in range(40):
            _connected(way, held).sendall(_head("/api/v1/tokens", 1000) + b"{")
        assert way.visitor("127.0.0.7").get(f"{way.origin}/health", timeout=PATIENCE).status_code == 200


def test_half_sent_requests_stop_nobody_without_one(server: int) -> None:
    with ExitStack() as held:
        for _ in range(40):
            plain = held.enter_context(socket.create_connection(("127.0.0.1", server), PATIENCE))
            plain.sendall(_head("/api/v1/tokens", 1000) + b"{")
        assert visitor("127.0.0.8").get(f"http://127.0.0.1:{server}/health", timeout=PATIENCE).ok


def _wait_for_health(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE * 5
    while time.monotonic() < until and process.poll() is None:
        try:
            requests.get(f"http://127.0.0.1:{port}/health", timeout=PATIENCE).raise_for_status()
        except requests.RequestException:
            time.sleep(0.2)
        else:
            return
    raise AssertionError("the unit does not come up")


def _connected(way: Way, held: ExitStack) -> ssl.SSLSocket:
    context = ssl.create_default_context(cafile=str(way.certificate))
    plain = held.enter_context(socket.create_connection(("127.0.0.1", way.port), PATIENCE))
    return held.enter_context(context.wrap_socket(plain, server_hostname=NAME))


def _head(path: str, size: int) -> bytes:
    media = "application/json" if path.startswith("/api/") else "multipart/form-data; boundary=x"
    told = (f"POST {path} HTTP/1.1", f"Host: {NAME}", f"Content-Type: {media}", f"Content-Length: {size}")
    return "\r\n".join((*told, "", "")).encode()
