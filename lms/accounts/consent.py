"""Which consent text holds today. A changed text gets a new version and a template of its own."""

CONSENT_VERSION = "2026-12"


def consent_template(version: str = CONSENT_VERSION) -> str:
    """Return the template of a version of the text; earlier ones stay, for somebody agreed to them."""
    return f"accounts/consent/{version}.html"
