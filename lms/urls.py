"""Every address of the site. Stable: the language prefix is left out for English only."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail.admin import urls as cms_urls

from lms.home import workshop

urlpatterns = [
    path("cms/login/", include("lms.accounts.closed_doors")),
    path("cms/account/", workshop.preferences, name="cms_preferences"),
    path("cms/", include(cms_urls)),
    path("", include("media.urls")),
    path("h5p/", include("courses.h5p_urls")),
    path("", include("courses.block_urls")),
    path("", include("lms.certificates.well_known_urls")),
    path("", include("lms.home.plain_urls")),
]

urlpatterns += i18n_patterns(
    path("accounts/", include("lms.accounts.urls")),
    path("join/", include("lms.accounts.join_urls")),
    path("", include("lms.accounts.demo_urls")),
    path("coordination/", include("lms.coordination.urls")),
    path("coverage/", include("lms.coordination.public_urls")),
    path("learn/", include("lms.coordination.learner_urls")),
    path("courses/", include("assessments.urls")),
    path("courses/", include("casestudies.discussion.urls")),
    path("courses/", include("courses.urls")),
    path("figures/", include("courses.figure_urls")),
    path("glossary/", include("courses.glossary_urls")),
    path("cases/", include("casestudies.urls")),
    path("", include("assessments.refreshers.urls")),
    path("", include("lms.notices.urls")),
    path("", include("lms.certificates.urls")),
    path("", include("lms.home.urls")),
    prefix_default_language=False,
)
handler400 = "lms.home.errors.bad_request"
handler403 = "lms.home.errors.forbidden"
handler404 = "lms.home.errors.not_found"
handler500 = "lms.home.errors.server_error"
