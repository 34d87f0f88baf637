"""The demo's own key and certificate: made at its first start, and saying plainly what they are."""

from __future__ import annotations

import os
import secrets
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12
from cryptography.x509.oid import NameOID

AUTHORITY = "近邻演示根证书 Jinlin demo CA, no legal effect"
SIGNER = "近邻演示签章 Jinlin demo seal, no legal effect"
FILE = "demo-seal.p12"
# Stories play in the past, and a demo is left running for years.
FROM, TO = datetime(2010, 1, 1, tzinfo=UTC), datetime(2099, 12, 31, tzinfo=UTC)


class Made(NamedTuple):
    """A private key with its certificate."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate


def demo_seal(folder: Path) -> Path:
    """The demo's PKCS#12 file, which only its owner may read; made at the first call, whoever else tries.

    The authority's own key is thrown away: it has signed the one certificate that there will be.
    """
    place = folder / FILE
    if not place.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _keep(place, _made())
    return place


def _made() -> bytes:
    authority = _certified(AUTHORITY, None)
    seal = _certified(SIGNER, authority)
    return pkcs12.serialize_key_and_certificates(
        SIGNER.encode(), seal.key, seal.certificate, [authority.certificate], NoEncryption()
    )


def _certified(name: str, issuer: Made | None) -> Made:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = _named(name)
    is_authority = issuer is None
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(FROM)
        .not_valid_after(TO)
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(usage(authority=is_authority), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    return Made(key, builder.sign(issuer.key if issuer else key, hashes.SHA256()))


def _named(name: str) -> x509.Name:
    return x509.Name(
        [x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"), x509.NameAttribute(NameOID.COMMON_NAME, name)]
    )


def usage(*, authority: bool) -> x509.KeyUsage:
    """What the certificate of a seal, or of the authority that certifies it, may be used for."""
    return x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=not authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )


def _keep(place: Path, content: bytes) -> None:
    """Whole or not at all; of two processes the first one counts."""
    whole = place.with_name(f".{place.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(whole, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
        if not place.exists():
            place.hardlink_to(whole)
    except FileExistsError:
        return
    finally:
        whole.unlink(missing_ok=True)
