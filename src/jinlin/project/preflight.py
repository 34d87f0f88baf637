"""What is looked at before anything is started."""

from __future__ import annotations

import ipaddress
import socket

from jinlin.lib.errors import Unready


def check_host(host: str, *, demo: bool) -> None:
    """A demo listens on loopback alone: its accounts and keys are no secret."""
    if demo and not _is_loopback(host):
        raise Unready(
            f"演示模式只能在本机回环地址上运行，不能监听 {host}；正式安装请加 --no-demo 并自备密钥",
            f"A demo listens on loopback alone and not on {host}; "
            "for a real installation say --no-demo and bring your own keys",
        )


def check_port(host: str, port: int) -> None:
    """Raise `Unready` unless we may listen on `host` and `port`."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Unready(
                f"不能监听 {host}:{port}（{error.strerror}），请用 --port 另选端口",
                f"Cannot listen on {host}:{port} ({error.strerror}); choose another port with --port",
            ) from error


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
