"""Addresses of coordination."""

from django.urls import path

from lms.coordination.views import (
    cohorts,
    endings,
    event_lists,
    events,
    gaps,
    invitations,
    overview,
    printing,
    shortages,
    targets,
    withdrawal,
)

urlpatterns = [
    path("", shortages.coordination, name="coordination"),
    path("shortages.csv", shortages.shortages_export, name="shortages_export"),
    path("tiles/", shortages.tiles, name="tiles"),
    path("gaps/", gaps.gaps, name="gaps"),
    path("gaps/table.csv", gaps.gaps_export, name="gaps_export"),
    path("targets/", targets.target, name="target"),
    path("targets/end/", targets.target_end, name="target_end"),
    path("courses/", overview.course_totals, name="course_totals"),
    path("table.csv", overview.coordination_export, name="coordination_export"),
    path("endings/", endings.endings, name="endings"),
    path("endings/table.csv", endings.endings_export, name="endings_export"),
    path("certificates/", withdrawal.withdrawal, name="withdrawal"),
    path("cohorts/", cohorts.cohorts, name="cohorts"),
    path("cohorts/<uuid:key>/", cohorts.cohort, name="cohort"),
    path("cohorts/<uuid:key>/table.csv", cohorts.cohort_export, name="cohort_export"),
    path("cohorts/<uuid:key>/certificates/", printing.cohort_certificates, name="cohort_certificates"),
    path(
        "cohorts/<uuid:key>/certificates.pdf",
        printing.cohort_certificates_file,
        name="cohort_certificates_file",
    ),
    path("cohorts/<uuid:key>/delete/", cohorts.cohort_delete, name="cohort_delete"),
    path("events/", events.events, name="events"),
    path("events/<uuid:key>/", events.event, name="event"),
    path("events/<uuid:key>/change/", events.event_change, name="event_change"),
    path("events/<uuid:key>/cancel/", events.event_cancel, name="event_cancel"),
    path("events/<uuid:key>/list/", event_lists.event_list, name="event_list"),
    path("events/<uuid:key>/code/", event_lists.event_code, name="event_code"),
    path("events/<uuid:key>/sheet/", event_lists.event_sheet, name="event_sheet"),
    path("invitations/", invitations.invitations, name="invitations"),
    path("invitations/<uuid:public_id>/close/", invitations.invitation_close, name="invitation_close"),
]
