"""However often and however fast somebody asks, a course gives one award."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from lms.accounts.models import User
from lms.certificates import actions
from lms.certificates.models import Award
from tests.certificates.conftest import complete, person, publish


def test_twelve_claims_at_once_give_one_award(transactional_db):
    course, learner = publish(), person()
    complete(learner, course)
    start = Barrier(12)

    def claim_from_a_thread(_number):
        try:
            start.wait(30)
            award = actions.claim_award(
                learner=User.objects.get(pk=learner.pk), course_key=course.key, language="en"
            )
            return award.code
        finally:
            connection.close()

    with ThreadPoolExecutor(12) as threads:
        codes = list(threads.map(claim_from_a_thread, range(12)))

    assert len(codes) == 12
    assert len(set(codes)) == 1
    assert Award.objects.count() == 1
