"""Certificates as a PDF: a page each, tagged for screen readers, the same bytes every time."""

import io
import json
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lms.certificates import lettering, wording
from lms.certificates.letterhead import letterhead, logos
from lms.certificates.models import Award
from lms.certificates.rules import Rung, plain_text
from lms.certificates.signing import IssuerKey

TEMPLATE = Path(__file__).parent / "certificate.typ"
ORNAMENT = settings.BASE_DIR / "lms" / "static" / "art" / "ram_horns.svg"
INK = "#211f1c"


def certificate_pdf(award: Award, *, key: IssuerKey) -> bytes:
    """Set the award's certificate in its own language. ``key`` is the one that signed it.

    The bytes depend on the award and on the version of the issuer block it was issued under, so a
    certificate fetched twice is the same file.
    """
    return certificates_pdf([(award, key)])


def certificates_pdf(papers: Sequence[tuple[Award, IssuerKey]]) -> bytes:
    """Set several certificates as one file, a page each, with the keys that signed them."""
    return _typeset(
        papers,
        pdf_standards=["ua-1", "a-2a"],
        timestamp=max(int(award.awarded_at.timestamp()) for award, _key in papers),
    )


def certificate_picture(award: Award, *, key: IssuerKey) -> bytes:
    """Draw a certificate as a PNG of about 1,200 pixels, to look at on a page."""
    return _typeset([(award, key)], format="png", ppi=104)


def _typeset(papers: Sequence[tuple[Award, IssuerKey]], **options) -> bytes:
    # 81 MB and 30 ms of typesetter: only who fetches a certificate pays for it.
    import typst

    return typst.compile(
        TEMPLATE,
        font_paths=[lettering.FOLDER],
        ignore_system_fonts=True,
        # Data, never markup: the template reads it as JSON and shows it as text.
        sys_inputs={
            "papers": json.dumps([_in_its_language(award, key) for award, key in papers]),
            "logos": json.dumps(logos([award for award, _key in papers])),
        },
        **options,
    )


def _in_its_language(award: Award, key: IssuerKey) -> dict:
    with translation.override(award.language):
        return what_is_said(award, key=key)


def what_is_said(award: Award, *, key: IssuerKey) -> dict:
    """All words of the certificate in the active language, as the template takes them."""
    awarded_on = timezone.localtime(award.awarded_at)
    return {
        "title": _("Certificate"),
        **letterhead(award),
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
        # Two divisions are too long for the column of the learning time.
        "formula": wording.formula_of_both(award.time) if _has_academic_hours(award) else None,
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
    def fact(label: str, value: str) -> dict:
        return {"label": label, "value": value, "note": None}

    return [
        *([] if award.competency_code else [_time(award)]),
        fact(_("Shown on") if award.competency_code else _("Completed on"), wording.day(award.completed_at)),
        fact(_("Issued on"), wording.day(award.awarded_at)),
        fact(_("Valid until"), wording.end_of_validity(award.valid_until)),
    ]


def _time(award: Award) -> dict:
    """Say the learning time: clock hours, and academic ones where the issuer counts in these too."""
    has_academic = _has_academic_hours(award)
    return {
        "label": _("Learning time"),
        "value": wording.learning_time(award.time),
        "more": wording.academic_hours(award.time) if has_academic else None,
        "note": None if has_academic else wording.time_formula(award.time),
    }


def _has_academic_hours(award: Award) -> bool:
    wanted = award.issuer_block is not None and award.issuer_block.shows_academic_hours
    return wanted and award.time.academic_hours > 0


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
