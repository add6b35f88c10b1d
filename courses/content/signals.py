"""Compiles what is published, when it is published, wherever that happened: in the same transaction."""

from django.db.models.signals import post_delete, post_save
from wagtail.signals import (
    page_published,
    page_slug_changed,
    page_unpublished,
    post_page_move,
    published,
    unpublished,
)

from courses.content.actions import (
    count_publication,
    is_held,
    publish_course,
    publish_lesson,
    withdraw_course,
)
from courses.content.citing import publish_lessons_citing, publish_lessons_placing
from courses.content.models import Competency, CoursePage, LessonPage, ModulePage, Profession
from courses.content.terms import publish_lessons_explaining
from courses.evidence.models import ConflictSet, Fact, Source
from courses.glossary.models import GlossaryTerm
from media.api import Picture, Recording


def connect() -> None:
    """Listen for publications, moves and changed addresses of courses, modules and lessons."""
    page_published.connect(_published, dispatch_uid="compile_published")
    page_unpublished.connect(_unpublished, dispatch_uid="compile_unpublished")
    page_slug_changed.connect(_published, dispatch_uid="compile_renamed")
    post_page_move.connect(_moved, dispatch_uid="compile_moved")
    for model in (Fact, ConflictSet):
        published.connect(_evidence_changed, sender=model, dispatch_uid=f"compile_{model.__name__}")
        unpublished.connect(_evidence_changed, sender=model, dispatch_uid=f"compile_without_{model.__name__}")
        post_delete.connect(_evidence_gone, sender=model, dispatch_uid=f"count_gone_{model.__name__}")
    published.connect(_term_changed, sender=GlossaryTerm, dispatch_uid="compile_term")
    unpublished.connect(_term_changed, sender=GlossaryTerm, dispatch_uid="compile_without_term")
    post_delete.connect(_term_changed, sender=GlossaryTerm, dispatch_uid="compile_gone_term")
    post_save.connect(_source_changed, sender=Source, dispatch_uid="compile_source")
    for model in (Picture, Recording):
        post_save.connect(_upload_changed, sender=model, dispatch_uid=f"compile_{model.__name__}")
    for changed in (post_save, post_delete):
        changed.connect(_names_changed, sender=Profession, dispatch_uid="count_profession")
        changed.connect(_names_changed, sender=Competency, dispatch_uid="count_competency")


def _published(sender, instance, **kwargs) -> None:
    if is_held():
        return
    if issubclass(sender, LessonPage):
        publish_lesson(instance)
    elif issubclass(sender, ModulePage):
        publish_course(instance.get_parent().specific)
    elif issubclass(sender, CoursePage):
        publish_course(instance)


def _unpublished(sender, instance, **kwargs) -> None:
    if issubclass(sender, LessonPage):
        publish_course(instance.get_parent().get_parent().specific)
    elif issubclass(sender, ModulePage):
        publish_course(instance.get_parent().specific)
    elif issubclass(sender, CoursePage):
        withdraw_course(instance)


def _moved(sender, instance, parent_page_before, **kwargs) -> None:
    """A lesson or module may have left one course for another: compile both."""
    course = parent_page_before.get_ancestors(inclusive=True).type(CoursePage).first()
    if course is not None:
        publish_course(course.specific)
    _published(type(instance.specific), instance.specific)


def _evidence_changed(sender, instance, **kwargs) -> None:
    """A mended fact is mended wherever it stands."""
    if not is_held():
        publish_lessons_citing(instance)


def _term_changed(sender, instance, **kwargs) -> None:
    """A term is explained in the words it has now, or not at all."""
    if not is_held():
        publish_lessons_explaining(instance)


def _evidence_gone(sender, instance, **kwargs) -> None:
    """A claim that is deleted leaves the register."""
    count_publication()


def _source_changed(sender, instance, created: bool, **kwargs) -> None:
    if not created and not is_held():
        publish_lessons_citing(instance)


def _upload_changed(sender, instance, created: bool, **kwargs) -> None:
    """What is blurred, withdrawn or named anew is so wherever it stands."""
    if not created and not is_held():
        publish_lessons_placing([instance])


def _names_changed(sender, instance, **kwargs) -> None:
    """These names are kept in memory with the courses: let every process read them anew."""
    count_publication()
