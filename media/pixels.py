"""Rebuilds pictures from their pixels, so that nothing else an upload carried is stored."""

import warnings
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

MAX_PIXELS = 40_000_000
# A colour profile is kept for right colours; longer ones are more than a profile needs to be.
MAX_PROFILE_BYTES = 64_000
EXTENSIONS = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp"}
_SAVE_OPTIONS = {
    "JPEG": {"quality": 90, "optimize": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 90, "method": 4},
}


class PictureRefused(ValueError):
    """The upload is not a still picture that may be stored. ``reason`` is one of the REASONS."""

    REASONS = ("not_a_picture", "wrong_format", "too_many_pixels", "moving", "damaged")

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class RebuiltPicture:
    """A picture made anew: encoded bytes, file extension with its dot, width and height in pixels."""

    data: bytes
    extension: str
    width: int
    height: int


def rebuilt_picture(upload: bytes, *, max_pixels: int = MAX_PIXELS) -> RebuiltPicture:
    """Return the picture in ``upload`` made anew from its pixels, upright, in its own format.

    EXIF, GPS, XMP, comments, thumbnails and trailing bytes do not survive; the colour profile does.
    Sizes are read from the header first, so that a small file cannot unfold into a huge picture.
    Raises PictureRefused.
    """
    with warnings.catch_warnings():
        # Our own limit decides; Pillow's warning about large pictures would only be noise.
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        picture = _opened(upload, max_pixels)
        try:
            upright = ImageOps.exif_transpose(picture)
            bare = _bare_copy(upright)
        except Image.DecompressionBombError as error:
            raise PictureRefused("too_many_pixels") from error
        except (OSError, SyntaxError, ValueError, EOFError) as error:
            raise PictureRefused("damaged") from error
    return encoded_picture(bare, picture.format, picture.info.get("icc_profile"))


def encoded_picture(picture: Image.Image, picture_format: str, profile: bytes | None) -> RebuiltPicture:
    """Return bare pixels encoded in one of the EXTENSIONS' formats, with the colour profile they need."""
    data = _encoded(picture, picture_format, profile)
    return RebuiltPicture(data, EXTENSIONS[picture_format], *picture.size)


def _opened(upload: bytes, max_pixels: int) -> Image.Image:
    try:
        picture = Image.open(BytesIO(upload))
    except Image.DecompressionBombError as error:
        raise PictureRefused("too_many_pixels") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise PictureRefused("not_a_picture") from error
    if picture.format not in EXTENSIONS:
        raise PictureRefused("wrong_format")
    if picture.width * picture.height > max_pixels:
        raise PictureRefused("too_many_pixels")
    if getattr(picture, "n_frames", 1) > 1:
        raise PictureRefused("moving")
    return picture


def _bare_copy(picture: Image.Image) -> Image.Image:
    """Return the same pixels in a new image that knows nothing else."""
    if picture.mode in ("L", "RGB") and "transparency" not in picture.info:
        shown = picture
    elif picture.format == "JPEG" or not picture.has_transparency_data:
        shown = picture.convert("RGB")
    else:
        shown = picture.convert("RGBA")
    bare = Image.new(shown.mode, shown.size)
    bare.paste(shown)
    return bare


def _encoded(picture: Image.Image, picture_format: str, profile: bytes | None) -> bytes:
    options = dict(_SAVE_OPTIONS[picture_format])
    if profile and len(profile) <= MAX_PROFILE_BYTES:
        options["icc_profile"] = profile
    out = BytesIO()
    picture.save(out, picture_format, **options)
    return out.getvalue()
