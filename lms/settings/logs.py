"""Logs: plain lines while developing, one JSON object a line in production, never an address of a person."""

import logging
import re

import structlog

_SHARED = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]
_INVITATION = re.compile(r"(/join/)[^/\s]+")
_OURS = ("lms", "casestudies", "assessments", "courses", "media", "celery")


def logging_settings(*, as_json: bool) -> dict:
    """Return Django's ``LOGGING`` and configure structlog to match.

    Lines of Django, Celery and of our own go the same way and carry the request's id.
    """
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": _formatter(as_json=as_json)},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            # What we say ourselves, and what workers do; libraries only when something is wrong.
            **{name: {"level": "INFO" if as_json else "WARNING"} for name in _OURS},
            # Django's own handlers would mail the request, address and cookies included.
            "django": {"handlers": [], "propagate": True, "level": "WARNING"},
            "django.server": {"handlers": [], "propagate": True, "level": "WARNING"},
        },
    }


def _formatter(*, as_json: bool) -> dict:
    last = (
        [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
        if as_json
        else [structlog.dev.ConsoleRenderer(colors=False, exception_formatter=_plain_traceback)]
    )
    return {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": _SHARED,
        "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, _without_links, *last],
    }


def _without_links(_logger, _name: str, line: dict) -> dict:
    """Take the secret out of the address of an invitation: Django logs refused addresses as they come."""
    return line | {"event": _INVITATION.sub(r"\1(link)", str(line["event"]))}


def _plain_traceback(stream, exc_info) -> None:
    # structlog would choose a renderer that prints local variables, and with them people's data.
    stream.write("\n" + logging.Formatter().formatException(exc_info))
