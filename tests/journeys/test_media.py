"""A photograph whose bystanders are blurred by keyboard, and a lesson that can be heard and read."""

from io import BytesIO

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import expect

from tests.journeys.focus import tab_to
from tests.journeys.hands import Keyboard
from tests.journeys.looking import assert_accessible, keep_picture, watch
from tests.journeys.people import sign_in_demo

pytestmark = pytest.mark.browser

# A first lesson, which is open to everybody, with a recording before its questions.
MAKE = """
from uuid import uuid4
from courses.models import CoursePage, ModulePage
from tests.factories import make_course, make_lesson, make_question, publish
from tests.media.recordings import stored_recording
if not CoursePage.objects.filter(slug="to-listen-to"):
    course = make_course(slug="to-listen-to", lessons=0, questions=0)
    module = ModulePage.objects.child_of(course.page).get()
    question = make_question(stem="What comes first?")
    lesson = make_lesson(module, title="A greeting at the door", practice=[question])
    shown = {"type": "recording", "id": str(uuid4()), "value": {"recording": stored_recording("ogg").pk}}
    lesson.body = lesson.body.stream_block.to_python([*lesson.body.raw_data, shown])
    publish(lesson)
"""
BLURRED = """
from media.models import Picture
picture = Picture.objects.get(title="A meeting of invented people")
print("SHOWN", picture.is_shown, picture.blurred_by, picture.no_child_confirmed_by)
"""


def meeting() -> bytes:
    """Draw three invented people at a wall; nobody was photographed."""
    picture = Image.new("RGB", (1400, 900), (214, 200, 176))
    draw = ImageDraw.Draw(picture)
    for left, coat in ((200, (120, 60, 50)), (620, (40, 90, 90)), (1050, (90, 80, 140))):
        draw.rectangle((left - 60, 420, left + 220, 900), fill=coat)
        draw.ellipse((left, 220, left + 160, 420), fill=(226, 184, 150))
        for eye in (40, 100):
            draw.ellipse((left + eye, 290, left + eye + 20, 310), fill=(20, 20, 20))
    out = BytesIO()
    picture.save(out, "JPEG", quality=90)
    return out.getvalue()


class DeskKeyboard(Keyboard):
    """Wagtail's pages glide to what takes the focus; a person waits until they stand still."""

    def go_to(self, selector: str) -> None:
        """Go on with Tab, and wait until it is in the window with nothing over it."""
        tab_to(self.page, selector)
        self.page.wait_for_function(
            """() => {
                const focused = document.activeElement;
                const { x, y, width, height } = focused.getBoundingClientRect();
                const met = document.elementFromPoint(x + width / 2, y + height / 2);
                return met && (focused.contains(met) || met.contains(focused));
            }"""
        )


def test_a_trainer_adds_a_photograph_and_blurs_a_bystander_without_a_mouse(visitor, site):
    page = visitor(size="desk")
    seen = watch(page)
    sign_in_demo(page, "trainer", then="/cms/")
    page.goto("/cms/images/add/")
    keys = DeskKeyboard(page)
    keys.choose("[name=kind][value=photograph]")
    keys.choose("[name=people][value=bystanders]")
    keys.tick("[name=no_child]")
    file = {"name": "meeting.jpg", "mimeType": "image/jpeg", "buffer": meeting()}
    page.locator("[name=file]").set_input_files(file)
    page.locator("[name=title]").fill("")
    keys.write("[name=title]", "A meeting of invented people")
    keys.write("[name=origin]", "Invented Photographer")
    keys.pick("[name=licence]", "CC BY 4.0: free, with the name of who made it")
    keep_picture(page, "picture-added")
    keys.press("main form button[type=submit]")
    page.wait_for_url("**/blur/")
    expect(page.get_by_text("this photograph is shown on no page")).to_be_visible()
    _blur_by_numbers(page, keys)
    page.locator(".messages .success").wait_for()
    # The green of that message is Wagtail's.
    page.reload()
    assert_accessible(page)
    keep_picture(page, "picture-blurred")
    assert _eyes(page) == {"blurred": False, "not blurred": True}
    assert "SHOWN True trainer@demo.example trainer@demo.example" in site.manage(
        "shell", "--command", BLURRED
    )
    assert seen == []


def _blur_by_numbers(page, keys: Keyboard) -> None:
    for name, value in (("left", "13"), ("top", "22"), ("width", "14"), ("height", "26")):
        keys.write(f"[name=area-0-{name}]", value)
    mark = page.locator(".hamroh-blur__mark").first
    expect(mark).to_be_visible()
    keep_picture(page, "picture-area")
    keys.press("main form button[type=submit]")


def _eyes(page) -> dict[str, bool]:
    """Return whether the eyes of the first and of the last person can still be seen, as dark points."""
    return page.evaluate(
        """async () => {
            const image = document.querySelector("[data-blur-picture] img");
            await image.decode();
            const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
            const ink = canvas.getContext("2d");
            ink.drawImage(image, 0, 0);
            const isDark = (x, y) => {
                const at = [(x / 1400) * canvas.width, (y / 900) * canvas.height];
                return Math.max(...ink.getImageData(at[0], at[1], 1, 1).data.slice(0, 3)) < 70;
            };
            return { blurred: isDark(250, 300), "not blurred": isDark(1100, 300) };
        }"""
    )


@pytest.mark.parametrize(
    ("size", "dark"), [("phone", False), ("phone", True), ("desk", False), ("desk", True)]
)
def test_a_learner_reads_what_is_said_and_sees_what_listening_costs(visitor, site, size, dark):
    site.manage("shell", "--command", MAKE)
    page = visitor(size=size, dark=dark)
    seen, sounds = watch(page), []
    page.on("request", lambda request: sounds.append(request.url) if "/recordings/" in request.url else None)
    _open(page)
    keys = Keyboard(page)
    keys.arrive()
    keys.press(".recording__words summary")
    expect(page.get_by_text("Good morning. Come in.")).to_be_visible()
    expect(page.get_by_text("Listen: 2 s")).to_be_visible()
    assert_accessible(page)
    keep_picture(page, f"recording-{size}-{'dark' if dark else 'light'}")
    # Nothing of the sound was fetched, for nobody has played it.
    assert sounds == [] and seen == []


def _open(page) -> None:
    page.goto("/courses/to-listen-to/")
    page.locator("main a", has_text="A greeting at the door").first.click()
    page.locator(".recording").wait_for()


def test_captions_run_along_while_a_recording_plays(visitor, site):
    site.manage("shell", "--command", MAKE)
    page = visitor()
    seen = watch(page)
    _open(page)
    # A caption stands for a second: what was shown is kept, however late somebody looks.
    page.evaluate(
        """() => {
            window.said = [];
            const caption = document.querySelector(".recording__caption");
            const keep = () => window.said.push(caption.textContent);
            new MutationObserver(keep).observe(caption, { childList: true });
        }"""
    )
    page.locator(".recording audio").focus()
    page.keyboard.press("Space")
    both = "() => ['Good morning.', 'Come in.'].every((words) => window.said.includes(words))"
    page.wait_for_function(both)
    expect(page.locator(".recording__caption")).to_be_visible()
    keep_picture(page, "recording-plays")
    assert seen == []


def test_the_words_of_a_recording_are_read_without_scripts(visitor, site):
    site.manage("shell", "--command", MAKE)
    page = visitor(scripts=False)
    _open(page)
    page.locator(".recording__words summary").click()
    expect(page.get_by_text("Good morning. Come in.")).to_be_visible()
