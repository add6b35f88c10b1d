"""What must hold of the operator's blocks before the site starts: a lesson would find out too late."""

from django.core.checks import Error, register
from django.core.exceptions import ImproperlyConfigured

from courses.activities.runtimes.xblock.catalogue import catalogue


@register()
def blocks_of_others_can_be_meant(app_configs, **kwargs) -> list[Error]:
    """An entry that cannot be meant would break every lesson with an exercise in it."""
    try:
        catalogue()
    except ImproperlyConfigured as problem:
        return [Error(f"HAMROH_XBLOCKS: {problem}", id="courses.E001")]
    return []
