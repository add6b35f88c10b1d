"""What a handout may be, what is taken out of it, and how it is sent."""

from io import BytesIO
from uuid import uuid4
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import Collection, CollectionViewRestriction

from media.handout_files import HandoutRefused, clean_handout
from media.models import Handout

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
DOCX_KIND = (
    b'<Types><Override PartName="/word/document.xml" ContentType='
    b'"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)


def archive(parts: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return out.getvalue()


def docx(**parts: bytes) -> bytes:
    named = {name.replace("__", "/") + ".xml": content for name, content in parts.items()}
    return archive({"[Content_Types].xml": DOCX_KIND, "word/document.xml": b"<w:document/>", **named})


def odt(extra: dict[str, bytes] | None = None) -> bytes:
    return archive(
        {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<c/>", **(extra or {})}
    )


def test_office_files_lose_the_names_of_their_authors():
    named = b"<dc:creator>canary-author</dc:creator>"
    word = clean_handout(
        docx(docProps__core=named, docProps__app=b"<Company>canary-author</Company>"), "docx"
    )
    office = clean_handout(odt({"meta.xml": named}), "odt")

    for cleaned in (word, office):
        with ZipFile(BytesIO(cleaned)) as parts:
            assert not any(b"canary-author" in parts.read(name) for name in parts.namelist())
            assert {entry.date_time[0] for entry in parts.infolist()} == {1980}


@pytest.mark.parametrize(
    ("upload", "extension", "reason"),
    [
        (b"<html><script>alert(1)</script>", "pdf", "wrong_kind"),
        (b"MZ\x90\x00", "docx", "wrong_kind"),
        (archive({"index.html": b"<script>"}), "odt", "damaged"),
        (odt(), "docx", "damaged"),
        (archive({"[Content_Types].xml": b"<Types/>"}), "docx", "wrong_kind"),
        (PDF, "html", "wrong_kind"),
        (
            PDF.replace(b"/Catalog", b"/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>"),
            "pdf",
            "active_content",
        ),
        (PDF.replace(b"/Catalog", b"/Catalog/AA<</O<</S/Launch/F(cmd.exe)>>>>"), "pdf", "active_content"),
        (archive({"[Content_Types].xml": DOCX_KIND, "word/vbaProject.bin": b"x"}), "docx", "active_content"),
        (odt({"Basic/Standard/Module1.xml": b"Sub Main"}), "odt", "active_content"),
        (docx(word__bomb=b"0" * 61_000_000), "docx", "too_large"),
    ],
)
def test_what_is_not_as_it_says_or_acts_by_itself_is_refused_with_its_reason(upload, extension, reason):
    with pytest.raises(HandoutRefused) as refusal:
        clean_handout(upload, extension)
    assert refusal.value.reason == reason


@pytest.fixture
def handout(db, settings, tmp_path) -> Handout:
    settings.MEDIA_ROOT = tmp_path
    return Handout.objects.create(title="Ruhsat xati: namuna", file=SimpleUploadedFile("by-aizada.pdf", PDF))


def test_a_handout_is_an_attachment_named_by_its_title_that_no_browser_opens(client, handout):
    response = client.get(handout.url)

    assert response["Content-Disposition"] == 'attachment; filename="ruhsat-xati-namuna.pdf"'
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Content-Type"] == "application/pdf"
    assert b"".join(response.streaming_content) == PDF
    assert "aizada" not in handout.file.name


def test_a_private_handout_and_an_unknown_one_are_both_not_found(client, handout):
    shelf = Collection.get_first_root_node().add_child(name="For colleagues")
    CollectionViewRestriction.objects.create(collection=shelf, restriction_type="login")
    Handout.objects.filter(pk=handout.pk).update(collection=shelf)

    assert client.get(handout.url).status_code == 404
    assert client.get(reverse("handout", args=[uuid4()])).status_code == 404
    assert client.get(f"/documents/{handout.pk}/{handout.filename}").status_code == 404


def test_a_private_handout_is_sent_to_whom_its_collection_lets_in(client, handout, django_user_model):
    shelf = Collection.get_first_root_node().add_child(name="For colleagues")
    CollectionViewRestriction.objects.create(collection=shelf, restriction_type="login")
    Handout.objects.filter(pk=handout.pk).update(collection=shelf)
    client.force_login(django_user_model.objects.create_user("reader@demo.example"))

    response = client.get(handout.url)

    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"


def test_a_refused_handout_is_not_stored(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path

    with pytest.raises(ValidationError):
        Handout.objects.create(title="A page", file=SimpleUploadedFile("page.pdf", b"<html>"))
    assert list(tmp_path.rglob("*.*")) == []
