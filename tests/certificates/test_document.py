"""The certificate on paper: every letter is there, names are text, nothing but the check is a link."""

import io
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from django.conf import settings
from fontTools.ttLib import TTFont
from pypdf import PdfReader

from courses.languages.alphabets import ALPHABETS, UZBEK_CYRILLIC
from lms.accounts.models import User
from lms.certificates import document, lettering, signing
from lms.certificates.models import Award

# A person invented for each language, with the letters that other fonts and tables lose.
PEOPLE = {
    "en": ("Agnes O’Hara-Müller", ""),
    "ru": ("Фёдор Съёмщиков-Щукин", "Fyodor Syomshchikov-Shchukin"),
    "kk": ("Әйгерім Іңкәрқызы Ғұмарова-Өһүлі", "Aigerim Inkarkyzy Gumarova-Ohuli"),
    "ky": ("Нуриңа Үсөн кызы Өмүрова", "Nuringa Uson kyzy Omurova"),
    "tg": ("Ҷӯрабек Ҳақназарзода Ғанӣ", "Jurabek Haqnazarzoda Ghani"),
    "uz": ("Gʻayrat Oʻktam oʻgʻli Shoʼrolov", "Gayrat Oktam ogli Shorolov"),
}
KEY = signing.new_key(is_demo=True, seed=b"1" * 32)


def an_award(language="en", **changed):
    """An award that is stored nowhere."""
    full_name, latin_name = changed.pop("names", PEOPLE[language])
    facts = {
        "learner": User(public_id=UUID(int=3)),
        "course_key": UUID(int=1),
        "edition": 2,
        "minutes": 372,
        "title": "Working with evidence",
        "title_language": "en",
        "competencies": ["Evidence literacy", "Safeguarding"],
        "language": language,
        "completed_at": datetime(2026, 3, 1, 6, tzinfo=UTC),
        "awarded_at": datetime(2026, 3, 2, 6, tzinfo=UTC),
        "valid_until": date(2028, 3, 2),
        "public_id": UUID(int=9),
        "code": "7F3K9QXA01MBV8TC",
    }
    award = Award(**(facts | changed))
    award.full_name, award.latin_name = full_name, latin_name
    return award


def pdf_of(award) -> PdfReader:
    return PdfReader(io.BytesIO(document.certificate_pdf(award, key=KEY)))


def text_of(award) -> str:
    return " ".join(page_text(page) for page in pdf_of(award).pages)


def page_text(page) -> str:
    return " ".join(page.extract_text().split())


def links_on(page) -> list[str]:
    annotations = [entry.get_object() for entry in page.get("/Annots", [])]
    return [entry["/A"]["/URI"] for entry in annotations if entry.get("/Subtype") == "/Link"]


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_both_scripts_of_the_name_can_be_read_out_of_the_file(language):
    said = text_of(an_award(language))
    for name in filter(None, PEOPLE[language]):
        assert name in said


@pytest.mark.parametrize("font", sorted(lettering.FOLDER.glob("*.ttf")), ids=lambda path: path.stem)
def test_every_font_has_every_letter_of_the_six_languages(font):
    drawn = set(TTFont(font).getBestCmap())
    letters = "".join(letter for code, _name in settings.LANGUAGES for letter in ALPHABETS[code])
    letters += UZBEK_CYRILLIC
    needed = set(letters) | set(letters.upper()) | set("0123456789ʻʼ’«»“”—–-·÷…().,:;/%№₸ ")
    assert sorted(letter for letter in needed if ord(letter) not in drawn) == []


def test_the_list_of_printable_letters_is_what_the_fonts_can_draw():
    drawn = set.intersection(*(set(TTFont(path).getBestCmap()) for path in lettering.FOLDER.glob("*.ttf")))
    listed = {point for span in lettering.covered() for point in span}
    assert listed == drawn


def test_every_font_lies_beside_its_licence():
    families = {path.stem.split("-")[0] for path in lettering.FOLDER.glob("*.ttf")}
    licences = {path.stem.removeprefix("OFL-") for path in lettering.FOLDER.glob("OFL-*.txt")}
    assert families == licences


def test_the_page_says_all_that_a_stranger_needs():
    said = text_of(an_award())
    for words in [
        "Hamroh",
        "has completed the course",
        "Working with evidence",
        "Evidence literacy · Safeguarding",
        "6 hours",
        "372 minutes of reading and activities ÷ 60, rounded down",
        "1 March 2026",
        "2 March 2026",
        "2 March 2028",
        "edition 2",
        "7F3K-9QXA-01MB-V8TC",
        KEY.fingerprint,
        f"{settings.SITE_ADDRESS}/verify/7F3K-9QXA-01MB-V8TC/",
    ]:
        assert words in said


def test_a_plain_certificate_is_neither_specimen_nor_pilot():
    said = text_of(an_award())
    assert "Specimen" not in said
    assert "pilot" not in said


def test_a_specimen_says_so_and_that_its_data_are_invented():
    said = text_of(an_award(is_specimen=True))
    assert "Specimen, not valid" in said
    assert "Invented data" in said


def test_a_pilot_edition_names_what_nobody_has_reviewed_yet():
    said = text_of(an_award(is_pilot=True, pending_reviews=["clinical", "theological", "legal"]))
    assert "Completed (pilot edition, clinical/theological/legal content not yet reviewed)" in said


def test_a_short_course_is_certified_in_minutes():
    assert "41 minutes" in text_of(an_award(minutes=41))


@pytest.mark.parametrize(
    "name",
    [
        "#sys.version *bold* _it_ $x$",
        "<a href='https://evil.example'>Ann</a> & <Bob",
        "https://evil.example/",
        "Ann \\ {Bob} @ref [x] // /* */",
        '"; #import "evil.typ"',
    ],
)
def test_markup_in_a_name_is_printed_as_it_is_written(name):
    reader = pdf_of(an_award(names=(name, "")))
    assert "".join(name.split()) in "".join(page_text(reader.pages[0]).split())
    assert links_on(reader.pages[0]) == [an_award().verify_address]


def test_a_very_long_name_stays_on_one_page():
    long = "Абдуғаффор " * 13
    reader = pdf_of(an_award("tg", names=(long.strip(), long.strip()), is_specimen=True, is_pilot=True))
    assert len(reader.pages) == 1
    assert "Абдуғаффор Абдуғаффор" in page_text(reader.pages[0])


def test_control_and_direction_signs_never_reach_the_paper():
    said = text_of(an_award(names=("Ann\x00a \u202eBek\u2066", "")))
    assert "Anna Bek" in said


def test_the_file_is_tagged_and_archival_and_names_its_language():
    reader = pdf_of(an_award("kk"))
    catalogue = reader.trailer["/Root"]
    metadata = catalogue["/Metadata"].get_data().decode()

    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"].startswith("kk")
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert "<pdfaid:part>2</pdfaid:part>" in metadata
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in metadata
    assert reader.metadata.title
    assert "Мисалова" not in str(reader.metadata)


def test_the_file_holds_no_script_no_file_and_no_other_link():
    reader = pdf_of(an_award())
    catalogue = reader.trailer["/Root"]
    assert links_on(reader.pages[0]) == [an_award().verify_address]
    assert not {"/OpenAction", "/AA", "/AcroForm"} & set(catalogue)
    assert not {"/JavaScript", "/EmbeddedFiles"} & set(catalogue.get("/Names", {}))


def test_the_same_award_gives_the_same_bytes():
    first = document.certificate_pdf(an_award("ru"), key=KEY)
    second = document.certificate_pdf(an_award("ru"), key=KEY)
    assert first == second
    assert len(first) < 80_000
