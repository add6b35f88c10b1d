"""People at the desk of pictures and recordings, and what they send."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from lms.accounts.actions import grant
from media.models import Picture
from tests.factories import make_home, make_learner
from tests.media.pictures import picture_file

PHOTOGRAPH = {
    "kind": "photograph",
    "people": "nobody",
    "origin": "Invented Photographer",
    "licence": "CC BY 4.0",
}


def at_desk(role: str = "trainer") -> Client:
    """Return a browser in which somebody with a role is signed in."""
    make_home()
    person = make_learner()
    if role != "practitioner":
        grant(person, role)
    browser = Client()
    browser.force_login(person)
    return browser


def upload(size: tuple[int, int] = (1200, 900), name: str = "Aizada-2019.jpg") -> SimpleUploadedFile:
    """Return a picture as a browser sends it, with a telling name and metadata."""
    return SimpleUploadedFile(name, picture_file("JPEG", size=size, with_canaries=True))


def sent(**fields) -> dict:
    """Return what the form of a drawing sends."""
    return {
        "title": "A loom",
        "kind": "drawing",
        "consent": "not_needed",
        "origin": "Invented Hand",
        "licence": "Made for this site",
        "file": upload(),
        **fields,
    }


def stored_photograph(file=None, **fields) -> Picture:
    """Store a photograph of which somebody has confirmed that no child is in it."""
    values = {**PHOTOGRAPH, "no_child_confirmed_at": timezone.now(), **fields}
    return Picture.objects.create(title="A meeting", file=file or upload(), **values)
