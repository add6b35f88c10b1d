"""An H5P activity as it is frozen at publish. It holds no key: all of it may be shown."""

from typing import Any

from django.utils.translation import gettext as _

from courses.activities.runtimes.h5p.models import H5PActivity

Content = dict[str, Any]


def advice(activity: H5PActivity) -> list[str]:
    """Return what keeps an activity from being published; empty when all is well."""
    found = []
    if activity.package_id is None:
        found.append(_("There is no package yet. Upload one."))
    if not activity.words.strip():
        found.append(_("Say the same in words: some readers cannot start it."))
    return found


def content_in(activity: H5PActivity, language: str) -> Content:
    """Return an activity frozen in ``language`` where a translation with a package is published."""
    own = frozen_content(activity)
    if own["language"] != language:
        translation = activity.published_in(language)
        if translation is not None and not advice(translation):
            own = frozen_content(translation)
    return {**own, "page_language": language}


def frozen_content(activity: H5PActivity) -> Content:
    """Return an activity in its own language; it names the package that plays it from now on."""
    package = activity.package
    return {
        "language": activity.locale.language_code,
        "title": activity.title,
        "opening": activity.opening,
        "words": activity.words,
        "package": str(package.key) if package else "",
        "load_size": package.load_size if package else 0,
        "is_silent_outside": bool(package and package.references),
        # Whoever starts it does not read the words beside it as well.
        "reading_text": f"{activity.title}\n{activity.opening}",
    }
