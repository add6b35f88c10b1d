"""The issuer's register: a running number for each year, given out once and never twice."""

from django.utils import timezone

from lms.certificates.models import Award, RegisterCount
from lms.certificates.rules.paper import register_number


def next_number(award: Award) -> str:
    """Take the award's number in the register; empty where its issuer keeps none, and for specimens.

    Runs inside the transaction that issues the award: whoever issues at the same moment waits, and what is
    rolled back gives its number back. Numbers may still leave a gap, never a double.
    """
    block = award.issuer_block
    if block is None or not block.has_register_number or award.is_specimen:
        return ""
    year = timezone.localtime(award.awarded_at).year
    # Made first and locked then: on an empty table there would be no row to wait for.
    RegisterCount.objects.get_or_create(year=year)
    count = RegisterCount.objects.select_for_update().get(year=year)
    count.last += 1
    count.save(update_fields=["last"])
    return register_number(block.register_prefix, year=year, number=count.last)
