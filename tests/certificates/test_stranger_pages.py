"""A stranger checks a code: what they learn, and what they do not."""

import json
import statistics
import time
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openbadgeslib.ob3 import OB3Verifier

from lms.accounts import sealing
from lms.certificates import actions, limits, rules, signing
from lms.certificates.models import Award, AwardedCompetency
from lms.certificates.queries import award_by_code
from lms.certificates.renewing import renew_award

pytestmark = pytest.mark.django_db


def check(client, code, **data):
    address = reverse("verify", args=[code])
    return client.post(address, data) if data else client.get(address)


def test_the_check_page_tells_what_was_learned_and_not_by_whom(client, award):
    answer = check(client, award.shown_code)
    page = answer.content.decode()

    assert answer.status_code == 200
    assert "Evidence literacy · Safeguarding" in page
    assert "Working with evidence" in page
    assert "6 hours" in page
    assert "Мисалова" not in page
    assert "Misalova" not in page
    assert "A title that names the subject" not in page


def test_the_check_asks_the_database_once(client, award):
    with CaptureQueriesContext(connection) as captured:
        check(client, award.shown_code)
    assert len(captured) == 1


def test_a_shown_name_costs_no_second_query(client, award):
    actions.show_name(award, shown=True)
    with CaptureQueriesContext(connection) as captured:
        page = check(client, award.shown_code).content.decode()
    assert "Айгүл Мисалова" in page
    assert len(captured) == 1


@pytest.mark.parametrize("spelling", [str.lower, str.upper, rules.grouped_code, str.strip])
def test_any_spelling_of_the_code_leads_to_the_same_page(client, award, spelling):
    assert award.shown_code in check(client, spelling(award.code)).content.decode()


def test_a_typed_code_leads_to_its_page_and_an_unreadable_one_is_explained(client, award):
    form = reverse("verify_form")

    assert client.get(form, {"code": f" {award.code.lower()} "}).url == reverse(
        "verify", args=[award.shown_code]
    )
    answer = client.get(form, {"code": "7F3K"})
    assert answer.status_code == 422
    assert "16 letters and digits" in answer.content.decode()
    assert client.get(form).status_code == 200


@pytest.mark.parametrize("name", ["Айгүл Мисалова", " aigul  MISALOVA "])
def test_the_right_name_in_either_script_is_a_match(client, award, name):
    page = check(client, award.code, name=name).content.decode()
    assert "<strong>Match.</strong>" in page


def test_a_wrong_name_is_no_match_and_shows_nothing(client, award):
    page = check(client, award.code, name="Aigul Misalov").content.decode()
    assert "<strong>No match.</strong>" in page
    assert "Мисалова" not in page


@pytest.mark.parametrize("name", ["", "   ", "\u200b"])
def test_an_empty_name_is_explained(client, award, name):
    assert client.post(reverse("verify", args=[award.code]), {"name": name}).status_code == 422


def test_a_name_with_markup_is_shown_as_text(client, award):
    page = check(client, award.code, name="<script>alert(1)</script>").content.decode()
    assert "<script>alert" not in page


def test_guessing_names_ends_after_a_few_tries(client, award):
    for number in range(limits.TRIES_OF_ONE_VISITOR):
        assert check(client, award.code, name=f"Guess {number}").status_code == 200
    answer = check(client, award.code, name="Айгүл Мисалова")
    assert answer.status_code == 429
    assert "<strong>Match.</strong>" not in answer.content.decode()


def test_many_visitors_together_cannot_guess_without_end(client, award):
    for number in range(limits.TRIES_ON_ONE_CODE + 1):
        last = client.post(
            reverse("verify", args=[award.code]),
            {"name": f"Guess {number}"},
            REMOTE_ADDR=f"10.0.{number // 200}.{number % 200 + 1}",
        )
    assert last.status_code == 429


def test_the_counters_hold_no_address_of_a_visitor(client, award):
    check(client, award.code, name="Guess")
    kept = [key for key in cached_keys() if "certificates" in key]
    assert kept and "127.0.0.1" not in " ".join(kept)


def cached_keys() -> list[str]:
    """Return the names of everything in the cache, in memory or in Redis."""
    store = cache._cache
    if hasattr(store, "get_client"):
        return [key.decode() for key in store.get_client().keys("*")]
    return [str(key) for key in store]


@pytest.mark.parametrize("code", ["0000-0000-0000-0000", "nonsense", "7F3K", "x" * 300, "%00", "🙂"])
def test_an_unknown_code_and_nonsense_get_the_same_answer(client, award, code):
    with CaptureQueriesContext(connection) as captured:
        answer = check(client, code)
    assert answer.status_code == 404
    assert "No certificate has this code" in answer.content.decode()
    assert len(captured) == 1


def test_a_closed_account_leaves_nothing_to_find(client, award, learner, settings):
    settings.DEMO = False  # the demo's bar holds a form, and a form a token of its own
    AwardedCompetency.objects.filter(award=award)._raw_delete(using="default")
    Award.objects.filter(pk=award.pk)._raw_delete(using="default")
    gone = check(client, award.code).content.decode()
    never = check(client, "0000-0000-0000-0000").content.decode()
    assert gone.replace(award.code, "") == never.replace("0000-0000-0000-0000", "")


def test_three_hundred_guessed_codes_find_nothing(award):
    assert not any(award_by_code(rules.new_code()) for _ in range(300))


