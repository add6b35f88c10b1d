"""Places on a picture: drawn by the site, ticked once, explained by their numbers."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from assessments.blocks import AreaBlock
from assessments.frozen import frozen_content
from assessments.models import QuestionVersion
from assessments.rules import Area, Draft, DraftChoice, DraftScene, Flaw, area_of, doubts, problems
from courses.api import kind_of
from courses.models import ModulePage, OutcomeRecord
from tests.assessments.asking import answered, placed, posted, rendered
from tests.factories import make_course, make_learner, make_lesson, make_question, translate_question
from tests.ground import anew
from tests.question_parts import make_scene, make_spots

NUMBERS = re.compile(r'spots__number">(\d+)</b>\s*<span lang="en">([^<]+)')


def spots(*areas: str, right: int = 1, size: tuple[int, int] = (12, 8), **fields) -> Draft:
    choices = tuple(
        DraftChoice(f"Place {n}", n < right, "Because.", area=area_of(area)) for n, area in enumerate(areas)
    )
    made = {"kind": "hotspot", "stem": "Where?", "choices": choices, "has_sources": True}
    return Draft(**{**made, "scenes": (DraftScene(*size, "A room."),)} | fields)


# --- Squares -------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["2, 1, 3, 2", "2,1,3,2", " 2 ,1, 3,2 "])
def test_four_whole_numbers_are_an_area(text):
    assert area_of(text) == Area(2, 1, 3, 2)
    assert str(area_of(text)) == "2, 1, 3, 2"


@pytest.mark.parametrize(
    "text",
    ["", "2, 1, 3", "2, 1, 3, 2, 1", "-1, 0, 2, 2", "1, 1, 0, 2", "1.5, 0, 2, 2", "1e9, 0, 2, 2", "\ud800"],
)
def test_anything_else_is_none(text):
    assert area_of(text) is None


def test_areas_that_touch_do_not_overlap():
    area = Area(2, 2, 2, 2)
    assert not any(area.overlaps(each) for each in (Area(4, 2, 2, 2), Area(2, 4, 2, 2), Area(4, 4, 1, 1)))
    assert all(area.overlaps(each) for each in (Area(3, 3, 2, 2), Area(0, 0, 9, 9), area))


def test_a_picture_with_places_for_fingers_is_left_alone():
    question = spots("0, 0, 2, 2", "2, 0, 2, 2", "0, 2, 4, 2")
    assert problems(question) == doubts(question) == []


@pytest.mark.parametrize(
    ("question", "flaws"),
    [
        (spots("0, 0, 2, 2", "1, 1, 2, 2"), [Flaw.SPOTS_OVERLAP]),
        (spots("0, 0, 2, 2", "11, 0, 2, 2"), [Flaw.OUTSIDE_SCENE]),
        (spots("0, 0, 2, 2", "4, 7, 2, 2"), [Flaw.OUTSIDE_SCENE]),
        (spots("0, 0, 2, 2", "4, 0, 1, 8"), [Flaw.SMALL_SPOT]),
        (spots("0, 0, 2, 2", "far away"), [Flaw.NO_AREA]),
        (spots("0, 0, 2, 2", "4, 0, 2, 2", things=(None,)), [Flaw.NO_AREA]),
        (spots("0, 0, 2, 2", "4, 0, 2, 2", things=(Area(11, 0, 2, 1),)), [Flaw.OUTSIDE_SCENE]),
        (spots("0, 0, 2, 2", "4, 0, 2, 2", scenes=()), [Flaw.NOT_ONE_SCENE]),
        (spots("0, 0, 2, 2", "4, 0, 2, 2", scenes=(DraftScene(8, 6, "x"),) * 2), [Flaw.NOT_ONE_SCENE]),
        (spots("0, 0, 2, 2", "4, 0, 2, 2", scenes=(DraftScene(12, 8, " "),)), [Flaw.SCENE_SILENT]),
        (spots("0, 0, 3, 3", "4, 0, 3, 3", size=(13, 8)), [Flaw.SCENE_SIZE]),
        (spots("0, 0, 2, 2", "4, 0, 2, 2", right=0), [Flaw.NONE_RIGHT]),
        (spots("0, 0, 2, 2"), [Flaw.TOO_FEW_CHOICES]),
        (spots(*(f"{n % 6 * 2}, {n // 6 * 2}, 2, 2" for n in range(11))), [Flaw.MANY_SPOTS]),
    ],
)
def test_what_cannot_be_drawn_or_hit_is_a_problem(question, flaws):
    assert problems(question) == flaws


def test_a_picture_on_which_every_place_is_right_is_a_doubt():
    assert doubts(spots("0, 0, 2, 2", "4, 0, 2, 2", right=2)) == [Flaw.ALL_RIGHT]


def test_an_area_that_is_none_is_refused_with_an_example():
    block = AreaBlock(required=False)
    assert block.clean("2,1,3,2") == "2, 1, 3, 2"
    assert block.clean("") == ""
    for text in ("2, 1", "two", "0, 0, 0, 1"):
        with pytest.raises(Exception, match="Like “2, 1, 3, 2”"):
            block.clean(text)


# --- Before the answer ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def _question(shared_ground):
    # Written the other way round than they are read: the right ones first.
    areas = ("5, 4, 2, 2", "1, 4, 2, 2", "5, 1, 2, 2", "1, 1, 2, 2")
    return make_question(
        kind="hotspot", choices=make_spots(True, True, False, False, areas=areas) + make_scene()
    )


@pytest.fixture
def question(_question, db):
    return anew(_question)


def test_places_are_numbered_as_they_are_read_wherever_the_right_ones_were_written(question):
    found = NUMBERS.findall(rendered(placed(question)))
    assert found == [("1", "Place 4"), ("2", "Place 3"), ("3", "Place 2"), ("4", "Place 1")]


def test_there_is_one_box_for_each_place_and_the_picture_only_points_to_it(question):
    html = rendered(placed(question))
    picture = re.search(r"<svg.*?</svg>", html, re.DOTALL)[0]
    boxes = re.findall(r'<input type="checkbox" id="([^"]+)"', html)
    assert len(boxes) == len(set(boxes)) == html.count('type="checkbox"') == 4
    assert re.findall(r'<label class="scene__label" for="([^"]+)"></label>', picture) == boxes
    assert 'aria-hidden="true"' in picture and "<input" not in picture
    assert " style=" not in html and "<script" not in html
    assert "A room seen from above." in html.replace(picture, "")


def test_the_page_does_not_tell_how_many_places_are_right(question):
    one = make_question(kind="hotspot", choices=make_spots(True, False) + make_scene())
    assert rendered(placed(one)).count('type="checkbox"') == 2
    assert 'type="radio"' not in rendered(placed(one))


@pytest.mark.parametrize("language", ["ru", "kk", "uz"])
def test_no_language_writes_the_numbers_of_a_drawing_with_a_comma(question, language):
    scene = make_scene(width=7)
    areas = ("0, 0, 2, 2", "3, 3, 2, 2")
    odd = make_question(kind="hotspot", choices=make_spots(True, False, areas=areas) + scene)
    with override(language):
        html = rendered(placed(odd))
    values = re.findall(r' (?:x|y|cx|cy|width|height|transform|viewBox|font-size)="([^"]+)"', html)
    assert len(values) > 20 and not [value for value in values if "," in value]


def test_what_an_author_writes_on_a_thing_is_text_and_nothing_else(question):
    scene = make_scene(words='<script>alert(1)</script>" onload="x')
    scene[2]["value"]["label"] = "</text><script>"
    html = rendered(placed(make_question(kind="hotspot", choices=make_spots(True, False) + scene)))
    assert "<script" not in html and 'onload="x' not in html
    assert "&lt;script&gt;alert(1)" in html


def test_a_lesson_without_a_picture_carries_no_sheet_for_it(question):
    assert "css/scene.css" in rendered(placed(question))
    assert "scene" not in rendered(placed(make_question()))


# --- The answer -----------------------------------------------------------------------------------


def ids_by_text(question) -> dict[str, str]:
    return {block.value["text"]: block.id for block in question.choices if block.block_type == "choice"}


def test_places_count_beyond_what_ticking_everything_would_earn(question):
    ids = ids_by_text(question)
    half, html = answered(placed(question), {"choice": [ids["Place 1"]]})
    assert half.score == 0.5 and "You found 1 of 2 right answers." in html
    everything, _html = answered(placed(question), {"choice": list(ids.values())})
    assert everything.score == 0
    no_place = kind_of("question")
    with pytest.raises(Exception, match="Tick at least one place, then send it."):
        no_place.handle(placed(question), posted({}))


def test_after_the_answer_every_place_says_what_it_was_in_words_and_by_a_shape(question):
    ids = ids_by_text(question)
    _outcome, html = answered(placed(question), {"choice": [ids["Place 1"], ids["Place 4"]]})
    marks = re.findall(r'scene__spot( scene__spot--\w+)?">', html)
    assert marks == [" scene__spot--mistaken", "", " scene__spot--missed", " scene__spot--found"]
    said = re.findall(r'spots__number">(\d)</b>\s+([^<]+?)\s+<span', html)
    assert said == [
        ("1", "You ticked this; it is not right."),
        ("2", "Not right, and you left it out."),
        ("3", "Right; you did not tick it."),
        ("4", "Right, and you ticked it."),
    ]
    assert all(f"Because of {number}." in html for number in (1, 2, 3, 4))
    assert "<input" not in html.split("feedback__verdict")[1]


# --- Translations, files, paper ----------------------------------------------------------------------


def test_a_translation_has_words_of_its_own_and_the_squares_of_its_source(question):
    translation = translate_question(question)
    for block in translation.choices:
        if block.block_type == "thing":
            block.value["area"] = "0, 0, 1, 1"
    translation.save_revision().publish()
    shown = QuestionVersion.objects.filter(language="ru").latest("number").content
    source = frozen_content(question)
    assert shown["scene"]["words"] == "Стол"
    assert [each["area"] for each in shown["scene"]["things"]] == [[0, 3, 1, 1], [3, 0, 2, 1]]
    assert [each["area"] for each in shown["choices"]] == [each["area"] for each in source["choices"]]


def test_on_paper_the_drawing_has_the_numbers_of_its_list_and_nothing_to_press(question):
    twin = kind_of("question").twin(placed(question).content)
    asked, told = twin.split("<details>")
    assert "<svg" in asked and "<ol>" in asked and "A room seen from above." in asked
    assert "<label" not in twin and "foreignObject" not in twin
    assert "scene__mark" not in twin and "Right." in told


# --- Whatever is sent ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def _lesson(_question):
    course = make_course(lessons=0, questions=0)
    module = ModulePage.objects.child_of(course.page).get()
    return course, make_lesson(module, practice=[_question])


@pytest.fixture
def road(_lesson, question):
    """A learner with a browser, and where the answer to the question in a lesson is sent."""
    course, lesson = _lesson
    client = Client()
    client.force_login(make_learner(), backend="lms.accounts.backends.ScopedBackend")
    key = question.activity.translation_key
    return client, reverse("answer", args=[course.slug, lesson.slug, key])


@pytest.mark.parametrize(
    "body",
    [
        "&".join(f"choice={number}" for number in range(10_000)),
        "&".join(f"choice-{number}=x" for number in range(10_000)),
        "choice=%ED%A0%80",
        "choice=%00",
        "choice=" + "9" * 50_000,
        "choice=x&choice=x",
        "place=x:1",
    ],
    ids=["many", "many names", "half a character", "nothing", "long", "twice", "another part"],
)
def test_what_no_form_sends_gets_a_clear_answer_and_changes_nothing(road, body):
    client, address = road
    sent = client.generic("POST", address, body, content_type="application/x-www-form-urlencoded")
    assert sent.status_code in (200, 400, 422)
    assert not OutcomeRecord.objects.exists()
