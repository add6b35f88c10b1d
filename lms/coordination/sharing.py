"""An invitation in words to pass on: in six languages, for messengers and for mail."""

from dataclasses import dataclass
from urllib.parse import quote

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from courses.models import Invitation
from lms.coordination.asking import told_of


@dataclass(frozen=True)
class Words:
    """One language: the text with its link, and where a press would take it."""

    code: str
    language: str
    link: str
    text: str
    whatsapp: str
    telegram: str
    mail: str


def link_of(token: str, language: str) -> str:
    """Return the address of an invitation in a language."""
    with translation.override(language):
        return settings.SITE_ADDRESS + reverse("join", args=[token])


def words_of(invitation: Invitation, token: str) -> list[Words]:
    """Return an invitation in every language, that of the invitation first."""
    languages = sorted(settings.LANGUAGES, key=lambda pair: pair[0] != invitation.language)
    return [_words(invitation, token, code, name) for code, name in languages]


def _words(invitation: Invitation, token: str, code: str, name: str) -> Words:
    link = link_of(token, code)
    with translation.override(code):
        context = told_of(invitation.cohort, invitation.created_by, code) | {"last_day": invitation.last_day}
        said = " ".join(render_to_string("coordination/mail/passed_on.txt", context).split())
        subject = render_to_string("coordination/mail/asking_subject.txt", context).strip()
    text = f"{said}\n\n{link}"
    return Words(
        code=code,
        language=name,
        link=link,
        text=text,
        whatsapp=f"https://wa.me/?text={_quoted(text)}",
        telegram=f"https://t.me/share/url?url={_quoted(link)}&text={_quoted(said)}",
        mail=f"mailto:?subject={_quoted(subject)}&body={_quoted(text)}",
    )


def _quoted(text: str) -> str:
    return quote(text, safe="")
