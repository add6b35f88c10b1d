"""Mail of the demo: kept as files in a folder, shown on the local mail page, never sent."""

import email
import re
import secrets
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

# The page is for looking at the newest; a demo that ran for weeks need not read them all.
_SHOWN = 30
_CODE = re.compile(r"^\s*(\d{6})\s*$", re.MULTILINE)


class FolderBackend(BaseEmailBackend):
    """Writes each message to a file of its own, readable by the site's own account only."""

    def send_messages(self, email_messages) -> int:
        """Keep the messages; returns how many."""
        folder = Path(settings.EMAIL_FILE_PATH)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for message in email_messages:
            file = folder / f"{time.time_ns()}-{secrets.token_hex(4)}.eml"
            file.write_bytes(message.message().as_bytes())
            file.chmod(0o600)
        return len(email_messages)


@dataclass(frozen=True)
class KeptMail:
    """One message as the page shows it."""

    to: str
    subject: str
    sent_at: datetime
    text: str
    code: str


def kept_mails() -> list[KeptMail]:
    """Return the newest messages, the newest first."""
    files = sorted(Path(settings.EMAIL_FILE_PATH).glob("*.eml"), reverse=True)
    return [_read(file) for file in files[:_SHOWN]]


def _read(file: Path) -> KeptMail:
    message: EmailMessage = email.message_from_bytes(file.read_bytes(), policy=policy.default)
    part = message.get_body(("plain",))
    text = part.get_content().strip() if part else ""
    code = _CODE.search(text)
    return KeptMail(
        to=str(message["To"]),
        subject=str(message["Subject"]),
        # "-0000" in the header means UTC, and Python reads it as no zone at all.
        sent_at=parsedate_to_datetime(str(message["Date"])).replace(tzinfo=UTC),
        text=text,
        code=code.group(1) if code else "",
    )


@never_cache
@require_safe
def mail_page(request: HttpRequest) -> HttpResponse:
    """Show the demo's mail to whoever sits at the demo. Raises Http404 anywhere else."""
    if not settings.DEMO:
        raise Http404
    return render(request, "accounts/mail.html", {"mails": kept_mails()})
