"""The issuer on paper: pinned when an award is issued, looked at before it is saved, never rewritten."""

import io
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from lms.accounts import sealing
from lms.accounts.api import grant
from lms.certificates import actions, credential, document, rules, signing
from lms.certificates.issuer import save_issuer_block
from lms.certificates.issuer_tables import BlockIsKept, IssuerBlock, RegisterCount
from lms.certificates.issuing import draw_up, issue
from lms.certificates.logo import LogoRefused, carried, cleaned_logo, taken_back
from lms.certificates.models import Award
from lms.certificates.rules.paper import register_number, said_in
from tests.certificates.conftest import complete, person
from tests.certificates.test_document import KEY, an_award, page_text, pdf_of, text_of
from tests.factories import make_learner
from tests.media.pictures import CANARIES, picture_file

ADDRESS = "/certificates/issuer/"
NAMES = {"en": "Centre for Social Practice", "ru": "Центр социальной практики"}


def block(**changed) -> IssuerBlock:
    said = {
        "names": NAMES,
        "signatories": {"ru": "Н. Каримова"},
        "posts": {"ru": "Директор", "en": "Director"},
        "leaves_space_for_stamp": True,
        "shows_academic_hours": True,
        "has_register_number": True,
        "register_prefix": "HAM",
    }
    return IssuerBlock(**said | changed)


def test_a_text_that_is_missing_is_said_in_a_language_that_is_read_there():
    assert said_in(NAMES, "ru") == (NAMES["ru"], "ru")
    assert said_in(NAMES, "tg") == (NAMES["ru"], "ru")
    assert said_in({"uz": "Markaz"}, "en") == ("Markaz", "uz")
    assert said_in({}, "en") == ("", "en")


@pytest.mark.parametrize(
    ("prefix", "written"), [("HAM", "HAM 2027/0012"), ("", "2027/0012"), ("№ 5-", "№ 5- 2027/0012")]
)
def test_a_register_number_names_its_year(prefix, written):
    assert register_number(prefix, year=2027, number=12) == written


@pytest.mark.parametrize(("minutes", "hours"), [(44, 0), (45, 1), (372, 8), (0, 0)])
def test_academic_hours_are_rounded_down(minutes, hours):
    assert rules.hours_of(minutes).academic_hours == hours


def test_the_paper_says_all_that_the_block_says():
    said = text_of(an_award(issuer_block=block(), register_number="HAM 2026/0012"))
    for words in [
        "Centre for Social Practice",
        "Н. Каримова",
        "Director",
        "place for the stamp",
        "8 academic hours",
        "÷ 60, for academic hours ÷ 45, rounded down",
        "Register no. HAM 2026/0012",
    ]:
        assert words in said


def test_the_paper_speaks_the_language_of_the_award():
    said = text_of(an_award("ru", issuer_block=block()))
    assert "Центр социальной практики" in said
    assert "Директор" in said
    assert "Centre for Social Practice" not in said


def test_what_the_block_leaves_out_is_not_on_the_paper():
    bare = block(signatories={}, posts={}, leaves_space_for_stamp=False, shows_academic_hours=False)
    said = text_of(an_award(issuer_block=bare))
    for words in ("Director", "stamp", "academic", "Register"):
        assert words not in said
    assert "372 minutes of reading and activities ÷ 60, rounded down" in said


def test_a_specimen_shows_a_number_that_nobody_has():
    assert "HAM 2026/0000" in text_of(an_award(issuer_block=block(), is_specimen=True))


@pytest.mark.parametrize("picture_format", ["PNG", "JPEG"])
def test_the_fullest_paper_stays_one_tagged_page_with_its_logo(picture_format):
    logo = cleaned_logo(picture_file(picture_format, size=(400, 200)))
    long = ("Абдуғаффор " * 13).strip()
    reader = pdf_of(
        an_award(
            "tg",
            names=(long, long),
            is_specimen=True,
            is_pilot=True,
            pending_reviews=["clinical", "theological", "legal", "native-language"],
            title=("Кор бо далелҳо ва сарчашмаҳо " * 6)[:160],
            competencies=["Саводнокии кор бо далелҳо ва сарчашмаҳо"] * 4,
            issuer_block=block(
                names={"tg": ("Маркази ҷумҳуриявии таълимӣ " * 5)[:120]},
                signatories={"tg": "Ҷ. Раҳмонов"},
                posts={"tg": ("Директори марказ, доктори илмҳои равоншиносӣ " * 3)[:120]},
                logo=logo,
            ),
        )
    )
    metadata = reader.trailer["/Root"]["/Metadata"].get_data().decode()
    assert len(reader.pages) == 1
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in metadata
    assert len(reader.pages[0].images) >= 1
    assert "7F3K-9QXA-01MB-V8TC" in page_text(reader.pages[0])


