"""The API described to programs, as OpenAPI 3.1."""

from django.conf import settings

from courses.api import LONGEST_TEXT, POSITIONS

_TEXT = {"type": "string"}
_PLACE = {
    "type": "integer",
    "minimum": 0,
    "description": "Counts Unicode characters, not bytes or UTF-16 units.",
}


def document() -> dict:
    """Return the description of everything under ``/api/v1/``."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": settings.SITE_NAME,
            "version": "1",
            "description": "Advice on wording. Nothing that is sent is stored or logged.",
        },
        "servers": [{"url": settings.SITE_ADDRESS}],
        "paths": {"/api/v1/wording": {"post": _wording()}},
        "components": {"schemas": {"Question": _question(), "Answer": _answer(), "Refusal": _refusal()}},
    }


def _wording() -> dict:
    refusals = {
        "400": "Not JSON in UTF-8",
        "413": "Too large",
        "415": "Not sent as application/json",
        "422": "Empty, too long, no text or other letters; unknown or unreviewed language; unknown position",
        "429": "Too often; Retry-After says when to come again",
    }
    return {
        "operationId": "checkWording",
        "summary": "Mark words that hurt people who came home, and details that identify them",
        "requestBody": {"required": True, "content": _json("Question")},
        "responses": {
            "200": {
                "description": "What to look at again; an empty list is no praise",
                "content": _json("Answer"),
            },
            **{
                status: {"description": meaning, "content": _json("Refusal")}
                for status, meaning in refusals.items()
            },
        },
    }


def _json(schema: str) -> dict:
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}


def _object(properties: dict, optional: tuple[str, ...] = ()) -> dict:
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": required}


def _question() -> dict:
    languages = [code for code, _name in settings.LANGUAGES]
    return _object(
        {
            "text": {"type": "string", "minLength": 1, "maxLength": LONGEST_TEXT},
            "language": {"type": "string", "enum": languages, "description": "The language of the text."},
            "position": {"type": "string", "enum": list(POSITIONS), "default": "body"},
        },
        optional=("position",),
    )


def _answer() -> dict:
    detail = _object({"feature": _TEXT, "start": _PLACE, "end": _PLACE, "words": _TEXT})
    mark = _object(
        {
            "entry": _TEXT,
            "category": _TEXT,
            "severity": {"type": "string", "enum": ["high", "medium", "low", "info"]},
            "level": {"type": "string", "enum": ["flag", "hint"]},
            "start": _PLACE,
            "end": _PLACE,
            "words": _TEXT,
            "why": {"type": "string", "description": "In the language that Accept-Language asks for."},
            "better": {"type": "array", "items": _TEXT},
            "exception": {
                "type": ["string", "null"],
                "description": "What made the mark milder, if anything.",
            },
            "details": {"type": "array", "items": detail},
        }
    )
    return _object(
        {
            "language": _TEXT,
            "position": _TEXT,
            "is_reviewed": {
                "type": "boolean",
                "description": "Whether a native reader has gone through the words of this language.",
            },
            "marks": {"type": "array", "items": mark},
            "marks_left_off": {"type": "integer", "minimum": 0},
        }
    )


def _refusal() -> dict:
    return _object({"error": _object({"code": _TEXT, "message": _TEXT})})
