"""Whether there is a key to sign with: asked before a document is issued, since none goes out unsigned."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from jinlin.kernel.registry.world import OrganisationInfo
from jinlin.lib.errors import Unready
from jinlin.lib.words import Words

PKCS11 = "pkcs11:"


def check(issuer: OrganisationInfo) -> None:
    """Unready, with what the administrator must bring, unless documents of this institution can be signed."""
    configured: str = settings.JINLIN_SIGNER
    if not configured and settings.DEMO_SIGNS:
        return
    if not configured:
        raise unready(
            "本系统还没有签章密钥，不能出具文书：文书不得无签名发出",
            "This installation has no key to sign with, so it issues no documents: none goes out unsigned",
        )
    if not configured.startswith(PKCS11) and not key_file(configured, issuer.code).is_file():
        raise unready(
            f"没有{issuer.name}的签章密钥，不能以其名义出具文书",
            f"There is no key of {issuer.name} to sign with, so nothing can be issued in its name",
        )


def key_file(configured: str, organisation: str) -> Path:
    """The PKCS#12 file of an institution: `JINLIN_SIGNER` itself, or in that folder the one of its code."""
    place = Path(configured).expanduser()
    return place / f"{organisation}.p12" if place.is_dir() else place


def unready(zh: str, en: str) -> Unready:
    """The problem, with what helps."""
    return Unready(
        zh,
        en,
        help=Words(
            zh="请管理员设置 JINLIN_SIGNER：PKCS#12 文件、放各单位 <代码>.p12 的文件夹，或 pkcs11: 地址。",
            en="Ask the administrator to set JINLIN_SIGNER: a PKCS#12 file, a folder with <code>.p12 for "
            "each institution, or a pkcs11: address.",
        ),
    )
