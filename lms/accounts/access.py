"""The role table: for every route and method, who may."""

from lms.accounts.deciding import (
    ACCOUNTS,
    ANYBODY,
    AUTHORS,
    COORDINATORS,
    OPERATORS,
    READERS_OF_GAIN,
    SIGNERS,
    WRITERS,
    Rule,
    forms,
    reads,
    writes,
)

CLOSED = Rule({})
IMPERSONAL = Rule({"GET": ANYBODY}, is_personal=False)
# The CMS asks Wagtail's permissions inside; here stands only who comes in at all.
CMS = forms(AUTHORS)
CMS_OF_OPERATORS = forms(OPERATORS)

ROUTES: dict[str, Rule] = {
    # --- the site -----------------------------------------------------------------------------
    "home": reads(ANYBODY),
    "about": reads(ANYBODY),
    # The view answers 404 outside demo and development.
    "gallery": reads(ANYBODY),
    # Both answer 404 outside the demo.
    "demo": forms(ANYBODY),
    "demo_become": writes(ANYBODY),
    "play": writes(ANYBODY),
    "wording": forms(ANYBODY),
    # Both look at no session; what is sent is checked and forgotten.
    "api_wording": Rule({"POST": ANYBODY}, is_personal=False),
    "api_openapi": IMPERSONAL,
    "learn": reads(ACCOUNTS),
    "healthz": IMPERSONAL,
    "readyz": IMPERSONAL,
    "picture": IMPERSONAL,
    # The view asks whether somebody works with pictures where this one lies.
    "cms_picture": reads(AUTHORS),
    "cms_pictures_one_by_one": reads(AUTHORS),
    # Wagtail asks inside who may add pictures; the view, who may change this one.
    "cms_picture_add": CMS,
    "cms_picture_blur": CMS,
    "recording": IMPERSONAL,
    "recording_captions": IMPERSONAL,
    # The view asks the handout's collection.
    "handout": reads(ANYBODY),
    # --- courses --------------------------------------------------------------------------------
    "catalogue": reads(ANYBODY),
    "figures": reads(ANYBODY),
    "figure": reads(ANYBODY),
    "glossary": reads(ANYBODY),
    "course": reads(ANYBODY),
    "course_start": writes(ACCOUNTS),
    "course_pause": writes(ACCOUNTS),
    # The view opens the first lesson of a course to visitors, the others to accounts.
    "lesson": reads(ANYBODY),
    "lesson_save": reads(ANYBODY),
    "lesson_read": writes(ACCOUNTS),
    "answer": writes(ANYBODY),
    # As its lesson. What its frame asks for comes without a cookie: signed, or code that is no secret.
    "h5p_play": reads(ANYBODY),
    "h5p_core_file": IMPERSONAL,
    "h5p_library_file": IMPERSONAL,
    "h5p_content_file": IMPERSONAL,
    "h5p_state": Rule({"GET": ANYBODY, "POST": ANYBODY}, is_personal=False),
    # Blocks keep what they keep for an account. A frame has no cookies: the signed pass in its addresses
    # says who plays, and the view asks the lesson's door for that person. Files are the same for all.
    "block_frame": reads(ACCOUNTS),
    "block_handler": writes(ACCOUNTS),
    "block_in_frame": Rule({"POST": ANYBODY, "OPTIONS": ANYBODY}, is_personal=False),
    "block_file": Rule({"GET": ANYBODY, "OPTIONS": ANYBODY}, is_personal=False),
    # The case library and its pages; nothing in them depends on who reads but whose profession stands open.
    "cases": reads(ANYBODY),
    "study": reads(ANYBODY),
    "study_handout": reads(ANYBODY),
    "compare_studies": reads(ANYBODY),
    "studies_timeline": reads(ANYBODY),
    "cases_to_play": reads(ANYBODY),
    # Played and forgotten: the way travels in the form.
    "case": forms(ANYBODY),
    # The views ask for enrolment, or for the trainer's grant. What waits is read by its author and the
    # course's trainers; what was let through, by whoever takes the course; a question to the trainers
    # and its answer, by the two sides alone. No name stands beside any of it.
    "discussion": forms(ACCOUNTS),
    "ask_trainer": forms(ACCOUNTS),
    "contribution_withdraw": writes(ACCOUNTS),
    "contribution_report": writes(ACCOUNTS),
    "test": reads(ACCOUNTS),
    "test_begin": writes(ACCOUNTS),
    "test_save": writes(ACCOUNTS),
    "test_finish": writes(ACCOUNTS),
    "test_result": reads(ACCOUNTS),
    # Before and after a course: optional, and never part of a certificate.
    "check": reads(ACCOUNTS),
    "check_begin": writes(ACCOUNTS),
    "check_skip": writes(ACCOUNTS),
    "check_save": writes(ACCOUNTS),
    "check_finish": writes(ACCOUNTS),
    # Whoever holds the signed link answers without an account; it shows nobody's name.
    "refresher": forms(ANYBODY),
    "refreshers": reads(ACCOUNTS),
    "refreshers_begin": writes(ACCOUNTS),
    "refreshers_pause": writes(ACCOUNTS),
    # Sums of many people's answers, without a name: for those who write the questions;
    # what a course changes also for those who coordinate.
    "gain": reads(READERS_OF_GAIN),
    "test_items": reads(AUTHORS),
    "test_item": reads(AUTHORS),
    # The view asks who may change questions: a reviewer looks on.
    "test_regrade": forms(AUTHORS),
    # --- certificates ---------------------------------------------------------------------------
    "certificate_claim": forms(ACCOUNTS),
    # The view answers 404 to everybody but the holder.
    "certificate": reads(ACCOUNTS),
    "certificate_document": reads(ACCOUNTS),
    "certificate_credential": reads(ACCOUNTS),
    "certificate_name": writes(ACCOUNTS),
    "certificate_renew": forms(ACCOUNTS),
    "verify_form": reads(ANYBODY),
    "verify": forms(ANYBODY),
    "verify_specimen": forms(ANYBODY),
    "did_document": IMPERSONAL,
    "jwks": IMPERSONAL,
    # --- coordination ---------------------------------------------------------------------------
    "coordination": reads(COORDINATORS),
    "coordination_export": reads(COORDINATORS),
    "endings": reads(COORDINATORS),
    "endings_export": reads(COORDINATORS),
    # The view knows no certificate of somebody outside the coordinator's places and groups.
    "withdrawal": forms(COORDINATORS),
    "cohorts": forms(COORDINATORS),
    # The view answers 404 where the coordinator's scope does not cover the cohort.
    "cohort": reads(COORDINATORS),
    "cohort_export": reads(COORDINATORS),
    "cohort_delete": writes(COORDINATORS),
    "invitations": forms(COORDINATORS),
    "invitation_close": writes(COORDINATORS),
    # --- messages ---------------------------------------------------------------------------------
    "notices": forms(ACCOUNTS),
    # The signed link in each message; mail programs post to it by themselves.
    "notices_off": forms(ANYBODY),
    # --- accounts -------------------------------------------------------------------------------
    "welcome": forms(ACCOUNTS),
    "profile": forms(ACCOUNTS),
    "own_name": forms(ACCOUNTS),
    "own_data": reads(ACCOUNTS),
    # A visitor's form only mails a code; joining needs the account that the code opens.
    "join": forms(ANYBODY),
    "leave_cohort": writes(ACCOUNTS),
    # Shows one's own row of each group's table, and nothing of anybody else.
    "who_sees_me": reads(ACCOUNTS),
    "delete_account": forms(ACCOUNTS),
    "sign_out_everywhere": writes(ACCOUNTS),
    "demo_mail": reads(ANYBODY),
    "cms_login": reads(ANYBODY),
    "account_login": forms(ANYBODY),
    "account_logout": forms(ANYBODY),
    "account_signup": forms(ANYBODY),
    "account_inactive": reads(ANYBODY),
    "account_request_login_code": forms(ANYBODY),
    "account_confirm_login_code": forms(ANYBODY),
    "account_email_verification_sent": forms(ANYBODY),
    "account_reset_password": forms(ANYBODY),
    "account_confirm_password_reset_code": forms(ANYBODY),
    "account_complete_password_reset": forms(ANYBODY),
    "account_password_reset_completed": reads(ANYBODY),
    "account_reauthenticate": forms(ACCOUNTS),
    "account_email": forms(ACCOUNTS),
    "account_change_password": forms(ACCOUNTS),
    "account_set_password": forms(ACCOUNTS),
    # The second step of signing in comes before there is an account in the session.
    "mfa_authenticate": forms(ANYBODY),
    "mfa_reauthenticate": forms(ACCOUNTS),
    "mfa_index": reads(ACCOUNTS),
    "mfa_activate_totp": forms(ACCOUNTS),
    "mfa_deactivate_totp": forms(ACCOUNTS),
    "mfa_view_recovery_codes": reads(ACCOUNTS),
    "mfa_generate_recovery_codes": forms(ACCOUNTS),
    "mfa_download_recovery_codes": reads(ACCOUNTS),
    "mfa_list_webauthn": reads(ACCOUNTS),
    "mfa_add_webauthn": forms(ACCOUNTS),
    "mfa_edit_webauthn": forms(ACCOUNTS),
    "mfa_remove_webauthn": forms(ACCOUNTS),
    "mfa_reauthenticate_webauthn": forms(ACCOUNTS),
    # --- the CMS: doors of its own stay closed --------------------------------------------------
    "wagtailadmin_login": CLOSED,
    "wagtailadmin_password_reset": CLOSED,
    "wagtailadmin_password_reset_done": CLOSED,
    "wagtailadmin_password_reset_confirm": CLOSED,
    "wagtailadmin_password_reset_complete": CLOSED,
    "wagtailadmin_account": CLOSED,
    "wagtailadmin_error_test": CLOSED,
    "wagtailadmin_pages:set_privacy": CMS_OF_OPERATORS,
    "wagtailadmin_collections:set_privacy": CLOSED,
    # --- the CMS --------------------------------------------------------------------------------
    "wagtailadmin_home": CMS,
    "wagtailadmin_logout": writes(AUTHORS),
    "wagtailadmin_sprite": CMS,
    "wagtailadmin_javascript_catalog": CMS,
    "wagtailadmin_block_preview": CMS,
    "wagtailadmin_dismissibles": Rule({"GET": AUTHORS, "PATCH": AUTHORS}),
    "wagtailadmin_explore_root": CMS,
    "wagtailadmin_explore": CMS,
    "wagtailadmin_explore_results": CMS,
    "wagtail_bulk_action": CMS,
    # Ours inside the CMS: the second person's signature, corrections read, translations as drafts.
    "cms_sign": CMS,
    # The view asks whether somebody writes or signs.
    "cms_open_marks": reads(AUTHORS),
    # That a native speaker has read a translation is noted by those who sign.
    "cms_native_readings": reads(SIGNERS),
    "cms_native_reading": forms(SIGNERS),
    "cms_preferences": CMS,
    # The view shows what waits in the courses somebody is granted, and nothing of others.
    "cms_contributions": CMS,
    # Leads to the shelf of case studies in the explorer.
    "cms_case_library": reads(AUTHORS),
    # The view asks whether somebody may add questions.
    "cms_import_questions": CMS,
    "cms_export_questions": reads(AUTHORS),
    # The views ask what somebody may do with exercises, and whether they may write on the lesson.
    "cms_exercises_olx_upload": forms(WRITERS),
    "cms_exercise_olx": reads(AUTHORS),
    "cms_exercise_olx_replace": forms(WRITERS),
    "cms_lesson_olx": reads(AUTHORS),
    # The views ask whether somebody may add or change H5P activities; code is installed by operators alone.
    "cms_h5p_upload": CMS,
    "cms_h5p_replace": CMS,
    "cms_h5p_play": reads(AUTHORS),
    "cms_h5p_libraries": Rule({"GET": AUTHORS, "POST": OPERATORS}),
    "cms_h5p_remove_library": writes(OPERATORS),
    # Raw statements, nobody named: what learners did in a package, word by word.
    "cms_h5p_statements": reads(OPERATORS),
    # The view asks whether somebody may write on the course.
    "cms_export_course": reads(AUTHORS),
    # Which course somebody may bring is asked when the package is read; what waits, only its uploader sees.
    "cms_import_package": forms(WRITERS),
    "cms_staged_package": forms(WRITERS),
    "cms_staged_upload": reads(WRITERS),
    "cms_correction_read": writes(AUTHORS),
    "cms_update_translations": CMS,
    "cms_translate_page": CMS,
    "wagtail_localize:convert_to_alias": CLOSED,
    "wagtail_localize:edit_string_translation": Rule({"PUT": AUTHORS, "DELETE": AUTHORS}),
    "wagtail_localize:edit_override": Rule({"PUT": AUTHORS, "DELETE": AUTHORS}),
    # Many files at once would be stored as they came, before anybody was asked who can be seen.
    "wagtailimages:add_multiple": CLOSED,
    "wagtailimages:edit_multiple": CLOSED,
    "wagtailimages:create_multiple_from_uploaded_image": CLOSED,
    "wagtailimages:delete_multiple": CLOSED,
    "wagtailimages:delete_upload_multiple": CLOSED,
    # Wagtail's own "nothing stands here" under /cms/, and its test page for it.
    "django.views.generic.base.TemplateView": CLOSED,
    "wagtail.admin.views.home.default": reads(AUTHORS),
}

