"""Addresses of certificates. Those under /verify/ stand on paper and never change."""

from django.urls import path

from lms.certificates.observation import views as observation
from lms.certificates.rungs import rule_views
from lms.certificates.rungs import views as rungs
from lms.certificates.views import alone, holder, issuer, record, stranger

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
    path("certificates/<uuid:public_id>/square.svg", holder.certificate_square, name="certificate_square"),
    path("certificates/<uuid:public_id>/renew/", holder.certificate_renew, name="certificate_renew"),
    path("certificates/<uuid:public_id>/name/", holder.certificate_name, name="certificate_name"),
    path("certificates/competencies/", rungs.competencies, name="competencies"),
    path("certificates/competencies/<slug:code>/", rungs.competency, name="competency"),
    path("certificates/competencies/<slug:code>/observe/", observation.ask, name="observation_ask"),
    path("certificates/competencies/<slug:code>/claim/<slug:rung>/", rungs.claim, name="rung_claim"),
    path("certificates/observed/<uuid:public_id>/", observation.observed, name="observed"),
    path("certificates/observed/<uuid:public_id>/close/", observation.close, name="observation_close"),
    path("observe/<uuid:public_id>/", observation.observe, name="observe"),
    path("coordination/rules/", rule_views.award_rules, name="award_rules"),
    path("coordination/rules/<slug:code>/<slug:rung>/", rule_views.award_rule, name="award_rule"),
    path("certificates/<uuid:public_id>/print/", holder.certificate_print, name="certificate_print"),
    path("learn/record/", record.record, name="record"),
    path("learn/record.pdf", record.record_document, name="record_document"),
    path("learn/record/links/<uuid:public_id>/close/", record.record_link_close, name="record_link_close"),
    path("record/<str:token>/", record.shared_record, name="shared_record"),
    path("verify/", stranger.verify_form, name="verify_form"),
    path("verify/specimen/", stranger.verify_specimen, name="verify_specimen"),
    path("verify/keys/", alone.verify_keys, name="verify_keys"),
    path("verify/offline/", alone.verify_offline, name="verify_offline"),
    path("verify/offline/save/", alone.verify_offline_save, name="verify_offline_save"),
    path("verify/<str:code>/", stranger.verify, name="verify"),
]
