"""Compiles what is published, when it is published: in the same transaction, wherever it was published from."""

from wagtail.signals import (
    page_published,
    page_slug_changed,
    page_unpublished,
    post_page_move,
)

from courses.content.actions import is_held, publish_course, publish_lesson, withdraw_course
from courses.content.models import CoursePage, LessonPage, ModulePage


def connect() -> None:
    """Listen for publications, moves and changed addresses of courses, modules and lessons."""
    page_published.connect(_published, dispatch_uid="compile_published")
    page_unpublished.connect(_unpublished, dispatch_uid="compile_unpublished")
    page_slug_changed.connect(_published, dispatch_uid="compile_renamed")
    post_page_move.connect(_moved, dispatch_uid="compile_moved")


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
