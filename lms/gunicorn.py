"""How gunicorn serves Hamroh: one process with four threads, and the embedded worker beside them."""

import gc
import logging
import os
import re

bind = os.environ.get("HAMROH_BIND", "127.0.0.1:8000")
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "1"))
threads = int(os.environ.get("HAMROH_THREADS", "4"))
# A slow line may take its time to send an answer; a stuck worker is replaced after this.
timeout = 60
graceful_timeout = 15
keepalive = 5
# Only the proxy on the same machine is believed when it says that the visitor came by https.
forwarded_allow_ips = os.environ.get("HAMROH_PROXIES", "127.0.0.1,::1")
# No access log: it would keep addresses of people. What happened is in the application's log.
accesslog = None
errorlog = "-"
loglevel = os.environ.get("HAMROH_SERVER_LOG", "info")
preload_app = False
control_socket_disable = True


_ADDRESS = re.compile(r"\bip=\S+")
# What somebody searched for stands behind the question mark.
_QUERY = re.compile(r"\?\S*")


def without_address(record: logging.LogRecord) -> bool:
    """Take the visitor's address and query out of gunicorn's complaint about a malformed request."""
    record.msg, record.args = _QUERY.sub("", _ADDRESS.sub("a visitor", record.getMessage())), ()
    return True


def on_starting(server):
    """Keep addresses of people out of the log; the processes that serve inherit this."""
    server.log.error_log.addFilter(without_address)


# While the site is loaded nearly all that is made stays. Looking through it as often as Python usually does
# (every 700 new objects) took an eighth of the start (lms/docs/decisions/0046-start.md).
_OBJECTS_BETWEEN_COLLECTIONS = 50_000
_USUAL_COLLECTIONS = gc.get_threshold()


def post_fork(server, worker):
    """Collect garbage seldom while the process that serves loads the site."""
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)


def post_worker_init(worker):
    """Load what the first visitor would wait for, then start the embedded worker.

    The worker starts here, in the process that serves, because threads do not survive a fork.
    """
    from django.conf import settings
    from django.urls import get_resolver

    from lms.jobs.api import start_embedded_worker

    _ = get_resolver().url_patterns  # the addresses, and with them every view
    gc.freeze()  # what is loaded stays: no later collection stops a request to look through it
    gc.set_threshold(*_USUAL_COLLECTIONS)
    if settings.JOBS_EMBEDDED:
        start_embedded_worker()


def worker_exit(server, worker):
    """Let the job at hand finish before the process ends."""
    from lms.jobs.api import stop_embedded_worker

    stop_embedded_worker(patience=graceful_timeout / 2)
