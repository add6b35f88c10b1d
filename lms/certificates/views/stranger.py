"""The pages of whoever checks a certificate, and the keys to check with."""

from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers, patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from lms.certificates import credential, limits, rules, signing, specimen, wording
from lms.certificates.queries import CheckedAward, award_by_code, checked, successor_of, this_issuer
from lms.certificates.rules import Standing
from lms.certificates.signing import SigningRefused, key_ring


@never_cache
@require_safe
def verify_form(request):
    """Ask for a code; a readable one leads to its page."""
    typed = request.GET.get("code", "")
    code = rules.normalise_code(typed)
    if code:
        return redirect("verify", rules.grouped_code(code))
    problem = _("A code has 16 letters and digits, in four groups of four.") if typed.strip() else ""
    context = {"typed": typed[:60], "problem": problem}
    return unlisted(render(request, "certificates/verify_form.html", context, status=422 if problem else 200))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request, code: str):
    """Tell a stranger what a code is worth; compare a name with the holder's when one is typed."""
    award = award_by_code(code)
    if award is None:
        context = {"typed": code[:60]}
        return unlisted(render(request, "certificates/verify_unknown.html", context, status=404))
    try:
        found = checked(award)
    except SigningRefused:
        return unlisted(render(request, "certificates/unavailable.html", status=503))
    context, status = _facts(found), 200
    if request.method == "POST" and not found.shown_names:
        status = _compare(request, found, context)
    return unlisted(render(request, "certificates/verify.html", context, status=status))


def _facts(found: CheckedAward) -> dict:
    # Only of what has run out: whether the holder has a newer one is nobody's business before.
    is_renewed = found.standing == Standing.EXPIRED and successor_of(found.award) is not None
    return {
        "checked": found,
        "award": found.award,
        "standing": found.standing.value,
        "is_renewed": is_renewed,
    }


def _compare(request, found: CheckedAward, context: dict) -> int:
    """Put the answer about a typed name into the page's context and give the status to answer with."""
    typed = rules.plain_text(request.POST.get("name", ""))[: rules.LONGEST_NAME]
    context["typed_name"] = typed
    if not typed:
        context["name_problem"] = _("Type the name that stands on the certificate.")
        return 422
    if not limits.may_guess(request, found.award.code):
        context["name_problem"] = _("Too many names were tried. Try again in ten minutes.")
        return 429
    award = found.award
    context["is_match"] = rules.is_the_holder(typed, salt=award.salt, hashes=award.holder_hashes)
    return 200


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verify_specimen(request):
    """Let a visitor change one letter of a signed statement and see the check fail."""
    found, has_been_checked = specimen.untouched(), request.method == "POST"
    if has_been_checked and request.POST.get("do") == "change":
        found = specimen.with_one_letter_changed()
    elif has_been_checked and request.POST.get("do") == "check":
        found = specimen.check(
            statement=request.POST.get("statement", ""), signature=request.POST.get("signature", "")
        )
    context = {
        "specimen": found,
        "has_been_checked": has_been_checked,
        "fingerprint": specimen.specimen_key().fingerprint,
        "mark": wording.specimen(),
    }
    return unlisted(render(request, "certificates/verify_specimen.html", context))


@require_safe
def did_document(request):
    """Publish who we are and which keys speak for us."""
    return _published(lambda ring: credential.did_document(ring=ring, issuer=this_issuer()))


@require_safe
def jwks(request):
    """Publish the public halves of the issuer's keys."""
    return _published(lambda ring: signing.public_keys(ring.keys))


def _published(lay_out) -> JsonResponse:
    try:
        answer = JsonResponse(lay_out(key_ring()))
        patch_cache_control(answer, public=True, max_age=3600)
    except SigningRefused:
        answer = JsonResponse({"error": "unavailable"}, status=503)
        add_never_cache_headers(answer)
    # Checkers that run in a browser on another site must be able to read the keys.
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


def unlisted(response):
    """Keep search engines away: a code is for those who were given it."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
