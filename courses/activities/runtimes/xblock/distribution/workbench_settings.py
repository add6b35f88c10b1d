"""Settings of xblock-sdk's workbench on this computer: our three blocks, and no door to anybody else.

``./run workbench`` starts it, with a folder of its own in ``HAMROH_WORKBENCH``.
"""

import os
import secrets
from importlib.metadata import entry_points
from pathlib import Path

HERE = Path(os.environ["HAMROH_WORKBENCH"]).resolve()
# The workbench's own settings name a folder "var" below wherever it is started.
(HERE / "var").mkdir(parents=True, exist_ok=True)
os.chdir(HERE)

from workbench.settings import *  # noqa: E402, F403
from workbench.settings import INSTALLED_APPS as ITS_APPS  # noqa: E402
from workbench.settings import MIDDLEWARE as ITS_MIDDLEWARE  # noqa: E402

# Files on other people's storage: the workbench names the app and requires no package that brings it;
# no block of ours uses it.
INSTALLED_APPS = [app for app in ITS_APPS if app != "djpyfs"]
# Tables are made from models alone: the package leaves its own migrations out, and nothing is kept long.
MIGRATION_MODULES = {app.rpartition(".")[-1]: None for app in INSTALLED_APPS}
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
SECRET_KEY = secrets.token_urlsafe(50)
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": HERE / "workbench.sqlite3"}}
# The demo blocks of the workbench, and whatever else is installed, are not what somebody came to see.
EXCLUDED_XBLOCKS = {
    found.name for found in entry_points(group="xblock.v1") if not found.value.startswith("hamroh_xblocks.")
}
MIDDLEWARE = [*ITS_MIDDLEWARE, "workbench_settings.asks_nobody_else"]


def asks_nobody_else(get_response):
    """Keep its pages from asking other sites, as they do for a font of symbols."""

    def answer(request):
        response = get_response(request)
        response["Content-Security-Policy"] = "default-src 'self' 'unsafe-inline' 'unsafe-eval' data:"
        return response

    return answer
