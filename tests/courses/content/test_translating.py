"""Translations by wagtail-localize: blocks and keys stay, nobody publishes their own, nothing is an alias."""

import json

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from courses.content.actions import publish_all_courses
from courses.models import CompiledLesson, LessonPage
from lms.accounts.actions import grant
from lms.home.models import HomePage
from tests.courses.content.writing import draft
from tests.databases import lay_ground
from tests.factories import publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def russian(course) -> Locale:
    return Locale.objects.get(language_code="ru")


def started(page, locale: Locale) -> Translation:
    """Return the translation of a page, begun as the CMS begins it."""
    source, _created = TranslationSource.update_or_create_from_instance(Page.objects.get(pk=page.pk).specific)
    return Translation.objects.get_or_create(source=source, target_locale=locale)[0]


def write_strings(translation: Translation, by=None) -> None:
    """Translate every string, marked so that it is found again."""
    for segment in StringSegment.objects.filter(source=translation.source).select_related("string"):
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            locale=translation.target_locale,
            context=segment.context,
            defaults={"data": f"По-русски: {segment.string.data}", "last_translated_by": by},
        )


def translated_above(course, lesson, locale: Locale) -> None:
    """Translate and publish the pages above a lesson; the front page has its own from the beginning."""
    HomePage.objects.get(locale=locale)
    for page in (course.page, lesson.get_parent()):
        translation = started(page, locale)
        write_strings(translation)
        translation.save_target(publish=False)
        publish(page.specific.get_translation(locale))


def in_language(lesson, locale: Locale) -> LessonPage:
    return LessonPage.objects.get(translation_key=lesson.translation_key, locale=locale)


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_translated_lesson_is_published_with_its_blocks_and_activities_in_place(course, lesson, russian):
    translated_above(course, lesson, russian)
    translation = started(lesson, russian)
    write_strings(translation)
    translation.save_target(publish=False)
    target = publish(in_language(lesson, russian))

    source = LessonPage.objects.get(pk=lesson.pk)
    assert target.live and target.alias_of is None
    assert [block.id for block in target.body] == [block.id for block in source.body]
    assert target.translation_key == source.translation_key and target.code == source.code
    assert [one.translation_key for one in target.objectives.all()] == [
        one.translation_key for one in source.objectives.all()
    ]
    artifacts = {
        row.language: row.artifact for row in CompiledLesson.objects.filter(lesson_key=lesson.translation_key)
    }
    assert {key["key"] for key in artifacts["ru"]["activities"]} == {
        key["key"] for key in artifacts["en"]["activities"]
    }
    assert "По-русски: A quiet morning" in str(artifacts["ru"]["pieces"])
    assert not Page.objects.exclude(alias_of=None).exists()


def test_a_lesson_translated_before_its_course_stands_under_drafts_and_not_under_copies(lesson, russian):
    started(lesson, russian).save_target(publish=False)

    target = in_language(lesson, russian)
    assert not target.live
    above = target.get_ancestors().filter(depth__gt=2)
    assert above.count() == 2
    assert not above.live().exists()
    assert not Page.objects.exclude(alias_of=None).exists()


def test_after_a_test_that_empties_all_tables_trainers_may_still_translate():
    Permission.objects.filter(codename="submit_translation").delete()
    lay_ground()
    assert Permission.objects.filter(codename="submit_translation").count() == 1


def test_the_cms_asks_for_the_course_first(course, lesson, russian, trainer):
    client = signed_in(trainer)
    address = reverse("wagtail_localize:submit_page_translation", args=[lesson.pk])
    assert address == reverse("cms_translate_page", args=[lesson.pk])

    refused = client.post(address, {"locales": [russian.pk]}, follow=True)
    assert refused.redirect_chain == [(address, 302)], refused.content.decode()
    assert "First translate the page above" in refused.content.decode()
    assert not Translation.objects.exists()

    translated_above(course, lesson, russian)
    client.post(address, {"locales": [russian.pk]})
    assert not in_language(lesson, russian).live


@pytest.fixture
def begun(course, lesson, russian, trainer) -> Translation:
    """A Russian translation of the lesson whose strings the trainer wrote, not yet published."""
    translated_above(course, lesson, russian)
    translation = started(lesson, russian)
    write_strings(translation, by=trainer)
    translation.save_target(user=trainer, publish=False)
    return translation


