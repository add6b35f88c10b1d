"""The button beside a course in the CMS: who may write on the course takes it out as a package."""

import io
import zipfile
from uuid import uuid4

import pytest
from django.urls import reverse

from courses.models import Activity
from lms.accounts.actions import grant
from lms.home.packages.exporting import export_course
from media.models import Recording
from tests.factories import make_course, make_learner, publish
from tests.media.recordings import stored_recording

pytestmark = pytest.mark.django_db


def as_role(client, role: str, *scope: str):
    person = make_learner()
    grant(person, role, *scope)
    client.force_login(person, backend="lms.accounts.backends.ScopedBackend")
    return client


def address(course) -> str:
    return reverse("cms_export_course", args=[course.page.pk])


def test_a_trainer_takes_out_the_course_they_write_on_and_no_other(client):
    granted, other = make_course(), make_course()
    as_role(client, "trainer", "course", str(granted.key))
    answer = client.get(address(granted))
    assert answer["Content-Disposition"] == f'attachment; filename="{granted.slug}.zip"'
    assert answer.content == export_course(granted.slug)
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert {"course.yaml", "manifest.yaml"} <= set(archive.namelist())
    assert client.get(address(other)).status_code == 302
    page = client.get(reverse("wagtailadmin_explore", args=[granted.page.pk])).content.decode()
    assert address(granted) in page


@pytest.mark.parametrize("role", ["reviewer", "coordinator", ""])
def test_who_does_not_write_takes_nothing_out(client, role):
    course = make_course()
    if role:
        as_role(client, role)
    answer = client.get(address(course))
    assert answer.status_code in (302, 403, 404) and "Content-Disposition" not in answer


def test_a_course_that_no_package_can_carry_says_why_on_its_page(client):
    course = make_course()
    as_role(client, "operator")
    Activity.objects.filter(translation_key=course.practice[0].activity.translation_key).update(
        code="strange"
    )
    answer = client.get(address(course), follow=True)
    assert answer.status_code == 200
    assert "packages cannot carry the activity strange" in answer.content.decode()
    lesson = reverse("wagtailadmin_explore", args=[course.lessons[0].pk])
    assert address(course) not in client.get(lesson, follow=True).content.decode()


def test_a_course_whose_recording_may_not_be_heard_says_so_on_its_page(client):
    course, recording = make_course(), stored_recording()
    as_role(client, "operator")
    block = {"type": "recording", "id": str(uuid4()), "value": {"recording": recording.pk}}
    lesson = course.lessons[0]
    lesson.body = lesson.body.stream_block.to_python([block])
    publish(lesson)
    Recording.objects.update(consent="withdrawn", consent_place="The cabinet in Termez")
    answer = client.get(address(course), follow=True)
    assert f"Consent for the recording “{recording.title}” was taken back" in answer.content.decode()
