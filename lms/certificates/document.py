"""The certificate as a PDF: one page, tagged for screen readers, the same bytes every time."""

import io
import json
from pathlib import Path

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lms.certificates import lettering, wording
from lms.certificates.models import Award
from lms.certificates.queries import this_issuer
from lms.certificates.rules import Rung, plain_text
from lms.certificates.signing import IssuerKey

TEMPLATE = Path(__file__).parent / "certificate.typ"
ORNAMENT = settings.BASE_DIR / "lms" / "static" / "art" / "ram_horns.svg"
INK = "#211f1c"


def certificate_pdf(award: Award, *, key: IssuerKey) -> bytes:
    """Set the award's certificate in its own language. ``key`` is the one that signed it.

    The bytes depend on the award alone, so a certificate fetched twice is the same file.
    """
    # 81 MB and 30 ms of typesetter: only who fetches a certificate pays for it.
    import typst

    with translation.override(award.language):
        said = what_is_said(award, key=key)
    return typst.compile(
        TEMPLATE,
        font_paths=[lettering.FOLDER],
        ignore_system_fonts=True,
        # Data, never markup: the template reads it as JSON and shows it as text.
        sys_inputs={"said": json.dumps(said)},
        pdf_standards=["ua-1", "a-2a"],
        timestamp=int(award.awarded_at.timestamp()),
    )


def what_is_said(award: Award, *, key: IssuerKey) -> dict:
    """All words of the certificate in the active language, as the template takes them."""
    awarded_on = timezone.localtime(award.awarded_at)
    return {
        "title": _("Certificate"),
        "issuer": this_issuer().name,
        "kind": _kind(award),
        "language": award.language,
        "date": {"year": awarded_on.year, "month": awarded_on.month, "day": awarded_on.day},
        "specimen": wording.specimen() if award.is_specimen else None,
        "invented": _("Invented data"),
        "names": [plain_text(name) for name in award.names],
        "has_completed": wording.has_done(Rung(award.rung)),
        "course": plain_text(award.title),
        "course_language": award.title_language,
        "note": wording.result(award) if award.is_pilot else None,
        "competencies_label": _("What it took") if award.competency_code else _("Competencies"),
        "competencies": [
            plain_text(said) for said in ([award.criteria] if award.competency_code else award.competencies)
        ],
        "facts": _facts(award),
        # "Code" alone is taken by the sign-in pages, where it means another thing.
        "code_label": pgettext("certificate", "Code"),
        "code": award.shown_code,
        "key_label": _("Fingerprint of the issuer’s key"),
        "fingerprint": key.fingerprint,
        "check_at": _("Anybody can check this certificate at"),
        "address": award.verify_address,
        "ornament": ORNAMENT.read_text(encoding="utf-8"),
        "qr": qr_code(award.square_address),
        "qr_alt": _("QR code of the address where this certificate is checked"),
    }


def _kind(award: Award) -> str:
    """What sort of paper it is, and of which edition of the course or number of the rule."""
    said = {
        Rung.COMPLETED: _("Certificate of completion · edition %(number)s"),
        Rung.KNOWLEDGE: _("Certificate of knowledge · rule %(number)s"),
        Rung.PRACTICE: _("Certificate of observed practice · rule %(number)s"),
    }[Rung(award.rung)]
    return said % {"number": award.edition}


def _facts(award: Award) -> list[dict]:
    def fact(label: str, value: str, note: str | None = None) -> dict:
        return {"label": label, "value": value, "note": note}

    took = fact(_("Learning time"), wording.learning_time(award.time), wording.time_formula(award.time))
    return [
        *([] if award.competency_code else [took]),
        fact(_("Shown on") if award.competency_code else _("Completed on"), wording.day(award.completed_at)),
        fact(_("Issued on"), wording.day(award.awarded_at)),
        fact(_("Valid until"), wording.end_of_validity(award.valid_until)),
    ]


def qr_code(address: str) -> str:
    """Draw an address as a QR code: SVG, readable with a seventh of it worn away, a short one with a quarter.

    With a statement an address has 300 letters; more spare signs would make it too fine for a phone.
    """
    import segno

    drawn = io.BytesIO()
    error = "m" if "#" in address else "q"
    segno.make(address, error=error, micro=False).save(
        drawn, kind="svg", xmldecl=False, border=0, dark=INK, omitsize=True
    )
    return drawn.getvalue().decode()
