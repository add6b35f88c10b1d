"""Whatever is killed while people claim and renew: everybody has each certificate once, the one they saw."""

from tests.faults.claiming import open_claims


def test_two_kills_lose_and_double_no_certificate(whole_house):
    claims = open_claims(whole_house, learners=4)
    claims.run(kills=2, only="web process")
    assert claims.what_stands()["certificates"] == 12
