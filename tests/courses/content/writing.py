"""Writing on a lesson as the editor does: into a draft."""

from courses.models import LessonPage


def prose_of(lesson) -> str:
    """Return the published text of a lesson's first block."""
    return LessonPage.objects.get(pk=lesson.pk).body[0].value.source


def draft(lesson, user, **changes):
    """Save a draft in which the first text block, or any named field, is another; return the revision."""
    newest = LessonPage.objects.get(pk=lesson.pk).get_latest_revision_as_object()
    prose = changes.pop("prose", None)
    if prose is not None:
        raw = newest.body.get_prep_value()
        raw[0]["value"] = prose
        newest.body = newest.body.stream_block.to_python(raw)
    for name, value in changes.items():
        setattr(newest, name, value)
    return newest.save_revision(user=user, clean=False)


# What a second person answers before the signature under a lesson.
ANSWERS = {
    "harm_if_wrong": "A family that is named, and the colleague who named it.",
    "women_and_children": "The same for women; with children under seven a relative is present.",
    "evidence": "Practice, and the report of June 2021.",
}
