"""Which stored pictures and handouts a visitor may see."""

from uuid import UUID

from media.models import Handout, Rendition


def is_public(collection) -> bool:
    """Return whether everybody may see what lies in a collection."""
    return not collection.get_view_restrictions().exists()


def may_see(collection, request) -> bool:
    """Return whether this visitor passes every restriction of a collection and of those above it."""
    return all(restriction.accept_request(request) for restriction in collection.get_view_restrictions())


def rendition_named(name: str) -> Rendition | None:
    """Return the rendition stored under a file name, or None."""
    return Rendition.objects.select_related("image__collection").filter(file=f"renditions/{name}").first()


def handout_with(public_id: UUID) -> Handout | None:
    """Return the handout with a public id, or None."""
    return Handout.objects.select_related("collection").filter(public_id=public_id).first()


def picture_file(name: str) -> bytes | None:
    """Return the bytes of a rendition by its file name; None for one that is gone or not for everybody."""
    rendition = rendition_named(name)
    if rendition is None or not is_public(rendition.image.collection):
        return None
    try:
        with rendition.file.open("rb") as file:
            return file.read()
    except FileNotFoundError:
        return None