def test_many_papers_are_one_file_each_in_its_own_language():
    papers = [an_award("en", issuer_block=block()), an_award("ru"), an_award("kk", issuer_block=block())]
    reader = PdfReader(io.BytesIO(document.certificates_pdf([(award, KEY) for award in papers])))
    assert len(reader.pages) == 3
    assert "has completed the course" in page_text(reader.pages[0])
    assert "Hamroh" in page_text(reader.pages[1])
    assert "Центр социальной практики" in page_text(reader.pages[2])


@pytest.mark.parametrize("picture_format", ["PNG", "JPEG"])
def test_a_logo_keeps_nothing_but_its_pixels(picture_format):
    cleaned = cleaned_logo(picture_file(picture_format, size=(1600, 900), with_canaries=True))
    assert not any(canary in cleaned for canary in CANARIES[picture_format])
    assert len(cleaned) <= 150_000


@pytest.mark.parametrize(
    ("upload", "reason"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "kind"),
        (b"", "kind"),
        (picture_file("GIF"), "kind"),
        (picture_file("WEBP"), "kind"),
        (picture_file("PNG")[:200], "damaged"),
    ],
)
def test_what_is_no_plain_picture_is_no_logo(upload, reason):
    with pytest.raises(LogoRefused) as refusal:
        cleaned_logo(upload)
    assert refusal.value.reason == reason


def test_only_a_logo_that_was_cleaned_here_comes_back_from_a_form():
    assert taken_back(carried(b"pixels")) == b"pixels"
    for forged in ("", "cGl4ZWxz", carried(b"pixels")[:-1], "\x00:x", "é:é"):
        assert taken_back(forged) == b""


@pytest.mark.django_db
class TestPinned:
    """What an award was issued under, it keeps."""

    def test_an_older_award_keeps_its_look_to_the_byte(self, award):
        before = document.certificate_pdf(award, key=signing.key_ring().find(award.key_id))
        save_issuer_block(block())
        again = Award.objects.get(pk=award.pk)
        assert again.issuer_block is None
        assert document.certificate_pdf(again, key=signing.key_ring().find(again.key_id)) == before
        assert "Hamroh" in page_text(PdfReader(io.BytesIO(before)).pages[0])

    def test_a_block_changed_afterwards_changes_no_paper(self, learner, course):
        save_issuer_block(block(logo=cleaned_logo(picture_file("PNG"))))
        award = actions.claim_award(learner=learner, course_key=course.key, language="ru")
        key = signing.key_ring().find(award.key_id)
        before = document.certificate_pdf(Award.objects.get(), key=key)
        save_issuer_block(block(names={"en": "Another house"}))
        assert document.certificate_pdf(Award.objects.get(), key=key) == before

    def test_the_signed_statement_names_the_issuer_in_the_awards_language(self, client, learner, course):
        save_issuer_block(block())
        award = actions.claim_award(learner=learner, course_key=course.key, language="ru")
        save_issuer_block(block(names={"en": "Another house"}))
        said = credential.read(award.credential, ring=signing.key_ring())
        assert said["issuer"]["name"] == "Центр социальной практики"
        page = client.get(reverse("verify", args=[award.shown_code])).content.decode()
        assert "Центр социальной практики" in page
        assert "Another house" not in page

    def test_a_block_saved_elsewhere_counts_from_the_next_award_on(self, course):
        earlier, later = someone_who_completed(course), someone_who_completed(course)
        save_issuer_block(block())
        assert issuer_signed_in(claimed_by(earlier, course)) == NAMES["en"]
        # As another process would: what this one remembers is not told of it.
        block(names={"en": "Another house"}).save()
        assert issuer_signed_in(claimed_by(later, course)) == "Another house"

    def test_a_block_saved_while_an_award_is_drawn_up_stands_in_it(self, learner, course):
        earned = actions.what_is_earned(learner=learner, course_key=course.key, language="en")
        award = draw_up(learner, earned, language="en", awarded_at=timezone.now(), valid_until=None)
        save_issuer_block(block(names={"en": "A third house"}))

        issued = issue(award, or_else=lambda: None)

        assert issued.issuer_block == Award.objects.get().issuer_block == IssuerBlock.objects.get()
        assert issuer_signed_in(Award.objects.get()) == "A third house"

    def test_versions_are_added_and_never_rewritten(self):
        save_issuer_block(block())
        assert not save_issuer_block(block())
        first = IssuerBlock.objects.get()
        first.names = {"en": "Forged"}
        for rewrite in (first.save, first.delete, IssuerBlock.objects.all().delete):
            with pytest.raises(BlockIsKept):
                rewrite()
        with pytest.raises(BlockIsKept):
            IssuerBlock.objects.update(names={"en": "Forged"})
        with pytest.raises(IntegrityError), transaction.atomic():
            save_issuer_block(block(names={}))

    def test_specimens_take_no_number(self, learner, course):
        save_issuer_block(block())
        award = actions.claim_award(learner=learner, course_key=course.key, language="en")
        assert award.is_specimen and award.register_number == ""
        assert not RegisterCount.objects.exists()


