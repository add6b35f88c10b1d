"""The operator's page: how the issuer stands on certificates, looked at before it is saved."""

from base64 import b64encode

import structlog
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lms.certificates import document
from lms.certificates.forms import IssuerForm
from lms.certificates.issuer import save_issuer_block, specimen_award
from lms.certificates.issuer_tables import IssuerBlock
from lms.certificates.queries import issuer_block
from lms.certificates.specimen import specimen_key

log = structlog.get_logger(__name__)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def issuer(request: HttpRequest) -> HttpResponse:
    """Show the issuer block as it prints; look at another, as a picture or PDF, and save it."""
    current = issuer_block()
    if request.method != "POST":
        return _page(request, IssuerForm(current=current), current, language=get_language())
    form = IssuerForm(request.POST, request.FILES, current=current)
    if not form.is_valid():
        return _page(request, form, current, language=get_language(), status=422)
    asked = request.POST.get("do")
    if asked == "save":
        return _saved(request, form)
    award = specimen_award(form.block(), language=form.look_language)
    if asked == "pdf":
        pdf = document.certificate_pdf(award, key=specimen_key())
        return HttpResponse(pdf, content_type="application/pdf", headers={"Content-Disposition": "inline"})
    return _page(request, form, form.block(), language=form.look_language, is_a_try=True)


def _saved(request: HttpRequest, form: IssuerForm) -> HttpResponse:
    if save_issuer_block(form.block()):
        log.info("issuer_block_saved", person=str(request.user.public_id))
        messages.success(
            request,
            _("Saved. Certificates issued from now on look like this; those before stay as they are."),
        )
    else:
        messages.info(request, _("Nothing has changed since the last time it was saved."))
    return redirect("certificate_issuer")


def _page(
    request: HttpRequest,
    form: IssuerForm,
    shown: IssuerBlock | None,
    *,
    language: str,
    is_a_try: bool = False,
    status: int = 200,
) -> HttpResponse:
    award = specimen_award(shown, language=language)
    picture = document.certificate_picture(award, key=specimen_key())
    context = {
        "form": form,
        # A file cannot be put back into its field, so the logo travels on beside it.
        "kept_logo": form.carried_logo if form.is_bound else form.initial.get("kept_logo", ""),
        "picture": b64encode(picture).decode(),
        "is_a_try": is_a_try,
        "has_block": shown is not None,
    }
    return render(request, "certificates/issuer.html", context, status=status)
