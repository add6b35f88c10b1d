"""Who may: coordination, groups and invitations."""

from lms.accounts.deciding import COORDINATORS, Rule, forms, reads, writes

ROUTES: dict[str, Rule] = {
    "coordination": reads(COORDINATORS),
    "coordination_export": reads(COORDINATORS),
    "endings": reads(COORDINATORS),
    "endings_export": reads(COORDINATORS),
    # It counts the coordinator's own places; a saved one is 404 to who does not coordinate all of its places.
    "report": forms(COORDINATORS),
    "saved_report": reads(COORDINATORS),
    "saved_report_file": reads(COORDINATORS),
    # The view knows no certificate of somebody outside the coordinator's places and groups.
    "withdrawal": forms(COORDINATORS),
    "cohorts": forms(COORDINATORS),
    # The view answers 404 where the coordinator's scope does not cover the cohort.
    "cohort": reads(COORDINATORS),
    "cohort_export": reads(COORDINATORS),
    "cohort_delete": writes(COORDINATORS),
    "invitations": forms(COORDINATORS),
    "invitation_close": writes(COORDINATORS),
}
