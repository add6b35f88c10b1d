"""What page types of other floors build on."""

from courses.content.review import SignedPage

__all__ = ["SignedPage"]
