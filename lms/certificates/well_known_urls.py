"""Addresses for machines, fixed by did:web, JSON Web Keys and signed statements; they carry no language."""

from django.urls import path

from lms.certificates.views import alone, stranger

urlpatterns = [
    path(".well-known/did.json", stranger.did_document, name="did_document"),
    path(".well-known/jwks.json", stranger.jwks, name="jwks"),
    path("certificates/status/<int:year>/", alone.status_list, name="status_list"),
]
