"""The site as production serves it, with one bare view beside it to measure against."""

from lms.settings.dev import *  # noqa: F403

# A demo that serves like production: cached templates, hashed and compressed files.
DEBUG = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = False
ROOT_URLCONF = "tests.bench.urls"