@pytest.fixture
def real_site(settings, tmp_path, db):
    """A site that is no demo, with keys of its own."""
    settings.DEMO, settings.KEYS_DIR = False, tmp_path
    sealing.create_key(sealing.key_file())
    signing.add_key()


def someone_who_completed(course):
    somebody = person()
    complete(somebody, course)
    return somebody


def claimed_by(learner, course) -> Award:
    return actions.claim_award(learner=learner, course_key=course.key, language="en")


def claimed(course) -> Award:
    return claimed_by(someone_who_completed(course), course)


def issuer_signed_in(award) -> str:
    return credential.read(award.credential, ring=signing.key_ring())["issuer"]["name"]


def test_numbers_run_on_also_under_other_letters_and_each_stands_once(real_site, course):
    save_issuer_block(block())
    first = claimed(course)
    save_issuer_block(block(register_prefix="X"))
    second = claimed(course)
    save_issuer_block(block(has_register_number=False))
    third = claimed(course)

    year = first.awarded_at.year
    numbers = [award.register_number for award in (first, second, third)]
    assert numbers == [f"HAM {year}/0001", f"X {year}/0002", ""]
    assert actions.claim_award(learner=first.learner, course_key=course.key, language="en") == first
    assert RegisterCount.objects.get().last == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        twin = Award.objects.get(pk=first.pk)
        twin.pk, twin.public_id, twin.code, twin.term = None, uuid4(), rules.new_code(), 2
        twin._state.adding = True
        twin.save(force_insert=True)


def operator() -> Client:
    somebody = make_learner()
    grant(somebody, "operator")
    client = Client()
    client.force_login(somebody, backend="lms.accounts.backends.ScopedBackend")
    return client


def typed(**changed) -> dict:
    return {"name_en": "Centre for Social Practice", "look_in": "en", "do": "save", **changed}


@pytest.mark.django_db
class TestPage:
    """The operator's page."""

    @pytest.mark.parametrize("role", ["coordinator", "trainer", "reviewer", ""])
    def test_nobody_else_comes_in(self, role):
        somebody, client = make_learner(), Client()
        if role:
            grant(somebody, role)
        client.force_login(somebody, backend="lms.accounts.backends.ScopedBackend")
        assert client.get(ADDRESS).status_code == client.post(ADDRESS, typed()).status_code == 403
        assert not IssuerBlock.objects.exists()

    def test_a_look_saves_nothing_and_loses_nothing(self):
        own = operator()
        logo = io.BytesIO(picture_file("PNG"))
        logo.name = "logo.png"
        page = own.post(ADDRESS, typed(do="look", logo=logo, post_tg="Директор"))
        said = page.content.decode()
        assert page.status_code == 200 and "Not saved yet." in said
        assert not IssuerBlock.objects.exists()
        assert "Centre for Social Practice" in said and "Директор" in said

        own.post(ADDRESS, typed(kept_logo=page.context["kept_logo"]))
        assert IssuerBlock.objects.get().logo_bytes == cleaned_logo(picture_file("PNG"))
        own.post(ADDRESS, typed(kept_logo=page.context["kept_logo"], drops_logo="on"))
        assert IssuerBlock.objects.first().logo_bytes == b""

    def test_the_look_as_pdf_is_a_specimen(self):
        answer = operator().post(ADDRESS, typed(do="pdf", name_ru="Центр", look_in="ru"))
        said = page_text(PdfReader(io.BytesIO(answer.content)).pages[0])
        assert answer["Content-Type"] == "application/pdf"
        assert "Центр" in said and "Образец" in said

    @pytest.mark.parametrize(
        ("fields", "sentence"),
        [
            ({"name_en": ""}, "in one language at least"),
            ({"signatory_en": "王 Karimova"}, "王"),
            ({"name_en": "x" * 121}, "120"),
            ({"register_prefix": "x" * 21}, "20"),
            ({"look_in": "xx"}, "xx"),
        ],
    )
    def test_what_cannot_be_printed_is_said_and_stays_typed(self, fields, sentence):
        answer = operator().post(ADDRESS, typed(post_ru="Директор", **fields))
        page = answer.content.decode()
        assert answer.status_code == 422
        assert sentence in page and "Директор" in page
        assert not IssuerBlock.objects.exists()

    def test_a_drawing_with_script_is_refused(self):
        drawing = io.BytesIO(b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>")
        drawing.name = "logo.png"
        answer = operator().post(ADDRESS, typed(logo=drawing))
        assert answer.status_code == 422
        assert "PNG or JPEG" in answer.content.decode()
        assert not IssuerBlock.objects.exists()

    def test_markup_in_a_name_is_text_on_the_page_and_on_paper(self):
        name = "<script>alert(1)</script> #sys.version *b*"
        own = operator()
        page = own.post(ADDRESS, typed(do="look", name_en=name)).content.decode()
        assert "<script>alert" not in page
        answer = own.post(ADDRESS, typed(do="pdf", name_en=name))
        assert name in page_text(PdfReader(io.BytesIO(answer.content)).pages[0])
