"""Where rows and cache entries live: SQLite and memory by default, PostgreSQL and Redis by address."""

from pathlib import Path

SQLITE_OPTIONS = {
    # IMMEDIATE takes the write lock at BEGIN: without it a read that turns into a write fails at once.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    # FULL: an acknowledged answer survives a power cut. secure_delete: deleted text leaves the file.
    "init_command": ("PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA secure_delete=ON;"),
}


def database_settings(env, var_dir: Path) -> dict:
    """Return Django's ``DATABASES["default"]``: ``DATABASE_URL`` when set, else SQLite in ``var_dir``."""
    if not env("DATABASE_URL", default=""):
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(var_dir / "db.sqlite3"),
            "OPTIONS": dict(SQLITE_OPTIONS),
            # Opening the file and its pragmas cost more than all queries of a lesson together.
            "CONN_MAX_AGE": None,
        }
    database = env.db("DATABASE_URL")
    if "postgresql" in database["ENGINE"]:
        database["CONN_MAX_AGE"] = 0
        database["OPTIONS"] = {
            **database.get("OPTIONS", {}),
            "pool": {"min_size": 1, "max_size": 8, "timeout": 10},
        }
    return database


# Parts of pages that are the same for many readers, kept by each process for itself.
FRAMES = {
    "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
    "LOCATION": "frames",
    "OPTIONS": {"MAX_ENTRIES": 500},
}


def redis_settings(env) -> tuple[str, dict]:
    """Return the broker address ("" means the embedded worker thread) and Django's ``CACHES``."""
    address = env("REDIS_URL", default="")
    if not address:
        default = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
        return "", {"default": default, "frames": FRAMES}
    cache = {
        "BACKEND": "lms.cache.SteadyRedisCache",
        "LOCATION": address,
        # A Redis that says nothing must not hold a page up; redis-py alone would wait for ever.
        "OPTIONS": {"socket_connect_timeout": 0.3, "socket_timeout": 0.5},
    }
    return address, {"default": cache, "frames": FRAMES}
