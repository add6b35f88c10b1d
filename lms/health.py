"""Is the site up, is it ready, and which request does a log line belong to."""

import re
import shutil
import time
import uuid

import structlog
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lms.jobs import api as jobs

log = structlog.get_logger(__name__)

OK, ATTENTION, FAILED = "ok", "attention", "failed"
# Below this the site is about to lose what people write.
_LEAST_FREE_BYTES = 200 * 2**20
# Loading every migration takes a third of a second: asked again at most this often.
_MIGRATIONS_ASKED_EVERY_SECONDS = 15
_GIVEN_ID = re.compile(r"[A-Za-z0-9-]{8,64}")


class RequestIdMiddleware:
    """Gives each request an id (the proxy's, if it sent a plain one), in its logs and its answer."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest):
        given = request.headers.get("X-Request-ID", "")
        request.id = given if _GIVEN_ID.fullmatch(given) else uuid.uuid4().hex
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request.id)
        response = self.get_response(request)
        response["X-Request-ID"] = request.id
        return response


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """The process answers. Asks nothing else, so that a slow database restarts nothing."""
    return JsonResponse({"status": OK, "sentence": "The process is up."})


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Whether this process can serve people: 200 when it can, 503 when not; never says why in detail."""
    checks = readiness()
    if FAILED in checks.values():
        return JsonResponse(
            {"status": FAILED, "sentence": "Not ready: " + _names(checks, FAILED), "checks": checks},
            status=503,
        )
    if ATTENTION in checks.values():
        sentence = "Ready, but somebody should look: " + _names(checks, ATTENTION)
        return JsonResponse({"status": ATTENTION, "sentence": sentence, "checks": checks})
    return JsonResponse({"status": OK, "sentence": "Ready.", "checks": checks})


def _names(checks: dict[str, str], state: str) -> str:
    return ", ".join(name for name, found in checks.items() if found == state) + "."


def readiness() -> dict[str, str]:
    """Return each check's name with "ok", "attention" or "failed"."""
    database = _database()
    return {
        "database": database,
        "migrations": _migrations() if database == OK else FAILED,
        "jobs": _jobs() if database == OK else FAILED,
        "keys": _keys(),
        "disk": _disk(),
    }


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        log.error("database_silent", error=type(error).__name__)
        return FAILED
    return OK


_migrations_asked_at = float("-inf")
_migrations_found = FAILED


def _migrations() -> str:
    """Whether every migration is applied. Once applied they stay so while this code runs."""
    global _migrations_asked_at, _migrations_found
    asked_lately = time.monotonic() - _migrations_asked_at < _MIGRATIONS_ASKED_EVERY_SECONDS
    if _migrations_found == OK or asked_lately:
        return _migrations_found
    _migrations_asked_at = time.monotonic()
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    _migrations_found = FAILED if missing else OK
    return _migrations_found


def _jobs() -> str:
    try:
        found = jobs.condition(now=timezone.now())
    except DatabaseError:  # the table is not there yet
        return FAILED
    return ATTENTION if found.needs_attention else OK


def _keys() -> str:
    """Whether the key files can be read; without them sealed names and certificates are lost."""
    sealing = settings.KEYS_DIR / "sealing-key"
    if not settings.DEMO and not sealing.exists():
        return FAILED
    try:
        found = [path.read_bytes() for path in settings.KEYS_DIR.glob("*") if path.is_file()]
    except OSError as error:
        log.error("key_file_unreadable", error=type(error).__name__)
        return FAILED
    return OK if all(found) else FAILED


def _disk() -> str:
    return OK if shutil.disk_usage(settings.VAR_DIR).free >= _LEAST_FREE_BYTES else FAILED
