"""Pictures that carry what must not be stored."""

from io import BytesIO

from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

GPS_CANARY = b"canary-of-a-place"
CAMERA_CANARY = b"canary-camera-maker"
NOTE_CANARY = b"canary-in-a-comment"
XMP_CANARY = b"canary-in-xmp"
CANARIES = {
    "JPEG": [GPS_CANARY, CAMERA_CANARY, NOTE_CANARY, XMP_CANARY],
    "PNG": [GPS_CANARY, CAMERA_CANARY, NOTE_CANARY, XMP_CANARY],
    "WEBP": [GPS_CANARY, CAMERA_CANARY, XMP_CANARY],
}


def _exif() -> bytes:
    exif = Image.Exif()
    exif[0x010F] = CAMERA_CANARY.decode()
    place = exif.get_ifd(0x8825)
    place[1], place[2] = "N", (42.0, 52.0, 28.5)
    place[3], place[4] = "E", (74.0, 36.0, 44.3)
    place[0x1D] = "2019:05:09"
    place[0x1C] = GPS_CANARY
    return exif.tobytes()


def picture_file(
    picture_format: str, *, size: tuple[int, int] = (64, 48), with_canaries: bool = False
) -> bytes:
    """Return an encoded picture; with canaries in every place a camera or program writes to."""
    picture = Image.radial_gradient("L").resize(size).convert("RGB")
    out = BytesIO()
    if not with_canaries:
        picture.save(out, picture_format)
        return out.getvalue()
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">' + XMP_CANARY + b"</x:xmpmeta>"
    options = {
        "exif": _exif(),
        "icc_profile": ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(),
    }
    if picture_format == "JPEG":
        options |= {"comment": NOTE_CANARY, "xmp": xmp}
    elif picture_format == "PNG":
        notes = PngInfo()
        notes.add_text("Comment", NOTE_CANARY.decode())
        notes.add_itxt("XML:com.adobe.xmp", xmp.decode())
        options["pnginfo"] = notes
    else:
        options["xmp"] = xmp
    picture.save(out, picture_format, **options)
    return out.getvalue()
