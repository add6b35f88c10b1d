"""What a rung takes, in whole sentences that stand on paper."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lms.certificates.rules import Rung
from lms.certificates.rungs.rules import Terms


def criteria(rung: Rung, terms: Terms, courses: Iterable[str]) -> str:
    """Say what was asked for. ``courses`` are outward names of those the claim rests on."""
    if rung == Rung.KNOWLEDGE:
        return _("At least %(percent)s %% in the end test of: %(courses)s") % {
            "percent": terms.least_percent,
            "courses": ", ".join(f"“{course}”" for course in courses),
        }
    return ngettext(
        "%(count)s observer saw the behaviours of a published list, and none that may harm",
        "%(count)s observers saw the behaviours of a published list, and none that may harm",
        terms.raters,
    ) % {"count": terms.raters}


def validity(months: int) -> str:
    """Say how long a term lasts."""
    if not months:
        return _("no end date")
    return ngettext("%(count)s month", "%(count)s months", months) % {"count": months}
