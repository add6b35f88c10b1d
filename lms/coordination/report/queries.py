"""What a report counts, within a coordinator's places only, and the reports that were saved."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Case, Count, QuerySet, Value, When

from assessments.api import gains_between
from courses.api import began_between, completed_between, learned_between
from lms.accounts.api import User, counted_people
from lms.certificates.api import awarded_between
from lms.coordination.models import SavedReport
from lms.coordination.places import Scope, reach_within
from lms.coordination.queries import counted_within
from lms.coordination.report.held import held_figures, midnight
from lms.coordination.report.rules.columns import Step
from lms.coordination.report.rules.layout import Group, figures_of, is_told_apart, of_enough

EVERYWHERE = "everywhere"
# Reports looked at when a new one is counted, and shown in the list: the newest.
MOST_EARLIER = 60
_BY = (
    "profile__region__country__code",
    "profile__region__code",
    "profile__profession__code",
    "self_description__sex",
    "self_description__age_band",
    "profile__language",
)


@dataclass(frozen=True)
class Asked:
    """The question of a report: which places, and from which day to which."""

    scopes: tuple[Scope, ...]
    first: date
    last: date

    @property
    def places(self) -> str:
        """The places as they are kept: codes in their order, or that it is everywhere."""
        return ",".join(sorted(scope.region or scope.country or EVERYWHERE for scope in self.scopes))

    @property
    def span(self) -> tuple[datetime, datetime]:
        """From the first moment until the one after the last, by the site's clock."""
        return midnight(self.first), midnight(self.last + timedelta(days=1))


def scopes_in(places: str) -> tuple[Scope, ...]:
    """Return the places of a saved report."""
    return tuple(_scope(code) for code in places.split(","))


def _scope(code: str) -> Scope:
    if code == EVERYWHERE:
        return Scope()
    return Scope(region=code) if "-" in code else Scope(country=code)


def is_within(places: str, own: Sequence[Scope]) -> bool:
    """Tell whether all places of a report are among somebody's own."""
    return bool(own) and all(_covers(own, scope) for scope in scopes_in(places))


def _covers(own: Sequence[Scope], wanted: Scope) -> bool:
    country = wanted.country or wanted.region.partition("-")[0]
    return any(scope in (Scope(), wanted, Scope(country=country)) for scope in own)


def reports_of(own: Sequence[Scope]) -> QuerySet[SavedReport]:
    """Return the saved reports of exactly these places, the newest first; all for who sees everywhere."""
    found = SavedReport.objects.order_by("-pk").defer("figures")
    if Scope() in own:
        return found
    return found.filter(places=Asked(tuple(own), date.min, date.min).places)


def report_within(own: Sequence[Scope], public_id: UUID) -> SavedReport | None:
    """Return a saved report whose places all lie within somebody's own, else None. One query."""
    found = SavedReport.objects.filter(public_id=public_id).first()
    return found if found and is_within(found.places, own) else None


def overlapping(asked: Asked, *, before: SavedReport | None = None) -> list[SavedReport]:
    """Return the newest saved reports of the same places whose period overlaps. One query.

    ``before`` leaves out a report and what was saved after it, as they were not there when it was counted.
    """
    same = SavedReport.objects.filter(places=asked.places, first__lte=asked.last, last__gte=asked.first)
    if before:
        same = same.filter(pk__lt=before.pk)
    return list(same.order_by("-pk")[:MOST_EARLIER])


def figures_for(asked: Asked, *, earlier: Sequence[SavedReport] = ()) -> dict:
    """Count all who let themselves be counted. Three queries for each place, two for events.

    What subtracted from an ``earlier`` report would leave one to four people is hidden.
    """
    told = [report.figures for report in earlier]
    figures = figures_of(_groups(asked), earlier=told)
    events = held_figures(_people(asked.scopes).values("pk"), asked.first, asked.last, told)
    return figures | {"time": _time(asked, told), "events": events, "gain": gains_of(asked)}


def stands_against(figures: dict, earlier: Sequence[SavedReport]) -> SavedReport | None:
    """Return a saved report that forbids to give this one out: subtracted, one to four people remain."""
    return next((report for report in earlier if is_told_apart(figures, report.figures)), None)


def _groups(asked: Asked) -> list[Group]:
    rows = [row for scope in asked.scopes for row in _rows(scope, *asked.span)]
    return [Group(*(value or "" for value in row[:-2]), Step(row[-2]), row[-1]) for row in rows]


def _rows(scope: Scope, start: datetime, end: datetime) -> QuerySet:
    certified = awarded_between(start, end, is_pilot=False)
    pilot = awarded_between(start, end, is_pilot=True)
    completed, began = completed_between(start, end), began_between(start, end)
    furthest = Case(
        When(pk__in=certified, then=Value(Step.CERTIFIED.value)),
        When(pk__in=pilot, then=Value(Step.PILOT.value)),
        When(pk__in=completed, then=Value(Step.COMPLETED.value)),
        When(pk__in=began, then=Value(Step.BEGAN.value)),
        default=Value(""),
    )
    counted = _people([scope]).annotate(step=furthest).exclude(step="")
    return counted.values_list(*_BY, "step").annotate(people=Count("pk")).order_by(*_BY, "step")


def _people(scopes: Sequence[Scope]) -> QuerySet[User]:
    """Return who works in one of these places and lets themselves be counted, each person once."""
    return User.objects.filter(pk__in=counted_within(reach_within(scopes)))


def _time(asked: Asked, told: Sequence[dict]) -> dict:
    """Whole hours, and of how many people; of fewer than five neither."""
    found = [
        learned_between(*asked.span, among=counted_people(), country=scope.country, region=scope.region)
        for scope in asked.scopes
    ]
    people, minutes = sum(each.people for each in found), sum(each.minutes for each in found)
    before = [each["time"]["people"] for each in told]
    return {
        "people": of_enough(people, people, earlier=before),
        "hours": of_enough(people, int(minutes // 60), earlier=before),
    }


def gains_of(asked: Asked) -> list[dict]:
    """Return the gain by course and place, one query for each place; of fewer than five people none.

    Means of different places are not averaged.
    """
    found = []
    for scope in asked.scopes:
        gains = gains_between(*asked.span, among=counted_people(), country=scope.country, region=scope.region)
        place = scope.region or scope.country
        found += [{"course": str(key), "place": place, **_plain(gain)} for key, gain in sorted(gains.items())]
    return found


def _plain(gain) -> dict:
    kept = asdict(gain)
    interval = kept["interval"]
    return {
        "people": kept["people"],
        "before": round(kept["before"], 1),
        "after": round(kept["after"], 1),
        "difference": round(kept["difference"], 1),
        "interval": [round(end, 1) for end in interval] if interval else None,
    }


def software() -> str:
    """Name the program and its version, as a report keeps it."""
    return f"Hamroh {settings.SOFTWARE_VERSION}"
