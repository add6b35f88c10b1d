"""The import screen of the CMS: looked through first, then drafts, or refused with reasons and deleted."""

import os
import time

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.models import WorkflowState

from courses.models import CoursePage
from lms.accounts.actions import grant
from lms.home.actions import forget_staged_packages
from lms.home.packages.receiving import write_package
from media.models import Picture
from tests.factories import make_learner
from tests.home.test_package_drafts import a_site
from tests.home.travelling import course_package, repacked, unpacked

pytestmark = pytest.mark.django_db
STAGING = settings.VAR_DIR / "staging"


def at_desk(role: str, *scope: str) -> Client:
    person, client = make_learner(), Client()
    if role:
        grant(person, role, *scope)
    client.force_login(person, backend="lms.accounts.backends.ScopedBackend")
    return client


def upload(client: Client, package: bytes):
    file = SimpleUploadedFile("package.zip", package)
    return client.post(reverse("cms_import_package"), {"file": file}, follow=True)


def staged_files() -> list:
    return list(STAGING.iterdir()) if STAGING.exists() else []


def test_a_trainer_sees_what_would_come_looks_at_it_and_brings_drafts():
    package = course_package()
    a_site()
    trainer = at_desk("trainer")
    page = upload(trainer, package).content.decode()
    assert "Nothing is written yet. Texts that are new:" in page and "Import as drafts" in page
    assert "A meeting" in page and "A greeting (invented)" in page and "1 new" in page
    assert not CoursePage.objects.exists() and len(staged_files()) == 1
    shown = [line.split('"')[0] for line in page.split('src="')[1:] if "/look/" in line.split('"')[0]]
    seen = {address[-4:]: trainer.get(address) for address in shown}
    assert seen["webp"]["Content-Type"] == "image/webp" and seen[".mp3"]["Content-Type"] == "audio/mpeg"
    assert at_desk("trainer").get(shown[0]).status_code == 404

    answer = trainer.post(reverse("cms_staged_package"), {"bring": "yes"})
    assert answer.status_code == 422 and "Tick this after you have looked" in answer.content.decode()
    assert not Picture.objects.exists()
    answer = trainer.post(reverse("cms_staged_package"), {"bring": "yes", "seen": "yes"}, follow=True)
    assert "wait for a second person" in answer.content.decode()
    assert not CoursePage.objects.live().exists() and WorkflowState.objects.exists()
    assert staged_files() == []
    again = trainer.post(reverse("cms_staged_package"), {"bring": "yes", "seen": "yes"}, follow=True)
    assert "No package waits here" in again.content.decode()


def test_a_refused_package_says_why_and_is_deleted():
    package = course_package()
    a_site()
    files = unpacked(package)
    name = next(each for each in files if each.endswith(".en.md") and b"tea" in files[each])
    hostile = repacked(files | {name: files[name] + b"\n<script>alert(1)</script>\n"})
    trainer = at_desk("trainer")
    answer = upload(trainer, hostile)
    assert trainer.get(reverse("cms_staged_upload", args=["x.webp"])).status_code == 404
    page = answer.content.decode()
    assert answer.status_code == 422 and "This package is refused" in page
    assert "holds HTML or a script: &lt;script&gt;" in page and "<script>alert" not in page
    assert staged_files() == [] and not CoursePage.objects.exists()


def test_what_stands_in_the_way_on_this_site_is_said_in_sentences_and_shown_kind_by_kind(tmp_path):
    package = course_package()
    a_site()
    path = tmp_path / "package.zip"
    path.write_bytes(package)
    write_package(path, is_seen=True)
    files = unpacked(package)
    files["evidence/facts.yaml"] = files["evidence/facts.yaml"].replace(b"is stated", b"is said", 1)
    answer = upload(at_desk("trainer"), repacked(files))
    page = answer.content.decode()
    assert "stands here in other words" in page and "1 changed" in page
    assert "Import as drafts" not in page and staged_files() == []
    page = upload(at_desk("operator"), package).content.decode()
    assert "There is nothing to import" in page and "Import as drafts" not in page
    forget_all()


def test_an_upload_is_thrown_away_on_request_and_after_an_hour():
    package = course_package()
    a_site()
    trainer = at_desk("trainer")
    upload(trainer, package)
    trainer.post(reverse("cms_staged_package"), {"discard": "yes"})
    assert staged_files() == []
    upload(trainer, package)
    assert forget_staged_packages() == 0
    (kept,) = staged_files()
    os.utime(kept, (time.time() - 3700, time.time() - 3700))
    page = trainer.get(reverse("cms_staged_package"), follow=True).content.decode()
    assert "it waited longer than an hour" in page and staged_files() == []
    (STAGING / "upload-00.zip").write_bytes(b"")
    os.utime(STAGING / "upload-00.zip", (0, 0))
    assert forget_staged_packages() == 1 and staged_files() == []


@pytest.mark.parametrize("role", ["reviewer", "coordinator", ""])
def test_who_does_not_write_brings_nothing(role):
    a_site()
    client = at_desk(role)
    for name in ("cms_import_package", "cms_staged_package"):
        assert client.get(reverse(name)).status_code in (302, 403, 404)
    assert upload(client, b"zip").status_code in (200, 302, 403, 404) and staged_files() == []


def test_what_is_no_zip_is_refused_and_nothing_of_it_is_shown():
    a_site()
    trainer = at_desk("trainer")
    file = SimpleUploadedFile("package.zip", b"PK\x03\x04 broken")
    assert trainer.post(reverse("cms_import_package"), {"file": file}).status_code == 302
    assert trainer.get(reverse("cms_staged_upload", args=["x.webp"])).status_code == 404
    answer = trainer.get(reverse("cms_staged_package"))
    assert answer.status_code == 422 and "cannot be read as a zip" in answer.content.decode()
    assert staged_files() == []


def test_an_empty_form_says_what_is_missing():
    a_site()
    answer = at_desk("trainer").post(reverse("cms_import_package"), {})
    assert answer.status_code == 422 and "Choose the file of a package first." in answer.content.decode()


def forget_all() -> None:
    for path in staged_files():
        path.unlink()
