"""Who may: the CMS, ours inside it and the doors of others."""

from lms.accounts.deciding import (
    AUTHORS,
    CLOSED,
    CMS,
    CMS_OF_OPERATORS,
    OPERATORS,
    SIGNERS,
    WRITERS,
    Rule,
    forms,
    reads,
    writes,
)

ROUTES: dict[str, Rule] = {
    "wagtailadmin_login": CLOSED,
    "wagtailadmin_password_reset": CLOSED,
    "wagtailadmin_password_reset_done": CLOSED,
    "wagtailadmin_password_reset_confirm": CLOSED,
    "wagtailadmin_password_reset_complete": CLOSED,
    "wagtailadmin_account": CLOSED,
    "wagtailadmin_error_test": CLOSED,
    "wagtailadmin_pages:set_privacy": CMS_OF_OPERATORS,
    "wagtailadmin_collections:set_privacy": CLOSED,
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
