"""What a learner sees of coordination: what others see of them, and events of their groups. Under /learn/."""

from django.urls import path

from lms.coordination.views import own_events, seen

urlpatterns = [
    path("seen/", seen.who_sees_me, name="who_sees_me"),
    path("events/", own_events.learn_events, name="learn_events"),
    path("events/sign-in/", own_events.event_sign_in, name="event_sign_in"),
    path("events/<uuid:key>/event.ics", own_events.event_file, name="event_file"),
    path("events/<uuid:key>/strike/", own_events.event_strike, name="event_strike"),
]
