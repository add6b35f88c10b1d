"""Addresses of certificates. Those under /verify/ stand on paper and never change."""

from django.urls import path

from lms.certificates.views import holder, stranger

urlpatterns = [
    path("certificates/claim/<uuid:course_key>/", holder.claim, name="certificate_claim"),
    path("certificates/<uuid:public_id>/", holder.certificate, name="certificate"),
    path(
        "certificates/<uuid:public_id>/document.pdf",
        holder.certificate_document,
        name="certificate_document",
    ),
    path(
        "certificates/<uuid:public_id>/credential.jwt",
        holder.certificate_credential,
        name="certificate_credential",
    ),
    path("certificates/<uuid:public_id>/renew/", holder.certificate_renew, name="certificate_renew"),
    path("certificates/<uuid:public_id>/name/", holder.certificate_name, name="certificate_name"),
    path("verify/", stranger.verify_form, name="verify_form"),
    path("verify/specimen/", stranger.verify_specimen, name="verify_specimen"),
    path("verify/<str:code>/", stranger.verify, name="verify"),
]
