"""A pasted list, or a file with one: each row read as it stands, each fault named, hostile files refused."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lms.coordination.lists import MOST_ROWS, Fault, is_plain_name, read_list
from lms.coordination.sheets import LARGEST_FILE, SheetRefused, text_of_file


def asked(text: str) -> list[tuple[str, str]]:
    return [(row.address, row.language) for row in read_list(text).good]


@pytest.mark.parametrize(
    "text",
    [
        "a@example.org;ru\nb@example.org;",
        "a@example.org,ru\nb@example.org",
        "a@example.org\tru\r\nb@example.org\t",
        "\ufeffE-mail;Language\na@example.org;Русский\nb@example.org;",
        "Язык;Эл. почта\nru;a@example.org\n;b@example.org",
        "Имя\tАдрес\tЯзык\nАйгүл\ta@example.org\tрусский\nBek\tb@example.org\t",
        "Elektron pochta,Til\nA@Example.org,rus\nb@example.org,",
        "\n\n  a@example.org ; орусча \n\n b@example.org \n",
        '"a@example.org";"ru"\n"b@example.org";""',
        "mailto:a@example.org;ru\nBek Namunaev <b@example.org>",
    ],
)
def test_rows_are_read_whatever_office_wrote_them(text):
    assert asked(text) == [("a@example.org", "ru"), ("b@example.org", "")]


def test_several_people_on_one_line_are_several_people():
    line = "Aigul <a@example.org>; Bek <b@example.org>; c@example.org"
    assert [address for address, _language in asked(line)] == [
        "a@example.org",
        "b@example.org",
        "c@example.org",
    ]


@pytest.mark.parametrize(
    ("row", "fault", "detail"),
    [
        ("Aigul Namunaeva", Fault.NO_ADDRESS, ""),
        ("a@example", Fault.NOT_AN_ADDRESS, ""),
        ("a b@example.org", Fault.NOT_AN_ADDRESS, ""),
        ("a@@example.org", Fault.NOT_AN_ADDRESS, ""),
        ("a" * 260 + "@example.org", Fault.NOT_AN_ADDRESS, ""),
        ("а@example.org", Fault.FOREIGN_LETTER, "а"),
        ('=HYPERLINK("mailto:a@example.org")', Fault.FORMULA, ""),
        ("a@example.org;Deutsch", Fault.LANGUAGE, "Deutsch"),
        ('"a@example.org', None, ""),
    ],
)
def test_a_row_that_cannot_be_asked_is_named_with_its_number(row, fault, detail):
    found = read_list(f"first@example.org\n{row}\nlast@example.org").rows
    assert [(each.number, each.fault, each.detail) for each in found] == [
        (1, None, ""),
        (2, fault, detail),
        (3, None, ""),
    ]


def test_an_address_that_stands_twice_is_asked_once_and_needs_no_correction():
    found = read_list("a@example.org\nb@example.org\nA@EXAMPLE.ORG")
    assert [(row.number, row.repeats) for row in found.repeated] == [(3, 1)]
    assert found.faulty == [] and len(found.good) == 2


def test_a_list_has_an_end_and_notes_are_left_unread():
    assert read_list("\n".join(f"a{number}@example.org" for number in range(MOST_ROWS))).is_too_long is False
    assert read_list("\n".join(f"a{number}@example.org" for number in range(MOST_ROWS + 1))).is_too_long
    assert read_list("a@example.org;ru;her child is ill").has_others
    assert "ill" not in str(asked("a@example.org;ru;her child is ill"))


@pytest.mark.parametrize("name", ["Termez, spring", "Айгүл Т.", "Oʻquv guruhi 3"])
def test_a_name_may_stand_in_a_mail(name):
    assert is_plain_name(name)


@pytest.mark.parametrize("name", ["Win at evil.example", "http://x", "a@b", "www x", "Тут: сайт.рф/x"])
def test_a_name_that_mail_programs_would_link_may_not(name):
    assert not is_plain_name(name)


# --- Files --------------------------------------------------------------------------------------


def upload(data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("list", data)


def workbook(rows) -> bytes:
    from openpyxl import Workbook

    book, out = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
def test_a_file_is_read_in_whatever_letters_excel_left_it(code):
    text = text_of_file(upload("Почта;Язык\r\na@example.org;орусча\r\n".encode(code)))
    assert asked(text) == [("a@example.org", "ru")]


def test_a_workbook_is_read_and_its_formulas_are_not_computed():
    data = workbook([["E-mail", "Language"], ["a@example.org", "tg"], [None, None], ["=A2", ""], [42]])
    found = read_list(text_of_file(upload(data)))
    assert [(row.number, row.fault) for row in found.rows] == [
        (2, None),
        (4, Fault.FORMULA),
        (5, Fault.NO_ADDRESS),
    ]


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def laced(extra: dict[str, bytes]) -> bytes:
    """Return a sound workbook with some of its parts replaced."""
    with zipfile.ZipFile(io.BytesIO(workbook([["a@example.org"]]))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return zipped(parts | extra)


ENTITY = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><sst>&b;</sst>'


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"x" * (LARGEST_FILE + 1), "larger than 1 MB"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500, "an old or a locked workbook"),
        (b"%PDF-1.7\x00\x01\x02", "cannot be read as a table"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "cannot be read as a table"),
        (b"PK\x03\x04 not a zip at all", "not a workbook"),
        (zipped({"word/document.xml": b"<x/>"}), "not a workbook"),
        (zipped({"xl/a.xml": b"0" * (9 * 1024 * 1024)}), "holds too much"),
        (zipped({f"xl/{number}.xml": b"" for number in range(201)}), "holds too much"),
        (laced({"xl/sharedStrings.xml": ENTITY}), "not a workbook"),
        (laced({"xl/worksheets/sheet1.xml": ENTITY.decode().encode("utf-16")}), "not a workbook"),
        (laced({"xl/worksheets/sheet1.xml": b"<worksheet><sheetData><row><c"}), "not a workbook"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_is_no_list_is_refused_with_what_to_do(data, sentence):
    with pytest.raises(SheetRefused, match=sentence):
        text_of_file(upload(data))


def test_a_workbook_that_lies_of_its_size_is_read_no_further_than_a_list_goes():
    far = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b'<dimension ref="A1:XFD1048576"/><sheetData><row r="1048576"><c r="A1048576" t="inlineStr">'
        b"<is><t>a@example.org</t></is></c></row></sheetData></worksheet>"
    )
    assert len(text_of_file(upload(laced({"xl/worksheets/sheet1.xml": far})))) < 10_000
