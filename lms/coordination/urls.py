"""Addresses of coordination."""

from django.urls import path

from lms.coordination.views import cohorts, endings, event_lists, events, invitations, overview, withdrawal

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
