"""What holds everywhere: development, test and production build on this."""

import hashlib
import tomllib
from pathlib import Path

import django
import environ
from django.core.exceptions import ImproperlyConfigured

from lms.settings.csp import (  # noqa: F401  (the middleware and the pages read them)
    CMS_POLICY,
    CRITICAL_CSS,
    PREVIEW_POLICY,
    SAVED_CSS,
    SITE_POLICY,
)
from lms.settings.database import database_settings, redis_settings
from lms.settings.logs import logging_settings
from lms.settings.people import *  # noqa: F403

BASE_DIR = Path(__file__).resolve().parent.parent.parent
env = environ.Env()

# Everything a running site writes: database, uploads, keys, mail. Never in the repository.
VAR_DIR = Path(env("HAMROH_VAR", default=str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)
KEYS_DIR = VAR_DIR / "keys"

DEBUG = False
DEMO = False
SITE_NAME = "Hamroh"
# Reports name it, so that a figure can be counted again by the same program.
_PROJECT = tomllib.loads((BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))["project"]
SOFTWARE_VERSION = _PROJECT["version"]
SITE_ADDRESS = env("HAMROH_ADDRESS", default="http://127.0.0.1:8000")
ALLOWED_HOSTS: list[str] = []
ROOT_URLCONF = "lms.urls"
WSGI_APPLICATION = "lms.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "lms.home",
    "lms.coordination",
    "lms.certificates",
    "lms.notices",
    "lms.accounts",
    "lms.jobs",
    "casestudies",
    "assessments",
    "courses",
    "media",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.settings",
    "wagtail.snippets",
    "wagtail.embeds",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.users",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "lucide",
    "csp",
    "whitenoise.runserver_nostatic",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "lms.health.RequestIdMiddleware",
    "lms.csp.SlimNotModifiedMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "lms.csp.PolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "lms.accounts.middleware.AccessMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "lms" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "lms.context.site",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]

DATABASES = {"default": database_settings(env, VAR_DIR)}
REDIS_URL, CACHES = redis_settings(env)

# --- Guards -----------------------------------------------------------------------------------
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = SITE_POLICY
CSRF_FAILURE_VIEW = "lms.home.errors.csrf_failure"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 2**20

# --- Languages --------------------------------------------------------------------------------
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Almaty"
LANGUAGE_CODE = "en"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [
    ("en", "English"),
    ("ru", "Русский"),
    ("kk", "Қазақша"),
    ("ky", "Кыргызча"),
    ("tg", "Тоҷикӣ"),
    ("uz", "Oʻzbekcha"),
]
LOCALE_PATHS = [BASE_DIR / "lms" / "locale"]
FORMAT_MODULE_PATH = ["lms.formats"]
LANGUAGE_COOKIE_SAMESITE = "Lax"

# --- Files ------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)  # WhiteNoise warns on every start where it is missing
# jQuery comes with Django's admin, which is not installed; only pages with a block that needs it load it.
JQUERY_DIR = (
    Path(django.__file__).parent / "contrib" / "admin" / "static" / "admin" / "js" / "vendor" / "jquery"
)
STATICFILES_DIRS = [BASE_DIR / "lms" / "static", ("jquery", JQUERY_DIR)]
# Uploads are private: no URL serves this folder, pictures leave through media.views only.
MEDIA_ROOT = VAR_DIR / "media"
MEDIA_URL = "/not-served/"
WHITENOISE_USE_FINDERS = True
DEFAULT_FROM_EMAIL = "Hamroh <no-reply@localhost>"

# --- Wagtail ----------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = SITE_NAME
WAGTAIL_I18N_ENABLED = True
WAGTAILADMIN_BASE_URL = SITE_ADDRESS
WAGTAILADMIN_PERMITTED_LANGUAGES = [("en", "English"), ("ru", "Русский")]
WAGTAILADMIN_LOGIN_URL = WAGTAIL_FRONTEND_LOGIN_URL = "/accounts/login/"
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
# Who waits for what is said in the one digest: an import of a course would send a mail for each draft.
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
WAGTAIL_FINISH_WORKFLOW_ACTION = "courses.content.signing.publish_signed_revision"
WAGTAIL_PRIVATE_PAGE_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAILDOCS_PRIVATE_COLLECTION_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAILIMAGES_IMAGE_MODEL = "media.Picture"
WAGTAILIMAGES_IMAGE_FORM_BASE = "media.forms.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 8 * 2**20
WAGTAILDOCS_DOCUMENT_MODEL = "media.Handout"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "odt"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 10 * 2**20
WAGTAILEMBEDS_FINDERS: list = []
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
WAGTAIL_PAGE_MODEL = "wagtailcore.Page"
# The CMS saves drafts by itself, the whole form each time. Half a second after each pause, as is usual, is
# too much for a slow line; and whoever presses Save while a first draft is on its way would be told that its
# code is taken.
WAGTAIL_AUTOSAVE_INTERVAL = 10_000  # milliseconds without a change

# --- Logs -------------------------------------------------------------------------------------
LOGGING = logging_settings(as_json=False)

# --- Jobs -------------------------------------------------------------------------------------
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False  # its lines go where ours go
CELERY_TASK_TIME_LIMIT = 300
CELERY_TASK_SOFT_TIME_LIMIT = 240
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 900, "socket_connect_timeout": 1}
# One tick a minute; what is due is read from the database, so a second scheduler does no harm.
CELERY_BEAT_SCHEDULE = {
    "tick": {"task": "jobs.tick", "schedule": 60.0, "options": {"expires": 55}},
}
# Without a broker the web process works the jobs off in a thread of its own.
JOBS_EMBEDDED = not REDIS_URL
# Longer than any job may take: a lease that lapsed means that the process died.
JOB_LEASE_SECONDS = env.int("HAMROH_JOB_LEASE_SECONDS", default=360)
# What runs by the calendar: task name, "daily" or "hourly", local hour.
SCHEDULE = [
    {"task": "assessments.forget_raw_answers", "every": "daily", "hour": 3},
    {"task": "assessments.count_attempts", "every": "hourly"},
    {"task": "assessments.forget_refreshers", "every": "daily", "hour": 3},
    # First in the day: totals of yesterday are not shown.
    {"task": "coordination.count_all", "every": "daily", "hour": 0},
    {"task": "coordination.count_changed", "every": "five minutes"},
    {"task": "courses.forget_responses", "every": "daily", "hour": 3},
    {"task": "courses.forget_cohorts", "every": "daily", "hour": 3},
    {"task": "certificates.forget_record_links", "every": "daily", "hour": 3},
    {"task": "courses.forget_events", "every": "daily", "hour": 3},
    {"task": "courses.forget_h5p", "every": "daily", "hour": 4},
    {"task": "casestudies.forget_contributions", "every": "daily", "hour": 3},
    {"task": "accounts.forget_expired_sessions", "every": "daily", "hour": 4},
    {"task": "coordination.forget_reports", "every": "daily", "hour": 4},
    {"task": "home.forget_staged_packages", "every": "hourly"},
    {"task": "notices.send_digests", "every": "hourly"},
    {"task": "notices.forget_digests", "every": "daily", "hour": 4},
    {"task": "coordination.forget_groups", "every": "daily", "hour": 4},
    {"task": "jobs.forget_finished", "every": "daily", "hour": 4},
]

