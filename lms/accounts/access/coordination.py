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
    "cohort_ask": forms(COORDINATORS),
    "cohort_week": forms(COORDINATORS),
    "cohort_manage": forms(COORDINATORS),
    "cohort_offer": writes(COORDINATORS),
    # The view knows no offer that was made to somebody else, and no invitation that somebody else made.
    "offer_answer": writes(COORDINATORS),
    "invitation_share": reads(COORDINATORS),
    "invitation_poster": reads(COORDINATORS),
    "invitations": forms(COORDINATORS),
    "invitation_close": writes(COORDINATORS),
}
