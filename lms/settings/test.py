"""Settings of the suite: the real engines, a fast password hash, a database and var folder of its own."""

import tempfile
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import environ

_env = environ.Env()
_VAR = Path(_env("HAMROH_TEST_VAR", default=tempfile.mkdtemp(prefix="hamroh-test-")))

from lms.settings.base import *  # noqa: E402, F403
from lms.settings.database import database_settings, redis_settings  # noqa: E402


class _TestEnv(environ.Env):
    """Reads TEST_DATABASE_URL and TEST_REDIS_URL where the site reads DATABASE_URL and REDIS_URL."""

    def __call__(self, var, **kwargs):
        return super().__call__(f"TEST_{var}", **kwargs)

    def db(self, var="DATABASE_URL", **kwargs):
        return self.db_url(f"TEST_{var}", **kwargs)


VAR_DIR = _VAR
KEYS_DIR = VAR_DIR / "keys"
MEDIA_ROOT = VAR_DIR / "media"
STATIC_ROOT = VAR_DIR / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
# A static file is looked for when it is asked for: each test's client would otherwise walk all folders first.
WHITENOISE_AUTOREFRESH = True
DEMO = WORDING_SHOWS_UNREVIEWED = True
UNLISTED_ROUTES_RAISE = True
SECRET_KEY = "only for tests: " + "x" * 50
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
DATABASES = {"default": database_settings(_TestEnv(), VAR_DIR)}
REDIS_URL, CACHES = redis_settings(_TestEnv())
if REDIS_URL:
    # Tests empty the cache, so each process of the suite has a Redis database of its own.
    _number = int(_env("PYTEST_XDIST_WORKER", default="gw0").removeprefix("gw")) + 1
    REDIS_URL = CACHES["default"]["LOCATION"] = urlunsplit(urlsplit(REDIS_URL)._replace(path=f"/{_number}"))
CELERY_BROKER_URL = REDIS_URL
# The suite runs due jobs itself, or starts workers of its own.
JOBS_EMBEDDED = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"
ACCOUNT_RATE_LIMITS = {"login_failed": "100/m/ip,5/5m/key", "invitation_missed": "30/10m/ip"}
# The conformance test of runtimes. Its licence (AGPL) keeps it out of what a site runs on: never in base.
_ACID = {"handlers": ["check_storage"], "completion": "word"}
XBLOCKS = {
    "acid": {"source": "acid.acid:AcidBlock", **_ACID},
    "acid_parent": {"source": "acid.acid:AcidParentBlock", **_ACID},
}
