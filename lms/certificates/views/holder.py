"""The holder's pages: preview and claim, the award, its document and its signed statement."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.api import course_by_key
from lms.certificates import actions, document, wording
from lms.certificates.actions import CannotClaim
from lms.certificates.models import Award
from lms.certificates.printing import groups_that_print
from lms.certificates.queries import award_of, award_of_holder, checked, successor_of
from lms.certificates.renewing import CannotRenew, Renewal, renew_award, renewal_of
from lms.certificates.rules import Rung, hours_of
from lms.certificates.rungs.queries import Standing, served_competencies, standing_on
from lms.certificates.signing import SigningRefused, key_ring


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def claim(request, course_key: UUID):
    """Show what the certificate will say, and issue it when asked. Issuing twice gives the same award."""
    if request.method == "POST":
        return _claimed(request, course_key)
    award = award_of(request.user, course_key)
    return redirect(award) if award else _preview(request, course_key)


def _claimed(request, course_key: UUID):
    try:
        award = actions.claim_award(learner=request.user, course_key=course_key, language=get_language())
    except CannotClaim:
        return _preview(request, course_key, status=409)
    except SigningRefused:
        return _unavailable(request)
    messages.success(request, _("Your certificate is issued."))
    return redirect(award)


def _preview(request, course_key: UUID, *, status: int = 200):
    try:
        earned = actions.what_is_earned(learner=request.user, course_key=course_key, language=get_language())
    except CannotClaim as refusal:
        return _cannot_claim(request, course_key, refusal)
    time = hours_of(int(earned.completion.minutes))
    context = {
        "earned": earned,
        "completion": wording.completion(earned.pending_reviews),
        "learning_time": wording.learning_time(time),
        "time_formula": wording.time_formula(time),
    }
    return render(request, "certificates/claim.html", context, status=status)


def _cannot_claim(request, course_key: UUID, refusal: CannotClaim):
    course = course_by_key(course_key, get_language())
    if course is None:
        raise Http404
    context = {"course": course, "reason": refusal.reason, "letters": refusal.letters}
    return render(request, "certificates/cannot_claim.html", context, status=409)


@never_cache
@require_safe
def certificate(request, public_id: UUID):
    """Show an award to its holder: what a stranger will see, and the two files."""
    award = _own_award(request, public_id)
    try:
        found = checked(award)
    except SigningRefused:
        return _unavailable(request)
    successor = successor_of(award)
    reasons = wording.revocation_reasons()
    context = {
        "award": award,
        "checked": found,
        "successor": successor,
        "renewal": None if successor or award.revoked_at else _renewal(award),
        "revocation_reason": reasons.get(award.revocation_reason, award.revocation_reason),
        "opens_on": None if award.revoked_at else _opening(award),
        "completion": wording.result(award),
        "has_done": wording.has_done(Rung(award.rung)),
        "learning_time": wording.learning_time(award.time),
        "time_formula": wording.time_formula(award.time),
        "end_of_validity": wording.end_of_validity(award.valid_until),
        "groups": groups_that_print(award),
    }
    return render(request, "certificates/certificate.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def certificate_renew(request, public_id: UUID):
    """Show what a renewal asks and gives, and renew when asked. Renewing twice gives the same new award."""
    award = _own_award(request, public_id)
    if award.competency_code:
        # An upper rung is renewed where it is claimed: by what it asks for, shown anew.
        return redirect("competency", award.competency_code)
    if request.method == "POST":
        return _renewed(request, award)
    successor = successor_of(award)
    return redirect(successor) if successor else _asked(request, award)


def _renewed(request, award: Award):
    try:
        renewed = renew_award(award, language=get_language())
    except (CannotRenew, CannotClaim):
        return _asked(request, award, status=409)
    except SigningRefused:
        return _unavailable(request)
    messages.success(request, _("Your certificate is renewed. The earlier one stays as it was."))
    return redirect(renewed)


def _asked(request, award: Award, *, status: int = 200):
    try:
        renewal = renewal_of(award, language=get_language())
    except CannotClaim as refusal:
        return _cannot_claim(request, award.course_key, refusal)
    course = renewal.earned.course
    context = {
        "award": award,
        "renewal": renewal,
        "lessons": [card for card in course.lessons if card.key in renewal.asked.lessons],
        "until_now": wording.end_of_validity(award.valid_until),
        "until_then": wording.end_of_validity(renewal.valid_until),
        "opens_on": _opening(award),
    }
    return render(request, "certificates/renew.html", context, status=status)


def _opening(award: Award) -> str:
    """The day from which it may be renewed, in words; empty where it never has to be."""
    return wording.day(award.held.opens_on) if award.held.opens_on else ""


def _renewal(award: Award) -> Renewal | Standing | None:
    """What a renewal takes; None where the course is gone, or a name is missing that could be printed."""
    if award.competency_code:
        served = served_competencies(get_language()).get(award.competency_code)
        standing = standing_on(award.learner, served, Rung(award.rung)) if served else None
        return standing if standing and standing.is_open else None
    try:
        return renewal_of(award, language=get_language())
    except CannotClaim:
        return None


@never_cache
@require_safe
def certificate_document(request, public_id: UUID):
    """Give the holder the PDF."""
    award = _own_award(request, public_id)
    try:
        key = key_ring().find(award.key_id)
    except SigningRefused:
        key = None
    if key is None:
        return _unavailable(request)
    pdf = document.certificate_pdf(award, key=key)
    return _file(pdf, content_type="application/pdf", name=f"certificate-{award.code[:4]}.pdf")


@never_cache
@require_safe
def certificate_credential(request, public_id: UUID):
    """Give the holder the signed Open Badges statement."""
    award = _own_award(request, public_id)
    name = f"certificate-{award.code[:4]}.jwt"
    return _file(award.credential.encode(), content_type="application/vc+jwt", name=name)


@never_cache
@require_safe
def certificate_square(request, public_id: UUID):
    """Draw the square that a stranger scans, to be shown on the holder's own screen."""
    award = _own_award(request, public_id)
    return HttpResponse(document.qr_code(award.square_address), content_type="image/svg+xml")


@require_POST
def certificate_name(request, public_id: UUID):
    """Show the holder's name to whoever checks the code, or hide it again."""
    award = _own_award(request, public_id)
    shown = request.POST.get("show_name") == "yes"
    actions.show_name(award, shown=shown)
    if shown:
        messages.success(request, _("Whoever checks the code now sees your name."))
    else:
        messages.success(request, _("Your name is hidden. Whoever checks the code can only compare it."))
    return redirect(award)


@require_POST
def certificate_print(request, public_id: UUID):
    """Let the coordinators of the holder's groups print the certificate, or no longer."""
    award = _own_award(request, public_id)
    allowed = request.POST.get("may_print") == "yes"
    actions.let_print(award, allowed=allowed)
    if allowed:
        messages.success(request, _("The coordinator of your group can now print this certificate."))
    else:
        messages.success(request, _("Nobody but you prints this certificate now."))
    return redirect(award)


def _own_award(request, public_id: UUID) -> Award:
    award = award_of_holder(request.user, public_id)
    if award is None:
        raise Http404
    return award


def _unavailable(request):
    return render(request, "certificates/unavailable.html", status=503)


def _file(content: bytes, *, content_type: str, name: str) -> HttpResponse:
    # The file's name says nothing about the subject: phones show it to whoever looks over a shoulder.
    return HttpResponse(
        content,
        content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
