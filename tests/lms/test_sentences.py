"""No sentence that stands in the code or a template is missing from the catalogues."""

import ast
import re
from functools import cache
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.utils.translation.template import templatize

from lms.catalogues import LOCALE_DIR

FLOORS = ["lms", "casestudies", "assessments", "courses", "media"]
# Which argument of each call is the context, and which the sentence.
SENTENCE_AT = {"gettext": (None, 0), "ngettext": (None, 0), "pgettext": (0, 1), "npgettext": (0, 1)}
CALLS = {f"{call}{end}": at for call, at in SENTENCE_AT.items() for end in ("", "_lazy", "_noop")}
# Django turns a template into text in which each sentence is a call with literal arguments.
LITERAL = r"u?(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
TEMPLATE_CALL = re.compile(rf"(n?p?gettext|_)\(((?:{LITERAL},?\s*)+)(?:count)?\)", re.DOTALL)


def sentences_in_python(source):
    tree = ast.parse(source)
    names = {
        alias.asname or alias.name: CALLS[alias.name]
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if alias.name in CALLS
    }
    # Our blocks know no Django: they mark a sentence by a function of their own, and ask their runtime.
    if any(isinstance(node, ast.FunctionDef) and node.name == "_" for node in tree.body):
        names["_"] = (None, 0)
    names |= {f".{method}": at for method, at in SENTENCE_AT.items()}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (name := called(node)) in names:
            context, sentence = names[name]
            literals = [ast.literal_eval(a) if isinstance(a, ast.Constant) else None for a in node.args]
            if literals[sentence] is not None:
                yield (None if context is None else literals[context], literals[sentence])


def called(node):
    """Return the name of a function that is called, that of a method with a dot before it."""
    if isinstance(node.func, ast.Attribute):
        return f".{node.func.attr}"
    return getattr(node.func, "id", None)


def sentences_in_template(source):
    for call, arguments in TEMPLATE_CALL.findall(templatize(source)):
        literals = ast.literal_eval(f"({arguments.rstrip().rstrip(',')},)")
        context, sentence = SENTENCE_AT.get(call, (None, 0))
        yield (None if context is None else literals[context], literals[sentence])


@cache
def sentences_in_source():
    return frozenset(_sentences())


def _sentences():
    for floor in FLOORS:
        for path in (Path(settings.BASE_DIR) / floor).rglob("*"):
            if path.suffix == ".py":
                yield from sentences_in_python(path.read_text(encoding="utf-8"))
            elif path.suffix in (".html", ".txt") and "templates" in path.parts:
                yield from sentences_in_template(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", ["ru", "kk", "ky", "tg", "uz"])
def test_every_sentence_in_the_source_is_in_the_catalogue(language):
    po = polib.pofile(str(LOCALE_DIR / language / "LC_MESSAGES" / "django.po"))
    known = {(entry.msgctxt, entry.msgid) for entry in po}

    missing = sorted({sentence for _, sentence in sentences_in_source() - known})

    assert missing == [], "run makemessages and translate these"


def test_the_catalogue_holds_no_sentence_that_nobody_says():
    po = polib.pofile(str(LOCALE_DIR / "ru" / "LC_MESSAGES" / "django.po"))

    assert sorted({entry.msgid for entry in po} - {sentence for _, sentence in sentences_in_source()}) == []


def test_python_and_templates_are_read_alike():
    python = (
        "from django.utils.translation import ngettext as n, pgettext\nn('a', 'b', 1)\npgettext('x', 'y')"
    )
    template = (
        "{% load i18n %}{% translate 'One' %}{% translate \"Two\" context 'c' %}{{ x|default:_('Three') }}"
        "{% blocktranslate count n=n %}{{ n }} day{% plural %}{{ n }} days{% endblocktranslate %}"
        "{% blocktranslate trimmed %}\n  it's\n  long\n{% endblocktranslate %}"
    )

    assert set(sentences_in_python(python)) == {(None, "a"), ("x", "y")}
    block = "def _(said):\n    return said\n_('a')\nself.gettext('b')\nself.ngettext('c', 'd', 2)"
    assert {sentence for _context, sentence in sentences_in_python(block)} == {"a", "b", "c"}
    assert set(sentences_in_template(template)) == {
        (None, "One"),
        ("c", "Two"),
        (None, "Three"),
        (None, "%(n)s day"),
        (None, "it's long"),
    }
