"""That a native speaker has read a translation: who signs notes it, readers see it, other words undo it."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, PageLogEntry
from wagtail_localize.models import StringTranslation

from courses.content.native_reading import NOTED, TAKEN_BACK
from courses.models import LessonPage, NativeReading
from tests.courses.content.test_translating import in_language, started, translated_above, write_strings
from tests.factories import publish

pytestmark = pytest.mark.django_db
UNREAD = "Этот перевод ещё не прочитал ни один носитель языка."
LIST = "/cms/native-readings/"


@pytest.fixture
def russian(course) -> Locale:
    return Locale.objects.get(language_code="ru")


@pytest.fixture
def translated(course, lesson, russian) -> LessonPage:
    """The lesson in Russian, published."""
    translated_above(course, lesson, russian)
    translation = started(lesson, russian)
    write_strings(translation)
    translation.save_target(publish=False)
    return publish(in_language(lesson, russian))


@pytest.fixture
def screen(reviewer, translated) -> Client:
    client = Client()
    client.force_login(reviewer)
    return client


def address(page: LessonPage) -> str:
    return reverse("cms_native_reading", args=[page.pk])


def sent(client: Client, page: LessonPage, **values):
    shown = client.get(address(page)).content.decode()
    seen = shown.split('name="seen" value="')[1].split('"')[0]
    return client.post(address(page), {"action": "note", "seen": seen, **values}, follow=True)


def is_marked_unread(course, lesson) -> bool:
    page = Client().get("/ru" + reverse("lesson", args=[course.slug, lesson.slug]))
    return UNREAD in page.content.decode()


def test_a_reading_is_noted_with_who_and_when_and_other_words_undo_it(
    screen, reviewer, course, lesson, translated
):
    assert is_marked_unread(course, lesson)
    assert "Nobody yet." in screen.get(LIST).content.decode()

    answer = sent(screen, translated, reader_name="Malika S.")
    assert "Read by Malika S." in answer.content.decode()
    assert not is_marked_unread(course, lesson)
    reading = NativeReading.objects.get()
    assert (reading.language, reading.noted_by) == ("ru", reviewer)
    assert PageLogEntry.objects.get(action=NOTED).user == reviewer

    # Words that nobody has signed change nothing for readers; once published they wait again.
    StringTranslation.objects.exclude(context__path="slug").update(data="Другие слова")
    started(lesson, translated.locale).save_target(publish=False)
    assert "Read by Malika S." in screen.get(LIST).content.decode()
    publish(LessonPage.objects.get(pk=translated.pk).get_latest_revision_as_object())
    assert is_marked_unread(course, lesson)
    assert "Malika S. read other words of it" in screen.get(LIST).content.decode()


def test_the_same_words_published_again_stay_read(screen, course, lesson, translated):
    sent(screen, translated, reader_name="Malika S.")
    publish(LessonPage.objects.get(pk=translated.pk))

    assert not is_marked_unread(course, lesson)


def test_a_reading_is_taken_back(screen, course, lesson, translated):
    sent(screen, translated, reader_name="Malika S.")
    answer = screen.post(address(translated), {"action": "undo"}, follow=True)

    assert "Taken back." in answer.content.decode() and is_marked_unread(course, lesson)
    assert not NativeReading.objects.exists() and PageLogEntry.objects.filter(action=TAKEN_BACK).exists()


def test_a_reading_needs_a_name_and_the_words_that_are_published(screen, translated):
    nameless = sent(screen, translated, reader_name=" ")
    assert nameless.status_code == 422 and "Say who has read it" in nameless.content.decode()

    stale = sent(screen, translated, reader_name="Malika S.", seen="of another day")
    assert stale.status_code == 422 and "The text changed meanwhile" in stale.content.decode()
    assert 'value="Malika S."' in stale.content.decode()
    assert not NativeReading.objects.exists()


def test_who_does_not_sign_notes_no_reading_and_a_source_has_none(screen, trainer, lesson, translated):
    client = Client()
    client.force_login(trainer)
    assert client.get(LIST).status_code == 403
    assert client.post(address(translated), {"action": "note"}).status_code == 403
    assert screen.get(address(lesson)).status_code == 404
