"""Makes areas of a picture unreadable for good: a few blocks of colour, and not even their true colours."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from secrets import randbelow

from PIL import Image

from media.pixels import RebuiltPicture, encoded_picture

# A face of five blocks is no face; what a sharper mosaic leaves can be matched with known faces.
BLOCKS_ACROSS = 5
# Each block is moved by chance as far as this, of 255, so that its true mean is lost as well.
SHIFT = 24
# Blocks come in steps of this, of 255.
COLOUR_STEP = 16


@dataclass(frozen=True)
class Area:
    """A rectangle of a picture, in percent of its width and height, from its left and upper edge."""

    left: float
    top: float
    width: float
    height: float

    def box(self, width: int, height: int) -> tuple[int, int, int, int]:
        """Return the pixels it covers, at least one: left, top, right, bottom. Its edges count in full."""
        left, top = math.floor(self.left * width / 100), math.floor(self.top * height / 100)
        right = math.ceil((self.left + self.width) * width / 100)
        bottom = math.ceil((self.top + self.height) * height / 100)
        left, top = min(left, width - 1), min(top, height - 1)
        return left, top, min(max(right, left + 1), width), min(max(bottom, top + 1), height)


def blurred_picture(stored: bytes, areas: Sequence[Area]) -> RebuiltPicture:
    """Return a stored picture with nothing but blocks of colour in ``areas``; the rest keeps its pixels.

    Nothing of what stood there can be worked out again: an area becomes at most BLOCKS_ACROSS blocks
    across, in few colours, each moved by chance.
    """
    picture = Image.open(BytesIO(stored))
    picture_format, profile = picture.format, picture.info.get("icc_profile")
    pixels = picture if picture.mode in ("L", "RGB", "RGBA") else picture.convert("RGB")
    for area in areas:
        box = area.box(*pixels.size)
        pixels.paste(_blocks(pixels.crop(box)), box)
    bare = Image.new(pixels.mode, pixels.size)
    bare.paste(pixels)
    return encoded_picture(bare, str(picture_format), profile)


def _blocks(part: Image.Image) -> Image.Image:
    """Return a part of a picture as blocks of almost their mean colour, of the same size."""
    longer = max(part.size)
    across = [max(1, round(BLOCKS_ACROSS * side / longer)) for side in part.size]
    small = part.resize((across[0], across[1]), Image.Resampling.BOX)
    for x in range(small.width):
        for y in range(small.height):
            small.putpixel((x, y), _moved(small.getpixel((x, y))))
    return small.resize(part.size, Image.Resampling.NEAREST)


def _moved(colour):
    """Return a colour moved by chance, in coarse steps; how much shines through stays."""
    if isinstance(colour, int):
        return _moved_channel(colour)
    return tuple(_moved_channel(value) for value in colour[:3]) + tuple(colour[3:])


def _moved_channel(value: int) -> int:
    moved = value + randbelow(2 * SHIFT + 1) - SHIFT
    return min(255, max(0, moved // COLOUR_STEP * COLOUR_STEP + COLOUR_STEP // 2))
