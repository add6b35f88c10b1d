"""Addresses for machines, fixed by did:web and JSON Web Keys; they carry no language."""

from django.urls import path

from lms.certificates.views import stranger

urlpatterns = [
    path(".well-known/did.json", stranger.did_document, name="did_document"),
    path(".well-known/jwks.json", stranger.jwks, name="jwks"),
]
