"""What a learner sees of coordination: what others see of them. Under /learn/."""

from django.urls import path

from lms.coordination.views import seen

urlpatterns = [path("seen/", seen.who_sees_me, name="who_sees_me")]
