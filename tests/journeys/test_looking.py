"""What looks at every page finds what is wrong on one."""

import pytest

from tests.journeys.looking import accessibility_problems

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><html lang="en"><title>A page</title><main><h1>A page</h1>
<p>Dark words.</p><p>Dark words.</p>{}</main></html>"""


@pytest.mark.parametrize(
    ("wrong", "rule"),
    [
        ("<p style='color: #999'>Faint words.</p>", "color-contrast"),
        ("<div style='background: #333'><p>Dark words on a dark ground.</p></div>", "color-contrast"),
        ("<label>Name <input value='Faint' style='color: #bbb'></label>", "color-contrast"),
        ("<input>", "label"),
        ("<img src='data:,'>", "image-alt"),
    ],
    ids=["faint", "dark on dark", "in a field", "no label", "no words for a picture"],
)
def test_one_thing_that_is_wrong_is_found_among_what_is_right(visitor, wrong, rule):
    page = visitor()
    page.set_content(PAGE.format(""))
    assert accessibility_problems(page) == []
    page.set_content(PAGE.format(wrong))
    assert [problem.split(":")[0] for problem in accessibility_problems(page)] == [rule]
