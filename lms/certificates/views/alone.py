"""What lets others check without asking about anybody: a page to keep, the keys, the status list."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lms.certificates import alone, credential
from lms.certificates.queries import status_address, this_issuer, withdrawn_places
from lms.certificates.rules.status import packed
from lms.certificates.signing import SigningRefused, key_ring
from lms.certificates.views.stranger import unlisted


@never_cache
@require_safe
def verify_offline(request):
    """Show the page that checks by itself. Whoever saves it has it without a line, too."""
    try:
        content = alone.page(key_ring())
    except SigningRefused:
        return _unavailable(request)
    request.policy_additions = alone.policy()
    return unlisted(HttpResponse(content))


@never_cache
@require_safe
def verify_offline_save(request):
    """Hand the same page out as a file."""
    try:
        content = alone.page(key_ring())
    except SigningRefused:
        return _unavailable(request)
    headers = {"Content-Disposition": 'attachment; filename="check-certificates.html"'}
    return unlisted(HttpResponse(content, headers=headers))


@never_cache
@require_safe
def verify_keys(request):
    """List the issuer's keys for people: when each signed, and its fingerprint."""
    try:
        context = {"periods": alone.told(key_ring())}
    except SigningRefused:
        return _unavailable(request)
    return unlisted(render(request, "certificates/verify_keys.html", context))


@require_safe
def status_list(request, year: int):
    """Publish, signed, which places of a year's list are withdrawn; a reader may keep it for five minutes."""
    places = withdrawn_places(year) if year < 32_768 else None
    if places is None:
        raise Http404
    try:
        answer = HttpResponse(_signed_list(year, places), content_type="application/vc+jwt")
        patch_cache_control(answer, public=True, max_age=credential.LIST_KEPT_SECONDS)
    except SigningRefused:
        answer = HttpResponse(status=503)
        add_never_cache_headers(answer)
    answer["Access-Control-Allow-Origin"] = "*"
    return unlisted(answer)


def _signed_list(year: int, places: list[int]) -> str:
    laid = credential.status_list_of(
        packed(places), address=status_address(year), issuer=this_issuer(), now=timezone.now()
    )
    return credential.sign(laid, key=key_ring().signing_key())


def _unavailable(request):
    return unlisted(render(request, "certificates/unavailable.html", status=503))
