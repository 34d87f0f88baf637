"""What is kept of a picture."""

from __future__ import annotations

import base64
import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image, PngImagePlugin

from jinlin.lib.errors import BadInput
from jinlin.lib.pictures import LONGEST, made_anew

SCRIPT = b"<script>alert(1)</script>"
HEIC = base64.b64decode(
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAVZtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAA"
    "AAAAACJpbG9jAAAAAERAAAEAAQAAAAABegABAAAAAAAAABkAAAAjaWluZgAAAAAAAQAAABVpbmZlAgAAAAABAABodmMxAAAA"
    "AA5waXRtAAAAAAABAAAA1mlwcnAAAAC3aXBjbwAAAHhodmNDAQNwAAAAkAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNw"
    "AAADAJAAAAMAAAMAHroCQGEAAQArQgEBA3AAAAMAkAAAAwAAAwAeoCCBBZbqSSmubgIaDAgAAAMAyAAAAwAIQGIAAQAHRAHB"
    "crAiQAAAABNjb2xybmNseAABAA0ABoAAAAAUaXNwZQAAAAAAAABAAAAAQAAAABBwaXhpAAAAAAMICAgAAAAXaXBtYQAAAAAA"
    "AAABAAEEgQIDBAAAACFtZGF0AAAAFSgBrwtg+sbB1//iR7+9pH9AY7TtwA=="
)
"""64 × 64 pixels of the colour (0, 200, 0), written by libheif."""
DISPLAY_P3 = base64.b64decode(
    "AAAB4AAAAAACEAAAbW50clJHQiBYWVogB+gAAQABAAAAAAAAYWNzcAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAPbW"
    "AAEAAAAA0y0AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAJZGVzYwAAAPAAAABk"
    "Y3BydAAAAVQAAAAMd3RwdAAAAWAAAAAUclhZWgAAAXQAAAAUZ1hZWgAAAYgAAAAUYlhZWgAAAZwAAAAUclRSQwAAAbAAAAAQ"
    "Z1RSQwAAAcAAAAAQYlRSQwAAAdAAAAAQZGVzYwAAAAAAAAAIUDMtbGlrZQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAHRleHQAAAAAeAAAAFhZWiAAAAAA"
    "AAD21gABAAAAANMtWFlaIAAAAAAAAIPfAAA9v////7tYWVogAAAAAAAASr8AALE3AAAKuVhZWiAAAAAAAAAoOAAAEQsAAMi5"
    "Y3VydgAAAAAAAAABAjMAAGN1cnYAAAAAAAAAAQIzAABjdXJ2AAAAAAAAAAECMwAA"
)
GPS, ORIENTATION, TURNED = 0x8825, 0x0112, 6


def picture(kind: str = "JPEG", size: tuple[int, int] = (40, 20), mode: str = "RGB", **more: object) -> bytes:
    made = BytesIO()
    Image.new(mode, size).save(made, kind, **more)
    return made.getvalue()


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


def with_position() -> Image.Exif:
    """EXIF that says where the picture was taken and that it lies on its side."""
    exif = Image.Exif()
    exif[ORIENTATION] = TURNED
    exif.get_ifd(GPS).update({1: "N", 2: (40.0, 20.0, 0.0), 3: "E", 4: (120.0, 20.0, 0.0)})
    return exif


def png_head(width: int, height: int) -> bytes:
    """A PNG that claims a size and brings nothing."""
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        (b"IDAT", b""),
        (b"IEND", b""),
    )
    body = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(body)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_the_place_where_it_was_taken_is_gone_and_it_stands_upright(kind: str) -> None:
    sent = picture(kind, exif=with_position())
    assert opened(sent).getexif().get_ifd(GPS)
    kept = opened(made_anew(sent))
    assert (kept.format, dict(kept.getexif()), kept.size) == (kind, {}, (20, 40))


def test_comments_and_profiles_are_gone() -> None:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", "Zhang San")
    assert b"Zhang" not in made_anew(picture("PNG", pnginfo=notes))
    assert b"Zhang" not in made_anew(picture("JPEG", comment=b"Zhang San"))
    assert b"Zhang" not in made_anew(picture("JPEG", icc_profile=b"Zhang San"))


