"""Translations in the CMS: written by one person, published by another, never a mere copy of the source."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page
from wagtail_localize.views.submit_translations import SubmitPageTranslationView
from wagtail_localize.views.update_translations import UpdateTranslationsForm, UpdateTranslationsView

from courses.content.drafts import edit_url
from courses.content.review import may_sign, translation_of


class DraftUpdateForm(UpdateTranslationsForm):
    """Takes over what changed in the source; publishing needs a signature and is not offered."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["publish_translations"]

    def clean(self):
        """Say no for the field that is gone."""
        return {**super().clean(), "publish_translations": False}


class DraftUpdateView(UpdateTranslationsView):
    """Brings translations up to date as drafts."""

    def get_form(self):
        """Return the form without the publish box."""
        return DraftUpdateForm(self.request.POST) if self.request.method == "POST" else DraftUpdateForm()


class TopDownTranslationView(SubmitPageTranslationView):
    """Starts a translation only where the page above is translated, so that no copy stands in for it."""

    def form_valid(self, form):
        """Go on, or say which page comes first."""
        parent = self.object.get_parent()
        missing = [
            locale.get_display_name()
            for locale in form.cleaned_data["locales"]
            if parent.depth > 1 and not parent.has_translation(locale)
        ]
        if missing:
            sentence = _("First translate the page above, “%(title)s”, into: %(languages)s.")
            messages.error(self.request, sentence % {"title": parent.title, "languages": ", ".join(missing)})
            return redirect(self.request.path)
        return super().form_valid(form)


@hooks.register("register_admin_urls", order=-10)
def translation_urls():
    """Stand before wagtail-localize's own addresses of the same paths."""
    return [
        path(
            "localize/update/<int:translation_source_id>/",
            DraftUpdateView.as_view(),
            name="cms_update_translations",
        ),
        path(
            "localize/submit/page/<int:page_id>/", TopDownTranslationView.as_view(), name="cms_translate_page"
        ),
    ]


@hooks.register("before_edit_page", order=-10)
def guard_page_translation(request, page: Page):
    """Let a translation be published only by somebody who has not written on it."""
    return _guard(request, page)


@hooks.register("before_edit_snippet", order=-10)
def guard_snippet_translation(request, instance):
    """Let a translation be published only by somebody who has not written on it."""
    return _guard(request, instance)


def _guard(request, item):
    publishes = request.method == "POST" and request.POST.get("action") == "publish"
    if not publishes or translation_of(item) is None or may_sign(item, request.user):
        return None
    messages.error(request, _("Somebody who has not written on this translation must publish it."))
    address = edit_url(item)
    if not address:
        raise PermissionDenied
    return redirect(address)
