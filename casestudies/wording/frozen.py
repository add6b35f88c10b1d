"""A text to rewrite as it is frozen at publish. With its model answers, it never leaves the server whole."""

from typing import Any

from wagtail.models import Locale

from casestudies.models import WordingTask
from casestudies.wording.rules import ModelAnswer

Content = dict[str, Any]


def answers_of(task: WordingTask) -> list[ModelAnswer]:
    """Return the model answers in order, as their author wrote them."""
    return [
        ModelAnswer(
            # A block just typed into the editor has no id yet; saving gives it one.
            key=block.id or f"new-{number}",
            text=(block.value["text"] or "").strip(),
            why=(block.value["why"] or "").strip(),
        )
        for number, block in enumerate(task.answers)
    ]


def language_of(task: WordingTask) -> str:
    """Return the language that a text to rewrite is written in."""
    return (task.locale if task.locale_id else Locale.get_default()).language_code


def frozen_content(task: WordingTask) -> Content:
    """Return a text to rewrite in its own language, as lessons show it and answer it."""
    return {
        "form": task.form,
        "language": language_of(task),
        "title": task.title,
        "opening": task.opening,
        "original": task.original,
        "answers": [vars(answer) for answer in answers_of(task)],
        # What stands there before an answer; a search must not find the rest either.
        "reading_text": f"{task.title}\n{task.opening}\n{task.original}",
    }


def content_in(task: WordingTask, language: str) -> Content:
    """Return a text of the source language frozen, in ``language`` where its translation fits.

    ``page_language`` is kept beside it, so that a reader is told where the two differ.
    """
    source = frozen_content(task)
    translation = task.published_in(language) if language != source["language"] else None
    words = frozen_content(translation) if translation else None
    if words is None or _keys(words) != _keys(source):
        return {**source, "page_language": language}
    return {**words, "form": source["form"], "page_language": language}


def _keys(content: Content) -> list[str]:
    return [answer["key"] for answer in content["answers"]]
