"""Lays the ground of a new site: languages, front page, regions, the content of the library."""

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale, Page, Site

from casestudies.api import publish_studies
from courses.api import load_regions, publish_all_courses
from lms.home.models import HomePage, ImportedFolder
from lms.home.packages.importing import import_library
from lms.home.packages.keys import key_of


@transaction.atomic
def lay_ground() -> HomePage:
    """Create the languages, the root of the tree and the front page; a second time changes nothing."""
    for code, _name in settings.LANGUAGES:
        Locale.objects.get_or_create(language_code=code)
    home = HomePage.objects.filter(locale=Locale.get_default()).first()
    if home is not None:
        return home
    root = Page.objects.filter(depth=1).first() or Page.add_root(title="Root", slug="root")
    home = root.add_child(
        instance=HomePage(title=settings.SITE_NAME, slug="hamroh", locale=Locale.get_default())
    )
    Site.objects.all().delete()
    Site.objects.create(
        hostname="localhost", root_page=home, is_default_site=True, site_name=settings.SITE_NAME
    )
    # The page that Wagtail's own migrations put there says only "Welcome to your new Wagtail site".
    Page.objects.filter(depth=2).exclude(pk=home.pk).delete()
    _translate_front_page(home)
    return home


def _translate_front_page(home: HomePage) -> None:
    """Give every language a front page of its own, so that translated courses never make aliases of it."""
    for locale in Locale.objects.exclude(pk=home.locale_id):
        translated = home.copy_for_translation(locale)
        translated.save_revision().publish()


def set_up_site() -> list[str]:
    """Lay the ground and import the library; returns the names of what was new or changed."""
    home = lay_ground()
    load_regions()
    _compile_for_release()
    changed = import_library()
    _choose_play(home)
    return changed


def _compile_for_release() -> None:
    """Compile what is published anew when the templates are those of another release."""
    _row, is_new = ImportedFolder.objects.get_or_create(
        name="templates", defaults={"digest": settings.RELEASE}
    )
    if not is_new and ImportedFolder.objects.exclude(digest=settings.RELEASE).filter(name="templates").update(
        digest=settings.RELEASE
    ):
        publish_all_courses()
        publish_studies()


def _choose_play(home: HomePage) -> None:
    """Put the reporter's question on the front page, unless an editor chose another."""
    if home.play_activity_id is None:
        home.refresh_from_db()
        activity_model = HomePage._meta.get_field("play_activity").related_model
        home.play_activity = activity_model.objects.filter(
            translation_key=key_of("activity", "core-02-p01"), locale=home.locale
        ).first()
        home.save_revision().publish()
