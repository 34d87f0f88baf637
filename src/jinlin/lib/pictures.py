"""Pictures as people send them: made anew, so that nothing is kept but what the eye sees."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageOps

from jinlin.lib.errors import BadInput

LONGEST = 2560  # pixels of the longer side: what a screen or a printed page can show
MOST_PIXELS = {"JPEG": 52_000_000, "PNG": 26_000_000, "WEBP": 26_000_000}
"""A JPEG may be what a telephone of 50 megapixels takes, since it is read smaller at once."""
KEPT_AS_THEY_ARE = frozenset({"L", "RGB", "RGBA"})
QUALITY = 88


def made_anew(content: bytes) -> bytes:
    """The picture in the same format, upright, at most 2560 pixels long, and without anything else: no
    EXIF, no position, no comment, nothing behind its end.

    BadInput if it is no PNG, JPEG or WebP that can be read, or one of too many pixels.
    """
    image = _opened(content)
    kind = image.format or ""
    if image.width * image.height > MOST_PIXELS[kind]:
        raise _too_many_pixels(kind)
    try:
        return _saved(_upright(image), kind)
    except Exception as error:  # a decoder that is fed by strangers may raise anything
        raise _unreadable() from error


def _opened(content: bytes) -> Image.Image:
    """The picture by its head alone: nothing is unpacked before its size is known."""
    try:
        return Image.open(BytesIO(content), formats=list(MOST_PIXELS))
    except Image.DecompressionBombError as error:
        raise _too_many_pixels("JPEG") from error
    except Exception as error:  # the same
        raise _unreadable() from error


def _upright(image: Image.Image) -> Image.Image:
    image.thumbnail((LONGEST, LONGEST))
    upright = ImageOps.exif_transpose(image)
    if upright.mode not in KEPT_AS_THEY_ARE:
        upright = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    upright.info.clear()
    return upright


def _saved(image: Image.Image, kind: str) -> bytes:
    made = BytesIO()
    image.save(made, kind, quality=QUALITY)
    return made.getvalue()


def _unreadable() -> BadInput:
    return BadInput(
        "图片打不开，可能已损坏，或者并不是图片；请换一张（PNG、JPEG、WebP）",
        "The picture cannot be opened: it is damaged, or no picture at all; send another (PNG, JPEG, WebP)",
    )


def _too_many_pixels(kind: str) -> BadInput:
    most = MOST_PIXELS[kind] // 1_000_000
    return BadInput(
        f"图片像素太多（最多{most}百万像素）；请缩小后再传，或用截图代替",
        f"The picture has too many pixels (at most {most} million); make it smaller, or send a screenshot",
    )
