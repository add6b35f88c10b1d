"""The door of the certificates room: awards_of(learner) and award_totals(country, region) come with its models."""


def awards_of(learner) -> list:
    """Return a learner's awards, the newest first; each has ``course_key``."""
    return []


def award_totals(*, country: str = "", region: str = "") -> list[dict]:
    """Return [{"course_key", "profession_id", "region_id", "certified"}]: people with a valid award. One query."""
    return []
