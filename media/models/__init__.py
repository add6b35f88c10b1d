"""Pictures, recordings and handouts: stored clean of metadata, served only through views."""

from media.models.files import handout_path, picture_path, recording_path
from media.models.guards import Consent
from media.models.handouts import Handout
from media.models.pictures import People, Picture, PictureKind, Rendition
from media.models.recordings import Recording

__all__ = [
    "Consent",
    "Handout",
    "People",
    "Picture",
    "PictureKind",
    "Recording",
    "Rendition",
    "handout_path",
    "picture_path",
    "recording_path",
]
