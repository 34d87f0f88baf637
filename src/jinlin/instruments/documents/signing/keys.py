"""The key that signs for an institution: from a PKCS#12 file, from a PKCS#11 device, or the demo's own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit

from django.conf import settings
from pkcs11.exceptions import PKCS11Error
from pyhanko.config.pkcs11 import PKCS11SignatureConfig, TokenCriteria
from pyhanko.sign.general import SigningError
from pyhanko.sign.pkcs11 import PKCS11SigningContext
from pyhanko.sign.signers import Signer, SimpleSigner

from jinlin.instruments.documents.signing.demo import demo_seal
from jinlin.instruments.documents.signing.readiness import PKCS11, key_file, unready


class Sealer(NamedTuple):
    """Who signs: the key, the name in its certificate, and whether it is only a demo's."""

    signer: Signer
    name: str
    is_demo: bool


@contextmanager
def sealer(organisation: str) -> Iterator[Sealer]:
    """The sealer of an institution, for one signature. Unready, saying why, if the key cannot be used."""
    configured: str = settings.JINLIN_SIGNER
    if configured.startswith(PKCS11):
        with _of_device(configured, organisation) as signer:
            yield Sealer(signer, _name(signer), is_demo=False)
        return
    if not configured and not settings.DEMO_SIGNS:
        raise unready("本系统还没有签章密钥", "This installation has no key to sign with")
    secret = settings.JINLIN_SIGNER_SECRET if configured else ""
    file = key_file(configured, organisation) if configured else demo_seal(settings.DATA_FOLDER / "keys")
    signer = _of_file(file, organisation, secret)
    yield Sealer(signer, _name(signer), is_demo=not configured)


def _of_file(file: Path, organisation: str, secret: str) -> SimpleSigner:
    try:
        return _loaded(file, file.stat().st_mtime_ns, secret)
    except (OSError, ValueError) as error:
        raise unready(
            f"{organisation} 的签章密钥 {file} 不能用（{error}）；请核对文件和口令 JINLIN_SIGNER_SECRET",
            f"The key {file} of {organisation} cannot be used ({error}); check the file and its password "
            "JINLIN_SIGNER_SECRET",
        ) from error


@lru_cache(maxsize=256)
def _loaded(file: Path, changed: int, secret: str) -> SimpleSigner:
    """Read once as long as the file stays the same."""
    del changed
    signer: SimpleSigner = SimpleSigner.load_pkcs12_data(
        file.read_bytes(), (), secret.encode() if secret else None
    )
    return signer


@contextmanager
def _of_device(address: str, organisation: str) -> Iterator[Signer]:
    config = device(address, organisation)
    try:
        with PKCS11SigningContext(config, user_pin=settings.JINLIN_SIGNER_SECRET or None) as signer:
            yield signer
    except (SigningError, PKCS11Error) as error:
        raise unready(
            f"签章设备不能用：{_reason(error)}；请核对 JINLIN_SIGNER 和口令",
            f"The signing device cannot be used: {_reason(error)}; check JINLIN_SIGNER and the PIN",
        ) from error


def device(address: str, organisation: str) -> PKCS11SignatureConfig:
    """What a `pkcs11:` address (RFC 7512) says: `pkcs11:token=Seals;object=court?module-path=/usr/lib/x.so`.

    Without `object` the label of key and certificate is the institution's code. Unready without a module.
    """
    parts = urlsplit(address)
    path = dict(one.partition("=")[::2] for one in parts.path.split(";") if one)
    module = parse_qs(parts.query).get("module-path", [""])[0]
    if not module:
        raise unready(
            "JINLIN_SIGNER 的 pkcs11: 地址没有 module-path",
            "The pkcs11: address in JINLIN_SIGNER names no module-path",
        )
    token = TokenCriteria(label=unquote(path["token"])) if "token" in path else None
    label = unquote(path.get("object", organisation))
    return PKCS11SignatureConfig(
        module_path=module,
        token_criteria=token,
        cert_label=label,
        key_label=label,
        raw_mechanism=True,  # the digest is made here: not every device makes one before ECDSA
    )


def _reason(error: Exception) -> str:
    """What a device says; some errors of PKCS#11 have a name and no words."""
    return str(error) or type(error).__name__


def _name(signer: Signer) -> str:
    certificate = signer.signing_cert
    return str(certificate.subject.human_friendly) if certificate is not None else ""
