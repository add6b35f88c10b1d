"""Why a package is refused, in plain sentences for whoever uploads it."""

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from courses.activities.runtimes.h5p.rules.refusal import PackageRefused

SENTENCES = {
    "not a zip": _("This is no H5P package: the file cannot be opened as an archive. Save it anew."),
    "too many files": _("The package holds %(count)s files; at most %(most)s are taken."),
    "bad name": _("A file in the package has a name that leads out of it or that no disk takes: “%(name)s”."),
    "long name": _("A file in the package lies too deep or has too long a name: “%(name)s”."),
    "encrypted": _("“%(name)s” in the package is locked with a password. Save the package without one."),
    "packed oddly": _("“%(name)s” is packed in a way that is not read here. Save the package anew."),
    "special file": _("“%(name)s” in the package is no plain file."),
    "same name twice": _("Two files in the package have the same name: “%(name)s”."),
    "large file": _("“%(name)s” in the package is too large: a file may have at most %(most)s."),
    "bomb": _("“%(name)s” unpacks to far more than it should. The package is not taken."),
    "large package": _("Unpacked, the package would be larger than %(most)s."),
    "kind of file": _("“%(name)s” is of a kind that packages may not hold."),
    "broken json": _("“%(name)s” in the package cannot be read: it is not written as it should be."),
    "damaged": _("“%(name)s” in the package is damaged. Save or download the package anew."),
    "no file": _("“%(name)s” is missing in the package."),
    "not said": _("“%(name)s” in the package does not say “%(what)s” as it should."),
    "no library.json": _("The folder “%(folder)s” in the package is no library: library.json is missing."),
    "library folder": _("The folder “%(folder)s” in the package holds another library: %(library)s."),
    "library twice": _("The library %(library)s lies in the package twice."),
    "file missing": _("The library %(library)s in the package lacks a file that it names: “%(name)s”."),
    "newer core": _(
        "The library %(library)s needs version %(needed)s of H5P’s core; this site plays up to %(ours)s."
    ),
    "main library not named": _("The package does not say which version of %(library)s it needs."),
    "main library does not run": _("%(library)s is no kind of activity: it only helps others."),
    "not as it travels": _(
        "This H5P file is not as an export writes it: it holds libraries, or was packed by another program. "
        "Export it again."
    ),
    "other libraries": _(
        "Here its libraries stand on others than where it comes from: %(libraries)s. Ask an operator to "
        "install the versions it was made with."
    ),
    "no libraries": _("There is no library in this file."),
}


def sentence(refusal: PackageRefused) -> str:
    """Return why, in the language of whoever asks."""
    values = dict(refusal.values)
    if refusal.reason == "libraries missing":
        return (
            ngettext(
                "A library is missing here: %(libraries)s. An operator can install it.",
                "Libraries are missing here: %(libraries)s. An operator can install them.",
                int(str(values.pop("count"))),
            )
            % values
        )
    if refusal.reason in ("large file", "large package"):
        values["most"] = filesizeformat(values["most"])
    return str(SENTENCES[refusal.reason]) % values
