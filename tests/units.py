"""The systemd units of `deploy/`, run as far as that goes without systemd: their command and environment, as
somebody who may write nowhere but where the unit allows it."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from configparser import ConfigParser
from functools import cache
from pathlib import Path

from tests.house import environment

DEPLOY = Path(__file__).parents[1] / "deploy"
COMMAND = "/opt/jinlin/.venv/bin/jinlin"
STATE = "/var/lib/jinlin"
# Everything is read-only, as ProtectSystem=strict makes it, but for the folders that stand before `--`.
CONFINED = """
mount --make-rprivate /
while [ "$1" != -- ]; do mount --bind "$1" "$1"; shift; done
mount -o remount,bind,ro /
shift
exec "$@"
"""


def service(unit: str) -> Mapping[str, str]:
    """The section that says what runs, and how."""
    read = ConfigParser(interpolation=None)
    read.optionxform = str  # type: ignore[assignment,method-assign] # names keep their capitals
    read.read(DEPLOY / f"{unit}.service")
    return dict(read["Service"])


def example(**own: str) -> dict[str, str]:
    """`environment.example`, with what it leaves to the installation."""
    lines = (DEPLOY / "environment.example").read_text().splitlines()
    told = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    assert set(own) <= set(told), "the example names everything that is needed"
    return {**told, **own}


def start(unit: str, port: int, private: Path, environ: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """Start a unit on `port`; `private` stands for the /tmp of its own, if it has one."""
    asked = service(unit)
    assert asked["ExecStart"].startswith(COMMAND)
    assert asked["ReadWritePaths" if "ReadWritePaths" in asked else "StateDirectory"] in ("jinlin", STATE)
    command = shlex.split(asked["ExecStart"].removeprefix(COMMAND).replace("8000", str(port)))
    writable = [environ["JINLIN_DATA"]]
    if asked.get("PrivateTmp") == "true":
        writable.append(str(private))
    confined = ["unshare", "--mount", "sh", "-ec", CONFINED, "sh", *writable, "--"] if may_confine() else []
    return subprocess.Popen(
        [*confined, sys.executable, "-m", "jinlin.project.main", *command],
        env=environment(Path(environ["JINLIN_DATA"]), **environ, TMPDIR=str(private)),
    )


@cache
def may_confine() -> bool:
    """Whether this machine lets us mount; elsewhere the unit runs unconfined."""
    if os.geteuid() != 0 or not shutil.which("unshare"):
        return False
    tried = ["unshare", "--mount", "mount", "--make-rprivate", "/"]
    return subprocess.run(tried, check=False, capture_output=True).returncode == 0
