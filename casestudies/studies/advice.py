"""What keeps a case study from being handed in, and what its author should look at again, as sentences."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.utils.translation import gettext as _

from casestudies.studies.blocks import professions
from casestudies.studies.rules import FEWEST_WORDS, MOST_WORDS
from courses.api import measured

# What a study has of each; from the format in which studies are written.
_USUAL = {"steps": (4, 8), "helped": (3, 5), "limits": (3, 5), "dilemmas": (3, 4)}


def flaws(values: dict[str, Any], slug: str = "") -> list[str]:
    """Return what must be mended before a study with these values may be handed in."""
    found = [
        _("No case study is called “%(code)s”.") % {"code": code}
        for code in unknown_studies(values.get("compare_with") or [])
    ]
    if slug and slug in (values.get("compare_with") or []):
        found.append(_("A case study is not laid beside itself."))
    found += [
        _("No lesson is called “%(code)s”.") % {"code": code}
        for code in unknown_lessons(values.get("lessons") or [])
    ]
    spoken_to = [block.value["profession"] for block in values.get("learning") or []]
    if len(spoken_to) != len(set(spoken_to)):
        found.append(_("A profession is spoken to twice. Put its two texts together."))
    first, last = values.get("first_year"), values.get("last_year")
    if first and last and last < first:
        found.append(_("The last year lies before the first."))
    return found


def unknown_studies(slugs: list[str]) -> list[str]:
    """Return those of the short names that no case study has."""
    known = apps.get_model("casestudies", "CaseStudyPage").objects.filter(slug__in=slugs)
    return sorted(set(slugs) - set(known.values_list("slug", flat=True)))


def unknown_lessons(codes: list[str]) -> list[str]:
    """Return those of the codes that no lesson has."""
    known = apps.get_model("courses", "LessonPage").objects.filter(code__in=codes)
    return sorted(set(codes) - set(known.values_list("code", flat=True)))


def doubts(study) -> list[str]:
    """Return what is worth another look in a draft; none of it keeps a study from being published."""
    return [*_length(study), *_missing(study)]


def words_of(study) -> int:
    """Return how many words a study has, its facts left out."""
    said = [text for _position, text in study.passages()]
    prose = [block.value.source for block in study.body if block.block_type in ("prose", "keypoint", "lend")]
    return measured("\n".join([*said, *prose]), study.locale.language_code).words


def _length(study) -> Iterator[str]:
    words = words_of(study)
    if not FEWEST_WORDS <= words <= MOST_WORDS:
        yield _("There are %(words)d words. Between %(fewest)d and %(most)d read well in one sitting.") % {
            "words": words,
            "fewest": FEWEST_WORDS,
            "most": MOST_WORDS,
        }


def _missing(study) -> Iterator[str]:
    for name, (fewest, most) in _USUAL.items():
        number = len(getattr(study, name))
        if not fewest <= number <= most:
            yield _("%(what)s: there are %(number)d. From %(fewest)d to %(most)d are usual.") % {
                "what": study._meta.get_field(name).verbose_name.capitalize(),
                "number": number,
                "fewest": fewest,
                "most": most,
            }
    spoken_to = {block.value["profession"] for block in study.learning}
    silent = [name for code, name in professions() if code not in spoken_to]
    if silent:
        yield _("Nothing is said yet to: %(professions)s.") % {"professions": ", ".join(silent)}
    if not study.dignity_note:
        yield _("Whoever teaches with this learns nothing yet of what must not be shown or asked.")
