"""What all tests of a module stand on: made once, read anew by each, and forgotten by the next."""

from dataclasses import fields, is_dataclass, replace
from functools import singledispatch

from django.conf import settings
from django.core.cache import cache, caches
from django.db.models import Model
from django.utils import translation


def forget_memory() -> None:
    """Let nothing that a process keeps in memory outlive the database it was read from, nor its language."""
    import assessments.queries
    import casestudies.studies.queries
    import courses.content.queries
    import courses.content.search
    import courses.places.queries

    courses.content.queries.forget_memory()
    courses.content.search.forget_indexes()
    courses.places.queries.region_names.cache_clear()
    courses.places.queries.atlas.cache_clear()
    assessments.queries.forget_memory()
    casestudies.studies.queries.forget_studies()
    cache.clear()
    caches["frames"].clear()
    translation.activate(settings.LANGUAGE_CODE)


@singledispatch
def anew(made):
    """Return what a module's fixture made as the database has it now, so that no test changes another's."""
    if not is_dataclass(made):
        return made
    return replace(made, **{field.name: anew(getattr(made, field.name)) for field in fields(made)})


@anew.register
def _row(made: Model):
    return type(made)._default_manager.get(pk=made.pk)


@anew.register(list)
@anew.register(tuple)
def _several(made):
    return type(made)(anew(one) for one in made)
