"""The desk for H5P activities in the CMS, and beside each what its package says of itself."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList, Panel
from wagtail.admin.ui.tables import LiveStatusTagColumn, UpdatedAtColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from courses.activities.runtimes.h5p.frozen import advice
from courses.activities.runtimes.h5p.models import H5PActivity
from courses.content.drafts import edit_url
from courses.content.uses import uses_of_activity
from courses.views import h5p_desk


class PackagePanel(Panel):
    """What the package of the open activity is, who made it, and where it is used."""

    class BoundPanel(Panel.BoundPanel):
        """The panel of one activity."""

        template_name = "courses/cms/h5p_package.html"

        def is_shown(self) -> bool:
            """Stay away until there is something saved that could have a package."""
            return super().is_shown() and self.instance.pk is not None

        def get_context_data(self, parent_context=None) -> dict:
            """Give the template the package, the lessons, and what this person may do."""
            placed = self.instance.activity
            uses = uses_of_activity(placed) if placed else []
            published = H5PActivity.objects.filter(pk=self.instance.pk, live=True).first()
            return {
                **super().get_context_data(parent_context),
                "activity": self.instance,
                "package": self.instance.package,
                "language": named_language(self.instance.package.language if self.instance.package else ""),
                "playing": published and published.package,
                "translations": _in_other_languages(self.instance),
                "published": [use for use in uses if use.is_published],
                "drafts": [use for use in uses if not use.is_published],
                "may_export": self.request.user.has_perm(h5p_desk.MAY_INSTALL),
            }


def _in_other_languages(activity: H5PActivity) -> list[dict]:
    """Return the translations of an activity, and whether each plays a package of its own."""
    return [
        {
            "language": named_language(each.locale.language_code),
            "edit_url": edit_url(each),
            "is_published": each.live,
            "has_own": each.package_id not in (None, activity.package_id),
        }
        for each in activity.get_translations().select_related("locale")
    ]


def named_language(code: str) -> str:
    """Return the name of a language in the language of whoever asks; the code of an unknown one."""
    try:
        return get_language_info(code)["name_translated"] if code else ""
    except KeyError:
        return code


class H5PForm(WagtailAdminModelForm):
    """An activity in the editor. A draft may be unfinished; what is handed in may not."""

    def clean(self) -> dict:
        """Refuse to hand in what cannot be published."""
        values = super().clean()
        if not self.is_deferred_validation and not self.errors:
            drafted = H5PActivity(package_id=self.instance.package_id, words=values.get("words") or "")
            for sentence in advice(drafted):
                self.add_error(None, sentence)
        return values


class H5PDesk(SnippetViewSet):
    """H5P activities: a package each, and the same in words."""

    model = H5PActivity
    icon = "media"
    menu_label = _("H5P")
    menu_order = 209
    add_to_admin_menu = True
    list_display = ["__str__", "code", LiveStatusTagColumn(), UpdatedAtColumn()]
    ordering = ["code"]
    list_filter = ["live"]
    search_fields = ["title", "opening", "code"]
    edit_handler = ObjectList(
        [
            PackagePanel(heading=_("Package")),
            FieldPanel("title"),
            FieldPanel("opening"),
            FieldPanel("words"),
            FieldPanel("code"),
        ],
        base_form_class=H5PForm,
    )


register_snippet(H5PDesk)


@hooks.register("register_admin_urls")
def addresses() -> list:
    """Give the desk's own screens their addresses under /cms/."""
    return [
        path("h5p/upload/", h5p_desk.upload, name="cms_h5p_upload"),
        path("h5p/libraries/", h5p_desk.libraries, name="cms_h5p_libraries"),
        path("h5p/libraries/<int:pk>/remove/", h5p_desk.remove, name="cms_h5p_remove_library"),
        path("h5p/<int:pk>/upload/", h5p_desk.replace, name="cms_h5p_replace"),
        path("h5p/<int:pk>/statements/", h5p_desk.statements, name="cms_h5p_statements"),
        path("h5p/play/<uuid:key>/", h5p_desk.play, name="cms_h5p_play"),
    ]


@hooks.register("before_create_snippet")
def begin_with_the_file(request, model):
    """Lead whoever adds an activity to the upload: it is made from a package."""
    if model is not H5PActivity:
        return None
    if not request.user.has_perm(h5p_desk.MAY_ADD):
        raise PermissionDenied
    return redirect("cms_h5p_upload")
