"""Addresses of certificates. Those under /verify/ stand on paper and never change."""

from django.urls import path

from lms.certificates.views import holder, issuer, record, stranger

urlpatterns = [
    path("certificates/issuer/", issuer.issuer, name="certificate_issuer"),
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
    path("certificates/<uuid:public_id>/print/", holder.certificate_print, name="certificate_print"),
    path("learn/record/", record.record, name="record"),
    path("learn/record.pdf", record.record_document, name="record_document"),
    path("learn/record/links/<uuid:public_id>/close/", record.record_link_close, name="record_link_close"),
    path("record/<str:token>/", record.shared_record, name="shared_record"),
    path("verify/", stranger.verify_form, name="verify_form"),
    path("verify/specimen/", stranger.verify_specimen, name="verify_specimen"),
    path("verify/<str:code>/", stranger.verify, name="verify"),
]
