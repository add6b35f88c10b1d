"""The issuer's logo: made anew from its pixels, small, and carried through a form that is looked at first."""

import binascii
from base64 import b64decode, b64encode
from io import BytesIO

from django.core.signing import BadSignature, Signer
from PIL import Image

from media.api import PictureRefused, encoded_picture, rebuilt_picture

FORMATS = {".png": "PNG", ".jpg": "JPEG"}
MOST_UPLOADED_BYTES = 5 * 1024 * 1024
MOST_PIXELS = 25_000_000
# Two sizes to try: what is still too heavy in the second is a photograph, not a logo.
_SIZES = ((900, 450), (480, 240))
_MOST_BYTES = 150_000
_SIGNER = "certificates.logo"


class LogoRefused(ValueError):
    """The upload cannot stand on a certificate. ``reason`` is "kind", "large" or "damaged"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def cleaned_logo(upload: bytes) -> bytes:
    """Return a PNG or JPEG without anything but its pixels, of at most 900 x 450. Raises LogoRefused."""
    try:
        bare = rebuilt_picture(upload, max_pixels=MOST_PIXELS)
    except PictureRefused as refusal:
        reason = {"too_many_pixels": "large", "damaged": "damaged"}.get(refusal.reason, "kind")
        raise LogoRefused(reason) from refusal
    if bare.extension not in FORMATS:
        raise LogoRefused("kind")
    picture = Image.open(BytesIO(bare.data))
    for size in _SIZES:
        picture.thumbnail(size)
        # The colour profile stays behind: the paper's own colours are plain RGB.
        data = encoded_picture(picture, FORMATS[bare.extension], None).data
        if len(data) <= _MOST_BYTES:
            return data
    raise LogoRefused("large")


def carried(logo: bytes) -> str:
    """Return a cleaned logo as a form carries it along, signed so that nothing else comes back."""
    return Signer(salt=_SIGNER).sign(b64encode(logo).decode()) if logo else ""


def taken_back(text: str) -> bytes:
    """Return the logo that a form carried; empty for anything that was not cleaned here."""
    try:
        return b64decode(Signer(salt=_SIGNER).unsign(text), validate=True)
    except (BadSignature, binascii.Error, ValueError):
        return b""
