"""The coordinator's front page."""

from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from lms.accounts.api import scopes_of
from lms.coordination.queries import Scope, disjoint, overview

ROWS_ON_A_PAGE = 50


@require_safe
def coordination(request):
    """Show who is certified, in progress and stuck, within the coordinator's scope only."""
    scopes = disjoint(_places(scopes_of(request.user, "coordinator")))
    chosen = {name: request.GET.get(name, "")[:64] for name in ("course", "profession", "region")}
    found = overview(scopes, get_language(), **chosen)
    context = {
        "overview": found,
        "page": Paginator(found.rows, ROWS_ON_A_PAGE).get_page(request.GET.get("page")),
        "chosen": chosen,
        "chosen_query": urlencode({name: value for name, value in chosen.items() if value}),
        "stuck_after_days": settings.STUCK_AFTER_DAYS,
    }
    return render(request, "coordination/coordination.html", context)


def _places(granted) -> list[Scope]:
    """Return the places among the granted scopes; a grant of any other kind shows nothing here."""
    made = {
        "everywhere": lambda _code: Scope(),
        "country": lambda code: Scope(country=code),
        "region": lambda code: Scope(region=code),
    }
    return [made[kind](code) for kind, code in granted if kind in made]
