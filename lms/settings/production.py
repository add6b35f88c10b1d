"""Production: the open net, https only. What is missing from the environment is named in one sentence."""

from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from lms.settings.base import *  # noqa: F403
from lms.settings.base import CACHES, env
from lms.settings.logs import logging_settings


def _asked(name: str, *, what: str) -> str:
    value = env(name, default="")
    if not value:
        raise ImproperlyConfigured(f"Set {name} in the environment: {what}")
    return value


def _secret_key() -> str:
    """Read the secret key from the environment, or from a file whose path the environment names."""
    path = env("HAMROH_SECRET_KEY_FILE", default="")
    if not path:
        return _asked(
            "HAMROH_SECRET_KEY",
            what="50 or more random characters (or HAMROH_SECRET_KEY_FILE, a file that holds them).",
        )
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ImproperlyConfigured(f"HAMROH_SECRET_KEY_FILE cannot be read: {error.strerror}.") from error


DEBUG = False
DEMO = False
SECRET_KEY = _secret_key()
SITE_ADDRESS = _asked(
    "HAMROH_ADDRESS", what="the site's own address, for example https://learn.example.org"
).rstrip("/")
if not urlsplit(SITE_ADDRESS).hostname:
    raise ImproperlyConfigured(
        "HAMROH_ADDRESS must be a whole address, for example https://learn.example.org"
    )
WAGTAILADMIN_BASE_URL = SITE_ADDRESS
ALLOWED_HOSTS = [urlsplit(SITE_ADDRESS).hostname, *env.list("HAMROH_HOSTS", default=[])]
CSRF_TRUSTED_ORIGINS = [SITE_ADDRESS]

# --- https only -------------------------------------------------------------------------------
# Whether a request came by https is what gunicorn says, and it believes only HAMROH_PROXIES.
SECURE_SSL_REDIRECT = True
# Probes ask the process itself, behind the proxy and without https.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = env.int("HAMROH_HSTS_SECONDS", default=365 * 24 * 3600)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
# Entering the browsers' preload list cannot be undone for months: the operator's decision, not ours.
SECURE_HSTS_PRELOAD = False
SILENCED_SYSTEM_CHECKS = ["security.W021"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
# The prefix makes browsers refuse such a cookie from another host or without https.
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_NAME = "__Host-csrf"
LANGUAGE_COOKIE_NAME = "__Host-language"
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("HAMROH_PROXY_COUNT", default=1)
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"
STAFF_NEED_SECOND_FACTOR = True

# --- Mail, files, cache, logs -----------------------------------------------------------------
_asked("EMAIL_URL", what="the mail server, for example smtp+tls://user:password@mail.example.org:587")
vars().update(env.email_url("EMAIL_URL"))
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env("HAMROH_MAIL_FROM", default=f"Hamroh <no-reply@{ALLOWED_HOSTS[0]}>")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = False
CACHES["default"]["KEY_PREFIX"] = "hamroh"
LOGGING = logging_settings(as_json=True)
