"""Invented numbers of people needed, so that a demo shows enough, too few, nobody, and no target set."""

from django.conf import settings
from django.db import transaction

from courses.models import Competency, Profession
from lms.accounts.api import NotADemo, User
from lms.coordination.models import Target
from lms.coordination.places import Scope
from lms.coordination.targets import set_target, spot_at

_BASIS, _SOURCE = "Invented basis: so many centres, two people for each", "Invented data"
# Place, profession, competency, how many are needed.
_NEEDED = (
    *(
        (region, "psychologist", "evidence-literacy", number)
        for region, number in {
            "UZ-TK": 5, "UZ-TO": 4, "UZ-SA": 3, "UZ-FA": 4, "UZ-AN": 3, "UZ-QA": 2, "UZ-SU": 6, "UZ-NW": 2
        }.items()
    ),
    *(
        (region, "psychologist", "trauma-informed-practice", number)
        for region, number in {"UZ-TK": 4, "UZ-SA": 3, "UZ-SU": 4}.items()
    ),
    ("UZ", "teacher", "evidence-literacy", 12),
    ("UZ-TK", "teacher", "evidence-literacy", 4),
    ("UZ-FA", "teacher", "trauma-informed-practice", 3),
    ("UZ", "social_worker", "family-community", 5),
    ("UZ-SU", "theologian", "faith-dialogue", 2),
    ("UZ", "journalist", "ethical-reporting", 3),
    ("KZ", "psychologist", "evidence-literacy", 10),
    ("KZ", "teacher", "evidence-literacy", 2),
    ("KG", "psychologist", "evidence-literacy", 3),
    ("KG", "journalist", "ethical-reporting", 2),
    ("TJ", "psychologist", "evidence-literacy", 6),
    ("TJ", "teacher", "evidence-literacy", 3),
)  # fmt: skip


@transaction.atomic
def load_demo_targets() -> int:
    """Set the invented numbers once; returns how many. Raises NotADemo."""
    if not settings.DEMO:
        raise NotADemo("Invented targets are not loaded outside demo mode.")
    if Target.objects.exists():
        return 0
    coordinator = User.objects.get(email="coordinator@demo.example")
    operator = User.objects.get(email="operator@demo.example")
    known = set(Competency.objects.values_list("code", flat=True))
    working = set(Profession.objects.values_list("code", flat=True))
    found = [row for row in _NEEDED if row[2] in known and row[1] in working]
    for place, profession, competency, number in found:
        set_target(
            spot_at(place, profession, competency),
            number=number,
            basis=_BASIS,
            source=_SOURCE,
            by=coordinator if place.startswith("UZ") else operator,
            scopes=[Scope()],
        )
    return len(found)
