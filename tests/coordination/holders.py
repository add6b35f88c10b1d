"""People who hold certificates, each with the last day a test wants."""

from datetime import date, datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

import time_machine
from django.conf import settings

from courses.api import Outcome, record_outcome
from courses.models import Profession, Region
from lms.accounts.api import Profile
from lms.certificates.api import claim_award
from tests.factories import make_learner

TODAY = date(2029, 3, 15)
LATER = date(2030, 1, 9)


def on(day: date):
    moment = datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo(settings.TIME_ZONE))
    return time_machine.travel(moment, tick=False)


def ends(course, day: date, *, region: str = "UZ-SU", profession: str = "teacher"):
    """Make somebody whose certificate has that last day."""
    person = make_learner()
    profile = Profile(user=person, display_name="Invented")
    profile.profession, profile.region = (
        Profession.objects.get(code=profession),
        Region.objects.get(code=region),
    )
    profile.full_name = profile.latin_name = "Invented Person"
    profile.save()
    with on(day.replace(year=day.year - 2)):
        read = Outcome(activity_key=course.lessons[0].translation_key, completed=True)
        record_outcome(learner=person, course_key=course.key, outcome=read, idempotency_key=uuid4())
        return claim_award(learner=person, course_key=course.key, language="en")
