"""What page types and reviewed texts of other floors build on."""

from courses.activities.content import ActivityContent
from courses.code_lists import CodeListField
from courses.content.addresses import parts_at
from courses.content.review import SignedPage
from courses.content.wording_advice import WordingPanel

__all__ = ["ActivityContent", "CodeListField", "SignedPage", "WordingPanel", "parts_at"]
