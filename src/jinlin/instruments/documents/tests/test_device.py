"""A key that never leaves its PKCS#11 device. SoftHSM stands for the device; without it these are skipped."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pkcs11
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from pkcs11 import Attribute
from pkcs11.util.ec import decode_ec_private_key
from pkcs11.util.rsa import decode_rsa_private_key
from pkcs11.util.x509 import decode_x509_certificate
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from jinlin.instruments.documents.signing.demo import FROM, TO, usage
from jinlin.instruments.documents.signing.keys import sealer
from jinlin.instruments.documents.tests.test_files import issued, pdf_of
from jinlin.lib import clock
from jinlin.lib.errors import Unready

MODULE = Path("/usr/lib/softhsm/libsofthsm2.so")
TOOL = shutil.which("softhsm2-util") or ""
TOKEN, PIN = "Seals", "made-up-pin"

pytestmark = pytest.mark.skipif(
    not (TOOL and MODULE.exists()),
    reason="no SoftHSM on this machine (Debian's package softhsm2)",
)


@pytest.fixture(scope="module")
def token(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A device with a key of each kind and its certificate, under the name of the kind."""
    folder = tmp_path_factory.mktemp("device")
    (folder / "tokens").mkdir()
    (folder / "softhsm2.conf").write_text(f"directories.tokendir = {folder / 'tokens'}\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOFTHSM2_CONF", str(folder / "softhsm2.conf"))  # read once, when the module is loaded
        subprocess.run(  # noqa: S603 -- our own words
            [TOOL, "--init-token", "--free", "--label", TOKEN, "--pin", PIN, "--so-pin", PIN],
            check=True,
            capture_output=True,
        )
        with pkcs11.lib(str(MODULE)).get_token(token_label=TOKEN).open(rw=True, user_pin=PIN) as session:
            _put_in(session, "ecdsa", ec.generate_private_key(ec.SECP256R1()), decode_ec_private_key)
            _put_in(session, "rsa", rsa.generate_private_key(65537, 2048), decode_rsa_private_key)
        yield


def _put_in(session: pkcs11.Session, kind: str, key: Any, decoded: Callable[[bytes], Any]) -> None:
    """A key and a certificate of it go into the device; the key cannot be had out again."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"made up, {kind}")])
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), 1, FROM, TO)
        .add_extension(usage(authority=False), critical=True)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(Encoding.DER, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    kept = {Attribute.TOKEN: True, Attribute.LABEL: kind, Attribute.ID: kind.encode()}
    hidden = {Attribute.SENSITIVE: True, Attribute.EXTRACTABLE: False}
    session.create_object(decoded(secret) | kept | hidden)
    session.create_object(decode_x509_certificate(certificate.public_bytes(Encoding.DER)) | kept)


@pytest.fixture(params=["ecdsa", "rsa"])
def device(token: None, settings: Any, request: pytest.FixtureRequest) -> Any:
    """An installation in earnest whose key lies in the device."""
    settings.DEMO_SIGNS = False
    settings.JINLIN_SIGNER = f"pkcs11:token={TOKEN};object={request.param}?module-path={MODULE}"
    settings.JINLIN_SIGNER_SECRET = PIN
    return settings


def test_a_document_is_signed_by_the_device(device: Any, monday: clock.Journey) -> None:
    (signature,) = PdfFileReader(io.BytesIO(pdf_of(issued()))).embedded_regular_signatures
    status = validate_pdf_signature(signature, ValidationContext(allow_fetching=False, trust_roots=[]))
    assert status.intact
    assert status.valid


def test_a_wrong_pin_is_said(device: Any) -> None:
    device.JINLIN_SIGNER_SECRET = "wrong"
    with pytest.raises(Unready, match="check JINLIN_SIGNER and the PIN"), sealer("COURT"):
        pass


def test_a_key_that_the_device_does_not_hold_is_said_to_be_missing(device: Any) -> None:
    device.JINLIN_SIGNER = f"pkcs11:token={TOKEN}?module-path={MODULE}"
    with pytest.raises(Unready, match="label 'COURT'"), sealer("COURT"):
        pass
