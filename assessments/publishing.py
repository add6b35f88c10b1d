"""What happens when a question is published, withdrawn or deleted: versions, lessons, pools."""

from datetime import datetime

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.utils import timezone
from wagtail.models import Revision
from wagtail.signals import published, unpublished

from assessments import rules
from assessments.advice import sentences
from assessments.drafts import draft_of
from assessments.frozen import (
    Content,
    content_hash,
    frozen_content,
    in_words_of,
    source_language,
)
from assessments.models import EndTest, Pool, Question, QuestionVersion
from courses.api import count_publication, publish_course, publish_lessons_with


class QuestionNotReady(PermissionDenied):
    """The question cannot be published yet; the message says what to mend."""


def connect() -> None:
    """Listen for publications of questions, and for changes of pools and tests."""
    published.connect(_published, sender=Question, dispatch_uid="freeze_question")
    unpublished.connect(_withdrawn, sender=Question, dispatch_uid="withdraw_question")
    post_delete.connect(_withdrawn, sender=Question, dispatch_uid="forget_question")
    post_save.connect(_test_saved, sender=EndTest, dispatch_uid="publish_end_test")
    post_save.connect(_pool_saved, sender=Pool, dispatch_uid="count_pool")


def require_ready(question: Question) -> None:
    """Raise QuestionNotReady when the question has no text or no right choice to grade by."""
    draft = draft_of(question)
    flaws = rules.problems(draft)
    if flaws:
        raise QuestionNotReady(" ".join(sentences(flaws, draft)))


def _published(sender, instance: Question, **kwargs) -> None:
    with transaction.atomic():
        if instance.locale.language_code == source_language():
            _place_in_lessons(instance)
            keep_version(instance)
        else:
            keep_translation(instance)
        _tell_readers(instance)


@transaction.atomic
def publish_new(questions: list[Question]) -> None:
    """Save and publish many questions of the source language that were never saved before.

    Each has the revision and the frozen version that publishing it alone would have given it; only the
    log says nothing. One by one it takes several times as long. Raises QuestionNotReady, ValidationError.
    """
    now = timezone.now()
    for question in questions:
        question.clean_fields(exclude=["locale", "pool", "activity"])
        require_ready(question)
        question.live, question.first_published_at, question.last_published_at = True, now, now
    Question.objects.bulk_create(questions)
    revisions = Revision.objects.bulk_create([_revision_of(question, now) for question in questions])
    for question, revision in zip(questions, revisions, strict=True):
        question.live_revision = question.latest_revision = revision
        question.latest_revision_created_at = now
    Question.objects.bulk_update(questions, ["live_revision", "latest_revision"], batch_size=200)
    for question in questions:
        _place_in_lessons(question)
        keep_version(question)
        _tell_readers(question)


def _revision_of(question: Question, now: datetime) -> Revision:
    kind = ContentType.objects.get_for_model(Question)
    return Revision(
        content_type=kind,
        base_content_type=kind,
        object_id=str(question.pk),
        object_str=str(question),
        created_at=now,
        content=question.serializable_data(),
    )


def _withdrawn(sender, instance: Question, **kwargs) -> None:
    count_publication()


def _test_saved(sender, instance: EndTest, **kwargs) -> None:
    courses = apps.get_model("courses", "CoursePage").objects.live()
    for course in courses.filter(end_test__translation_key=instance.activity.translation_key):
        publish_course(course)


def _pool_saved(sender, instance: Pool, **kwargs) -> None:
    count_publication()


def _place_in_lessons(question: Question) -> None:
    """Give a question outside every pool and form the activity by which lessons place it."""
    if not question.is_placed_by_code or question.activity_id:
        return
    question.activity, _created = apps.get_model("courses", "Activity").objects.get_or_create(
        translation_key=question.activity_key,
        locale=question.locale,
        defaults={"code": question.code, "kind": "question", "title": question.stem[:255]},
    )
    Question.objects.filter(pk=question.pk).update(activity=question.activity)


def keep_version(question: Question) -> QuestionVersion:
    """Return the version of a published question, a new one only when something changed."""
    content = frozen_content(question)
    newest = _newest(question, content["language"])
    if newest is not None and newest.content_hash == content_hash(content):
        return newest
    number = newest.number + 1 if newest else 1
    version = _add(question, number=number, source_number=number, content=content)
    for translation in question.get_translations().filter(live=True):
        _keep_words(translation, version)
    return version


def keep_translation(translation: Question) -> QuestionVersion | None:
    """Return the version of a published translation, or None while it does not match its source."""
    source = _newest(translation, source_language())
    return _keep_words(translation, source) if source else None


def _keep_words(translation: Question, source: QuestionVersion) -> QuestionVersion | None:
    content = in_words_of(translation, source.content)
    if content is None:
        return None
    newest = _newest(translation, content["language"])
    if newest and newest.source_number == source.number and newest.content_hash == content_hash(content):
        return newest
    number = newest.number + 1 if newest else 1
    return _add(translation, number=number, source_number=source.number, content=content)


def _newest(question: Question, language: str) -> QuestionVersion | None:
    versions = QuestionVersion.objects.filter(question_key=question.translation_key, language=language)
    return versions.order_by("-number").first()


def _add(question: Question, *, number: int, source_number: int, content: Content) -> QuestionVersion:
    return QuestionVersion.objects.create(
        question_key=question.translation_key,
        language=content["language"],
        number=number,
        source_number=source_number,
        content=content,
        content_hash=content_hash(content),
    )


def _tell_readers(question: Question) -> None:
    """Compile the lessons that place a practice question anew; pools are read anew at the next draw."""
    if question.activity_id:
        publish_lessons_with(question.activity.translation_key)
    count_publication()
