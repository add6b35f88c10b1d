"""Who may: coordination, groups and invitations."""

from lms.accounts.deciding import ANYBODY, COORDINATORS, Rule, forms, reads, writes

ROUTES: dict[str, Rule] = {
    "coordination": reads(COORDINATORS),
    "coordination_export": reads(COORDINATORS),
    "course_totals": reads(COORDINATORS),
    # One layer reads shortages, inside the scopes of whoever asks; a place outside them is 404.
    "shortages_export": reads(COORDINATORS),
    "tiles": reads(COORDINATORS),
    "gaps": reads(COORDINATORS),
    "gaps_export": reads(COORDINATORS),
    # Numbers of people in the coordinator's own places; medians of five and more.
    "way": reads(COORDINATORS),
    "way_export": reads(COORDINATORS),
    # As the report: means of the coordinator's own places, of five people and more.
    "learned": reads(COORDINATORS),
    "learned_export": reads(COORDINATORS),
    # The view sets and ends targets of the coordinator's own places alone.
    "target": forms(COORDINATORS),
    "target_end": writes(COORDINATORS),
    "endings": reads(COORDINATORS),
    "endings_export": reads(COORDINATORS),
    # 404 for everybody until the operator opens it; without regions and persons.
    "public_coverage": reads(ANYBODY),
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
    "cohort_certificates": reads(COORDINATORS),
    "cohort_certificates_file": reads(COORDINATORS),
    "cohort_delete": writes(COORDINATORS),
    # The views answer 404 where the coordinator's scope does not cover the event's cohort.
    "events": forms(COORDINATORS),
    "event": reads(COORDINATORS),
    "event_change": forms(COORDINATORS),
    "event_cancel": writes(COORDINATORS),
    "event_list": writes(COORDINATORS),
    "event_code": reads(COORDINATORS),
    "event_sheet": reads(COORDINATORS),
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