# Whether anybody may read how countries stand: in words, and in numbers from five people on.
PUBLIC_COVERAGE = env.bool("HAMROH_PUBLIC_COVERAGE", default=False)

# --- Learning ---------------------------------------------------------------------------------
# Days without an outcome after which an enrolled learner counts as stuck.
STUCK_AFTER_DAYS = 21
# Days without an outcome after which the coordinator of a group sees that a member has become quiet.
QUIET_AFTER_DAYS = 14
# Months a raw answer is kept after the attempt; scores stay.
RAW_ANSWERS_KEPT_MONTHS = 12
# Blocks of others that may play in lessons, by type; an entry that says no more than where its code is
# may be looked at, in a frame (lms/docs/how-to/add-a-block.md).
try:
    XBLOCKS: dict[str, dict] = env.json("HAMROH_XBLOCKS", default={})
except ValueError as error:
    raise ImproperlyConfigured(f"HAMROH_XBLOCKS is no JSON: {error}.") from error
# Words that hurt, and better ones. What no native reader has reviewed, visitors see in the demo only.
STIGMA_LEXICON = BASE_DIR / "lms" / "library" / "lexicon" / "stigma.yaml"
WORDING_SHOWS_UNREVIEWED = False


def _release() -> str:
    """Return a name that changes with templates and styles: no browser keeps a page of another release."""
    pages = (BASE_DIR / "lms" / "templates").rglob("*.html")
    files = sorted([*pages, *(BASE_DIR / "lms" / "static").rglob("*.*s")])
    seed = "".join(f"{file.name}{file.stat().st_mtime_ns}" for file in files)
    return hashlib.sha256(seed.encode()).hexdigest()[:12]


RELEASE = _release()
