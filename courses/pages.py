"""What page types and reviewed texts of other floors build on."""

from courses.activities.content import ActivityContent
from courses.code_lists import CodeListField
from courses.content.addresses import parts_at
from courses.content.review import SignedPage

__all__ = ["ActivityContent", "CodeListField", "SignedPage", "parts_at"]
