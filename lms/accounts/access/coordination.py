"""Who may: coordination, groups and invitations."""

from lms.accounts.deciding import COORDINATORS, Rule, forms, reads, writes

ROUTES: dict[str, Rule] = {
    "coordination": reads(COORDINATORS),
    "coordination_export": reads(COORDINATORS),
    "endings": reads(COORDINATORS),
    "endings_export": reads(COORDINATORS),
    # The view knows no certificate of somebody outside the coordinator's places and groups.
    "withdrawal": forms(COORDINATORS),
    "cohorts": forms(COORDINATORS),
    # The view answers 404 where the coordinator's scope does not cover the cohort.
    "cohort": reads(COORDINATORS),
    "cohort_export": reads(COORDINATORS),
    "cohort_delete": writes(COORDINATORS),
    # The views answer 404 where the coordinator's scope does not cover the event's cohort.
    "events": forms(COORDINATORS),
    "event": reads(COORDINATORS),
    "event_change": forms(COORDINATORS),
    "event_cancel": writes(COORDINATORS),
    "event_list": writes(COORDINATORS),
    "event_code": reads(COORDINATORS),
    "event_sheet": reads(COORDINATORS),
    "invitations": forms(COORDINATORS),
    "invitation_close": writes(COORDINATORS),
}
