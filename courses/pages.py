"""What page types and reviewed texts of other floors build on."""

from courses.activities.content import ActivityContent
from courses.content.review import SignedPage

__all__ = ["ActivityContent", "SignedPage"]
