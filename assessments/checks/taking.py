"""The check before and after a course: when it is offered, begun, and declined for good."""

import random
import uuid
from collections.abc import Collection
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from assessments import rules
from assessments.models import Attempt
from assessments.queries import Drawable, check_attempt, parallel_forms
from courses.api import Course, CourseMoment, Outcome, enrol, enrolment_of, record_outcome

PRE, POST = Attempt.Purpose.PRE_CHECK, Attempt.Purpose.POST_TEST


class CheckNotOffered(LookupError):
    """The learner cannot begin this check: it does not exist, or its time is over or not yet come."""


@dataclass(frozen=True)
class CheckPlan:
    """One of the two checks of a published course, with its two forms by letter."""

    course: Course
    purpose: str
    forms: dict[str, list[Drawable]]

    @property
    def questions(self) -> int:
        """How many questions a form has."""
        return len(self.forms[rules.FORMS[0]])


def check_plan(course: Course, purpose: str, published: int) -> CheckPlan | None:
    """Return a check of a course, or None where its pool has no two parallel forms."""
    forms = parallel_forms(course.test.key, published) if course.test else {}
    return CheckPlan(course, purpose, forms) if forms else None


def key_of_check(course: Course, purpose: str) -> uuid.UUID:
    """Return what a check of a course is recorded under."""
    return rules.check_key(course.test.key, purpose)


def is_declined(course: Course, purpose: str, completed: Collection[uuid.UUID]) -> bool:
    """Return whether the learner has said that they do not want this check."""
    return rules.declined_key(course.test.key, purpose) in completed


def is_time_for(course: Course, purpose: str, *, has_begun: bool, is_complete: bool, completed) -> bool:
    """Return whether a check may be begun now: before the first lesson is done, or after the whole course.

    The one after a course is only for those who took the one before: alone it would tell them less than
    the end test did.
    """
    if purpose == PRE:
        return not has_begun and not is_complete
    return is_complete and key_of_check(course, PRE) in completed


def begin_check(*, learner, plan: CheckPlan, has_begun: bool, completed: Collection[uuid.UUID]) -> Attempt:
    """Return the learner's one attempt at a check, begun now if there is none. Raises CheckNotOffered.

    ``has_begun`` says whether a lesson of the course is done, ``completed`` what is. Which form comes
    first is left to chance; the other one comes afterwards.
    """
    course = plan.course
    if (own := check_attempt(learner.pk, course.slug, plan.purpose)) is not None:
        return own
    try:
        with transaction.atomic():
            enrolment = enrol(learner=learner, course_key=course.key)
            is_complete = enrolment.completed_at is not None
            if not is_time_for(
                course, plan.purpose, has_begun=has_begun, is_complete=is_complete, completed=completed
            ):
                raise CheckNotOffered(plan.purpose)
            return _begin(learner, plan)
    except IntegrityError:
        # Another window began at the same moment.
        return Attempt.objects.get(learner=learner, course_key=course.key, purpose=plan.purpose)


def _begin(learner, plan: CheckPlan) -> Attempt:
    public_id = uuid.uuid4()
    form = _form_for(learner, plan, public_id)
    drawn = [{"question": each.candidate.key, "version": each.version} for each in plan.forms[form]]
    return Attempt.objects.create(
        public_id=public_id,
        learner=learner,
        activity_key=key_of_check(plan.course, plan.purpose),
        course_key=plan.course.key,
        number=1,
        purpose=plan.purpose,
        form=form,
        drawn=drawn,
        begun_at=timezone.now(),
    )


def _form_for(learner, plan: CheckPlan, seed: uuid.UUID) -> str:
    seen = Attempt.objects.filter(learner=learner, course_key=plan.course.key).exclude(form="")
    first = seen.values_list("form", flat=True).first()
    if first:
        return rules.other_form(first)
    return random.Random(str(seed)).choice(rules.FORMS)  # noqa: S311  (which form comes is no secret)


def decline_check(*, learner, course: Course, purpose: str) -> None:
    """Record that the learner does not want a check; it is not offered again. Raises NotPublished."""
    key = rules.declined_key(course.test.key, purpose)
    record_outcome(
        learner=learner,
        course_key=course.key,
        outcome=Outcome(activity_key=key, completed=True),
        idempotency_key=uuid.uuid5(key, str(learner.pk)),
    )


@dataclass(frozen=True)
class Offered:
    """A check as a course page names it: to be taken, or taken already."""

    purpose: str
    is_taken: bool
    questions: int


def offered(moment: CourseMoment) -> Offered | None:
    """Return the check that a course page shows now: one that may be taken, else one that was; or None."""
    course, completed = moment.course, moment.completed
    plan = check_plan(course, PRE, moment.published)
    if plan is None:
        return None
    taken = [purpose for purpose in (POST, PRE) if key_of_check(course, purpose) in completed]
    for purpose in (PRE, POST):
        is_time = is_time_for(
            course,
            purpose,
            has_begun=moment.has_begun,
            is_complete=moment.is_complete,
            completed=completed,
        )
        if is_time and purpose not in taken and not is_declined(course, purpose, completed):
            return Offered(purpose, is_taken=False, questions=plan.questions)
    return Offered(taken[0], is_taken=True, questions=plan.questions) if taken else None


def is_course_complete(learner, course: Course) -> bool:
    """Return whether the learner has finished a course. One query."""
    enrolment = enrolment_of(learner.pk, course.key)
    return enrolment is not None and enrolment.completed_at is not None
