"""Plans of small case studies, and the evidence that they stand on."""

from decimal import Decimal

from casestudies.api import RemarkPlan, StudyPlan, write_studies
from courses.api import (
    ConflictPlan,
    FactPlan,
    PositionPlan,
    write_conflicts,
    write_facts,
    write_profession,
    write_source,
)
from lms.home.packages.keys import key_of
from lms.home.setup import lay_ground

PROFESSIONS = ("psychologist", "social_worker", "teacher", "theologian", "journalist", "coordinator")


def make_evidence() -> None:
    """Write a source, two facts that disagree, one that says how, and their disagreement."""
    write_source(code="report", short="Report 2021", title="The whole report", as_of="June 2021")
    write_facts([_fact("count-table", "722"), _fact("count-text", "700"), _fact("met-at-gate", "")])
    says = [("The table says 722.", "count-table"), ("The text says 700.", "count-text")]
    positions = tuple(
        PositionPlan(key_of("position", f"total/{number}"), text, (fact,))
        for number, (text, fact) in enumerate(says)
    )
    write_conflicts(
        [
            ConflictPlan(
                key=key_of("conflict", "total"),
                code="total",
                title="How many came",
                kind="number",
                explanation="Counted at two dates.",
                show="Give both with their dates.",
                positions=positions,
            )
        ]
    )
    for position, code in enumerate(PROFESSIONS):
        names = {"en": code.replace("_", " "), "ru": f"{code} по-русски"}
        write_profession(code=code, names=names, position=position)


def _fact(code: str, value: str) -> FactPlan:
    return FactPlan(
        key=key_of("fact", code),
        code=code,
        kind="fact",
        statement=f"What is stated of {code}.",
        country="KZ",
        source="report",
        section="Table 1",
        confidence="high",
        value_text=value,
        unit="people" if value else "",
        value_low=Decimal(value) if value else None,
        value_high=Decimal(value) if value else None,
        date_text="June 2021" if value else "",
    )


def sample_study(slug: str = "the-gate", **changes) -> StudyPlan:
    """Return a whole small study; ``make_evidence`` writes what it stands on."""
    key = key_of("study", slug)
    body = (
        {"type": "prose", "id": str(key_of("block", f"{slug}/0")), "value": "<p>You stand at the gate.</p>"},
        {"type": "facts", "id": str(key_of("block", f"{slug}/1")), "value": ["count-text"]},
    )
    fields = {
        "key": key,
        "slug": slug,
        "title": f"Study of {slug}",
        "summary": "A colleague opens a gate.",
        "setting": "A gate in a town. Since 2019.",
        "period": "January 2019 to 2021",
        "first_year": 2019,
        "last_year": 2021,
        "countries": ("KZ",),
        "topics": ("care",),
        "practices": ("first-weeks-centre",),
        "professions": ("psychologist",),
        "body": body,
        "content_note": "Mentions war.",
        "dignity_note": "Show no faces.",
        "actors": {"state": ("The ministry",), "media": ()},
        "steps": (
            RemarkPlan("The first flight lands.", ("count-table",), "5-6 January 2019"),
            RemarkPlan("People are met."),
        ),
        "helped": (RemarkPlan("Somebody was there.", ("met-at-gate", "count-table")),),
        "limits": (RemarkPlan("Nobody wrote down how it went."),),
        "dilemmas": ("Who opens the gate?",),
        "learning": {code: f"For the {code}." for code in PROFESSIONS},
        "conflicts": ("total",),
    }
    return StudyPlan(**{**fields, **changes})


def publish_studies_of(*plans: StudyPlan) -> None:
    """Lay the ground, write the evidence and publish studies."""
    home = lay_ground()
    make_evidence()
    write_studies(plans or [sample_study()], home, "Case library")
