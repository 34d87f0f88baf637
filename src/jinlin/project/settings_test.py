"""Settings for the tests: the same, with keys that open nothing."""

from __future__ import annotations

import base64
import os
import tempfile
from pathlib import Path

os.environ.setdefault("JINLIN_SECRET_KEY", "only-for-tests")
os.environ.setdefault("JINLIN_MASTER_KEY", base64.b64encode(bytes(range(32))).decode())

from jinlin.project.settings import *  # noqa: F403 -- the keys must stand before settings are read

DATA_FOLDER = (
    Path(tempfile.gettempdir()) / f"jinlin-test-data-{os.getpid()}"
)  # made only if a test writes there
DEMO_SIGNS = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
