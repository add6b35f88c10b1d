"""The page that checks by itself, opened from a file in a browser without a line."""

import base64
import random
from dataclasses import replace
from datetime import date

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.utils import timezone, translation

from lms.certificates import alone, document, rules, signing, wording
from lms.certificates.rules import statement
from lms.certificates.rules.statement import Statement
from lms.certificates.signing import KeyRing

KEY = signing.new_key(is_demo=False, seed=b"7" * 32)
SAID = Statement(
    key_name=KEY.name,
    code="7F3K9QXA01MBV8TC",
    title="Работа с доказательствами",
    names=("Фёдор Съёмщиков-Щукин", "Fyodor Syomshchikov-Shchukin"),
    awarded_on=date(2026, 11, 27),
    valid_until=date(2098, 11, 27),
    is_specimen=False,
    is_pilot=False,
)
ADDRESS = "https://hamroh.example/verify/7F3K-9QXA-01MB-V8TC/#"
# RFC 8032, section 7.1: secret key, message, signature.
VECTORS = [
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
]


def signed(said: Statement = SAID, *, key=KEY) -> str:
    """Sign a statement as awards do."""
    laid = statement.laid_out(said)
    return statement.written(laid, key.private_key.sign(statement.PURPOSE + laid))


def raw(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def written(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """The page as it lies in a phone's folder."""
    file = tmp_path_factory.mktemp("phone") / "check-certificates.html"
    with translation.override("en"):
        file.write_text(alone.page(KeyRing((KEY,))))
    return file


@pytest.fixture(scope="module")
def phone(browser, saved):
    """A phone without a line, the saved page open."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, offline=True)
    page = context.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(saved.as_uri())
    yield page
    assert asked == [saved.as_uri()]
    context.close()


def answer(page, typed: str) -> str:
    """Paste something and read the word of the answer."""
    page.locator("#address").fill(typed)
    page.locator("#check button").click()
    return page.locator("#answer .word").inner_text()


def verdicts(page, texts: list[str]) -> list[str]:
    """What the page's script makes of many texts, without drawing the answers."""
    ask = (
        "texts => texts.map(text => check(text, JSON.parse(document.forms[0].dataset.keys), today()).answer)"
    )
    return page.evaluate(ask, texts)


@pytest.mark.browser
def test_a_phone_without_a_line_tells_genuine_from_false(phone):
    assert answer(phone, ADDRESS + signed()) == "Genuine"
    shown = phone.locator("#answer").inner_text()
    for words in [SAID.title, "7F3K-9QXA-01MB-V8TC", "27 November 2098", KEY.fingerprint, "not checked"]:
        assert words in shown
    assert (
        answer(phone, ADDRESS + signed(replace(SAID, valid_until=date(2026, 11, 26))))
        == "Genuine, but run out"
    )
    assert answer(phone, ADDRESS + signed(replace(SAID, is_specimen=True))) == "Specimen, not valid"
    stranger = signing.new_key(is_demo=False)
    assert "does not know" in answer(phone, signed(replace(SAID, key_name=stranger.name), key=stranger))
    assert answer(phone, signed(key=stranger)) == "Not genuine"
    assert answer(phone, ADDRESS.replace("7F3K", "7F3M") + signed()) == "Not genuine"
    assert "not a whole address" in answer(phone, ADDRESS)


@pytest.mark.browser
def test_an_answer_has_no_markup_of_whoever_signed_it(phone):
    answer(phone, signed(replace(SAID, title="<img src=x onerror=alert(1)><b>")))
    assert phone.locator("#answer img, #answer b").count() == 0


@pytest.mark.browser
@pytest.mark.parametrize(
    ("name", "verdict"),
    [
        ("  фЕДОР съёмщиков–щукин", "fits"),
        ("Fyodor SYOMSHCHIKOV-shchukin", "fits"),
        ("Fyodor X", "does not fit"),
    ],
)
def test_the_name_on_the_paper_can_be_compared(phone, name, verdict):
    answer(phone, signed())
    phone.locator("#answer input").fill(name)
    phone.locator("#answer form button").click()
    assert f"The name {verdict}" in phone.locator("#answer [data-names]").inner_text()


@pytest.mark.browser
def test_the_page_folds_names_as_the_site_does(phone):
    names = [
        "Gʻayrat Oʻktam oʻgʻli Shoʼrolov",
        "G‘ayrat O`ktam o'g'li",
        "Әйгерім Іңкәрқызы Ғұмарова",
        "Ҷӯрабек Ҳақназарзода",
        "Нуриңа  Үсөн\tкызы Өмүрова",
        "И\u0306о\u0301н",
        "\ufb01rst Müller—Weiß",
        "İbrahim",
        "Ann\u200ba \u202eBek",
        "ÇAĞLA",
    ]
    found = phone.evaluate("names => names.map(folded)", names)
    assert found == [rules.normalise_name(name) for name in names]


@pytest.mark.browser
def test_every_changed_byte_of_a_statement_is_found(phone):
    whole = raw(signed())
    texts = [
        written(whole[:place] + bytes([whole[place] ^ 1 << place % 8]) + whole[place + 1 :])
        for place in range(len(whole))
    ]
    assert verdicts(phone, [signed()]) == ["genuine"]
    assert not {"genuine", "over", "specimen"} & set(verdicts(phone, texts))


def test_every_changed_bit_of_a_statement_breaks_its_signature():
    whole = raw(signed())
    for place in range(len(whole) * 8):
        changed = bytearray(whole)
        changed[place // 8] ^= 1 << place % 8
        with pytest.raises(InvalidSignature):
            KEY.public_key.verify(bytes(changed[-64:]), statement.PURPOSE + bytes(changed[:-64]))


@pytest.mark.browser
def test_one_statement_has_one_spelling(phone):
    text = signed(replace(SAID, title="ab"))
    assert len(text) % 4 != 0
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    twin = text[:-1] + alphabet[alphabet.index(text[-1]) ^ 1]
    assert raw(twin) == raw(text)
    assert verdicts(phone, [text, twin, text + "=", text + "A"]) == [
        "genuine",
        "unreadable",
        "unreadable",
        "not-genuine",
    ]


@pytest.mark.browser
def test_the_verifier_agrees_with_the_standard_s_own_examples_and_two_hundred_others(phone):
    cases = []
    for secret, message, signature in VECTORS:
        private = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(secret))
        cases.append(
            (private.public_key().public_bytes_raw(), bytes.fromhex(message), bytes.fromhex(signature), True)
        )
    chance = random.Random(8032)
    for number in range(200):
        private = Ed25519PrivateKey.from_private_bytes(chance.randbytes(32))
        message = chance.randbytes(number)
        signature, is_good = private.sign(message), number % 4 != 3
        if not is_good:
            signature = bytearray(signature)
            signature[chance.randrange(64)] ^= 1 << chance.randrange(8)
        cases.append((private.public_key().public_bytes_raw(), message, bytes(signature), is_good))
    ask = "cases => cases.map(parts => isSignedBy(...parts.map(part => Uint8Array.from(part))))"
    found = phone.evaluate(ask, [[list(part) for part in case[:3]] for case in cases])
    assert found == [case[3] for case in cases]


@pytest.mark.browser
def test_a_signature_whose_number_is_too_large_is_refused(phone):
    key, message = KEY.public, b"one"
    good = KEY.private_key.sign(message)
    order = 2**252 + 27742317777372353535851937790883648493
    larger = good[:32] + (int.from_bytes(good[32:], "little") + order).to_bytes(32, "little")
    ask = "parts => isSignedBy(...parts.map(part => Uint8Array.from(part)))"
    assert [phone.evaluate(ask, [list(key), list(message), list(one)]) for one in (good, larger)] == [
        True,
        False,
    ]


@pytest.mark.parametrize(
    "title", ["", "a", "Kurz", "ӯ" * 160, "a" * 160, "𐌰" * 160, "Работа с доказательствами " * 5]
)
def test_no_statement_is_longer_than_250_letters(title):
    text = signed(replace(SAID, title=title))
    assert len(text) <= 250
    shown = raw(text)[28:-64].decode()
    assert shown == title or (shown.endswith("…") and title.startswith(shown[:-1]))


def test_a_square_is_coarse_enough_for_a_phone():
    import segno

    longest = f"{ADDRESS}{signed(replace(SAID, title='Ҷ' * 160))}"
    square = segno.make(longest, error="m", micro=False)
    modules = square.symbol_size(border=0)[0]
    # On paper it is 31 mm wide; a third of a millimetre for each module is what old phones read at 25 mm.
    assert 25 / modules >= 0.33
    assert f"{modules} {modules}" in document.qr_code(longest)


def test_of_a_long_list_of_names_several_fit_so_that_nobody_is_found():
    marks = [statement.name_mark(SAID.code, f"Name {number}") for number in range(5_000)]
    assert len(set(marks)) < 4_950


@pytest.mark.browser
@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_days_are_written_as_the_site_writes_them(phone, saved, language):
    day = date(2031, 5, 9)
    with translation.override(language):
        page, expected = alone.page(KeyRing((KEY,))), wording.day(day)
    file = saved.with_name(f"{language}.html")
    file.write_text(page)
    other = phone.context.new_page()
    other.goto(file.as_uri() + "#" + signed(replace(SAID, valid_until=day)))
    assert other.locator("[data-fill=last]").inner_text() == expected
    other.close()


@pytest.mark.parametrize(
    ("day", "days"), [(date(2020, 1, 2), 1), (date(2199, 6, 6), 0xFFFF), (date(2500, 1, 1), 0xFFFF)]
)
def test_a_day_takes_two_bytes(day, days):
    laid = statement.laid_out(replace(SAID, valid_until=day))
    assert int.from_bytes(laid[22:24], "big") == days
    assert statement.laid_out(replace(SAID, valid_until=None))[22:24] == b"\0\0"


def test_the_page_asks_nobody_and_its_policy_forbids_to(client, settings):
    answer = client.get("/verify/offline/")
    page, allowed = answer.content.decode(), answer["Content-Security-Policy"]
    for part in (*alone.policy()["script-src"], *alone.policy()["style-src"]):
        assert part in allowed and part.replace("'", "&#x27;") in page
    assert not any(asks in page for asks in ("src=", "<link", "url(", "fetch(", "import("))
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    saved = client.get("/ru/verify/offline/save/")
    assert saved["Content-Disposition"] == 'attachment; filename="check-certificates.html"'
    assert '<html lang="ru"' in saved.content.decode()
    assert len(saved.content) < 30_000


def test_without_scripts_the_page_tells_how_to_ask(saved):
    assert "Ask the issuer" in saved.read_text() and KEY.fingerprint in saved.read_text()


def test_the_keys_are_listed_with_their_days_for_people(client, settings, tmp_path):
    settings.DEMO, settings.KEYS_DIR = False, tmp_path
    first, second = signing.add_key(), signing.add_key()
    page = client.get("/verify/keys/").content.decode()
    assert first.fingerprint in page and second.fingerprint in page
    assert page.index(second.fingerprint) < page.index(first.fingerprint)
    assert page.count("Signs since") == 1 and page.count("what it signed stays good") == 1
    assert timezone.localdate().strftime("%Y") in page
