"""Which stored pictures may be seen."""

from media.models import Rendition


def visible_rendition(name: str) -> Rendition | None:
    """Return the rendition stored under a file name, unless its picture lies in a private collection."""
    rendition = (
        Rendition.objects.select_related("image__collection").filter(file=f"renditions/{name}").first()
    )
    if rendition is None or rendition.image.collection.get_view_restrictions().exists():
        return None
    return rendition
