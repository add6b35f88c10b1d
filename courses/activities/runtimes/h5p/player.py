"""The player document: what H5P's core is told, and the policy that keeps a package inside its frame."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _

from courses.activities.runtimes.h5p import core, store, tokens
from courses.activities.runtimes.h5p.models import H5PPackage
from courses.activities.runtimes.h5p.queries import libraries_in_order, states_of
from courses.activities.runtimes.h5p.rules.statements import object_id

# One document plays one package.
CONTENT_ID = "1"
SAVED_EVERY_SECONDS = 10


@dataclass(frozen=True)
class Stage:
    """One start of a package: where, in which activity, for which learner; None for nobody whom we know."""

    origin: str
    activity_key: UUID
    package: H5PPackage
    learner_id: int | None = None


def policy(origin: str) -> str:
    """Return the policy of the player document. Nothing in it reaches beyond this site's H5P files.

    Packages need inline and evaluated code; it runs in an origin of its own, which has no cookies.
    The host is written out: for a document without an origin, 'self' is nobody.
    """
    ours = f"{origin}/h5p/"
    own_script = f"{origin}{static('js/h5p_player.js')}"
    own_style = f"{origin}{static('css/h5p_player.css')}"
    return "; ".join(
        [
            "sandbox allow-scripts",
            "default-src 'none'",
            f"script-src {ours} {own_script} 'unsafe-inline' 'unsafe-eval'",
            f"style-src {ours} {own_style} 'unsafe-inline'",
            f"img-src {ours} data: blob:",
            f"media-src {ours} data: blob:",
            f"font-src {ours} data:",
            f"connect-src {ours}",
            "frame-src 'none'",
            "worker-src 'none'",
            "object-src 'none'",
            "form-action 'none'",
            "base-uri 'none'",
            f"frame-ancestors {origin}",
        ]
    )


def document_context(stage: Stage) -> dict[str, Any]:
    """Return what the template of the player document needs."""
    libraries = libraries_in_order(stage.package)
    files = reverse("h5p_library_file", args=["x", "y"]).removesuffix("x/y")
    return {
        "package": stage.package,
        "origin": stage.origin,
        "content_id": CONTENT_ID,
        "core_script": reverse("h5p_core_file", args=[core.SCRIPT]),
        "core_style": reverse("h5p_core_file", args=[core.STYLE]),
        "scripts": [f"{files}{each.folder}/{path}" for each in libraries for path in each.scripts],
        "styles": [f"{files}{each.folder}/{path}" for each in libraries for path in each.styles],
        "integration": _integration(stage, files)
        | {
            "libraryDirectories": {each.name.folder: each.folder for each in libraries},
        },
    }


def _integration(stage: Stage, files: str) -> dict[str, Any]:
    is_kept = stage.learner_id is not None
    integration = {
        "baseUrl": stage.origin,
        "siteUrl": stage.origin,
        "url": f"{stage.origin}/h5p",
        "urlLibraries": f"{stage.origin}{files.rstrip('/')}",
        "postUserStatistics": False,
        "reportingIsEnabled": False,
        "fullscreenDisabled": 1,
        "saveFreq": SAVED_EVERY_SECONDS if is_kept else False,
        "l10n": {"H5P": _words()},
        "contents": {f"cid-{CONTENT_ID}": _content(stage)},
        "core": {"scripts": [], "styles": []},
        "loadedJs": [],
        "loadedCss": [],
        "ajax": {},
    }
    if is_kept:
        # The package is told of a learner, and not of which one.
        integration["user"] = {"name": "Learner", "mail": "learner@example.invalid"}
        integration["ajax"] = {"contentUserData": stage.origin + _state_address(stage)}
    return integration


def _state_address(stage: Stage) -> str:
    owner = tokens.StateOwner(stage.learner_id or 0, stage.activity_key, stage.package.pk)
    address = reverse("h5p_state", args=[tokens.state_token(owner), "name", "part"])
    return address.removesuffix("name/part/") + ":dataType/:subContentId/"


def _content(stage: Stage) -> dict[str, Any]:
    package = stage.package
    files = reverse("h5p_content_file", args=[tokens.content_token(package.key), "x"]).removesuffix("/x")
    states = states_of(stage.learner_id, stage.activity_key, package.pk) if stage.learner_id else {}
    return {
        "library": package.main_library,
        "title": package.title,
        "url": object_id(stage.activity_key),
        "contentUrl": stage.origin + files,
        "jsonContent": content_json(package),
        "fullScreen": "0",
        "displayOptions": dict.fromkeys(("frame", "export", "embed", "copyright", "icon", "copy"), False),
        "metadata": {"title": package.title, "license": package.licence or "U"},
        # Only what is there: an empty state would be taken for a changed package.
        "contentUserData": {"0": {}} | states,
    }


def content_json(package: H5PPackage) -> str:
    """Return the content of a package as its library reads it. Raises FileNotFoundError."""
    found = store.stored_file(store.PACKAGES, str(package.key), "content.json")
    if found is None:
        raise FileNotFoundError(f"The files of package {package.key} are gone.")
    return found.read_text("utf-8-sig")


def _words() -> dict[str, str]:
    """Return the core's own words that can show with everything around the content switched off."""
    return {
        "confirmDialogHeader": _("Go on?"),
        "confirmDialogBody": _("This cannot be undone."),
        "cancelLabel": _("Cancel"),
        "confirmLabel": _("Go on"),
        "close": _("Close"),
        "contentChanged": _("This activity has changed since you were here."),
        "startingOver": _("You start anew."),
        "connectionLost": _("The line is gone. What you do is kept here and sent when it is back."),
        "connectionReestablished": _("The line is back."),
    }