# Routes of others, by the beginning of their name; the longest beginning decides.
FAMILIES: dict[str, Rule] = {
    "wagtailadmin_choose_page": CMS,
    "wagtailadmin_tag_": CMS,
    "wagtailadmin_api:": CMS,
    "wagtailadmin_pages:": CMS,
    "wagtailadmin_editing_sessions:": CMS,
    "wagtailadmin_reports:": CMS,
    "wagtailadmin_collections:": CMS_OF_OPERATORS,
    "wagtailadmin_workflows:": CMS_OF_OPERATORS,
    "wagtailsnippets": CMS,
    "wagtailsnippetchoosers": CMS,
    "wagtaildocs:": CMS,
    "wagtaildocs_chooser:": CMS,
    "wagtailimages:": CMS,
    "wagtailimages_chooser:": CMS,
    "wagtail_localize:": CMS,
    "wagtailsettings:": CMS_OF_OPERATORS,
    "wagtaillocales:": CMS_OF_OPERATORS,
    # People and their roles are never managed in the CMS.
    "wagtailusers_users:": CLOSED,
    # Nothing from other sites stands in a lesson.
    "wagtailembeds:": CLOSED,
    "wagtailusers_groups:": CLOSED,
}


class UnlistedRoute(LookupError):
    """A route that the role table does not name; nobody may use it."""


def rule_for(view_name: str) -> Rule:
    """Return the rule of a route by its name with namespaces. Raises UnlistedRoute."""
    if view_name in ROUTES:
        return ROUTES[view_name]
    beginnings = [start for start in FAMILIES if view_name.startswith(start)]
    if not beginnings:
        raise UnlistedRoute(f"{view_name} is not in the role table: add it to lms/accounts/access.py.")
    return FAMILIES[max(beginnings, key=len)]