def test_what_stands_behind_the_end_of_a_picture_is_gone() -> None:
    assert SCRIPT not in made_anew(picture() + SCRIPT)
    assert SCRIPT not in made_anew(picture("PNG") + SCRIPT)


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n" + SCRIPT,
        b"\xff\xd8\xff" + SCRIPT,
        b"RIFF\x10\x00\x00\x00WEBP" + SCRIPT,
        picture()[:-40],
        png_head(40, 20),
        SCRIPT,
        b'<svg xmlns="http://www.w3.org/2000/svg"/>',
        b"GIF89a\x01\x00\x01\x00\x00\x00\x00;",
    ],
)
def test_a_script_or_half_a_picture_is_refused(content: bytes) -> None:
    with pytest.raises(BadInput, match="打不开"):
        made_anew(content)


@pytest.mark.parametrize("size", [(10_000, 5_000), (30_000, 30_000)])
def test_a_bomb_is_refused_by_its_head_before_it_is_unpacked(size: tuple[int, int]) -> None:
    with pytest.raises(BadInput, match="像素太多"):
        made_anew(png_head(*size))


def test_what_a_telephone_of_50_megapixels_takes_is_made_smaller() -> None:
    kept = opened(made_anew(picture(size=(8192, 6144), mode="L")))
    assert max(kept.size) == LONGEST


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_any_kind_of_png_is_taken(mode: str) -> None:
    assert opened(made_anew(picture("PNG", mode=mode))).size == (40, 20)


def test_a_picture_that_can_be_seen_through_stays_so() -> None:
    assert opened(made_anew(picture("PNG", mode="RGBA"))).mode == "RGBA"


def test_of_several_pictures_in_one_file_the_first_is_kept() -> None:
    made = BytesIO()
    first, second = (Image.new("RGB", (40, 20), colour) for colour in ("red", "blue"))
    first.save(made, "MPO", save_all=True, append_images=[second])
    kept = opened(made_anew(made.getvalue()))
    red, _, blue = kept.getpixel((5, 5))  # type: ignore[misc] # of three
    assert (kept.format, red > 240, blue < 15) == ("JPEG", True, True)


def test_sixteen_bits_of_grey_are_scaled_to_eight() -> None:
    image = Image.new("I;16", (2, 1))
    image.putpixel((0, 0), 0x80FF)
    image.putpixel((1, 0), 0xFFFF)
    made = BytesIO()
    image.save(made, "PNG")
    kept = opened(made_anew(made.getvalue()))
    assert (kept.mode, kept.getpixel((0, 0)), kept.getpixel((1, 0))) == ("L", 0x80, 0xFF)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_colours_are_kept_as_their_profile_means_them(kind: str) -> None:
    made = BytesIO()
    image = Image.new("RGB", (16, 16), (200, 100, 50))
    image.save(made, kind, icc_profile=DISPLAY_P3, quality=100, lossless=True)
    red, green, blue = opened(made_anew(made.getvalue())).getpixel((4, 4))  # type: ignore[misc] # of three
    assert red > 210 > 100 > green
    assert blue < 45


def test_what_shows_through_stays_so_also_with_a_profile() -> None:
    sent = picture("PNG", mode="RGBA", icc_profile=DISPLAY_P3)
    assert opened(made_anew(sent)).getpixel((0, 0)) == (0, 0, 0, 0)


def test_a_png_with_a_large_text_or_a_wrong_check_sum_is_taken() -> None:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Notes", "a" * 2_000_000, zip=True)
    sent = picture("PNG", pnginfo=notes)
    assert opened(made_anew(sent)).size == (40, 20)
    plain = picture("PNG")
    at = plain.index(b"IEND") - 8  # the check sum of the data before
    assert opened(made_anew(plain[:at] + bytes(4) + plain[at + 4 :])).size == (40, 20)


def test_what_a_telephone_takes_as_heic_is_kept_as_jpeg() -> None:
    kept = opened(made_anew(HEIC))
    assert (kept.format, kept.size, kept.getpixel((5, 5))) == ("JPEG", (64, 64), (0, 200, 0))
