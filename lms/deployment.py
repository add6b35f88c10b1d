"""What refuses to go live: checks of ``manage.py check --deploy``, run before every production start."""

import json
import os
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.checks import Error, Tags, register
from django.db import DatabaseError

_DEMO_ADDRESS = "@demo.example"


@register(deploy=True)
def demo_mode_is_off(app_configs, **kwargs) -> list[Error]:
    """Demo mode signs with a key that everybody has and lets visitors be anybody."""
    if not settings.DEMO:
        return []
    return [Error("Demo mode is on. Use lms.settings.production.", id="hamroh.E001")]


@register(deploy=True)
def secret_key_is_not_the_demos(app_configs, **kwargs) -> list[Error]:
    """The demo's secret key lies in the var folder; the suite's is public."""
    demo = Path(settings.KEYS_DIR) / "secret-key"
    is_demos = demo.exists() and demo.read_text(encoding="utf-8").strip() == settings.SECRET_KEY
    if not is_demos and not settings.SECRET_KEY.startswith("only for tests"):
        return []
    return [Error("The secret key is that of the demo. Make a new one.", id="hamroh.E002")]


@register(deploy=True)
def issuer_key_is_not_the_demos(app_configs, **kwargs) -> list[Error]:
    """A demo key beside real ones means that a demo's var folder was carried over."""
    path = Path(settings.KEYS_DIR) / "issuer.json"
    if not path.exists():
        return []
    try:
        keys = json.loads(path.read_text(encoding="utf-8"))["keys"]
        has_demo_key = any(key["demo"] is not False for key in keys)
    except (OSError, ValueError, KeyError, TypeError):
        return [Error(f"The issuer's key file {path} cannot be read.", id="hamroh.E003")]
    if not has_demo_key:
        return []
    return [Error(f"{path} holds a demo key. Start from an empty keys folder.", id="hamroh.E003")]


@register(deploy=True)
def rate_limits_are_shared(app_configs, **kwargs) -> list[Error]:
    """Without Redis each process counts wrong passwords for itself, so there may be only one."""
    if settings.REDIS_URL or int(os.environ.get("WEB_CONCURRENCY", "1")) == 1:
        return []
    return [
        Error(
            "Several web processes need Redis: set REDIS_URL, or WEB_CONCURRENCY=1.",
            id="hamroh.E004",
        )
    ]


@register(deploy=True)
def address_is_https(app_configs, **kwargs) -> list[Error]:
    """Cookies, links in mail and certificates all carry this address."""
    if settings.SITE_ADDRESS.startswith("https://"):
        return []
    return [Error("HAMROH_ADDRESS must begin with https://", id="hamroh.E005")]


@register(Tags.database, deploy=True)
def demo_people_are_absent(app_configs, databases=None, **kwargs) -> list[Error]:
    """Everybody knows the demo people; on a real site they must not exist as open accounts."""
    if not databases or not _demo_people_can_sign_in():
        return []
    return [
        Error(
            f"Demo people ({_DEMO_ADDRESS}) can sign in. Start from an empty database.",
            id="hamroh.E006",
        )
    ]


def _demo_people_can_sign_in() -> bool:
    people = get_user_model().objects.filter(email__endswith=_DEMO_ADDRESS, is_active=True)
    try:
        return people.exists()
    except DatabaseError:  # nothing is migrated yet, so nobody is there
        return False
