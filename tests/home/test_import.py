"""Importing the library: once is enough, twice changes nothing, and every figure keeps its source."""

import gzip
import os
from pathlib import Path

import pytest
from django.conf import settings
from wagtail.models import Page
from wagtail_localize.models import StringTranslation

from assessments.models import Question
from casestudies.models import CompiledStudy
from courses.api import courses_on_shelf, published_version
from courses.models import ConflictSet, CourseEdition, Fact, LessonPage
from lms.home.packages.exporting import export_course
from lms.home.packages.importing import LIBRARY, import_library
from lms.home.packages.keys import key_of
from lms.home.setup import set_up_site
from tests import databases
from tests.factories import make_learner
from tests.home.content_report import all_rows, unexplained
from tests.home.library_packages import package_of, require_nothing_lost
from tests.journeys.site import prepare

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def _imported(django_db_setup, django_db_blocker, tmp_path_factory):
    """Stand on the demo that journeys walk through: the library is imported once per state of the code."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    site = prepare(tmp_path_factory.mktemp("imported"), f"import_{worker}")
    with django_db_blocker.unblock(), databases.standing_on(site.database):
        yield


@pytest.fixture
def library(_imported, db):
    """The imported library; each test works in a transaction of its own."""


def test_the_library_is_the_first_site(library):
    courses = courses_on_shelf(published_version(), "en")
    assert set(courses) == {"common-core", "stigma-sensitive-reporting", "trauma-informed-care"}
    written = {code: len(list(Path(LIBRARY, code, "lessons").glob("*.en.md"))) for code in courses}
    assert {code: len(course.lessons) for code, course in courses.items()} == written


def test_no_lesson_takes_longer_than_nine_minutes(library):
    for language in ("en", "ru"):
        courses = courses_on_shelf(published_version(), language).values()
        long = [
            (card.code, card.minutes) for course in courses for card in course.lessons if card.minutes > 9
        ]
        assert long == [], language


def test_no_number_stands_without_its_source_and_no_word_hurts_without_a_reason(library):
    rows = all_rows()
    assert len(rows) > 25 and all(row.words for row in rows)
    assert unexplained(rows) == {}


def test_all_facts_and_disagreements_stand_in_the_evidence(library):
    assert Fact.objects.count() == 477
    assert ConflictSet.objects.count() == 48
    assert not Fact.objects.filter(source=None).exists()


def test_importing_twice_changes_nothing(library):
    before = list(Page.objects.order_by("pk").values_list("pk", "latest_revision_id"))
    editions, version = CourseEdition.objects.count(), published_version()
    assert set_up_site() == []
    assert list(Page.objects.order_by("pk").values_list("pk", "latest_revision_id")) == before
    assert (CourseEdition.objects.count(), published_version()) == (editions, version)


def test_a_forced_second_import_makes_no_new_edition_and_no_new_keys(library):
    from lms.home.models import ImportedFolder

    keys = set(Question.objects.values_list("translation_key", flat=True))
    # The small courses stand for the large one, which takes as long as all other tests of this file.
    ImportedFolder.objects.exclude(name__contains="common-core").delete()
    assert import_library() == [
        "competencies",
        "stigma-sensitive-reporting",
        "trauma-informed-care",
        "case-library",
    ]
    assert set(Question.objects.values_list("translation_key", flat=True)) == keys
    assert CourseEdition.objects.count() == 3


def test_the_first_two_lessons_are_also_there_in_russian_and_wait_for_a_native_reader(library):
    course = courses_on_shelf(published_version(), "ru")["common-core"]
    assert [lesson.language for lesson in course.lessons] == ["ru"] * 2 + ["en"] * (len(course.lessons) - 2)
    russian = LessonPage.objects.get(translation_key=key_of("lesson", "core-01"), locale__language_code="ru")
    english = LessonPage.objects.get(translation_key=key_of("lesson", "core-01"), locale__language_code="en")
    assert [block.id for block in russian.body] == [block.id for block in english.body]
    assert StringTranslation.objects.filter(locale__language_code="ru").exists()


def test_progress_in_one_language_is_progress_in_all(library):
    english = courses_on_shelf(published_version(), "en")["common-core"]
    russian = courses_on_shelf(published_version(), "ru")["common-core"]
    assert [lesson.key for lesson in english.lessons] == [lesson.key for lesson in russian.lessons]
    assert english.lessons[0].activity_keys == russian.lessons[0].activity_keys


def test_every_lesson_with_its_first_style_weighs_at_most_14_kilobytes(library, client):
    client.force_login(make_learner())
    paths = [
        f"{prefix}/courses/{course.slug}/{card.slug}/"
        for language, prefix in (("en", ""), ("ru", "/ru"))
        for course in courses_on_shelf(published_version(), language).values()
        for card in course.lessons
    ]
    assert len(paths) >= 10
    assert_light(client, paths)


def test_every_page_of_the_case_library_stays_light(library, client):
    """One study brings seven disagreements and weighs a little more; a handout goes to a printer."""
    client.force_login(make_learner())
    slugs = list(CompiledStudy.objects.filter(language="en").values_list("slug", flat=True))
    assert len(slugs) >= 3
    paths = [f"{prefix}/cases/studies/{slug}/" for prefix in ("", "/ru") for slug in slugs]
    pages = ["/cases/", "/ru/cases/?country=KZ", "/cases/timeline/", "/cases/compare/"]
    pairs = [f"/cases/compare/?a={one}&b={other}" for one, other in zip(slugs, slugs[1:], strict=False)]
    assert_light(client, [*pages, *pairs])
    assert_light(client, paths, limit=15 * 1024)


def test_every_page_of_the_claims_weighs_at_most_14_kilobytes(library, client):
    pages = [f"/figures/?page={number}" for number in range(1, 13)] + ["/figures/?disagree=yes"]
    pages += ["/figures/uz-total-435-text/", "/ru/figures/uz-total-435-text/", "/ru/figures/?disagree=yes"]
    assert_light(client, pages)


def test_the_front_page_with_its_box_for_headlines_stays_light(library, client):
    """With 25 KB for what all pages share; a test of its own weighs that."""
    page = len(gzip.compress(client.get("/").content, 6))
    own = len(gzip.compress((settings.BASE_DIR / "lms/static/css/wording.css").read_bytes(), 6))
    assert page <= 14 * 1024 and own <= 1.5 * 1024
    assert page + own + 25 * 1024 <= 60 * 1024


def assert_light(client, paths: list[str], limit: int = 14 * 1024) -> None:
    weights = {path: len(gzip.compress(client.get(path).content, 6)) for path in paths}
    assert max(weights.values()) <= limit, weights


def test_no_page_is_an_alias_of_another(library):
    assert not Page.objects.filter(alias_of__isnull=False).exists()


def test_a_lesson_that_names_an_unknown_fact_leaves_nothing_behind(library, tmp_path):
    import shutil

    from courses.api import UnknownReference

    package = tmp_path / "broken"
    shutil.copytree(LIBRARY / "trauma-informed-care", package)
    lesson = next(Path(package, "lessons").glob("*.md"))
    lesson.write_text(lesson.read_text() + "\n::: facts no-such-fact\n:::\n")
    version = published_version()
    with pytest.raises(UnknownReference, match="no-such-fact"):
        import_library(tmp_path)
    assert published_version() == version


def test_a_course_leaves_as_the_very_package_that_its_folder_makes(library):
    """What the site holds and what the folder says are the same bytes; `./run prove packages` does all."""
    assert export_course("trauma-informed-care") == package_of("trauma-informed-care")


def test_nothing_of_a_folder_of_the_library_is_lost_in_its_package(library, tmp_path):
    require_nothing_lost("trauma-informed-care", tmp_path)
