"""Hostile markup in every text of a lesson: cleaned when stored, and again where the table holds it."""

import re
from html.parser import HTMLParser
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.db import connection

from courses.content.actions import publish_all_courses
from courses.models import CompiledLesson, Fact, LessonPage
from courses.sanitising import clean_shown_html, clean_stored_html
from lms.home.models import HomePage
from tests.courses.content.hostile import HOSTILE
from tests.courses.evidence.facts import make_conflict, make_fact
from tests.factories import make_course, publish

ALLOWED_TAGS = {"p", "h2", "h3", "ul", "ol", "li", "blockquote", "a", "b", "strong", "i", "em", "br"}


class Inventory(HTMLParser):
    """Notes every tag and attribute a browser would see."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags, self.attributes, self.targets = set(), set(), []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _value in attrs}
        self.targets += [value or "" for name, value in attrs if name == "href"]


@pytest.mark.parametrize("markup", HOSTILE)
def test_only_sentences_headings_lists_and_links_are_left(markup):
    for clean, attributes in (
        (clean_stored_html, {"href", "linktype", "id"}),
        (clean_shown_html, {"href", "rel"}),
    ):
        for html in (clean(markup), clean(clean(markup)), clean(f"<p>before {markup} after</p>")):
            seen = Inventory(html)
            assert seen.tags <= ALLOWED_TAGS, html
            assert seen.attributes <= attributes, html
            assert all(
                re.match(r"(https?:|mailto:|[/#?]|[\w.-]*$)", target, re.I) for target in seen.targets
            ), html


def test_what_authors_write_comes_through_unchanged_and_links_leave_no_trace():
    written = (
        "<h2>Four questions</h2><p>Ask <b>calmly</b> &amp; <i>once</i>.<br>Then write to "
        '<a href="mailto:a@example.org">us</a> or <a href="https://example.org/?a=1&amp;b=2">read on</a>.</p>'
        "<ul><li>Who?</li></ul><ol><li>When?</li></ol><blockquote>It was quiet.</blockquote>"
    )

    assert clean_stored_html(written) == written
    assert clean_shown_html(written) == written.replace("<a href", "<a href").replace(
        '">us', '" rel="noopener noreferrer">us'
    ).replace('">read', '" rel="noopener noreferrer">read')


def test_a_link_to_a_page_of_ours_becomes_its_address(db):
    course = make_course(lessons=1, practice=0, questions=0)
    home = HomePage.objects.filter(locale=course.page.locale).get()
    page = LessonPage.objects.get(pk=course.lessons[0].pk)
    page.body = page.body.stream_block.to_python(
        [{"type": "prose", "id": str(uuid4()), "value": f'<p><a linktype="page" id="{home.pk}">Home</a></p>'}]
    )
    publish(page)

    artifact = CompiledLesson.objects.get(lesson_key=page.translation_key).artifact
    assert '<a href="/" rel="noopener noreferrer">Home</a>' in artifact["pieces"][0]["html"]


def hostile_lesson() -> LessonPage:
    """Write every hostile string straight into the tables, past every form and every save."""
    course = make_course(lessons=1, practice=1, questions=0)
    page = LessonPage.objects.get(pk=course.lessons[0].pk)
    fact = make_fact(confidence_note="note")
    conflict = make_conflict(fact)
    kinds = ["prose", "keypoint", "lend", "try", "reflect"]
    raw = [
        {"type": kinds[number % len(kinds)], "id": str(uuid4()), "value": f"<p>{number}</p>{markup}"}
        for number, markup in enumerate(HOSTILE)
    ]
    raw.append(
        {
            "type": "facts",
            "id": str(uuid4()),
            "value": {"facts": [{"type": "item", "id": str(uuid4()), "value": fact.pk}]},
        }
    )
    raw.append({"type": "conflict", "id": str(uuid4()), "value": {"conflict": conflict.pk}})
    raw.append(
        {"type": "activity", "id": str(uuid4()), "value": {"activity": course.practice[0].activity_id}}
    )
    json = connection.ops.adapt_json_value(raw, None)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE courses_lessonpage SET body = %s WHERE page_ptr_id = %s", [json, page.pk])
    everything = " ".join(HOSTILE)
    LessonPage.objects.filter(pk=page.pk).update(
        title="<script>window.ran=1</script>",
        content_note="<img src=x onerror=window.ran=1>",
        live_revision=None,
    )
    Fact.objects.filter(pk=fact.pk).update(
        statement=everything, speaker="<svg onload=window.ran=1>", unit="<b onclick=window.ran=1>u</b>",
        confidence_note=everything, section="\"><script>window.ran=1</script>",
    )  # fmt: skip
    type(conflict).objects.filter(pk=conflict.pk).update(explanation=everything, show=everything)
    conflict.positions.model.objects.filter(conflict=conflict).update(says="<script>window.ran=1</script>")
    publish_all_courses()
    return LessonPage.objects.get(pk=page.pk)


@pytest.mark.django_db
def test_the_compiled_lesson_is_clean_even_where_the_table_is_not():
    page = hostile_lesson()
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM courses_lessonpage WHERE page_ptr_id = %s", [page.pk])
        assert "onerror" in str(cursor.fetchone()[0])

    pieces = CompiledLesson.objects.get(lesson_key=page.translation_key).artifact["pieces"]

    seen = Inventory("".join(piece.get("html", "") for piece in pieces))
    assert not seen.tags & {
        "script",
        "style",
        "img",
        "iframe",
        "object",
        "embed",
        "svg",
        "form",
        "base",
        "meta",
        "link",
    }
    assert not any(
        name.startswith(("on", "style", "hx-", "data-", "srcdoc", "formaction")) for name in seen.attributes
    )
    assert all(target.startswith(("https://example.org", "#", "/")) for target in seen.targets), seen.targets


@pytest.mark.django_db
def test_saving_cleans_the_table_whichever_way_the_text_came():
    page = hostile_lesson()
    LessonPage.objects.get(pk=page.pk).save()
    revision = LessonPage.objects.get(pk=page.pk).save_revision(clean=False)

    for stored in (LessonPage.objects.get(pk=page.pk).body.raw_data, revision.content["body"]):
        assert not re.search(r"onerror|<script|<iframe|<svg|javascript:", str(stored), re.IGNORECASE)


def serve(tab, client, path: str) -> list[str]:
    """Answer the browser by the site itself, without a network; return where other addresses are noted."""
    # Fetched beforehand: inside the browser's loop the test's own transaction is out of sight.
    lesson, foreign = client.get(path), []

    def answer(route):
        url = urlsplit(route.request.url)
        if url.hostname != "localhost":
            foreign.append(route.request.url)
            return route.abort()
        response = lesson if url.path == path else client.get(url.path)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        return route.fulfill(status=response.status_code, headers=dict(response.headers), body=body)

    tab.route("**/*", answer)
    return foreign


@pytest.mark.browser
@pytest.mark.django_db
def test_nothing_runs_and_nothing_is_fetched_in_a_browser(client, browser):
    page = hostile_lesson()
    tab = browser.new_page()
    reports, dialogs = [], []
    tab.on("console", lambda message: reports.append(message.text) if message.type == "error" else None)
    tab.on("dialog", lambda dialog: dialogs.append(dialog.message))
    foreign = serve(tab, client, page.get_url())

    tab.goto("http://localhost" + page.get_url())
    tab.evaluate(
        "document.querySelectorAll('main a').forEach(link => link.getAttribute('href') || link.click())"
    )
    tab.mouse.move(200, 400)
    tab.wait_for_timeout(500)

    assert tab.evaluate("window.ran") is None
    assert foreign == [] and dialogs == [] and reports == []
    assert tab.evaluate("document.getElementById('csrfToken')") is None
    assert tab.inner_text("h1") == "<script>window.ran=1</script>"
    tab.close()
