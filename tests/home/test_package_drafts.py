"""A trainer's import makes drafts: readers see nothing of them until a second person has signed."""

import pytest
from wagtail.models import WorkflowState

from assessments.models import Question
from casestudies.models import Case, WordingTask, Worksheet
from courses.api import set_up_review, write_profession
from courses.content.signatures import LENS, Signature
from courses.models import CompiledLesson, CoursePage, Fact, LessonPage
from lms.accounts.actions import grant
from lms.home.packages.contents import PLACED
from lms.home.packages.drafting import draft_package, look_through_for
from lms.home.packages.exporting import export_course, export_library
from lms.home.packages.lesson_text import PackageError
from lms.home.packages.receiving import write_package
from lms.home.packages.telling import KINDS
from media.models import Picture
from tests.factories import make_course, make_home, make_learner
from tests.home.travelling import SLUG, course_package, library_package, repacked, unpacked
from tests.study_parts import PROFESSIONS

pytestmark = pytest.mark.django_db
ANSWERS = Signature(dict.fromkeys(LENS, "Nobody."), reason="Read twice.")


def a_site() -> None:
    make_home()
    set_up_review()
    for position, code in enumerate(PROFESSIONS):
        write_profession(code=code, names={"en": code}, position=position)


def a_person(role: str, *scope: str):
    person = make_learner()
    grant(person, role, *scope)
    return type(person).objects.get(pk=person.pk)


def sign_everything(reviewer) -> int:
    """Sign all that waits, the longest waiting first; return how much that was."""
    states = WorkflowState.objects.filter(status="in_progress").order_by("created_at", "pk")
    for state in states:
        task_state = state.current_task_state
        task_state.task.specific.on_action(task_state, reviewer, "approve", signature=ANSWERS)
    return len(states)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "package.zip"


@pytest.mark.parametrize(
    ("make", "export"),
    [(course_package, lambda: export_course(SLUG)), (library_package, export_library)],
    ids=["course", "case library"],
)
def test_drafts_wait_for_a_second_person_and_once_signed_are_the_package_byte_for_byte(make, export, path):
    package = make()
    a_site()
    path.write_bytes(package)
    trainer, reviewer = a_person("trainer"), a_person("reviewer")
    with pytest.raises(PackageError, match="Look at each and listen"):
        draft_package(path, by=trainer)
    assert not Picture.objects.exists() and not Fact.objects.exists()
    draft_package(path, by=trainer, is_seen=True)
    assert not CoursePage.objects.live().exists() and not Fact.objects.filter(live=True).exists()
    assert not CompiledLesson.objects.exists()
    for kind in (Question, Case, Worksheet, WordingTask):
        assert not kind.objects.filter(live=True).exists()
    assert Picture.objects.filter(no_child_confirmed_by=trainer).count() == 1
    with pytest.raises(PackageError):
        export()
    assert sign_everything(reviewer) > 3
    assert export() == package


def test_what_is_published_stays_until_its_change_is_signed(path):
    package = course_package()
    a_site()
    path.write_bytes(package)
    write_package(path, is_seen=True)
    before = dict(CompiledLesson.objects.values_list("language", "artifact"))
    changed = repacked(a_little_changed(unpacked(package)))
    path.write_bytes(changed)
    trainer, reviewer = a_person("trainer"), a_person("reviewer")
    draft_package(path, by=trainer)
    assert export_course(SLUG) == package
    assert dict(CompiledLesson.objects.values_list("language", "artifact")) == before
    waiting = [str(state.content_object) for state in WorkflowState.objects.filter(status="in_progress")]
    assert len(waiting) == 3 and "В пути" not in waiting
    with pytest.raises(PackageError, match="Drafts of these wait here already"):
        draft_package(path, by=trainer)
    sign_everything(reviewer)
    assert export_course(SLUG) == changed


def a_little_changed(files: dict[str, bytes]) -> dict[str, bytes]:
    """The same with other words in a lesson, in its translation, and in one question."""
    english = next(name for name in files if name.endswith(".en.md") and b"tea" in files[name])
    russian = english.replace(".en.", ".ru.")
    question = next(name for name in files if name.startswith("questions/"))
    files[english] = files[english].replace(b"Somebody brings tea", b"Somebody pours tea")
    files[russian] = files[russian].replace(b"Somebody brings tea", "Кто-то наливает чай".encode())
    files[question] = files[question].replace(b"What is best here", b"What is kind here", 1)
    return files


def test_who_does_not_write_on_the_course_brings_nothing(path):
    package = course_package()
    a_site()
    path.write_bytes(package)
    elsewhere = make_course(lessons=1, questions=0)
    trainer = a_person("trainer", "course", str(elsewhere.key))
    for person in (trainer, a_person("reviewer"), make_learner()):
        _contents, report = look_through_for(path, person)
        assert report.refused[0].startswith(f"You do not write on “{SLUG}” here.")
        with pytest.raises(PackageError, match="You do not write on"):
            draft_package(path, by=person, is_seen=True)
    assert LessonPage.objects.count() == 1 and not Picture.objects.exists()


def test_what_has_no_drafts_is_not_changed_by_a_trainer(path):
    package = course_package()
    a_site()
    path.write_bytes(package)
    write_package(path, is_seen=True)
    files = unpacked(package)
    files["course.yaml"] = files["course.yaml"].replace(b"pass_mark: 75", b"pass_mark: 10")
    files["evidence/facts.yaml"] = files["evidence/facts.yaml"].replace(b"What is stated", b"What is said")
    path.write_bytes(repacked(files))
    _contents, report = look_through_for(path, a_person("trainer"))
    assert any(line.startswith("The end test differs") for line in report.refused)
    assert any("stands here in other words" in line for line in report.refused)


def test_every_kind_of_thing_that_a_lesson_places_is_told_of():
    assert {kind.folder for kind in PLACED} <= KINDS.keys()
