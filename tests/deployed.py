"""An installation in earnest, as the guide says: own keys, a public address, a trusted proxy, one person."""

from __future__ import annotations

import subprocess
import sys
from base64 import b64encode
from collections.abc import Mapping
from pathlib import Path
from secrets import token_bytes, token_urlsafe

from tests.house import environment
from tests.reverse_proxies import NAME

USERNAME, PASSWORD = "lin", "correct-horse-battery"
OWN = {
    "JINLIN_SECRET_KEY": token_urlsafe(48),
    "JINLIN_MASTER_KEY": b64encode(token_bytes(32)).decode(),
    "JINLIN_ADDRESS": f"https://{NAME}/",
    "JINLIN_PROXIES": "127.0.0.1",
}
_PEOPLE = f"""
import django; django.setup()
from jinlin.kernel.registry import actions
from jinlin.packkit import demo
actions.install_areas(demo.rows("areas"))
actions.install_people([{{"username": "{USERNAME}", "name": "示例甲"}}])
actions.set_password("{USERNAME}", "{PASSWORD}")
"""


def let_people_in(data: Path, environ: Mapping[str, str]) -> None:
    """The areas of the demo county, none of its units, and somebody who may sign in."""
    told = environment(data, **{**environ, "DJANGO_SETTINGS_MODULE": "jinlin.project.settings"})
    subprocess.run([sys.executable, "-c", _PEOPLE], env=told, check=True)
