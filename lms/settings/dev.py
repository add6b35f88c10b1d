"""Development and the demo: one process, SQLite, mail kept in a folder, demo people."""

import secrets

from lms.settings.base import *  # noqa: F403
from lms.settings.base import KEYS_DIR, VAR_DIR, env

DEMO = WORDING_SHOWS_UNREVIEWED = True
UNLISTED_ROUTES_RAISE = True
DEBUG = env.bool("HAMROH_DEBUG", default=False)
ALLOWED_HOSTS = env.list("HAMROH_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
EMAIL_BACKEND = "lms.accounts.demo_mail.FolderBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"
# Everybody on the demo shares one address (127.0.0.1); limits per address would lock out visitors.
ACCOUNT_RATE_LIMITS = {"login_failed": "50/m/ip,10/5m/key", "invitation_missed": "60/10m/ip"}


def _kept_secret() -> str:
    """Return the demo's own secret key, made once and kept beside the other keys."""
    KEYS_DIR.mkdir(parents=True, exist_ok=True)
    path = KEYS_DIR / "secret-key"
    if not path.exists():
        path.write_text(secrets.token_urlsafe(50))
        path.chmod(0o600)
    return path.read_text().strip()


SECRET_KEY = _kept_secret()
