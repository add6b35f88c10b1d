"""Cases of a package: read from YAML into plans, and written from plans into the same bytes again."""

from dataclasses import replace
from pathlib import Path
from string import ascii_lowercase
from typing import Any

from casestudies.api import CaseChoicePlan, CasePlan, EndingPlan, TurningPointPlan
from lms.home.packages.keys import key_of, own_key, said_key
from lms.home.packages.lesson_text import PackageError
from lms.home.packages.yaml_files import InLine, InLineMap, canonical_yaml, read_yaml


def read_cases(folder: Path) -> list[CasePlan]:
    """Return every case of a package in the source language. Raises PackageError."""
    paths = sorted((folder / "cases").glob("*.yaml"))
    return [_read(path) for path in paths if len(path.suffixes) == 1]


def read_translated_cases(folder: Path, language: str) -> list[CasePlan]:
    """Return the cases translated into ``language``; where choices lead is the source's."""
    sources = {plan.code: plan for plan in read_cases(folder)}
    paths = sorted((folder / "cases").glob(f"*.{language}.yaml"))
    return [_in_words_of(_read(path), sources) for path in paths]


def _in_words_of(own: CasePlan, sources: dict[str, CasePlan]) -> CasePlan:
    source = sources[own.code]
    return replace(own, minutes=source.minutes, is_sensitive=source.is_sensitive)


def _read(path: Path) -> CasePlan:
    try:
        return plan_from(read_yaml(path))
    except (KeyError, TypeError) as error:
        raise PackageError(f"{path.name}: the case lacks {error}.") from error


def plan_from(data: dict[str, Any]) -> CasePlan:
    """Return the case in a file's data. Raises KeyError for what it lacks."""
    code = data["id"]
    return CasePlan(
        key=own_key("case", code, data),
        activity_key=own_key("activity", code, data, "activity"),
        code=code,
        title=data["title"],
        opening=data["opening"],
        content_note=data.get("content_note", ""),
        minutes=float(data.get("minutes", 1)),
        is_sensitive=data.get("sensitive", False),
        points=tuple(_point(code, point) for point in data["points"]),
        endings=tuple(
            EndingPlan(
                _key("ending", f"{code}/{each['name']}", each),
                each["name"],
                each["text"],
                each.get("holds", ""),
            )
            for each in data["endings"]
        ),
    )


def _point(code: str, data: dict[str, Any]) -> TurningPointPlan:
    where = f"{code}/{data['name']}"
    return TurningPointPlan(
        key=_key("turning-point", where, data),
        name=data["name"],
        text=data["text"],
        speaker=data.get("speaker", ""),
        facts=tuple(data.get("facts", ())),
        profession=data.get("profession", ""),
        weighs=data.get("weighs", ""),
        choices=tuple(_choice(where, each) for each in data["choices"]),
    )


def _choice(where: str, data: dict[str, Any]) -> CaseChoicePlan:
    names = ("reason", "comment", "affects", "harm")
    return CaseChoicePlan(
        key=_key("choice", f"{where}/{data['id']}", data),
        text=data["text"],
        goes_to=data["goes_to"],
        consequence=data["consequence"],
        scores=data.get("scores", {}),
        **{name: data.get(name, "") for name in names},
    )


def _key(kind: str, where: str, data: dict[str, Any]) -> str:
    """Return the key that follows from the place; what was made in the CMS carries its own."""
    return data.get("key") or str(key_of(kind, where))


def case_yaml(plan: CasePlan) -> str:
    """Return a case as the text of its file, in the one form that reading gives back byte for byte."""
    data = {"id": plan.code, **said_key("case", plan.code, plan.key)}
    data |= said_key("activity", plan.code, plan.activity_key, "activity") | {"title": plan.title}
    if plan.is_sensitive:
        data["sensitive"] = True
    data |= {"minutes": _plain(plan.minutes)} | _said(content_note=plan.content_note, opening=plan.opening)
    data["points"] = [_point_data(plan.code, point) for point in plan.points]
    data["endings"] = [_ending_data(plan.code, ending) for ending in plan.endings]
    return canonical_yaml(data)


def _point_data(code: str, point: TurningPointPlan) -> dict[str, Any]:
    where = f"{code}/{point.name}"
    data = {"name": point.name, **_own_key("turning-point", where, point.key)}
    data |= _said(speaker=point.speaker, text=point.text)
    if point.facts:
        data["facts"] = InLine(point.facts)
    data |= _said(profession=point.profession, weighs=point.weighs)
    data["choices"] = [
        _choice_data(where, letter_of(place), choice) for place, choice in enumerate(point.choices)
    ]
    return data


def letter_of(place: int) -> str:
    """Return what a choice is called by its place from 0: a to z, then aa, ab and so on."""
    before, last = divmod(place, len(ascii_lowercase))
    return (letter_of(before - 1) if before else "") + ascii_lowercase[last]


def _choice_data(where: str, letter: str, choice: CaseChoicePlan) -> dict[str, Any]:
    data = {"id": letter, **_own_key("choice", f"{where}/{letter}", choice.key)}
    names = ("text", "goes_to", "consequence", "reason", "comment", "affects", "harm")
    data |= _said(**{name: getattr(choice, name) for name in names})
    if choice.scores:
        data["scores"] = InLineMap({code: _plain(share) for code, share in choice.scores.items()})
    return data


def _ending_data(code: str, ending: EndingPlan) -> dict[str, Any]:
    key = _own_key("ending", f"{code}/{ending.name}", ending.key)
    return {"name": ending.name, **key, **_said(text=ending.text, holds=ending.holds)}


def _own_key(kind: str, where: str, key: str) -> dict[str, str]:
    return {} if key == str(key_of(kind, where)) else {"key": key}


def _said(**texts: str) -> dict[str, str]:
    return {name: text for name, text in texts.items() if text}


def _plain(number: float) -> float | int:
    return int(number) if number == int(number) else number
