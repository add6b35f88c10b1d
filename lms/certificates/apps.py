"""Wires the certificates room into Django."""

from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    """Awards, the documents that show them, and their check by strangers."""

    name = "lms.certificates"
    label = "certificates"
    verbose_name = "Certificates"
