"""How the questions of a course's test do: for those who write them, without a name and without an answer."""

from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from assessments.items.figures import FEWEST_TOLD, Item, items_of, seed_of, whole_item
from assessments.items.plot import Plot, plot_of
from assessments.items.sentences import language_name, told
from assessments.models import EndTest
from assessments.queries import end_test_of
from assessments.rules.analysis import FEWEST, STEADY
from courses.api import Course, courses_on_shelf, published_version

ITEMS_ON_A_PAGE = 50


def test_of(course_slug: str) -> tuple[Course, EndTest, int]:
    """Return a published course, its end test and the publication they are of. Raises Http404."""
    published = published_version()
    course = courses_on_shelf(published, get_language()).get(course_slug)
    test = end_test_of(course.test.key) if course and course.test else None
    if test is None:
        raise Http404
    return course, test, published


@dataclass(frozen=True)
class ItemPage:
    """A page of the table, and the picture of all questions."""

    plot: Plot
    page: object
    counted: int


@require_safe
def items(request: HttpRequest, course_slug: str) -> HttpResponse:
    """Show every question of a test with its figures, those to look at again first."""
    course, test, published = test_of(course_slug)
    number = request.GET.get("page", "1")
    shown = SimpleLazyObject(lambda: _page(course, test, published, number))
    seed = (*seed_of(test, published), course.slug, number[:6])
    context = {"course": course, "shown": shown, "seed": repr(seed), "fewest": FEWEST, "steady": STEADY}
    return render(request, "assessments/items.html", context)


def _page(course: Course, test: EndTest, published: int, number: str) -> ItemPage:
    found = items_of(test, language=get_language(), published=published)
    page = Paginator(found, ITEMS_ON_A_PAGE).get_page(number)
    page.object_list = [_row(item) for item in page.object_list]
    counted = sum(1 for item in found if item.sums.discrimination is not None)
    return ItemPage(plot_of(found, course.slug), page, counted)


def _row(item: Item) -> dict:
    return {
        "key": item.key,
        "question": item.question.shown,
        "people": item.sums.people,
        "facility": item.sums.facility if item.sums.people >= FEWEST_TOLD else None,
        "discrimination": item.sums.discrimination,
        "is_steady": item.sums.is_steady,
        "signs": [told(sign) for sign in item.signs],
    }


@require_safe
def item(request: HttpRequest, course_slug: str, question_key: UUID) -> HttpResponse:
    """Show one question: its figures by language, and who took which choice, by thirds."""
    course, test, published = test_of(course_slug)
    found = whole_item(test, question_key, language=get_language(), published=published)
    if found is None:
        raise Http404
    languages = [
        (code, language_name(code), sums, sums.facility if sums.people >= FEWEST_TOLD else None)
        for code, sums in sorted(found.item.by_language.items())
    ]
    context = {
        "course": course,
        "found": found,
        "row": _row(found.item),
        "signs": [told(sign) for sign in found.signs],
        "interval": found.item.sums.interval,
        "languages": languages,
        "are_choices_told": found.item.sums.people >= FEWEST,
        "fewest": FEWEST,
        "fewest_told": FEWEST_TOLD,
    }
    return render(request, "assessments/item.html", context)
