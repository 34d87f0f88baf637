"""The proxies of `deploy/`, run as they are written there: names, ports and folders alone are the test's."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from requests.adapters import HTTPAdapter

from jinlin.lib import clock

DEPLOY = Path(__file__).parents[1] / "deploy"
NAME = "localhost"
STARTS_WITHIN = 30  # seconds; only a hanging process takes that long


def nginx(folder: Path, port: int, behind: int) -> list[str]:
    """The command that runs `deploy/nginx.conf` in a folder of its own."""
    site = _replaced(
        "nginx.conf",
        {
            "listen 80;": f"listen 127.0.0.1:{port + 1};",
            "listen 443": f"listen 127.0.0.1:{port}",
            "jinlin.example.gov.cn": NAME,
            "/etc/jinlin/tls": str(folder),
            "127.0.0.1:8000": f"127.0.0.1:{behind}",
        },
    )
    places = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "".join(f"{one}_temp_path {folder}/{one};\n" for one in places)
    user = "user root;\n" if os.geteuid() == 0 else ""
    whole = (
        f"{user}daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/error.log;\n"
        f"events {{}}\nhttp {{ access_log off;\n{temporary}{site}\n}}\n"
    )
    (folder / "whole.conf").write_text(whole)
    return ["nginx", "-c", str(folder / "whole.conf"), "-p", str(folder), "-e", str(folder / "error.log")]


def caddy(folder: Path, port: int, behind: int) -> list[str]:
    """The command that runs `deploy/Caddyfile`; the certificate is the test's, as in a closed network."""
    site = _replaced(
        "Caddyfile",
        {
            "\tservers {": f"\tadmin off\n\thttp_port {port + 1}\n\tstorage file_system {folder}\n"
            "\tservers {",
            "jinlin.example.gov.cn {": f"https://{NAME}:{port} {{\n\tbind 127.0.0.1\n"
            f"\ttls {folder}/fullchain.pem {folder}/key.pem",
            "127.0.0.1:8000": f"127.0.0.1:{behind}",
        },
    )
    (folder / "Caddyfile").write_text(site)
    return ["caddy", "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]


KINDS: Mapping[str, Callable[[Path, int, int], list[str]]] = {"nginx": nginx, "caddy": caddy}


@contextmanager
def running(kind: str, folder: Path, port: int, behind: int) -> Iterator[Path]:
    """A proxy on `port` and the port after it, before a server on the port `behind`; its certificate."""
    if shutil.which(kind) is None:
        pytest.skip(f"no {kind} on this machine")
    certify(folder)
    log = (folder / "out.log").open("w")
    process = subprocess.Popen(
        KINDS[kind](folder, port, behind), stdout=log, stderr=log, env={**os.environ, "HOME": str(folder)}
    )
    try:
        _wait_for(port, process, folder)
        yield folder / "fullchain.pem"
    finally:
        process.terminate()
        process.wait(STARTS_WITHIN)
        log.close()


def certify(folder: Path) -> None:
    """A certificate that nobody but the test trusts."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name.from_rfc4514_string(f"CN={NAME}")
    now = clock.now()
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / "fullchain.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )


class _From(HTTPAdapter):
    """Connections from an address of one's own."""

    def __init__(self, address: str) -> None:
        self.address = address
        super().__init__()

    def init_poolmanager(self, *args: Any, **more: Any) -> None:
        """As requests does it, from that address."""
        super().init_poolmanager(*args, **more, source_address=(self.address, 0))


def visitor(address: str, certificate: Path | None = None) -> requests.Session:
    """Somebody who comes from that address of loopback."""
    session = requests.Session()
    session.trust_env = False
    session.verify = str(certificate) if certificate else True
    for scheme in ("http://", "https://"):
        session.mount(scheme, _From(address))
    return session


def _replaced(file: str, words: Mapping[str, str]) -> str:
    text = (DEPLOY / file).read_text()
    for before, after in words.items():
        assert before in text, f"{file} has no {before!r} any more"
        text = text.replace(before, after)
    return text


def _wait_for(port: int, process: subprocess.Popen[bytes], folder: Path) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError((folder / "out.log").read_text())
