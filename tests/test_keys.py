"""Which secrets may serve."""

from __future__ import annotations

import base64
import hashlib
import secrets
from pathlib import Path

import pytest
from django.core.checks import run_checks
from hypothesis import given
from hypothesis import strategies as st

from jinlin.lib.errors import Unready
from jinlin.project.keys import Keys, demo_keys, refuse_unsafe

SECRET = secrets.token_urlsafe(48)
MASTER = base64.b64encode(secrets.token_bytes(32)).decode()


def test_an_installations_own_keys_serve(tmp_path: Path) -> None:
    refuse_unsafe(Keys(SECRET, MASTER), demo=False, data=tmp_path)


@pytest.mark.parametrize(
    ("secret", "master", "what"),
    [
        ("", "", "JINLIN_SECRET_KEY"),
        ("", MASTER, "JINLIN_SECRET_KEY"),
        ("changeme", MASTER, "JINLIN_SECRET_KEY"),
        ("django-insecure-" + SECRET, MASTER, "JINLIN_SECRET_KEY"),
        (SECRET, "", "JINLIN_MASTER_KEY"),
        (SECRET, base64.b64encode(bytes(range(32))).decode(), "JINLIN_MASTER_KEY"),
        (SECRET, base64.b64encode(bytes(32)).decode(), "JINLIN_MASTER_KEY"),
        (SECRET, base64.b64encode(b"0123456789abcdef").decode(), "JINLIN_MASTER_KEY"),
        (SECRET, "no base64 at all", "JINLIN_MASTER_KEY"),
        ("a" * 60, MASTER, "has a pattern"),
        ("changeme-" * 6, MASTER, "has a pattern"),
        ("abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGH", MASTER, "has a pattern"),
        (SECRET, base64.b64encode(bytes(range(0, 64, 2))).decode(), "JINLIN_MASTER_KEY"),
        (SECRET, base64.b64encode(b"correct horse battery staple 123").decode(), "JINLIN_MASTER_KEY"),
        ("demo-" + SECRET, MASTER, "demo mode only"),
    ],
    ids=["nothing", "no secret", "a common secret", "an example secret", "no master key",
         "a counted master key", "a master key of zeros", "a short master key", "no base64",
         "one letter", "a word again and again", "an alphabet", "a master key that counts by two",
         "a master key that was typed", "a demo secret"],
)  # fmt: skip
def test_missing_short_known_and_demo_secrets_are_refused(
    tmp_path: Path, secret: str, master: str, what: str
) -> None:
    with pytest.raises(Unready, match=what):
        refuse_unsafe(Keys(secret, master), demo=False, data=tmp_path)


def test_the_master_key_of_a_demo_is_refused_in_earnest_even_beside_a_secret_of_ones_own(
    tmp_path: Path,
) -> None:
    demo = demo_keys(tmp_path)
    with pytest.raises(Unready, match="demo mode only"):
        refuse_unsafe(Keys(SECRET, demo.master), demo=False, data=tmp_path)


def test_demo_keys_are_made_once_and_serve_the_demo(tmp_path: Path) -> None:
    made = demo_keys(tmp_path)
    assert demo_keys(tmp_path) == made
    refuse_unsafe(made, demo=True, data=tmp_path)


def test_the_deployment_check_finds_unsafe_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JINLIN_SECRET_KEY", "")
    assert "jinlin.E001" in [found.id for found in run_checks(include_deployment_checks=True)]


@given(st.binary(min_size=32, max_size=32))
def test_drawn_keys_are_not_taken_for_typed_ones(seed: bytes) -> None:
    """Hypothesis shrinks towards patterns, so its bytes are spread by a hash first."""
    drawn = Keys(
        hashlib.sha256(seed).hexdigest()[:40], base64.b64encode(hashlib.sha256(seed).digest()).decode()
    )
    refuse_unsafe(drawn, demo=False, data=Path("/nowhere"))


def test_the_keys_of_a_demo_are_known_wherever_they_turn_up(tmp_path: Path) -> None:
    demo = demo_keys(tmp_path / "demo")
    refuse_unsafe(demo, demo=True, data=tmp_path / "demo")
    with pytest.raises(Unready, match="demo mode only"):
        refuse_unsafe(Keys(SECRET, demo.master), demo=False, data=tmp_path / "elsewhere")