def publish_in_editor(user, page) -> None:
    signed_in(user).post(reverse("wagtailadmin_pages:edit", args=[page.pk]), {"action": "publish"})


def test_a_translation_is_published_by_somebody_who_wrote_none_of_it(
    begun, lesson, russian, trainer, operator, django_capture_on_commit_callbacks
):
    page = in_language(lesson, russian)
    with django_capture_on_commit_callbacks(execute=True):
        publish_in_editor(trainer, page)
    assert not in_language(lesson, russian).live

    with django_capture_on_commit_callbacks(execute=True):
        publish_in_editor(operator, page)
    assert in_language(lesson, russian).live


def test_who_mended_one_string_no_longer_publishes_the_translation(
    begun, lesson, russian, operator, django_capture_on_commit_callbacks
):
    segment = StringSegment.objects.filter(source=begun.source).first()
    answer = signed_in(operator).put(
        reverse("wagtail_localize:edit_string_translation", args=[begun.pk, segment.pk]),
        "value=" + "Mended",
        content_type="application/x-www-form-urlencoded",
    )
    assert answer.status_code == 200

    with django_capture_on_commit_callbacks(execute=True):
        publish_in_editor(operator, in_language(lesson, russian))
    assert not in_language(lesson, russian).live


def test_bringing_translations_up_to_date_publishes_nothing(
    begun, lesson, trainer, russian, operator, django_capture_on_commit_callbacks
):
    for user in (trainer, operator):
        with django_capture_on_commit_callbacks(execute=True):
            signed_in(user).post(
                reverse("wagtail_localize:update_translations", args=[begun.source.pk]),
                {"publish_translations": "on", "next": "/cms/"},
            )
    assert not in_language(lesson, russian).live


def test_strings_nobody_signed_reach_no_learner_even_when_everything_is_compiled_anew(
    begun, lesson, russian, trainer
):
    page = publish(in_language(lesson, russian))
    StringTranslation.objects.update(data="Не подписано")
    begun.save_target(user=trainer, publish=False)
    assert "Не подписано" in str(in_language(lesson, russian).body.raw_data)

    publish_all_courses()

    artifact = CompiledLesson.objects.get(lesson_key=page.translation_key, language="ru").artifact
    assert "Не подписано" not in json.dumps(artifact, ensure_ascii=False)


def test_a_translation_is_not_turned_into_a_copy_of_its_source(begun, lesson, russian, operator):
    page = in_language(lesson, russian)
    answer = signed_in(operator).post(reverse("wagtail_localize:convert_to_alias", args=[page.pk]))

    assert answer.status_code == 404
    assert in_language(lesson, russian).alias_of is None


def test_a_changed_source_leaves_the_published_translation_as_it_is(begun, lesson, russian, trainer):
    publish(in_language(lesson, russian))
    draft(lesson, trainer, prose="<p>Another morning.</p>")
    publish(LessonPage.objects.get(pk=lesson.pk).get_latest_revision_as_object())

    assert in_language(lesson, russian).live
    assert "quiet morning" in in_language(lesson, russian).body[0].value.source


def test_what_a_translated_lesson_points_to_stays_before_readers(
    course, lesson, russian, trainer, django_capture_on_commit_callbacks
):
    activity = lesson.body[-1].value["activity"]
    own = activity.copy_for_translation(russian)
    own.title = "По-русски"
    own.save()
    publish(own)
    translated_above(course, lesson, russian)

    with django_capture_on_commit_callbacks(execute=True):
        signed_in(trainer).post(
            reverse("wagtail_localize:submit_page_translation", args=[lesson.pk]), {"locales": [russian.pk]}
        )
    own.refresh_from_db()
    assert in_language(lesson, russian) and own.has_unpublished_changes
    # Its strings were never translated in the editor, so the draft that was saved says them in English.
    assert own.get_latest_revision_as_object().title == activity.title
    assert (own.live, own.title) == (True, "По-русски")

    # Taken away by hand, it goes.
    own.unpublish()
    own.refresh_from_db()
    assert not own.live


def test_a_reviewer_who_also_translates_is_counted_as_a_writer(begun, lesson, russian, trainer):
    from courses.content.review import may_sign

    grant(trainer, "reviewer")
    assert not may_sign(in_language(lesson, russian), trainer)
