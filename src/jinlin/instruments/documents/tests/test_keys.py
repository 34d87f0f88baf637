"""Whose key signs, and what is said when there is none that can."""

from __future__ import annotations

import stat
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    pkcs12,
)

from jinlin.instruments.documents.signing import readiness
from jinlin.instruments.documents.signing.demo import demo_seal
from jinlin.instruments.documents.signing.keys import device, sealer
from jinlin.kernel.registry.world import OrganisationInfo
from jinlin.lib.errors import Unready

COURT = OrganisationInfo(
    "COURT", "示范法院", "Court", "court", "", "", "", "", datetime(2010, 1, 1, tzinfo=UTC).date(), None
)
PASSWORD = "made up"


@pytest.fixture
def seal(tmp_path: Path) -> Path:
    """An institution's PKCS#12 file with a password."""
    key, certificate, others = pkcs12.load_key_and_certificates(demo_seal(tmp_path).read_bytes(), None)
    assert key is not None
    file = tmp_path / "COURT.p12"
    locked = BestAvailableEncryption(PASSWORD.encode())
    file.write_bytes(pkcs12.serialize_key_and_certificates(b"seal", key, certificate, others, locked))  # type: ignore[arg-type] # the one kind of key that demo_seal makes
    return file


@pytest.fixture
def earnest(settings: Any) -> Any:
    """An installation in earnest, without a key."""
    settings.DEMO_SIGNS = False
    settings.JINLIN_SIGNER_SECRET = PASSWORD
    return settings


def name_of(organisation: str) -> str:
    with sealer(organisation) as found:
        return found.name


class TestInEarnest:
    def test_nothing_is_issued_without_a_key(self, earnest: Any) -> None:
        with pytest.raises(Unready, match="no key to sign with") as refused:
            readiness.check(COURT)
        assert refused.value.help is not None
        with pytest.raises(Unready, match="no key to sign with"):
            name_of("COURT")

    def test_one_file_signs_for_everybody(self, earnest: Any, seal: Path) -> None:
        earnest.JINLIN_SIGNER = str(seal)
        readiness.check(COURT)
        assert "demo seal" in name_of("ANY")

    def test_a_folder_has_a_key_for_each_institution_and_for_no_other(self, earnest: Any, seal: Path) -> None:
        earnest.JINLIN_SIGNER = str(seal.parent)
        readiness.check(COURT)
        assert name_of("COURT")
        with pytest.raises(Unready, match="no key of 示范法院"):
            readiness.check(replace(COURT, code="BANK"))

    def test_a_wrong_password_is_said_with_the_file(self, earnest: Any, seal: Path) -> None:
        earnest.JINLIN_SIGNER, earnest.JINLIN_SIGNER_SECRET = str(seal), "wrong"
        with pytest.raises(Unready, match=r"COURT\.p12.*JINLIN_SIGNER_SECRET"):
            name_of("COURT")

    def test_a_file_that_is_no_key_is_said_to_be_none(self, earnest: Any, tmp_path: Path) -> None:
        (tmp_path / "x.p12").write_text("nothing")
        earnest.JINLIN_SIGNER = str(tmp_path / "x.p12")
        with pytest.raises(Unready, match="cannot be used"):
            name_of("COURT")

    def test_a_device_that_is_not_there_is_said_to_be_missing(self, earnest: Any) -> None:
        earnest.JINLIN_SIGNER = "pkcs11:token=Seals?module-path=/no/such/module.so"
        with pytest.raises(Unready, match="device cannot be used"):
            name_of("COURT")


class TestAnAddressOfADevice:
    def test_names_module_token_and_label(self) -> None:
        found = device("pkcs11:token=My%20Seals;object=court?module-path=/usr/lib/x.so", "COURT")
        assert (found.module_path, found.cert_label, found.key_label) == ("/usr/lib/x.so", "court", "court")
        assert found.token_criteria is not None
        assert found.token_criteria.label == "My Seals"

    def test_takes_the_institutions_code_for_the_label(self) -> None:
        assert device("pkcs11:?module-path=/usr/lib/x.so", "COURT").key_label == "COURT"

    def test_without_a_module_is_refused(self) -> None:
        with pytest.raises(Unready, match="module-path"):
            device("pkcs11:token=Seals", "COURT")


class TestTheDemo:
    def test_makes_its_key_once_and_for_its_owner_alone(self, tmp_path: Path) -> None:
        file = demo_seal(tmp_path / "keys")
        first = file.read_bytes()
        assert demo_seal(tmp_path / "keys").read_bytes() == first
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700

    def test_says_in_its_certificate_that_it_is_one(self, tmp_path: Path) -> None:
        _, certificate, _ = pkcs12.load_key_and_certificates(demo_seal(tmp_path).read_bytes(), None)
        assert certificate is not None
        assert "演示" in certificate.subject.rfc4514_string()
        assert "演示" in certificate.issuer.rfc4514_string()
