"""Where somebody stands on the upper rungs of a competency, and which rule is in force."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property
from uuid import UUID

from django.utils import timezone

from courses.api import (
    Completion,
    Course,
    Score,
    best_scores,
    completion_of,
    courses_on_shelf,
    published_version,
)
from lms.certificates.models import Award
from lms.certificates.observation.checklists import checklists
from lms.certificates.observation.models import ObservationRequest
from lms.certificates.observation.queries import pending_reviews, practice_in, requests_of
from lms.certificates.observation.rules import Practice
from lms.certificates.queries import award_of
from lms.certificates.rules import Rung, rung_key
from lms.certificates.rules.renewal import Stage
from lms.certificates.rungs.models import AwardRule
from lms.certificates.rungs.rules import FIRST, LEAST_LEVEL, Terms, carrying

UPPER = (Rung.KNOWLEDGE, Rung.PRACTICE)


@dataclass(frozen=True)
class Served:
    """A competency as the courses on the shelf name it. ``courses`` maps the keys of those that serve it."""

    code: str
    name: str
    outward_name: str
    language: str
    courses: Mapping[UUID, Course] = field(repr=False)
    levels: Mapping[UUID, int] = field(repr=False)

    @cached_property
    def deep(self) -> dict[UUID, Course]:
        """The courses that serve it well enough, and end in a test."""
        return {
            key: course
            for key, course in self.courses.items()
            if self.levels[key] >= LEAST_LEVEL and course.test is not None
        }

    @property
    def has_checklist(self) -> bool:
        """Whether its practice can be observed."""
        return self.code in checklists()


def served_competencies(language: str) -> dict[str, Served]:
    """Return every competency that a published course serves, by code. One query."""
    found: dict[str, Served] = {}
    for course in courses_on_shelf(published_version(), language).values():
        for each in course.competencies:
            known = found.get(each["code"])
            courses = {**(known.courses if known else {}), course.key: course}
            levels = {**(known.levels if known else {}), course.key: each["level"]}
            found[each["code"]] = Served(
                code=each["code"],
                name=known.name if known else each["name"],
                outward_name=known.outward_name if known else each["outward_name"],
                language=known.language if known else course.language,
                courses=courses,
                levels=levels,
            )
    return found


def rules_of(competency_code: str, rung: Rung) -> list[AwardRule]:
    """Return every version that was set, the newest first. One query."""
    return list(
        AwardRule.objects.filter(competency_code=competency_code, rung=rung).select_related("set_by__profile")
    )


def rule_in_force(competency_code: str, rung: Rung, *, on: date) -> AwardRule | None:
    """Return the version that holds on a day, None for the one every site begins with. One query."""
    set_by_then = AwardRule.objects.filter(competency_code=competency_code, rung=rung, valid_from__lte=on)
    return set_by_then.order_by("-valid_from", "-number").first()


def terms_of(rule: AwardRule | None) -> Terms:
    """Return what a version says."""
    return rule.terms if rule else FIRST


@dataclass(frozen=True)
class CourseStep:
    """One course on the way to the knowledge rung, and what is there of it."""

    course: Course
    completion: Completion | None
    score: Score | None

    @property
    def is_complete(self) -> bool:
        """Whether the learner has finished it."""
        return self.completion is not None and self.completion.is_complete

    @property
    def is_pilot(self) -> bool:
        """Whether an expert has still to sign it, so that it certifies no knowledge yet."""
        return self.completion is not None and self.completion.is_pilot

    @property
    def counts(self) -> bool:
        """Whether its test counts."""
        return self.is_complete and not self.is_pilot and self.score is not None

    @property
    def percent(self) -> int | None:
        """The best share of its end test, rounded down: 79.6 % is not 80 %."""
        return int(self.score.share * 100 + 1e-6) if self.score else None


@dataclass(frozen=True)
class Standing:
    """Where somebody stands on one upper rung today.

    ``award`` is the latest they hold or held. ``carried`` are the keys of courses or observations that carry
    a claim, () while none does. ``shown_at`` is when the last of it was reached.
    """

    served: Served
    rung: Rung
    rule: AwardRule | None
    award: Award | None
    stage: Stage | None
    steps: tuple[CourseStep, ...] = ()
    requests: tuple[ObservationRequest, ...] = ()
    practice: Practice | None = None
    carried: tuple[str, ...] = ()
    shown_at: datetime | None = None

    @property
    def terms(self) -> Terms:
        """What the rule in force says."""
        return terms_of(self.rule)

    @property
    def is_open(self) -> bool:
        """Whether it may be claimed or renewed today, once what is asked is there."""
        return self.award is None or self.award.held.is_renewable(timezone.localdate())

    @property
    def is_ready(self) -> bool:
        """Whether a press of the button issues it."""
        return self.is_open and bool(self.carried)

    @property
    def is_signed_since(self) -> bool:
        """Never: no pilot edition certifies knowledge, and a list that is signed later is watched anew."""
        return False

    @property
    def pending_reviews(self) -> list[str]:
        """The fields of expertise whose signature is missing under what the rung rests on."""
        return list(pending_reviews(self.served.code)) if self.rung == Rung.PRACTICE else []

    @property
    def answered(self) -> list[ObservationRequest]:
        """The wishes for which somebody has ticked the list."""
        return [request for request in self.requests if request.observations.all()]

    @property
    def open_request(self) -> ObservationRequest | None:
        """The wish that waits for an observer."""
        today = timezone.localdate()
        return next((one for one in self.requests if not one.closed_at and one.last_day >= today), None)


def standing_on(learner, served: Served, rung: Rung) -> Standing:
    """Return where a learner stands on an upper rung. Two queries for each course asked, seven besides."""
    today = timezone.localdate()
    award = award_of(learner, rung_key(served.code, rung), rung=rung)
    if award is not None:
        award.learner = learner
    found = {
        "served": served,
        "rung": rung,
        "rule": rule_in_force(served.code, rung, on=today),
        "award": award,
        "stage": award.held.stage(today) if award else None,
    }
    since = _asked_since(award, today)
    if rung == Rung.KNOWLEDGE:
        return Standing(**found, **_knowledge(learner, served, terms_of(found["rule"]), since))
    return Standing(**found, **_practice(learner, served, terms_of(found["rule"]), since))


def _asked_since(award: Award | None, today: date) -> datetime | None:
    """Return the moment from which what is shown counts: all of life at first, the renewal window later."""
    if award is None or not award.held.is_renewable(today) or award.held.opens_on is None:
        return None
    return timezone.make_aware(datetime.combine(award.held.opens_on, time.min))


def _knowledge(learner, served: Served, terms: Terms, since: datetime | None) -> dict:
    asked = asked_courses(served, terms)
    tests = {course.test.key: key for key, course in asked.items()}
    scores = {
        tests[test]: score for (_, test), score in best_scores([learner.pk], tests, since=since).items()
    }
    version = published_version()
    steps = tuple(
        CourseStep(course, completion_of(learner, key, version=version), scores.get(key))
        for key, course in asked.items()
    )
    counted = {str(step.course.key): step.score for step in steps if step.counts}
    carried = carrying(terms, {key: score.share for key, score in counted.items()})
    shown_at = max((counted[key].reached_at for key in carried), default=None)
    return {"steps": steps, "carried": carried, "shown_at": shown_at}


def asked_courses(served: Served, terms: Terms) -> dict[UUID, Course]:
    """Return the courses a rule looks at: those it names, or any that serves the competency well enough."""
    if not terms.course_keys:
        return served.deep
    return {key: course for key, course in served.deep.items() if str(key) in terms.course_keys}


def _practice(learner, served: Served, terms: Terms, since: datetime | None) -> dict:
    requests = tuple(requests_of(learner, served.code))
    practice = practice_in(requests, raters=terms.raters, since=since)
    rows = [
        row for request in requests if request.pk == practice.carried_by for row in request.observations.all()
    ]
    carried = tuple(str(request.public_id) for request in requests if request.pk == practice.carried_by)
    shown_at = max((row.rated_at for row in rows), default=None)
    return {"requests": requests, "practice": practice, "carried": carried, "shown_at": shown_at}


def may_ask(learner, served: Served) -> bool:
    """Return whether somebody may ask to be observed: they hold a course that serves it, or its knowledge.

    One query.
    """
    keys = [*served.courses, rung_key(served.code, Rung.KNOWLEDGE)]
    return Award.objects.filter(learner=learner, course_key__in=keys, revoked_at__isnull=True).exists()


def competencies_of(learner, language: str) -> list[Served]:
    """Return the competencies somebody has begun to show: served by a course whose award they hold.

    Two queries.
    """
    held = set(
        Award.objects.filter(learner=learner, revoked_at__isnull=True).values_list("course_key", flat=True)
    )
    return [
        served
        for code, served in sorted(served_competencies(language).items())
        if held & {*served.courses, *(rung_key(code, rung) for rung in UPPER)}
    ]
