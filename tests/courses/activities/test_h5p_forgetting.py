"""What nobody needs any more goes from the disk, and nothing else; what an operator takes away."""

import os
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from courses.activities.runtimes.h5p import store
from courses.activities.runtimes.h5p.actions import add_package, install_libraries
from courses.content.actions import forget_h5p
from courses.content.h5p import draft_activity, put_into_draft
from courses.models import CompiledLesson, H5PLibrary, H5PPackage, H5PState
from lms.accounts.actions import grant
from tests.factories import make_course, make_home, make_learner, make_lesson
from tests.h5p_parts import LIBRARY, MANIFEST, good_files, make_h5p, packed, with_json

LIBRARY_JSON = "H5P.Small-1.0/library.json"


@pytest.fixture(autouse=True)
def _own_store(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    make_home()


def let_a_week_pass() -> None:
    """Make everything in the store a week old, in the tables and on the disk."""
    old = timezone.now() - timedelta(days=7)
    H5PPackage.objects.update(uploaded_at=old)
    H5PLibrary.objects.update(installed_at=old)
    for folder in Path(store.folder_of("")).glob("*/*"):
        os.utime(folder, (old.timestamp(), old.timestamp()))


def forget(on_commit) -> int:
    """Do what is done every night, as the committed job does it."""
    with on_commit(execute=True):
        return forget_h5p()


def stored() -> set[str]:
    return {f"{path.parent.name}/{path.name}" for path in Path(store.folder_of("")).glob("*/*")}


def test_a_package_goes_with_the_last_thing_that_names_it_and_its_library_stays(
    django_capture_on_commit_callbacks,
):
    activity = make_h5p()
    package = activity.package
    let_a_week_pass()
    assert forget(django_capture_on_commit_callbacks) == 0

    activity.delete()
    assert forget(django_capture_on_commit_callbacks) == 1
    assert stored() == {"libraries/H5P.Small-1.0.3"}
    assert not H5PPackage.objects.filter(pk=package.pk).exists()
    assert forget(django_capture_on_commit_callbacks) == 0


def test_a_package_stays_while_a_version_of_an_activity_plays_it(django_capture_on_commit_callbacks):
    activity = make_h5p()
    old, draft = activity.package, add_package(packed(), may_install=False)
    put_into_draft(draft, activity, by=None)
    activity.refresh_from_db()
    activity.latest_revision.publish()
    # It plays in no row now: only an older version still names it.
    let_a_week_pass()

    assert forget(django_capture_on_commit_callbacks) == 0
    activity.revisions.filter(content__package=old.pk).delete()
    assert forget(django_capture_on_commit_callbacks) == 1
    assert stored() == {"libraries/H5P.Small-1.0.3", f"packages/{draft.key}"}


def test_a_package_that_only_a_draft_plays_stays(django_capture_on_commit_callbacks):
    activity = draft_activity(add_package(packed(), may_install=True), by=None)
    waiting = add_package(packed(), may_install=False)
    put_into_draft(waiting, activity, by=None)
    let_a_week_pass()

    assert forget(django_capture_on_commit_callbacks) == 0
    assert H5PPackage.objects.count() == 2


def test_a_package_stays_while_a_learner_could_go_on_in_it(django_capture_on_commit_callbacks):
    package = add_package(packed(), may_install=True)
    state = H5PState.objects.create(
        learner=make_learner(),
        package=package,
        activity_key=package.key,
        name="state",
        value="{}",
        changed_at=timezone.now(),
    )
    let_a_week_pass()

    assert forget(django_capture_on_commit_callbacks) == 0
    state.delete()
    assert forget(django_capture_on_commit_callbacks) == 1


def test_a_package_stays_while_a_published_lesson_holds_it(django_capture_on_commit_callbacks):
    activity = make_h5p()
    make_lesson(make_course(lessons=0, questions=0).page.get_children().first().specific, practice=[activity])
    compiled = CompiledLesson.objects.get()
    let_a_week_pass()
    activity.delete()
    # As long as the lesson was not compiled anew.
    CompiledLesson.objects.update_or_create(
        lesson_key=compiled.lesson_key, defaults={"artifact": compiled.artifact}
    )

    assert forget(django_capture_on_commit_callbacks) == 0
    CompiledLesson.objects.all().delete()
    assert forget(django_capture_on_commit_callbacks) == 1


def test_an_old_patch_goes_once_nothing_plays_with_it_and_the_latest_one_waits_for_packages(
    django_capture_on_commit_callbacks,
):
    old = make_h5p(code="old")
    add_package(with_json(LIBRARY_JSON, patchVersion=4), may_install=True)
    let_a_week_pass()
    H5PPackage.objects.exclude(pk=old.package_id).delete()

    forget(django_capture_on_commit_callbacks)
    assert {library.patch for library in H5PLibrary.objects.all()} == {3, 4}
    old.delete()
    forget(django_capture_on_commit_callbacks)
    assert stored() == {"libraries/H5P.Small-1.0.4"}
    assert add_package(packed(), may_install=False).load_order == ["H5P.Small-1.0.4"]


def test_what_an_upload_left_that_broke_off_goes_after_a_day(django_capture_on_commit_callbacks):
    kept = make_h5p().package
    for kind, name in ((store.PACKAGES, "stray"), (store.LIBRARIES, "H5P.Gone-1.0.0"), (store.STAGING, "a")):
        store.folder_of(kind, name).mkdir(parents=True)
    assert forget(django_capture_on_commit_callbacks) == 0

    yesterday = time.time() - 25 * 3600
    for name in stored():
        os.utime(Path(store.folder_of("")) / name, (yesterday, yesterday))
    assert forget(django_capture_on_commit_callbacks) == 3
    assert stored() == {"libraries/H5P.Small-1.0.3", f"packages/{kept.key}"}


def test_nothing_goes_on_the_day_it_came(django_capture_on_commit_callbacks):
    add_package(packed(), may_install=True)

    assert forget(django_capture_on_commit_callbacks) == 0 and len(stored()) == 2


# --- What an operator takes away ------------------------------------------------------------------


def signed_in(role: str) -> Client:
    person, client = make_learner(), Client()
    grant(person, role)
    client.force_login(person)
    return client


def standing_on_small() -> bytes:
    """Return a package whose library stands on the small one."""
    import json

    name = {"machineName": "H5P.Upper", "majorVersion": 1, "minorVersion": 0}
    upper = {**LIBRARY, "machineName": "H5P.Upper", "preloadedJs": []}
    upper["preloadedDependencies"] = MANIFEST["preloadedDependencies"]
    files = good_files() | {"H5P.Upper-1.0/library.json": json.dumps(upper).encode()}
    files["h5p.json"] = json.dumps(
        {**MANIFEST, "mainLibrary": "H5P.Upper", "preloadedDependencies": [name]}
    ).encode()
    return packed(files)


def test_an_operator_takes_away_what_nothing_plays_with_and_nobody_else_does(
    django_capture_on_commit_callbacks,
):
    activity = make_h5p()
    library = H5PLibrary.objects.get()
    address = reverse("cms_h5p_remove_library", args=[library.pk])
    operator = signed_in("operator")
    assert signed_in("trainer").post(address).status_code == 403
    assert "is still needed" in operator.post(address, follow=True).content.decode()

    activity.delete()
    let_a_week_pass()
    forget(django_capture_on_commit_callbacks)
    with django_capture_on_commit_callbacks(execute=True):
        page = operator.post(address, follow=True).content.decode()
    assert "H5P.Small 1.0.3 was removed." in page and stored() == set()
    assert operator.post(address).status_code == 404


def test_what_another_library_stands_on_is_not_taken_away_and_the_page_does_not_offer_it():
    install_libraries(standing_on_small())
    small = H5PLibrary.objects.get(machine_name="H5P.Small")
    upper = H5PLibrary.objects.get(machine_name="H5P.Upper")
    operator = signed_in("operator")
    page = operator.get(reverse("cms_h5p_libraries")).content.decode()

    address = reverse("cms_h5p_remove_library", args=[small.pk])
    assert address not in page and reverse("cms_h5p_remove_library", args=[upper.pk]) in page
    assert "is still needed" in operator.post(address, follow=True).content.decode()
    assert H5PLibrary.objects.count() == 2
