"""`jinlin up`: everything, from nothing, with one command; and everything stopped again."""

from __future__ import annotations

import os
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from django.conf import settings

from jinlin.lib.errors import Unready
from jinlin.lib.words import Words
from jinlin.project import announce, database, installation, lock, preflight, prepare
from jinlin.project.children import Children, wait_for_end
from jinlin.project.places import data_folder
from jinlin.project.stopping import Stopping, told_to_stop

LOOPBACK = "127.0.0.1"
NAMES = {
    "server": Words(zh="网页服务", en="web server"),
    "worker": Words(zh="后台任务", en="worker"),
    "database": Words(zh="数据库", en="database"),
}


def up(host: str, port: int, *, demo: bool) -> None:
    """Run until told to stop (SIGINT, SIGTERM). `Unready` if it cannot begin, or if a part of it ended."""
    data = data_folder()
    preflight.check_host(host, demo=demo)
    lock.make_data_folder(data)
    with lock.held(data):
        preflight.check_port(host, port)
        _choose_keys(data, demo=demo)
        if demo:
            os.environ.setdefault("JINLIN_ADDRESS", shown(host, port))
        with told_to_stop() as stopped, _chosen_database(data) as its_end:
            accounts = prepare.prepare(data, demo=demo)
            if not stopped.is_set():
                _run(
                    stopped, its_end, host, port, lambda url: announce.serving(url, data, accounts, demo=demo)
                )
    announce.stopped()


def _choose_keys(data: Path, *, demo: bool) -> None:
    if demo:
        installation.use_demo(data)
    else:
        os.environ.pop("JINLIN_DEMO", None)
    installation.refuse_unsafe(data)


def _chosen_database(data: Path) -> AbstractContextManager[Callable[[], str | None]]:
    """The database for as long as we run; gives a look that names it once it has ended by itself.

    Only the bundled server is ours to watch: one that `DATABASE_URL` names may restart, and we reconnect.
    """
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        return installation.bundled(data)
    database.check_ground(url)
    return nullcontext(lambda: None)


def _run(
    stopped: Stopping,
    database_ended: Callable[[], str | None],
    host: str,
    port: int,
    tell: Callable[[str], None],
) -> None:
    children = Children()
    url = address(host, port)
    try:
        children.start("server", "serve", "--host", host, "--port", str(port))
        children.start("worker", "worker")
        ended = wait_for_end(stopped, children.ended, database_ended, until=lambda: _answers(url))
        if not ended and not stopped.is_set():
            tell(shown(host, port))
            ended = wait_for_end(stopped, children.ended, database_ended)
    finally:
        children.stop()
    if ended:
        raise Unready(
            f"{NAMES[ended].zh}意外停止，其余部分已一并停止，原因见上方日志",
            f"The {NAMES[ended].en} ended by itself and everything else was stopped; the lines above say why",
        )


def address(host: str, port: int) -> str:
    """Where the server is found on this machine."""
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


def shown(host: str, port: int) -> str:
    """What people open: the loopback address by its name, since browsers keep passkeys for names alone."""
    return address("localhost" if host == LOOPBACK else host, port)


def _answers(url: str) -> bool:
    """Whether the web server answers, whatever it answers. Asked for by a name that it goes by."""
    name = settings.ALLOWED_HOSTS[0].lstrip("*.") or "localhost"
    request = urllib.request.Request(url + "health", headers={"Host": name})  # noqa: S310 -- our own address
    try:
        urllib.request.urlopen(request, timeout=5).close()  # noqa: S310 -- the same
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True
