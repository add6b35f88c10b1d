"""Which stored pictures, recordings and handouts a visitor may have."""

from uuid import UUID

from wagtail.images.permissions import permission_policy as images_policy

from media.models import Handout, Recording, Rendition

# Rooms above answer by this hook: a function of (text, language) that returns sentences about its wording.
WORDING_HOOK = "check_media_wording"


def is_public(collection) -> bool:
    """Return whether everybody may see what lies in a collection."""
    return not collection.get_view_restrictions().exists()


def may_see(collection, request) -> bool:
    """Return whether this visitor passes every restriction of a collection and of those above it."""
    return all(restriction.accept_request(request) for restriction in collection.get_view_restrictions())


def may_vanish(upload) -> bool:
    """Return whether an upload may have to disappear: a photograph, or what somebody agreed to."""
    return upload.has_agreed_people or getattr(upload, "is_photograph", False)


def rendition_named(name: str) -> Rendition | None:
    """Return the rendition stored under a file name, or None."""
    return Rendition.objects.select_related("image__collection").filter(file=f"renditions/{name}").first()


def handout_with(public_id: UUID) -> Handout | None:
    """Return the handout with a public id, or None."""
    return Handout.objects.select_related("collection").filter(public_id=public_id).first()


def recording_with(public_id: UUID) -> Recording | None:
    """Return the recording with a public id, or None."""
    return Recording.objects.filter(public_id=public_id).first()


def picture_file(name: str) -> bytes | None:
    """Return the bytes of a rendition by its file name, to be kept elsewhere.

    None for one that is gone or not for everybody, and for one that stands on somebody's consent.
    """
    rendition = rendition_named(name)
    if rendition is None or not rendition.image.is_shown or not is_public(rendition.image.collection):
        return None
    # A saved lesson cannot be called back: what somebody may take back does not travel in it.
    if rendition.image.has_agreed_people:
        return None
    try:
        with rendition.file.open("rb") as file:
            return file.read()
    except FileNotFoundError:
        return None


def may_work_with(picture, user) -> bool:
    """Return whether somebody chooses or changes pictures where this one lies."""
    return any(
        images_policy.user_has_permission_for_instance(user, action, picture)
        for action in ("choose", "change")
    )


def may_change(picture, user) -> bool:
    """Return whether somebody may change this picture."""
    return images_policy.user_has_permission_for_instance(user, "change", picture)
