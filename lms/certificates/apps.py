"""Wires the certificates room into Django."""

from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    """Awards, the documents that show them, and their check by strangers."""

    name = "lms.certificates"
    label = "certificates"
    verbose_name = "Certificates"

    def ready(self) -> None:
        """Let the digest tell of renewals, and no list forget what went with an account."""
        from lms.certificates import closing, reminding
        from lms.notices.api import offer_lines

        offer_lines("renewals", reminding.SOURCE)
        closing.watch()
