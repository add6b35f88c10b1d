"""Wires the certificates room into Django."""

from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    """Awards, the documents that state them, and their verification."""

    name = "lms.certificates"
    label = "certificates"
    verbose_name = "Certificates"
