"""The issuer's keys: made once, kept private, refused where they must not sign."""

import json
import stat
import threading

import pytest

from lms.certificates import signing
from lms.certificates.signing import SigningRefused


@pytest.fixture
def demo_site(settings, tmp_path):
    settings.DEMO = True
    settings.KEYS_DIR = tmp_path / "keys"
    return settings


@pytest.fixture
def real_site(settings, tmp_path):
    settings.DEMO = False
    settings.KEYS_DIR = tmp_path / "keys"
    return settings


def test_a_demo_site_makes_its_key_on_first_use_and_keeps_it(demo_site):
    first = signing.key_ring().signing_key()

    assert first.is_demo
    assert first.kid.startswith("demo-")
    assert signing.key_ring().signing_key() == first


def test_the_key_file_is_readable_by_its_owner_alone(demo_site):
    signing.key_ring()

    assert stat.S_IMODE(signing.key_file().stat().st_mode) == 0o600
    assert [path.name for path in demo_site.KEYS_DIR.iterdir()] == ["issuer.json"]


def test_many_first_uses_at_once_agree_on_one_key(demo_site):
    start = threading.Barrier(12)
    found = []

    def use():
        start.wait()
        found.append(signing.key_ring().signing_key().kid)

    threads = [threading.Thread(target=use) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(found) == 12
    assert len(set(found)) == 1


def test_a_real_site_never_makes_a_key_by_itself(real_site):
    with pytest.raises(SigningRefused, match="create_issuer_key"):
        signing.key_ring().signing_key()

    assert not signing.key_file().exists()


def test_a_real_site_refuses_the_demo_key(demo_site):
    demo_key = signing.key_ring().signing_key()
    demo_site.DEMO = False

    ring = signing.key_ring()

    assert ring.find(demo_key.kid) is None
    with pytest.raises(SigningRefused):
        ring.signing_key()


def test_a_key_whose_flag_was_taken_away_counts_as_demo(real_site):
    signing.add_key()
    rows = json.loads(signing.key_file().read_text())
    rows["keys"][0]["demo"] = None
    signing.key_file().write_text(json.dumps(rows))

    with pytest.raises(SigningRefused):
        signing.key_ring().signing_key()


def test_a_key_made_by_the_command_signs_and_the_one_before_it_still_can(real_site):
    first, second = signing.add_key(), signing.add_key()

    ring = signing.key_ring()

    assert ring.signing_key() == second
    assert ring.find(first.kid).is_active


def test_from_the_third_key_on_the_oldest_can_only_verify(real_site):
    first, second, third = signing.add_key(), signing.add_key(), signing.add_key()

    ring = signing.key_ring()

    assert [key.is_active for key in ring.keys] == [True, True, False]
    assert ring.find(first.kid).public == first.public
    with pytest.raises(SigningRefused, match="retired"):
        _ = ring.find(first.kid).private_key
    assert [ring.keys[0].kid, ring.keys[1].kid] == [third.kid, second.kid]


def test_a_key_file_that_others_can_read_is_refused(real_site):
    signing.add_key()
    signing.key_file().chmod(0o644)

    with pytest.raises(SigningRefused, match="chmod 600"):
        signing.key_ring()


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"keys": [{"kid": "x"}]}', "\x00"])
def test_a_broken_key_file_is_refused_and_never_replaced(demo_site, content):
    signing.key_ring()
    signing.key_file().write_text(content)

    with pytest.raises(SigningRefused, match="cannot be read"):
        signing.key_ring()

    assert signing.key_file().read_text() == content


def test_two_halves_of_different_keys_are_refused(real_site):
    signing.add_key()
    signing.add_key()
    rows = json.loads(signing.key_file().read_text())
    rows["keys"][0]["public"] = rows["keys"][1]["public"]
    signing.key_file().write_text(json.dumps(rows))

    with pytest.raises(SigningRefused):
        signing.key_ring()


def test_what_is_published_holds_no_private_half(demo_site):
    ring = signing.key_ring()

    published = json.dumps(signing.public_keys(ring.keys))

    assert '"d"' not in published
    assert signing._encode(ring.signing_key().seed) not in published
    assert json.loads(published)["keys"][0]["crv"] == "Ed25519"


def test_a_fingerprint_is_short_enough_to_be_read_aloud(demo_site):
    fingerprint = signing.key_ring().signing_key().fingerprint
    assert [len(group) for group in fingerprint.split(" ")] == [4] * 8
