"""Asking people into a group by a list: looked through first, row by row, and sent by a second press."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courses.models import Cohort
from lms.accounts.api import profile_of
from lms.coordination.asking import Person, TooManyToday, ask, asked_before, mails_left, preview
from lms.coordination.group_forms import AskForm
from lms.coordination.lists import Fault, Row, is_plain_name
from lms.coordination.views.scope import own_cohort_or_404


@dataclass(frozen=True)
class Told:
    """What is said of one row."""

    row: Row
    sentence: str


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def cohort_ask(request: HttpRequest, key: UUID) -> HttpResponse:
    """Look a list of addresses through, and send one mail to each once asked to. Raises Http404."""
    cohort = own_cohort_or_404(request, key)
    form = AskForm(request.POST or None, request.FILES or None, cohort=cohort)
    if not (form.is_bound and form.is_valid()):
        return _page(request, cohort, form)
    _refuse_links(request, cohort, form)
    is_same = request.POST.get("checked") == form.digest
    if "send" not in request.POST or not is_same or form.errors or form.found.faulty:
        return _page(request, cohort, form)
    try:
        return _sent(request, cohort, form)
    except TooManyToday as refusal:
        form.add_error("rows", _too_many(refusal.left, len(form.found.good)))
        return _page(request, cohort, form)


def _too_many(left: int, number: int) -> str:
    told = _(
        "Mails you may still send today: %(left)s; addresses in the list: %(number)s. "
        "Shorten the list, or send the rest tomorrow."
    )
    return told % {"left": left, "number": number}


def _refuse_links(request: HttpRequest, cohort: Cohort, form: AskForm) -> None:
    """Keep out of the mail what a mail program would make a link of: it goes to people who asked for none."""
    for name in (cohort.name, profile_of(request.user).display_name):
        if not is_plain_name(name):
            told = _(
                "The mail would carry the name “%(name)s”, which reads like an address. Change it first."
            )
            form.add_error(None, told % {"name": name})


def _sent(request: HttpRequest, cohort: Cohort, form: AskForm) -> HttpResponse:
    language = form.cleaned_data["language"]
    people = [Person(row.address, row.language or language) for row in form.found.good]
    last_day = form.cleaned_data["last_day"]
    number = ask(cohort=cohort, people=people, language=language, last_day=last_day, by=request.user)
    told = ngettext(
        "%(number)s person is being asked. Once the mail has left we forget the address.",
        "%(number)s people are being asked. Once a mail has left we forget its address.",
        number,
    )
    nobody = _("This group has asked all of them before. Nothing is sent.")
    messages.success(request, told % {"number": number} if number else nobody)
    return redirect("cohort", key=cohort.key)


def _page(request: HttpRequest, cohort: Cohort, form: AskForm) -> HttpResponse:
    is_read = form.is_bound and not form.errors
    known = asked_before(cohort, [row.address for row in form.found.good]) if is_read else set()
    fresh = [row for row in form.found.good if row.address not in known]
    context = {
        "cohort": cohort,
        "form": form,
        "is_read": is_read,
        "faults": [Told(row, _fault(row)) for row in form.found.faulty],
        "notes": _notes(form, known) if is_read else [],
        "fresh": len(fresh),
        "left": mails_left(request.user),
    }
    if is_read and fresh and not form.found.faulty:
        language = fresh[0].language or form.cleaned_data["language"]
        context["letter"] = preview(cohort, request.user, language, form.cleaned_data["last_day"])
        context["letter_language"] = language
    status = 422 if form.errors or form.found.faulty else 200
    return render(request, "coordination/cohort_ask.html", context, status=status)


def _fault(row: Row) -> str:
    sentences = {
        Fault.NO_ADDRESS: _("There is no e-mail address in this row. Add it, or take the row out."),
        Fault.NOT_AN_ADDRESS: _("This is not a whole address. Write it as in name@example.org."),
        Fault.FOREIGN_LETTER: _("The letter “%(what)s” is not Latin. Type the address anew in Latin."),
        Fault.FORMULA: _("A formula stands here. Write the address itself."),
        Fault.LANGUAGE: _(
            "“%(what)s” is none of the six languages. Write en, ru, kk, ky, tg or uz, or leave it out."
        ),
    }
    return sentences[row.fault] % {"what": row.detail}


def _notes(form: AskForm, known: set[str]) -> list[Told]:
    """Return what is said of rows that need no correction, and are asked no second time."""
    again = _("The same address as in row %(row)s. It gets one mail.")
    before = _("This group has asked this address before, and asks nobody twice.")
    repeated = [Told(row, again % {"row": row.repeats}) for row in form.found.repeated]
    return repeated + [Told(row, before) for row in form.found.good if row.address in known]
