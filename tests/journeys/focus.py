"""Where the keyboard stands on a page, and that it shows."""

MOST_STOPS = 120


def tab_to(page, selector: str) -> None:
    """Press Tab until the focus stands on what ``selector`` names, and see that the focus shows.

    What htmx has just put in place takes the focus twice, the second time when it has settled.
    """
    while page.locator(".htmx-added, .htmx-settling, .htmx-swapping").count():
        page.wait_for_timeout(20)
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            assert_focus_shows(page)
            return
    raise AssertionError(f"{selector} is not reached by Tab on {page.url}")


def assert_focus_shows(page) -> None:
    """An outline stands on the focused element, or on the label around it."""
    shown = page.evaluate(
        """() => {
            const element = document.activeElement;
            return [element, element.closest("label")].filter(Boolean).some((one) => {
                const style = getComputedStyle(one);
                return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
            });
        }"""
    )
    assert shown, page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
