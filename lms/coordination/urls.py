"""Addresses of coordination."""

from django.urls import path

from lms.coordination.views import (
    cohorts,
    endings,
    gaps,
    invitations,
    overview,
    report,
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
    path("report/", report.report, name="report"),
    path("report/<uuid:public_id>/", report.saved_report, name="saved_report"),
    path("report/<uuid:public_id>/<slug:kind>/", report.saved_report_file, name="saved_report_file"),
    path("certificates/", withdrawal.withdrawal, name="withdrawal"),
    path("cohorts/", cohorts.cohorts, name="cohorts"),
    path("cohorts/<uuid:key>/", cohorts.cohort, name="cohort"),
    path("cohorts/<uuid:key>/table.csv", cohorts.cohort_export, name="cohort_export"),
    path("cohorts/<uuid:key>/delete/", cohorts.cohort_delete, name="cohort_delete"),
    path("invitations/", invitations.invitations, name="invitations"),
    path("invitations/<uuid:public_id>/close/", invitations.invitation_close, name="invitation_close"),
]
