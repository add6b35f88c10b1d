"""How a digest reads: plain text in the reader's language, outward names only, nothing that tracks."""

from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse

from lms.accounts.api import User
from lms.notices.links import token_for
from lms.notices.sources import Line


def letter(person: User, lines: Sequence[Line]) -> EmailMessage:
    """Return a digest in the language that is active, with the headers of RFC 8058."""
    off = settings.SITE_ADDRESS + reverse("notices_off", args=[token_for(person)])
    context = {
        "lines": [(line.text, settings.SITE_ADDRESS + line.path) for line in lines],
        "off": off,
        "site_name": settings.SITE_NAME,
    }
    return EmailMessage(
        subject=render_to_string("notices/mail/digest_subject.txt", context).strip(),
        body=render_to_string("notices/mail/digest_message.txt", context),
        to=[person.email],
        headers={"List-Unsubscribe": f"<{off}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
    )
