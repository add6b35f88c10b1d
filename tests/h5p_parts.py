"""Small H5P packages that the suite writes itself: a good one, a hostile one, and any that a test bends."""

import io
import json
import zipfile

# Thirty lines that do what a library does: draw, score, keep a state and go on from it.
GOOD_JS = """
H5P.Small = (function ($) {
  function Small(params, contentId, extras) {
    H5P.EventDispatcher.call(this);
    var self = this;
    this.contentId = contentId;
    var chosen = (extras && extras.previousState && extras.previousState.chosen) || 0;
    this.attach = function ($container) {
      var $chosen = $('<p class="chosen">').text('Chosen: ' + chosen);
      var $more = $('<button type="button">').text('One more').on('click', function () {
        chosen += 1;
        $chosen.text('Chosen: ' + chosen);
        self.triggerXAPI('interacted');
      });
      var $done = $('<button type="button">').text('Check').on('click', function () {
        self.triggerXAPIScored(chosen, params.most, 'answered', true, chosen === params.most);
      });
      $container.append($('<p class="asked">').text(params.question), $chosen, $more, $done);
      self.trigger('resize');
    };
    this.getCurrentState = function () { return chosen ? { chosen: chosen } : undefined; };
  }
  Small.prototype = Object.create(H5P.EventDispatcher.prototype);
  Small.prototype.constructor = Small;
  return Small;
})(H5P.jQuery);
"""

LIBRARY = {
    "title": "Small",
    "machineName": "H5P.Small",
    "majorVersion": 1,
    "minorVersion": 0,
    "patchVersion": 3,
    "runnable": 1,
    "coreApi": {"majorVersion": 1, "minorVersion": 24},
    "preloadedJs": [{"path": "small.js"}],
}
MANIFEST = {
    "title": "Choose what helps",
    "language": "en",
    "mainLibrary": "H5P.Small",
    "license": "CC BY",
    "licenseVersion": "4.0",
    "authors": [{"name": "A. Author", "role": "Author"}],
    "embedTypes": ["div"],
    "preloadedDependencies": [{"machineName": "H5P.Small", "majorVersion": 1, "minorVersion": 0}],
}
CONTENT = {"question": "How many people would you ring?", "most": 4}


def good_files() -> dict[str, bytes]:
    """Return the files of a good package by name."""
    return {
        "h5p.json": json.dumps(MANIFEST).encode(),
        "content/content.json": json.dumps(CONTENT).encode(),
        "H5P.Small-1.0/library.json": json.dumps(LIBRARY).encode(),
        "H5P.Small-1.0/small.js": GOOD_JS.encode(),
    }


def packed(files: dict[str, bytes] | None = None, **changed: bytes | None) -> io.BytesIO:
    """Return a package of these files; ``changed`` is by name with "__" for "/" and "_dot_" for "."."""
    chosen = dict(good_files() if files is None else files)
    for name, raw in changed.items():
        path = name.replace("__", "/").replace("_dot_", ".")
        chosen.pop(path, None)
        if raw is not None:
            chosen[path] = raw
    packed_file = io.BytesIO()
    with zipfile.ZipFile(packed_file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in chosen.items():
            archive.writestr(name, raw)
    packed_file.seek(0)
    packed_file.name = "small.h5p"
    return packed_file


def with_json(name: str, **said) -> io.BytesIO:
    """Return the good package with other words in one of its JSON files; None takes a word out."""
    files = good_files()
    value = {**json.loads(files[name]), **said}
    files[name] = json.dumps({key: each for key, each in value.items() if each is not None}).encode()
    return packed(files)


def with_script(script: str, machine_name: str = "H5P.Hostile") -> io.BytesIO:
    """Return a package whose own library runs ``script`` when it is attached; ``report`` tells the page."""
    library = {**LIBRARY, "machineName": machine_name, "preloadedJs": [{"path": "own.js"}]}
    name = {"machineName": machine_name, "majorVersion": 1, "minorVersion": 0}
    manifest = {**MANIFEST, "title": "Hostile", "mainLibrary": machine_name, "preloadedDependencies": [name]}
    code = """
    var H5P = window.H5P || {};
    THE_LIBRARY = function () {
      this.attach = async function ($container) {
        var found = {};
        var report = function (name, value) { found[name] = String(value); };
        THE_SCRIPT
        $container.append(H5P.jQuery('<pre id="found">').text(JSON.stringify(found)));
      };
    };
    """
    code = code.replace("THE_LIBRARY", machine_name).replace("THE_SCRIPT", script)
    return packed(
        {
            "h5p.json": json.dumps(manifest).encode(),
            "content/content.json": b"{}",
            f"{machine_name}-1.0/library.json": json.dumps(library).encode(),
            f"{machine_name}-1.0/own.js": code.encode(),
        }
    )


def make_h5p(file: io.BytesIO | None = None, *, code: str = "small", **fields):
    """Store a package and publish an activity that plays it; a second time it plays another one."""
    from wagtail.models import Locale

    from courses.activities.runtimes.h5p.actions import add_package
    from courses.models import H5PActivity

    activity = H5PActivity.objects.filter(code=code).first() or H5PActivity(
        code=code, locale=Locale.get_default(), live=False
    )
    activity.package = add_package(file or packed(), may_install=True)
    activity.title = fields.get("title", "Choose what helps")
    activity.words = fields.get("words", "Ring four people: the teacher first.")
    activity.opening = fields.get("opening", "Practise whom to ring.")
    activity.save()
    activity.save_revision().publish()
    activity.refresh_from_db()
    return activity
