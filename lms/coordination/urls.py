"""Addresses of coordination."""

from django.urls import path

from lms.coordination.views import (
    asking,
    cohorts,
    endings,
    following,
    invitations,
    managing,
    overview,
    sharing,
    withdrawal,
)

urlpatterns = [
    path("", overview.coordination, name="coordination"),
    path("table.csv", overview.coordination_export, name="coordination_export"),
    path("endings/", endings.endings, name="endings"),
    path("endings/table.csv", endings.endings_export, name="endings_export"),
    path("certificates/", withdrawal.withdrawal, name="withdrawal"),
    path("cohorts/", cohorts.cohorts, name="cohorts"),
    path("cohorts/<uuid:key>/", cohorts.cohort, name="cohort"),
    path("cohorts/<uuid:key>/table.csv", cohorts.cohort_export, name="cohort_export"),
    path("cohorts/<uuid:key>/delete/", cohorts.cohort_delete, name="cohort_delete"),
    path("cohorts/<uuid:key>/ask/", asking.cohort_ask, name="cohort_ask"),
    path("cohorts/<uuid:key>/week/", following.cohort_week, name="cohort_week"),
    path("cohorts/<uuid:key>/manage/", managing.cohort_manage, name="cohort_manage"),
    path("cohorts/<uuid:key>/offer/", managing.cohort_offer, name="cohort_offer"),
    path("offers/<uuid:public_id>/", managing.offer_answer, name="offer_answer"),
    path("invitations/", invitations.invitations, name="invitations"),
    path("invitations/<uuid:public_id>/close/", invitations.invitation_close, name="invitation_close"),
    path("invitations/<uuid:public_id>/share/", sharing.invitation_share, name="invitation_share"),
    path("invitations/<uuid:public_id>/poster/", sharing.invitation_poster, name="invitation_poster"),
]
