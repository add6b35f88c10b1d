"""By which rule an upper rung is earned: versions that are added, each from a day on."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lms.certificates.keeping import Kept
from lms.certificates.rules import Rung
from lms.certificates.rungs.rules import MOST_MONTHS, MOST_RATERS, Terms


class AwardRule(Kept):
    """One version of what a rung of a competency takes. An award keeps the version it was issued by."""

    # personal data: who set it; readers: operators; kept: the row for good, the name until that account ends
    competency_code = models.CharField(max_length=60)
    rung = models.CharField(max_length=20)
    number = models.PositiveIntegerField()
    # Empty: one course that serves the competency is enough; else every one of these.
    course_keys = models.JSONField(default=list, blank=True)
    least_percent = models.PositiveSmallIntegerField()
    raters = models.PositiveSmallIntegerField()
    # 0: without end.
    valid_months = models.PositiveSmallIntegerField()
    valid_from = models.DateField()
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("rule of an award")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["competency_code", "rung", "number"], name="one_rule_per_rung_and_number"
            ),
            models.CheckConstraint(
                condition=models.Q(rung__in=[Rung.KNOWLEDGE, Rung.PRACTICE]), name="rule_is_of_an_upper_rung"
            ),
            models.CheckConstraint(
                condition=models.Q(least_percent__lte=100), name="rule_asks_for_100_percent_at_most"
            ),
            models.CheckConstraint(
                condition=models.Q(raters__range=(1, MOST_RATERS)), name="rule_asks_for_one_rater_or_two"
            ),
            models.CheckConstraint(
                condition=models.Q(valid_months__lte=MOST_MONTHS), name="rule_ends_within_years"
            ),
            # The rule that every site begins with is number 1 and has no row.
            models.CheckConstraint(condition=models.Q(number__gte=2), name="rule_numbers_count_from_2"),
        ]

    def __str__(self) -> str:
        return f"{self.competency_code} / {self.rung} / {self.number}"

    @property
    def terms(self) -> Terms:
        """What it says, as rules take it."""
        return Terms(
            number=self.number,
            course_keys=tuple(sorted(self.course_keys)),
            least_percent=self.least_percent,
            raters=self.raters,
            valid_months=self.valid_months,
            valid_from=self.valid_from,
        )
