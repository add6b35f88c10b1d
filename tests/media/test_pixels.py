"""What is left of a picture once it has been rebuilt."""

from io import BytesIO

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from media.pixels import PictureRefused, rebuilt_picture
from tests.media.pictures import CANARIES, picture_file


@pytest.mark.parametrize("picture_format", ["JPEG", "PNG", "WEBP"])
def test_place_camera_and_notes_are_gone_and_the_colour_profile_stays(picture_format):
    upload = picture_file(picture_format, with_canaries=True)
    assert all(canary in upload for canary in CANARIES[picture_format])

    rebuilt = rebuilt_picture(upload)

    assert not any(canary in rebuilt.data for canary in CANARIES[picture_format])
    picture = Image.open(BytesIO(rebuilt.data))
    picture.load()
    assert dict(picture.getexif()) == {}
    assert picture.info["icc_profile"] == Image.open(BytesIO(upload)).info["icc_profile"]


def test_a_picture_held_sideways_is_stored_upright():
    lying = Image.new("RGB", (40, 20), "white")
    lying.paste("black", (0, 0, 20, 20))
    exif = Image.Exif()
    exif[0x0112] = 6  # turn by 90 degrees to the right
    out = BytesIO()
    lying.save(out, "JPEG", exif=exif, quality=95)

    rebuilt = rebuilt_picture(out.getvalue())

    picture = Image.open(BytesIO(rebuilt.data)).convert("L")
    assert (rebuilt.width, rebuilt.height) == picture.size == (20, 40)
    assert picture.getpixel((10, 5)) < 60 and picture.getpixel((10, 35)) > 200


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16"])
def test_every_colour_mode_comes_out_as_a_picture_of_the_same_size(mode):
    out = BytesIO()
    picture_format = "JPEG" if mode == "CMYK" else "PNG"
    Image.new(mode, (30, 10)).save(out, picture_format)

    rebuilt = rebuilt_picture(out.getvalue())

    assert Image.open(BytesIO(rebuilt.data)).size == (30, 10)


def test_what_shines_through_keeps_shining_through():
    out = BytesIO()
    Image.new("RGBA", (8, 8), (200, 0, 0, 0)).save(out, "PNG")

    assert Image.open(BytesIO(rebuilt_picture(out.getvalue()).data)).getpixel((0, 0))[3] == 0


def test_bytes_hidden_behind_the_picture_are_gone():
    rebuilt = rebuilt_picture(picture_file("JPEG") + b"PK\x03\x04 a hidden archive")

    assert b"hidden archive" not in rebuilt.data


@pytest.mark.parametrize(
    ("upload", "reason"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "not_a_picture"),
        (b"", "not_a_picture"),
        (picture_file("GIF"), "wrong_format"),
        (picture_file("BMP"), "wrong_format"),
        (picture_file("JPEG", size=(400, 400))[:900], "damaged"),
    ],
)
def test_what_is_no_whole_picture_of_a_known_kind_is_refused_with_its_reason(upload, reason):
    with pytest.raises(PictureRefused) as refusal:
        rebuilt_picture(upload)
    assert refusal.value.reason == reason


def test_moving_pictures_are_refused():
    frames = [Image.new("RGB", (9, 9), colour) for colour in ("red", "green", "blue")]
    out = BytesIO()
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:])

    with pytest.raises(PictureRefused) as refusal:
        rebuilt_picture(out.getvalue())
    assert refusal.value.reason == "moving"


@pytest.mark.parametrize("side", [9_000, 50_000])
def test_a_small_file_that_unfolds_into_a_huge_picture_is_refused_from_its_header(side):
    header_only = picture_file("PNG", size=(1, 1))
    width = side.to_bytes(4, "big")
    huge = header_only[:16] + width + width + header_only[24:]

    with pytest.raises(PictureRefused) as refusal:
        rebuilt_picture(_with_fixed_checksum(huge))
    assert refusal.value.reason == "too_many_pixels"


def _with_fixed_checksum(png: bytes) -> bytes:
    import zlib

    return png[:29] + zlib.crc32(png[12:29]).to_bytes(4, "big") + png[33:]


def test_a_compressed_note_in_a_png_is_gone_too():
    notes = PngInfo()
    notes.add_text("Location", "canary-compressed-note", zip=True)
    out = BytesIO()
    Image.new("RGB", (5, 5)).save(out, "PNG", pnginfo=notes)

    assert Image.open(BytesIO(rebuilt_picture(out.getvalue()).data)).text == {}
