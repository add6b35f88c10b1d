"""The words of a certificate, whole sentences in the language of the holder."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from lms.certificates.rules import CertifiedTime, RevocationReason, Rung, Standing


def completion(pending_reviews: Iterable[str]) -> str:
    """Say that a course was completed, and which experts have not yet read it."""
    pending = [_review(field) for field in dict.fromkeys(pending_reviews)]
    if not pending:
        return _("Completed")
    return _("Completed (pilot edition, %(fields)s content not yet reviewed)") % {"fields": "/".join(pending)}


def title(award) -> str:
    """What an award is called: the course, or the rung and the competency. Outward words only."""
    return rung_title(Rung(award.rung), award.title)


def rung_title(rung: Rung, name: str) -> str:
    """Name a rung of a competency; of a course's own rung the course alone."""
    if rung == Rung.KNOWLEDGE:
        return _("Knowledge-certified: %(competency)s") % {"competency": name}
    if rung == Rung.PRACTICE:
        return _("Practice-observed: %(competency)s") % {"competency": name}
    return name


def rung_word(rung: Rung) -> str:
    """The rung alone, as tables and headings name it."""
    return {
        Rung.COMPLETED: _("Completed"),
        Rung.KNOWLEDGE: _("Knowledge-certified"),
        Rung.PRACTICE: _("Practice-observed"),
    }[rung]


def has_done(rung: Rung) -> str:
    """What stands on the paper between the holder's name and the title."""
    return {
        Rung.COMPLETED: _("has completed the course"),
        Rung.KNOWLEDGE: _("has shown the knowledge asked for in"),
        Rung.PRACTICE: _("was observed in practice in"),
    }[rung]


def result(award) -> str:
    """What came of it, and which experts have not yet read what it rests on."""
    rung = Rung(award.rung)
    if rung == Rung.COMPLETED:
        return completion(award.pending_reviews)
    if not award.pending_reviews:
        return rung_word(rung)
    fields = "/".join(_review(field) for field in dict.fromkeys(award.pending_reviews))
    return _("Practice-observed (by a list whose %(fields)s content is not yet reviewed)") % {
        "fields": fields
    }


def specimen() -> str:
    """The mark of everything issued on a demo."""
    return _("Specimen, not valid")


def _review(field: str) -> str:
    known = {
        "clinical": pgettext("content not yet reviewed", "clinical"),
        "theological": pgettext("content not yet reviewed", "theological"),
        "legal": pgettext("content not yet reviewed", "legal"),
        "native-language": pgettext("content not yet reviewed", "language"),
    }
    return known.get(field, field)


def revocation_reasons() -> dict[str, str]:
    """Why an award may be withdrawn, in sentences that its holder reads."""
    return {
        RevocationReason.MISTAKE: _("It was issued by mistake."),
        RevocationReason.NOT_OWN_WORK: _("The work was not the holder’s own."),
        RevocationReason.HOLDERS_WISH: _("The holder asked for it."),
        RevocationReason.CONDUCT: _("The issuer can no longer vouch for how the holder works."),
    }


def standing_word(standing: Standing) -> str:
    """What an award is worth, in a word or two."""
    return {
        Standing.VALID: _("Valid"),
        Standing.PILOT: _("Valid, pilot edition"),
        Standing.EXPIRED: _("Expired"),
        Standing.REVOKED: _("Withdrawn"),
        Standing.SPECIMEN: specimen(),
        Standing.UNCONFIRMED: _("Not confirmed"),
    }[standing]


def learning_time(time: CertifiedTime) -> str:
    """Whole hours, or the minutes of a course that is shorter than one."""
    if time.is_under_an_hour:
        return ngettext("%(minutes)s minute", "%(minutes)s minutes", time.minutes) % {"minutes": time.minutes}
    return ngettext("%(hours)s hour", "%(hours)s hours", time.hours) % {"hours": time.hours}


def academic_hours(time: CertifiedTime) -> str:
    """Whole academic hours, as universities and ministries of the region count them."""
    hours = time.academic_hours
    return ngettext("%(hours)s academic hour", "%(hours)s academic hours", hours) % {"hours": hours}


def time_formula(time: CertifiedTime) -> str:
    """How the hours were reckoned; empty where nothing was rounded."""
    if time.is_under_an_hour:
        return _("Reading at a measured speed plus the stated minutes of each activity")
    return _("%(minutes)s minutes of reading and activities ÷ 60, rounded down") % {"minutes": time.minutes}


def formula_of_both(time: CertifiedTime) -> str:
    """How clock hours and academic hours were reckoned."""
    sentence = _("%(minutes)s minutes of reading and activities ÷ 60, for academic hours ÷ 45, rounded down")
    if time.is_under_an_hour:
        sentence = _("%(minutes)s minutes of reading and activities ÷ 45 for academic hours, rounded down")
    return sentence % {"minutes": time.minutes}


def day(moment: date | datetime) -> str:
    """A day as people write it in the active language."""
    if isinstance(moment, datetime):
        moment = timezone.localtime(moment)
    return date_format(moment, "DATE_FORMAT")


def end_of_validity(valid_until: date | None) -> str:
    """The last valid day, or that there is none."""
    return day(valid_until) if valid_until else _("no end date")