def test_a_known_prefix_takes_no_longer_than_a_strange_code(award):
    near = award.code[:15] + ("A" if award.code[15] != "A" else "B")
    times = {near: [], "0" * 16: []}
    for _ in range(200):
        for code, taken in times.items():
            started = time.perf_counter()
            award_by_code(code)
            taken.append(time.perf_counter() - started)
    near_median, far_median = (statistics.median(taken) for taken in times.values())
    assert near_median < 2 * far_median
    assert far_median < 2 * near_median


def test_search_engines_are_kept_away_and_nothing_is_stored(client, award):
    for address in ("/verify/", f"/verify/{award.shown_code}/", "/verify/specimen/", "/verify/nothing/"):
        answer = client.get(address)
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
        assert "no-store" in answer["Cache-Control"]


@pytest.fixture
def real_award(learner, course, settings, tmp_path):
    """An award of a site that is no demo, signed with a real key."""
    settings.DEMO, settings.KEYS_DIR = False, tmp_path
    sealing.create_key(sealing.key_file())
    signing.add_key()
    learner.profile.full_name, learner.profile.latin_name = "Айгүл Мисалова", "Aigul Misalova"
    learner.profile.save()
    return actions.claim_award(learner=learner, course_key=course.key, language="en")


def test_a_real_certificate_is_valid_until_its_last_day(client, real_award):
    valid_until = real_award.valid_until
    assert 'standing--valid"' in check(client, real_award.code).content.decode()
    noon = timezone.localtime().replace(hour=12, minute=0)
    days_left = (valid_until - timezone.localdate()).days
    with time_machine.travel(noon + timedelta(days=days_left), tick=False):
        assert 'standing--valid"' in check(client, real_award.code).content.decode()
    with time_machine.travel(noon + timedelta(days=days_left + 1), tick=False):
        assert 'standing--expired"' in check(client, real_award.code).content.decode()


def test_of_an_expired_certificate_a_stranger_learns_whether_it_was_renewed(client, real_award):
    late = timezone.now() + timedelta(days=(real_award.valid_until - timezone.localdate()).days + 30)
    with time_machine.travel(late, tick=False):
        assert "has been renewed" not in check(client, real_award.code).content.decode()
        newer = renew_award(real_award, language="en")
        page = check(client, real_award.code).content.decode()
    assert "has been renewed" in page and newer.shown_code not in page


def test_a_withdrawn_certificate_says_so_and_keeps_its_reason_to_itself(client, real_award):
    actions.revoke_award(real_award, reason="not own work")

    page = check(client, real_award.code).content.decode()

    assert 'standing--revoked"' in page
    assert "Withdrawn" in page
    assert "own work" not in page and "holder’s own" not in page


def test_a_certificate_stays_valid_when_the_key_was_changed_twice(client, real_award):
    signing.add_key()
    signing.add_key()
    assert 'standing--valid"' in check(client, real_award.code).content.decode()


def test_a_real_site_does_not_confirm_what_a_demo_signed(client, award, settings, tmp_path):
    keys = signing.key_file().read_bytes()
    settings.DEMO, settings.KEYS_DIR = False, tmp_path
    signing.key_file().write_bytes(keys)
    signing.key_file().chmod(0o600)

    assert 'standing--unconfirmed"' in check(client, award.code).content.decode()


@pytest.mark.parametrize("column", ["credential", "public_id"])
def test_a_row_changed_behind_our_back_is_not_confirmed(client, award, column):
    changed = {"credential": award.credential.replace("a", "b", 1), "public_id": uuid4().hex}
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE certificates_award SET {column} = %s", [changed[column]])  # noqa: S608

    page = check(client, award.code).content.decode()

    assert 'standing--unconfirmed"' in page
    assert "Evidence literacy" not in page


def test_dates_changed_behind_our_back_change_nothing_that_is_shown(client, award):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE certificates_award SET valid_until = '2099-01-01', title = 'Surgery'")
    page = check(client, award.code).content.decode()
    assert "2099" not in page
    assert "Surgery" not in page


def test_without_readable_keys_the_check_says_that_it_cannot_check(client, award, settings, tmp_path):
    settings.KEYS_DIR = tmp_path
    (tmp_path / "issuer.json").write_text("broken")
    assert check(client, award.code).status_code == 503
    refused = client.get("/.well-known/did.json")
    assert refused.status_code == 503 and "no-store" in refused["Cache-Control"]


def test_a_downloaded_credential_is_accepted_by_others_with_our_published_key(client, award):
    published = client.get("/.well-known/did.json")
    did = json.loads(published.content)["id"]

    verifier = OB3Verifier.for_issuer_did(did, download=lambda _address: published.content)

    assert verifier.verify(award.credential).achievement.tags == ["Evidence literacy", "Safeguarding"]


def test_the_published_keys_can_be_read_by_anybody_and_ask_no_database(client):
    with CaptureQueriesContext(connection) as captured:
        answers = [client.get(address) for address in ("/.well-known/did.json", "/.well-known/jwks.json")]
    assert len(captured) == 0
    assert {answer["Access-Control-Allow-Origin"] for answer in answers} == {"*"}
    assert json.loads(answers[1].content)["keys"][0]["kty"] == "OKP"
    assert b'"d"' not in answers[1].content
