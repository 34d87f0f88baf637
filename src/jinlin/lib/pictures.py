"""Pictures as people send them: made anew, so that nothing is kept but what the eye sees."""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO

import pi_heif
from PIL import Image, ImageCms, ImageOps

from jinlin.lib.errors import BadInput
from jinlin.lib.png import without_odd_chunks

LONGEST = 2560  # pixels of the longer side: what a screen or a printed page can show
MOST_PIXELS = {"JPEG": 52_000_000, "PNG": 26_000_000, "WEBP": 26_000_000, "HEIF": 52_000_000}
"""A JPEG or HEIC may be what a telephone of 50 megapixels takes."""
KEPT_AS_THEY_ARE = frozenset({"L", "RGB", "RGBA"})
QUALITY = 88
_MADE = {"MPO": "JPEG", "HEIF": "JPEG"}
"""Several pictures in one file, of which the first is the one that was taken; and what no browser shows."""
_DEEP_GREY = ("I;16", "I;16B", "I;16L", "I")
_SCREEN = ImageCms.createProfile("sRGB")

pi_heif.register_heif_opener()


def made_anew(content: bytes) -> bytes:
    """The picture in the same format (HEIC as JPEG), upright, in sRGB, at most 2560 pixels long, and without
    anything else: no EXIF, no position, no comment, nothing behind its end.

    BadInput if it is no PNG, JPEG, WebP or HEIC that can be read, or one of too many pixels.
    """
    image = _opened(content)
    kind = image.format or ""
    most = MOST_PIXELS["JPEG" if kind == "MPO" else kind]
    if image.width * image.height > most:
        raise _too_many_pixels(most)
    try:
        return _saved(_upright(image), _MADE.get(kind, kind))
    except Exception as error:  # a decoder that is fed by strangers may raise anything
        raise _unreadable() from error


def _opened(content: bytes) -> Image.Image:
    """The picture by its head alone: nothing is unpacked before its size is known."""
    try:
        return Image.open(BytesIO(without_odd_chunks(content)), formats=list(MOST_PIXELS))
    except Image.DecompressionBombError as error:
        raise _too_many_pixels(MOST_PIXELS["JPEG"]) from error
    except Exception as error:  # the same
        raise _unreadable() from error


def _upright(image: Image.Image) -> Image.Image:
    if image.mode in _DEEP_GREY:
        image = image.point(lambda grey: grey * (1 / 256)).convert("L")
    image.thumbnail((LONGEST, LONGEST))
    profile = image.info.get("icc_profile")
    upright = ImageOps.exif_transpose(image)
    if profile:
        with suppress(ImageCms.PyCMSError, OSError):  # a profile that is none says nothing of the colours
            upright = _as_on_screen(upright, profile)
    if upright.mode not in KEPT_AS_THEY_ARE:
        upright = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    upright.info.clear()
    return upright


def _as_on_screen(image: Image.Image, profile: bytes) -> Image.Image:
    """The colours as the profile means them, for whoever reads none."""
    own = ImageCms.ImageCmsProfile(BytesIO(profile))
    alpha = image.convert("RGBA").getchannel("A") if image.has_transparency_data else None
    plain = image.convert("RGB") if alpha or image.mode == "P" else image
    shown = ImageCms.profileToProfile(plain, own, ImageCms.ImageCmsProfile(_SCREEN), outputMode="RGB")
    if shown is None:
        return image
    if alpha:
        shown.putalpha(alpha)
    return shown


def _saved(image: Image.Image, kind: str) -> bytes:
    made = BytesIO()
    image.save(made, kind, quality=QUALITY)
    return made.getvalue()


def _unreadable() -> BadInput:
    return BadInput(
        "图片打不开，可能已损坏，或者并不是图片；请换一张（PNG、JPEG、WebP、HEIC）",
        "The picture cannot be opened: it is damaged or none; send another (PNG, JPEG, WebP, HEIC)",
    )


def _too_many_pixels(most: int) -> BadInput:
    most //= 1_000_000
    return BadInput(
        f"图片像素太多（最多{most}百万像素）；请缩小后再传，或用截图代替",
        f"The picture has too many pixels (at most {most} million); make it smaller, or send a screenshot",
    )
